// Whom a call to respond asks, where those are not the state chapters.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskedOrganizations1700000005100 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`ALTER TABLE "statement" ADD "asked_ids" text array NOT NULL DEFAULT '{}'`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE statement DROP COLUMN asked_ids');
  }
}
