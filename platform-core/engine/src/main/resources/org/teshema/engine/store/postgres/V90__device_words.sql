-- What DeviceSearch finds names and places by: their characters and the pairs of neighbouring ones. Only on PostgreSQL, whose
-- inverted index keeps them small; an H2 city is small enough to be read through.
create function device_grams(name text, place text) returns text[]
    language sql immutable parallel safe cost 5000
as $$
    select array(
        select distinct substr(t, i, n)
        from (values (name), (place)) as s (t), generate_series(1, 2) as n, generate_series(1, length(t) - n + 1) as i)
$$;
create index device_words on device using gin (device_grams(name, place));
