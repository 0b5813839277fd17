-- 2026-11-30. Two records of one library become one, for ever or until it is undone. Rows remember where they were given.
ALTER TABLE library ADD merged_into text;
ALTER TABLE library ADD CONSTRAINT library_merged_into FOREIGN KEY (merged_into) REFERENCES library (id);
ALTER TABLE library ADD CONSTRAINT library_not_into_itself CHECK (merged_into <> id);
CREATE INDEX library_by_merged_into ON library (merged_into);
DROP INDEX library_by_isil;
CREATE UNIQUE INDEX library_by_isil ON library (upper(isil))
  WHERE merged_into IS NULL AND (upper(left(isil, 3)) = country || '-' OR isil !~ '^[A-Za-z]{2}-');
CREATE TABLE library_merge (
  id text NOT NULL,
  from_id text NOT NULL,
  into_id text NOT NULL,
  merged_by text NOT NULL,
  merged_at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  undone_by text,
  undone_at timestamp with time zone,
  undo_reason text,
  CONSTRAINT "PK_library_merge" PRIMARY KEY (id),
  CONSTRAINT library_merge_from FOREIGN KEY (from_id) REFERENCES library (id),
  CONSTRAINT library_merge_into FOREIGN KEY (into_id) REFERENCES library (id),
  CONSTRAINT library_merge_undone CHECK (num_nulls(undone_by, undone_at, undo_reason) IN (0, 3))
);
CREATE INDEX library_merge_by_time ON library_merge (merged_at, id);
CREATE UNIQUE INDEX library_merge_once ON library_merge (from_id) WHERE undone_at IS NULL;
ALTER TABLE listing ADD given_library_id text;
ALTER TABLE listing ADD gave_way_to text;
CREATE INDEX listing_by_given_library ON listing (given_library_id);
ALTER TABLE partnership ADD given_a text;
ALTER TABLE partnership ADD given_b text;
ALTER TABLE partnership ADD merged_into text;
ALTER TABLE partnership ADD merged_state text;
ALTER TABLE partnership DROP CONSTRAINT partnership_state;
ALTER TABLE partnership ADD CONSTRAINT partnership_state CHECK (state IN ('PROPOSED', 'ACTIVE', 'PAUSED', 'ENDED', 'DECLINED', 'WITHDRAWN', 'MERGED'));
ALTER TABLE partnership ADD CONSTRAINT partnership_merged CHECK ((state = 'MERGED') = (merged_into IS NOT NULL) AND num_nulls(merged_into, merged_state) <> 1);
ALTER TABLE partnership ADD CONSTRAINT partnership_merged_into FOREIGN KEY (merged_into) REFERENCES partnership (id);
CREATE INDEX partnership_by_merged_into ON partnership (merged_into);
CREATE INDEX partnership_by_given_a ON partnership (given_a);
CREATE INDEX partnership_by_given_b ON partnership (given_b);
ALTER TABLE activity ADD given_partnership_id text;
ALTER TABLE agreement_version ADD given_partnership_id text;
ALTER TABLE meeting ADD given_partnership_id text;
ALTER TABLE success_story ADD given_partnership_id text;
-- Waits for a merge that is under way, and refuses to write what names a library that answers as another. Two statements: a condition beside
-- the lock would choose the rows to lock by what they were before.
CREATE FUNCTION refuse_merged(named text[]) RETURNS void LANGUAGE plpgsql AS $function$
BEGIN
  PERFORM FROM library WHERE id = ANY(named) ORDER BY id FOR KEY SHARE;
  IF EXISTS (SELECT FROM library WHERE id = ANY(named) AND merged_into IS NOT NULL) THEN
    RAISE EXCEPTION 'The library was merged into another one.' USING ERRCODE = 'SB001';
  END IF;
END $function$;
CREATE FUNCTION refuse_merged_partner() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
  PERFORM refuse_merged(ARRAY[NEW.library_a, NEW.library_b]);
  RETURN NEW;
END $function$;
CREATE FUNCTION refuse_merged_lister() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
  IF NEW.library_id IS NOT NULL THEN
    PERFORM refuse_merged(ARRAY[NEW.library_id]);
  END IF;
  RETURN NEW;
END $function$;
CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF library_a, library_b ON partnership FOR EACH ROW EXECUTE FUNCTION refuse_merged_partner();
CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF library_id ON listing FOR EACH ROW EXECUTE FUNCTION refuse_merged_lister();

-- Undo
DROP TRIGGER refuse_merged ON listing;
DROP TRIGGER refuse_merged ON partnership;
DROP FUNCTION refuse_merged_lister();
DROP FUNCTION refuse_merged_partner();
DROP FUNCTION refuse_merged(text[]);
ALTER TABLE success_story DROP given_partnership_id;
ALTER TABLE meeting DROP given_partnership_id;
ALTER TABLE agreement_version DROP given_partnership_id;
ALTER TABLE activity DROP given_partnership_id;
ALTER TABLE partnership DROP CONSTRAINT partnership_merged_into;
ALTER TABLE partnership DROP CONSTRAINT partnership_merged;
ALTER TABLE partnership DROP CONSTRAINT partnership_state;
UPDATE partnership SET state = 'ENDED' WHERE state = 'MERGED';
ALTER TABLE partnership ADD CONSTRAINT partnership_state CHECK (state IN ('PROPOSED', 'ACTIVE', 'PAUSED', 'ENDED', 'DECLINED', 'WITHDRAWN'));
ALTER TABLE partnership DROP merged_state;
ALTER TABLE partnership DROP merged_into;
ALTER TABLE partnership DROP given_b;
ALTER TABLE partnership DROP given_a;
ALTER TABLE listing DROP gave_way_to;
ALTER TABLE listing DROP given_library_id;
DROP TABLE library_merge;
DROP INDEX library_by_isil;
UPDATE library SET isil = NULL, isil_confidence = NULL WHERE merged_into IS NOT NULL;
CREATE UNIQUE INDEX library_by_isil ON library (upper(isil)) WHERE upper(left(isil, 3)) = country || '-' OR isil !~ '^[A-Za-z]{2}-';
ALTER TABLE library DROP CONSTRAINT library_not_into_itself;
ALTER TABLE library DROP CONSTRAINT library_merged_into;
ALTER TABLE library DROP merged_into;
