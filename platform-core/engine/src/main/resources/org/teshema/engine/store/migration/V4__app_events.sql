-- What scene apps have still to hear: a row for each app and event, gone when it was heard or given up.
create table app_event (
    app       varchar(40) not null,
    event_id  bigint      not null,
    device_id bigint      not null,
    entry_id  bigint      not null,
    tries     integer     not null,
    due_at    timestamp(6) with time zone not null,
    primary key (app, event_id)
);
create index app_event_device on app_event (app, device_id);
