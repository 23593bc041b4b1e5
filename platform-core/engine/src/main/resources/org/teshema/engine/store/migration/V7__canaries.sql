-- A release may be tried on a station or a share of the devices while the live one goes on serving the rest.
alter table plugin_target add column canary_id bigint references plugin_release (id);
alter table plugin_target add column canary_station bigint references organisation (id);
alter table plugin_target add column canary_per_mille integer;
alter table plugin_target add constraint plugin_target_canary check (
    (canary_id is null and canary_station is null and canary_per_mille is null)
    or (canary_id is not null and canary_station is not null and canary_per_mille is null)
    or (canary_id is not null and canary_station is null and canary_per_mille between 1 and 1000));

-- Nothing of a plugin was live yet while its first release is tried.
alter table plugin_target alter column highest drop not null;

-- The platform itself ends a trial that fails: no account did.
alter table plugin_target alter column changed_by drop not null;
