create table figure (n integer not null);
insert into figure (n) values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
