-- 2026-11-23. Publishers.
CREATE TABLE publisher (
  id text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  parent_id text CONSTRAINT publisher_parent REFERENCES publisher,
  big_five boolean NOT NULL,
  country text,
  aliases text[] NOT NULL DEFAULT '{}',
  note text
);
CREATE INDEX publisher_by_name ON publisher (name, id);
CREATE INDEX publisher_by_parent ON publisher (parent_id);

-- Undo
DROP TABLE publisher;
