// Where is it kept which library was suggested to which?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Suggestions1700000008000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE "suggestion" (
        "library_id" text NOT NULL,
        "suggested_id" text NOT NULL,
        "score" integer NOT NULL,
        "reasons" jsonb NOT NULL,
        "made_at" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_suggestion" PRIMARY KEY ("library_id", "suggested_id")
      )`);
    await run.query(`CREATE INDEX "suggestion_by_suggested" ON "suggestion" ("suggested_id")`);
    await run.query(`
      ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_library" FOREIGN KEY ("library_id") REFERENCES "library"("id")`);
    await run.query(`
      ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_suggested" FOREIGN KEY ("suggested_id") REFERENCES "library"("id")`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE suggestion');
  }
}
