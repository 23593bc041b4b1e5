-- What is answered is looked for among the open items about its device.
create index inbox_item_about on inbox_item (device_id, state);
