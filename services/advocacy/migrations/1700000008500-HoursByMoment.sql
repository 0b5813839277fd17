-- 2026-11-30. The hours of a day are found without those of all years before.
CREATE INDEX hour_count_by_hour ON hour_count (hour);

-- Undo
DROP INDEX hour_count_by_hour;
