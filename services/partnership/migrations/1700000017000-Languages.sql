-- 2026-11-30. The language in which the contact of a listing gets mails.
ALTER TABLE listing_contact ADD COLUMN language text NOT NULL DEFAULT 'en';

-- Undo
ALTER TABLE listing_contact DROP COLUMN language;
