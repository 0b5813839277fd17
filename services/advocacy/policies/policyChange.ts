// One entry of the feed of policy changes: what changed in the terms of a publisher, when, and in which direction.
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { enumOf } from '#kit/words/enums';
import { DatePrecision, PreciseDate } from '#kit/words/facts';
import { Publisher } from '../publishers/index';
import { MaterialFormat } from './policyPeriod';
import { ChangeDirection, ChangeReason } from './strictness';

export const PolicyChangeKind = enumOf('PolicyChangeKind', 'What happened to a policy.', {
  FIRST_SEEN: 'The record of a policy began. When the policy itself began is not known, so this is not a change.',
  STARTED: 'A policy began where none is recorded before it, or beside others that went on.',
  REPLACED: 'A policy followed another.',
  ENDED: 'A policy ended and no other followed.',
  PROPOSED: 'A policy was proposed that never came into force, as far as is known.',
  CORRECTED: 'The record was wrong and was corrected; the policy itself did not change.',
});
export type PolicyChangeKind = keyof typeof PolicyChangeKind;

/** One entry of the feed. Positions grow in the order of commits: the database gives them under a lock, see the migration. */
@ObjectType({
  description:
    'A change of the terms of a publisher, as it was recorded. Entries of the feed are never changed or removed; a correction is one more entry.',
})
@Entity()
@Index('policy_change_by_publisher', ['publisherId', 'position'])
export class PolicyChange {
  @Field(() => ID, { name: 'id', description: 'An opaque id.' })
  @PrimaryColumn('bigint')
  position!: string;

  @ForeignKey(() => Publisher, { name: 'policy_change_publisher' })
  @Column('text')
  publisherId!: string;

  @Field(() => PolicyChangeKind, { description: 'What happened.' })
  @Column('text')
  kind!: PolicyChangeKind;

  @Field(() => [MaterialFormat], { description: 'The formats that the change is about.' })
  @Column('text', { array: true })
  formats!: MaterialFormat[];

  @Column('text', { nullable: true })
  fromId!: string | null;

  @Column('integer', { nullable: true })
  fromVersion!: number | null;

  @Column('text', { nullable: true })
  toId!: string | null;

  @Column('integer', { nullable: true })
  toVersion!: number | null;

  @Column('date', { nullable: true })
  announcedDay!: string | null;

  @Column('text', { nullable: true })
  announcedPrecision!: DatePrecision | null;

  @Column('date', { nullable: true })
  effectiveDay!: string | null;

  @Column('text', { nullable: true })
  effectivePrecision!: DatePrecision | null;

  @Field(() => ChangeDirection, {
    nullable: true,
    description:
      'Whether terms became stricter for libraries; null when they did not, or when our sources do not say enough. The reasons say in which respects.',
  })
  @Column('text', { nullable: true })
  direction!: ChangeDirection | null;

  @Field(() => [ChangeReason], {
    description: 'In which respects terms became stricter or less strict; empty when direction is null.',
  })
  @Column('jsonb', { default: [] })
  reasons!: ChangeReason[];

  @Field(() => Date, {
    description: 'When the record learned of it; for the facts this record began with, when it became public.',
  })
  @Column({ type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Field(() => PreciseDate, { nullable: true, description: 'When the change was announced; null when not known.' })
  get announcedOn(): PreciseDate | null {
    return PreciseDate.of(this.announcedDay, this.announcedPrecision);
  }

  @Field(() => PreciseDate, {
    nullable: true,
    description: 'The first day on which the new terms held; null when not known, or for a proposal.',
  })
  get effectiveOn(): PreciseDate | null {
    return PreciseDate.of(this.effectiveDay, this.effectivePrecision);
  }
}

/** A part of the feed. */
export const PolicyChangeConnection = connectionOf(
  PolicyChange,
  'PolicyChange',
  'policy changes in the order in which they were recorded',
);
