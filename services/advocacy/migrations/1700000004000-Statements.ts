// Tables of organizations, their statements and boycotts.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Statements1700000004000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE "organization" (
        "id" text NOT NULL,
        "name" text NOT NULL,
        "kind" text NOT NULL,
        "country" text NOT NULL,
        "region" text,
        "is_ala_chapter" boolean NOT NULL,
        CONSTRAINT "PK_472c1f99a32def1b0abb219cd67" PRIMARY KEY ("id")
      )`);
    await run.query(`
      CREATE TABLE "statement" (
        "id" text NOT NULL,
        "title" text NOT NULL,
        "stance" text NOT NULL,
        "organization_ids" text array NOT NULL,
        "published_day" date,
        "published_precision" text,
        "listed_on" date NOT NULL,
        "policy_ids" text array NOT NULL,
        "source_ids" text array NOT NULL,
        "confidence" text NOT NULL,
        "note" text,
        CONSTRAINT "PK_d2ef88cb44b99f3332a1eebb96f" PRIMARY KEY ("id")
      )`);
    await run.query(`
      CREATE TABLE "boycott" (
        "id" text NOT NULL,
        "title" text NOT NULL,
        "target_publisher_id" text NOT NULL,
        "coordinator" text NOT NULL,
        "started_on" date NOT NULL,
        "ended_on" date,
        "policy_ids" text array NOT NULL,
        CONSTRAINT "PK_c1a632331f3f31552ecc981896e" PRIMARY KEY ("id")
      )`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE boycott');
    await run.query('DROP TABLE statement');
    await run.query('DROP TABLE organization');
  }
}
