// Who changed what, when, and what was there before?
import { Column, Entity, type EntityManager, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Unauthenticated } from './identity';

/** One write, as it was done. Rows are only ever added; they hold no personal data of signers. */
@Entity()
@Index('audit_entry_by_record', ['recordId', 'at'])
export class AuditEntry {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** The subject of the token, or the name of a command. */
  @Column('text')
  subject!: string;

  /** The mutation or command. */
  @Column('text')
  action!: string;

  /** What it was done to. */
  @Column('text')
  recordId!: string;

  @Column('jsonb', { nullable: true })
  before!: object | null;

  @Column('jsonb', { nullable: true })
  after!: object | null;
}

/** Adds an entry in the transaction of the write it tells of. @throws Unauthenticated when nobody is known */
export async function audit(
  manager: EntityManager,
  entry: Omit<AuditEntry, 'id' | 'subject'> & { subject: string | null },
): Promise<void> {
  if (entry.subject === null) throw new Unauthenticated();
  await manager.insert(AuditEntry, entry as never);
}
