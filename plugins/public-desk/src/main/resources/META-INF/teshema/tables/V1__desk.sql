-- The numbers that people were given, by the entry they wrote. Nothing else in the city knows them.
create table receipt (
    entry_id  bigint primary key,
    number    varchar(20) not null,
    device_id bigint not null,
    given_at  timestamp with time zone not null
);
create unique index receipt_number on receipt (number);
-- What the archive says of each case, as of the last entry that was heard; the archive is the truth.
create table incident (
    id               bigint primary key,
    device_id        bigint not null,
    district         varchar(6) not null,
    category         varchar(4) not null,
    using_unit       bigint,
    maintenance_unit bigint,
    topic            varchar(20) not null,
    opened_at        timestamp with time zone not null,
    reports          integer not null,
    accepted_at      timestamp with time zone,
    arrived_at       timestamp with time zone,
    replied_at       timestamp with time zone,
    closed_at        timestamp with time zone
);
create index incident_open on incident (closed_at, id);
create index incident_device on incident (device_id);
-- Which case an entry of the public belongs to.
create table member (
    entry_id    bigint primary key,
    incident_id bigint not null
);
create index member_incident on member (incident_id);
-- What was answered to the public, for everybody who has the number.
create table reply (
    entry_id    bigint primary key,
    incident_id bigint not null,
    given_at    timestamp with time zone not null,
    author      varchar(200) not null,
    words       varchar(500) not null
);
create index reply_incident on reply (incident_id);
