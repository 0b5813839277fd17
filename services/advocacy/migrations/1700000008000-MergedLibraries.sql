-- 2026-11-30. Which libraries the partnership subgraph merged: endorsements keep the id they were given, and count each library once.
CREATE TABLE merged_library (
  id text NOT NULL,
  into_id text NOT NULL,
  CONSTRAINT "PK_merged_library" PRIMARY KEY (id)
);
CREATE INDEX merged_library_by_into ON merged_library (into_id);

-- Undo
DROP TABLE merged_library;
