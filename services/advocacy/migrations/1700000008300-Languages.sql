-- 2026-11-30. The language in which somebody signed, for the mails about it, and the one in which a petition is written.
ALTER TABLE signature ADD COLUMN language text NOT NULL DEFAULT 'en';
ALTER TABLE pending_signature ADD COLUMN language text NOT NULL DEFAULT 'en';
ALTER TABLE petition ADD COLUMN language text NOT NULL DEFAULT 'en';

-- Undo
ALTER TABLE petition DROP COLUMN language;
ALTER TABLE pending_signature DROP COLUMN language;
ALTER TABLE signature DROP COLUMN language;
