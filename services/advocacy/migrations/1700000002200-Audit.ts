// Where is it kept who changed what?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1700000002200 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      CREATE TABLE audit_entry (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at timestamptz(3) NOT NULL,
        subject text NOT NULL,
        action text NOT NULL,
        record_id text NOT NULL,
        before jsonb,
        after jsonb
      );
      CREATE INDEX audit_entry_by_record ON audit_entry (record_id, at);
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query('DROP TABLE audit_entry');
  }
}
