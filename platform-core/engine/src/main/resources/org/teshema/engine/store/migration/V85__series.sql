-- How many numbers of a series were given to entries of a district in a year: the row is locked by who takes the next one.
create table series (
    kind     varchar(81) not null,
    field    varchar(40) not null,
    district varchar(6)  not null,
    in_year  integer     not null,
    given    bigint      not null,
    primary key (kind, field, district, in_year)
);
