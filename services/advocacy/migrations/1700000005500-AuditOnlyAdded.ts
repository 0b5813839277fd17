// How is the audit log kept from being changed afterwards?
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeAuditAgain, onlyAddToAudit } from '#kit/data/audit';

export class AuditOnlyAdded1700000005500 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(onlyAddToAudit);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(changeAuditAgain);
  }
}
