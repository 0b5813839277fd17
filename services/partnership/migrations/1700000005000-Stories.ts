// Which tables hold success stories and tips?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Stories1700000005000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE "success_story" (
        "id" text NOT NULL,
        "title" text NOT NULL,
        "body" text NOT NULL,
        "partnership_id" text NOT NULL,
        "goals" text array NOT NULL,
        "published_on" date,
        "listed_on" date NOT NULL,
        "demo" boolean NOT NULL,
        "source_ids" text array NOT NULL,
        "confidence" text NOT NULL,
        CONSTRAINT "PK_fd20b33559b80abf04ee8eb3b6a" PRIMARY KEY ("id")
      )`);
    await run.query(`
      CREATE INDEX "success_story_by_partnership" ON "success_story" ("partnership_id")`);
    await run.query(`
      CREATE INDEX "success_story_by_day" ON "success_story" ("listed_on", "id")`);
    await run.query(`
      CREATE TABLE "tip" (
        "id" text NOT NULL,
        "text" text NOT NULL,
        "place" integer NOT NULL,
        "source_ids" text array NOT NULL,
        CONSTRAINT "PK_855d736988802b4ec0e07b7e762" PRIMARY KEY ("id")
      )`);
    await run.query(`
      ALTER TABLE "success_story" ADD CONSTRAINT "success_story_partnership" FOREIGN KEY ("partnership_id") REFERENCES "partnership"("id")`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE tip');
    await run.query('DROP TABLE success_story');
  }
}
