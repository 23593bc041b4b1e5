create table figure (n integer not null);
insert into nowhere (n) values (0);
