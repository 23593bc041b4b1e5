-- Where the city wants a plugin to run, a row a plugin; a plugin without one runs where its kind usually does.

create table plugin_tier (
    name          varchar(40)  primary key,
    tier          varchar(20)  not null,
    reason        varchar(400) not null,
    changed_by    bigint       not null references account (id),
    author        varchar(200) not null,
    changed_at    timestamp(6) with time zone not null
);
