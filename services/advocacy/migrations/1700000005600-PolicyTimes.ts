// What keeps the record of policies true to both of its times: one belief at a moment, and nothing believed once changed afterwards?
import type { MigrationInterface, QueryRunner } from 'typeorm';

const overlap = (believed: string, current: string) => `
  ALTER TABLE policy_period DROP CONSTRAINT policy_period_overlap;
  ALTER TABLE policy_period ADD CONSTRAINT policy_period_overlap EXCLUDE USING gist (
    publisher_id WITH =, title_scope WITH =, (coalesce(option_key, '')) WITH =, policy_marks(formats) WITH &&,
    policy_marks(territories) WITH &&, daterange(effective_from_day, effective_to_day) WITH &&${believed}
  ) WHERE (${current}status = 'IN_FORCE_PERIOD');`;

export class PolicyTimes1700000005600 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      ALTER TABLE policy_period ADD CONSTRAINT policy_period_belief EXCLUDE USING gist (
        id WITH =, tstzrange(recorded_at, superseded_at) WITH &&
      );`);
    await queries.query(overlap(', tstzrange(recorded_at, superseded_at) WITH &&', ''));
    await queries.query(`
      CREATE FUNCTION keep_policy_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'policy_period' THEN
            IF OLD.superseded_at IS NULL AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'What % holds is added to and superseded, never changed or removed.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
        END $$;
      CREATE TRIGGER policy_period_kept BEFORE UPDATE OR DELETE ON policy_period FOR EACH ROW EXECUTE FUNCTION keep_policy_record();
      CREATE TRIGGER policy_change_kept BEFORE UPDATE OR DELETE ON policy_change FOR EACH ROW EXECUTE FUNCTION keep_policy_record();`);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      DROP TRIGGER policy_period_kept ON policy_period; DROP TRIGGER policy_change_kept ON policy_change;
      DROP FUNCTION keep_policy_record(); ALTER TABLE policy_period DROP CONSTRAINT policy_period_belief;`);
    await queries.query(overlap('', 'superseded_at IS NULL AND '));
  }
}
