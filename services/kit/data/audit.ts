// Who changed what, when, and what was there before?
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, type EntityManager, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Unauthenticated } from '../words/identity';

/** One write, as it was done. Rows are only ever added (a trigger refuses the rest); they hold no personal data of signers. */
@Directive('@shareable')
@ObjectType({ description: 'One write, as it was done: by whom, when, and what was there before and after.' })
@Entity()
@Index('audit_entry_by_record', ['recordId', 'at'])
@Index('audit_entry_by_time', ['at', 'id'])
export class AuditEntry {
  @Field(() => ID, { description: 'The id of the entry.' })
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Field({ description: 'When it was written.' })
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** The subject of the token, or the name of a command. */
  @Field({ description: 'Who did it: the account, as its token names it, or the name of a command.' })
  @Column('text')
  subject!: string;

  /** The mutation or command. */
  @Field({ description: 'What was done: a mutation or a command.' })
  @Column('text')
  action!: string;

  /** What it was done to. */
  @Field(() => ID, { description: 'The id of what it was done to.' })
  @Column('text')
  recordId!: string;

  @Column('jsonb', { nullable: true })
  before!: object | null;

  @Column('jsonb', { nullable: true })
  after!: object | null;

  @Field(() => String, {
    name: 'before',
    nullable: true,
    description: 'What was there before, as JSON text; null for something new.',
  })
  beforeText(): string | null {
    return this.before && JSON.stringify(this.before);
  }

  @Field(() => String, {
    name: 'after',
    nullable: true,
    description: 'What is there now, as JSON text; null for something removed.',
  })
  afterText(): string | null {
    return this.after && JSON.stringify(this.after);
  }
}

/** Adds an entry in the transaction of the write it tells of. @throws Unauthenticated when nobody is known */
export async function audit(
  manager: EntityManager,
  entry: Omit<AuditEntry, 'id' | 'subject' | 'beforeText' | 'afterText'> & { subject: string | null },
): Promise<void> {
  if (entry.subject === null) throw new Unauthenticated();
  await manager.insert(AuditEntry, entry as never);
}
