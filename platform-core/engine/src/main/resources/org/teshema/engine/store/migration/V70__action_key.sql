-- The key under which one-use tokens of actions are given out: one row, drawn by the first node that needs it.
create table action_key (
    id     smallint primary key check (id = 1),
    secret bytea    not null
);
