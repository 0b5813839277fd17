// Where the facts of a boycott were read: so far, where its dated numbers were.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BoycottSources1700000005900 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`ALTER TABLE "boycott" ADD "source_ids" text[] NOT NULL DEFAULT '{}'`);
    await run.query(
      `UPDATE "boycott" SET "source_ids" = (
         SELECT coalesce(array_agg(DISTINCT one), '{}') FROM "reported_count", unnest("reported_count"."source_ids") AS one
         WHERE "subject_id" = "boycott"."id")`,
    );
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE "boycott" DROP COLUMN "source_ids"');
  }
}
