// Table of reading lists.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Resources1700000004500 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE "resource" (
        "subject_id" text NOT NULL,
        "source_id" text NOT NULL,
        "kind" text NOT NULL,
        "publisher" text NOT NULL,
        "published_day" date,
        "published_precision" text,
        PRIMARY KEY ("subject_id", "source_id"),
        CONSTRAINT "FK_7748451beea05c797751d42d62e" FOREIGN KEY ("source_id") REFERENCES "source" ("id")
      )`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE resource');
  }
}
