-- The digests of the days: one a day for the whole city, and for each organisation numbers by kind. What entries say stays in them.
create table digest (
    on_day          date         primary key,
    since_at        timestamp(6) with time zone not null,
    until_at        timestamp(6) with time zone not null
);

create table digest_line (
    organisation_id bigint       not null references organisation (id),
    on_day          date         not null references digest (on_day),
    part            varchar(10)  not null,
    kind            varchar(81)  not null,
    items           bigint       not null,
    primary key (organisation_id, on_day, part, kind)
);
create index digest_line_day on digest_line (on_day);
