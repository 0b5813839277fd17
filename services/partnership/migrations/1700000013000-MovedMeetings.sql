-- 2026-11-30. Meetings can be moved: calendars count the changes, and keep the agreed time until a new one is agreed to.
ALTER TABLE meeting ADD sequence integer NOT NULL DEFAULT 0;
UPDATE meeting SET sequence = 1 WHERE state = 'CANCELLED' AND agreed_at IS NOT NULL;
ALTER TABLE meeting ADD stands_at timestamp with time zone;
ALTER TABLE meeting ADD stands_minutes integer;
ALTER TABLE meeting ADD CONSTRAINT meeting_stands CHECK (num_nulls(stands_at, stands_minutes) <> 1);

-- Undo
UPDATE meeting SET starts_at = stands_at, minutes = stands_minutes, state = 'AGREED' WHERE stands_at IS NOT NULL AND state = 'PROPOSED';
ALTER TABLE meeting DROP CONSTRAINT meeting_stands;
ALTER TABLE meeting DROP stands_minutes;
ALTER TABLE meeting DROP stands_at;
ALTER TABLE meeting DROP sequence;
