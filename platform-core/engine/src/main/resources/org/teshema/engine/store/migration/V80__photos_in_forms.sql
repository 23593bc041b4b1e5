-- A photo comes before the entry that names it. One that no entry named is let go after a day; those that were here before are named.
alter table photo add column used boolean default true not null;
-- When and where its camera says that it was taken, for the entry: the file itself does not have it any more.
alter table photo add column taken varchar(16);
alter table photo add column place varchar(20);
create index photo_unused on photo (used, stored_at);
