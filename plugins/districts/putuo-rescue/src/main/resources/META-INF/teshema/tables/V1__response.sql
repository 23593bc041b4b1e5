-- Response times over the last days, in minutes, for everybody to read.
create table response (
    days        integer primary key,
    rescues     integer not null,
    arrived     integer not null,
    freed       integer not null,
    kept        integer not null,
    reckoned_at timestamp with time zone not null
);
