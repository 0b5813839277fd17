// When an address that has signed was last mailed its links.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LinksMailed1700000005800 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE "signature" ADD "links_mailed_at" timestamptz(3)');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('ALTER TABLE "signature" DROP COLUMN "links_mailed_at"');
  }
}
