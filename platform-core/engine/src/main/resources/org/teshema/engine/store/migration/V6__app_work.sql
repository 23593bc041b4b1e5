-- Of several nodes one does the work of a scene app. The times are the database's, which all nodes share.
create table app_lease (
    app           varchar(40)  primary key,
    node          varchar(36)  not null,
    fence         bigint       not null,
    held_until    timestamp(6) with time zone not null
);

-- When a job of an app is due, and how it went the last time.
create table app_job (
    app           varchar(40)  not null,
    job           varchar(40)  not null,
    timing        varchar(40)  not null,
    next_due      timestamp(6) with time zone not null,
    due           timestamp(6) with time zone,
    started_at    timestamp(6) with time zone,
    ended_at      timestamp(6) with time zone,
    outcome       varchar(10),
    words         varchar(400),
    runs          bigint       not null,
    failures      bigint       not null,
    primary key (app, job)
);

-- The schema of an app's own tables and the role that reaches it.
create table app_tables (
    app           varchar(40)  primary key,
    schema_name   varchar(63)  not null,
    role_name     varchar(63)  not null,
    secret        varchar(64)  not null,
    made_at       timestamp(6) with time zone not null
);

-- An event that an app has heard stays until the outbox is done with it, so that no node brings it again.
alter table app_event add column heard boolean default false not null;
