-- 2026-11-30. Which release the tables need.
CREATE TABLE release_need (
  migration text PRIMARY KEY,
  release text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE release_need IS 'Which migrations left tables with which only that release and later ones can work';

-- Undo
DROP TABLE release_need;
