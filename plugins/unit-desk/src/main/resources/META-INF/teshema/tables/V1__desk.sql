-- What the archive says of each application, as of the last entry that was heard; the archive is the truth.
create table application (
    id         bigint primary key,
    device_id  bigint not null,
    district   varchar(6) not null,
    using_unit bigint,
    topic      varchar(20) not null,
    state      varchar(20) not null,
    applied_at timestamp with time zone not null,
    changed_at timestamp with time zone not null,
    closed     boolean not null
);
create index application_open on application (closed, id);
create index application_device on application (device_id);
