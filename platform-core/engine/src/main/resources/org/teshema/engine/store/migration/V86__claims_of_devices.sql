-- Which codes were given out for a device: asked for each device that waits for one.
create index claim_device on claim (device_id);
