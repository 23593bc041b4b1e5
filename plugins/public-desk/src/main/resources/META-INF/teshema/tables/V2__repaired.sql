-- When what was reported was put right.
alter table incident add column repaired_at timestamp with time zone;
