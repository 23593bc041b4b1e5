-- The day by which an item is to be dealt with, where its entry names one. What came before has none.
alter table inbox_item add column due_on date;
create index inbox_item_due on inbox_item (organisation_id, state, due_on);
