// Which table says where facts were read?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sources1700000000000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE "source" (
        "id" text NOT NULL,
        "title" text NOT NULL,
        "url" text,
        CONSTRAINT "PK_018c433f8264b58c86363eaadde" PRIMARY KEY ("id")
      )`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE source');
  }
}
