// When was each statement recorded, and how do live feeds hear of it?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StatementNews1700000005700 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE statement ADD recorded_at timestamptz(3) NOT NULL DEFAULT now()');
    await run.query('CREATE INDEX statement_by_recording ON statement (recorded_at, id)');
    await run.query(`
      CREATE FUNCTION tell_statements() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('statement_changes', '');
        RETURN NULL;
      END $$
    `);
    for (const table of ['statement', 'organization'])
      await run.query(
        `CREATE TRIGGER ${table}_news AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION tell_statements()`,
      );
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TRIGGER statement_news ON statement');
    await run.query('DROP TRIGGER organization_news ON organization');
    await run.query('DROP FUNCTION tell_statements()');
    await run.query('DROP INDEX statement_by_recording');
    await run.query('ALTER TABLE statement DROP COLUMN recorded_at');
  }
}
