// Where is it kept whether a story is a draft, published or retracted?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StoryStates1700000009000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      ALTER TABLE "success_story" ADD "state" text NOT NULL DEFAULT 'PUBLISHED',
        ADD CONSTRAINT "success_story_state" CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETRACTED'))`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE success_story DROP state');
  }
}
