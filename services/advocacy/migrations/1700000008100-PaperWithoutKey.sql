-- 2026-11-30. Rows of signatures on paper need no check of their petition each: who adds them has locked its row.
ALTER TABLE paper_signature DROP CONSTRAINT "FK_84ed264f4691853d0ac6cedde26";

-- Undo
ALTER TABLE paper_signature ADD CONSTRAINT "FK_84ed264f4691853d0ac6cedde26" FOREIGN KEY (petition_id) REFERENCES petition(id);
