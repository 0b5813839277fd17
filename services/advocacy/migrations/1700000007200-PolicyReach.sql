-- 2026-11-30. A policy can hold for the world, and of one it can be unknown where it holds.
ALTER TABLE policy_period ADD COLUMN reach text NOT NULL DEFAULT 'COUNTRIES';
ALTER TABLE policy_period DROP CONSTRAINT policy_period_scope;
ALTER TABLE policy_period ADD CONSTRAINT policy_period_scope CHECK (
  cardinality(formats) > 0 AND (reach = 'COUNTRIES') = (cardinality(territories) > 0)
);

-- Undo
ALTER TABLE policy_period DROP CONSTRAINT policy_period_scope;
ALTER TABLE policy_period DROP COLUMN reach;
ALTER TABLE policy_period ADD CONSTRAINT policy_period_scope CHECK (cardinality(formats) > 0 AND cardinality(territories) > 0);
