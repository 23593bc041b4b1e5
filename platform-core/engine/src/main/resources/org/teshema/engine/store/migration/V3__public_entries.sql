-- The public writes what a scene app asks it for, such as feedback on a lift: nobody's organisation stands behind such an entry.
alter table entry alter column author_id drop not null;
