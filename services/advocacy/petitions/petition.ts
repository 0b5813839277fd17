// What is a petition, can it be signed now, what does it hope for, and how many have signed?

import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { type DatePrecision, PreciseDate } from '#kit/words/facts';
import { DateScalar } from '#kit/words/scalars';
import { PetitionState } from './states';

export const Confirmation = enumOf('Confirmation', 'What it takes for a signature to count.', {
  NONE: 'Nothing more: it counts at once.',
  EMAIL: 'It counts when the person has opened the link in a mail to the address they gave.',
});
export type Confirmation = keyof typeof Confirmation;

export const PetitionOutcome = enumOf(
  'PetitionOutcome',
  'What became of what a petition asked for. It says what happened, not what caused it.',
  {
    POLICY_WITHDRAWN: 'The policy it opposed was withdrawn.',
    POLICY_CHANGED: 'The policy it opposed was changed.',
    POLICY_KEPT: 'The policy it opposed stayed.',
    UNKNOWN: 'Our sources do not say.',
  },
);
export type PetitionOutcome = keyof typeof PetitionOutcome;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A public call that people support by signing.' })
@Entity()
@Index(['listedOn', 'id'])
@Check('petition_state', `state IN ('DRAFT', 'OPEN', 'CLOSED', 'DELIVERED')`)
@Check('petition_count', 'count >= 0')
@Check('petition_paper_count', 'paper_count >= 0')
@Check('petition_confirmation', `confirmation IN ('NONE', 'EMAIL')`)
@Check('petition_historical', `NOT historical OR (count = 0 AND state NOT IN ('DRAFT', 'OPEN'))`)
export class Petition {
  @Field(() => ID, { description: 'A readable name such as ebooksforall, or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The title as it was published.' })
  @Column('text')
  title!: string;

  @Field({ description: 'What it asks for, in one sentence.' })
  @Column('text')
  ask!: string;

  @Field({ description: 'Whom it addresses, in words.' })
  @Column('text')
  target!: string;

  @Column('text', { nullable: true })
  targetPublisherId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The tag under which it was spread, such as #eBooksForAll; null when it had none.',
  })
  @Column('text', { nullable: true })
  hashtag!: string | null;

  @Field(() => [String], { description: 'Who organizes it, by name.' })
  @Column('text', { array: true })
  organizers!: string[];

  @Field(() => PetitionState, { description: 'Where it stands in its life.' })
  @Column('text')
  state!: PetitionState;

  @Field(() => PetitionOutcome, { nullable: true, description: 'What became of what it asked for; null while that is open.' })
  @Column('text', { nullable: true })
  outcome!: PetitionOutcome | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of the outcome; null when there is none or its day is not known.',
  })
  @Column('date', { nullable: true })
  outcomeOn!: string | null;

  @Field({
    description:
      'True for a petition of the past that was signed elsewhere: it has reported counts only and is never signed here.',
  })
  @Column('boolean')
  historical!: boolean;

  @Field({ description: 'True for a petition invented for demonstration.' })
  @Column('boolean')
  demo!: boolean;

  @Column('date', { nullable: true })
  launchedDay!: string | null;

  @Column('text', { nullable: true })
  launchedPrecision!: DatePrecision | null;

  /** The day under which lists sort it: that of its launch, or that on which it was recorded. */
  @Column('date')
  listedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it stopped taking signatures; null while it takes them, or when the day is not known.',
  })
  @Column('date', { nullable: true })
  closedOn!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'The moment at which it opens by itself; null when none is set.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  opensAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'The moment from which it no longer takes signatures; null when none is set.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  closesAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many signatures it hopes for; null when no goal is set.' })
  @Column('integer', { nullable: true })
  goal!: number | null;

  @Field(() => String, { nullable: true, description: 'What else is known, such as how its dates were found.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { array: true, default: '{}' })
  relatedPolicyIds!: string[];

  @Column('text', { array: true, default: '{}' })
  sourceIds!: string[];

  @Field(() => Confirmation, { description: 'What it takes for a signature to count.' })
  @Column('text', { default: Confirmation.NONE })
  confirmation!: Confirmation;

  /** The subject of the organizer who drafted it; null when it was not drafted here. */
  @Column('text', { nullable: true })
  ownerSubject!: string | null;

  /** Committed signatures. Changed only by the statements that add or remove signatures, never by hand. */
  @Column('integer', { default: 0 })
  count!: number;

  @Field(() => Int, { description: 'How many signatures on paper were imported; not part of signatureCount.' })
  @Column('integer', { default: 0 })
  paperCount!: number;

  /** Grows with every change of the counts or the state, so that of two readings everybody knows the newer one. */
  @Column('integer', { default: 0 })
  revision!: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  countedAt!: Date | null;

  @Field(() => PreciseDate, { nullable: true, description: 'When it was launched; null when not known.' })
  get launchedOn(): PreciseDate | null {
    return PreciseDate.of(this.launchedDay, this.launchedPrecision);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'signatureCount and paperCount together; null for a historical petition.',
  })
  get totalCount(): number | null {
    return this.historical ? null : this.count + this.paperCount;
  }

  /** Whether it can be signed at that moment. The statement that adds signatures asks the same in SQL: see `signaturesSql.ts`. */
  acceptsSignatures(now: Date): boolean {
    return this.state === PetitionState.OPEN && !this.historical && (this.closesAt === null || now < this.closesAt);
  }
}

/** How many a petition has at most: its draft has fifty and a goal, and each new goal is one more. */
export const mostMilestones = 100;

@ObjectType({ description: 'A number of signatures, on paper or here, that a petition hopes for. The goal is one of them.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
@Check('milestone_target', 'target > 0')
export class Milestone {
  @PrimaryColumn('text')
  petitionId!: string;

  @Field(() => Int, { description: 'The number.' })
  @PrimaryColumn('integer')
  target!: number;

  @Field(() => Date, {
    nullable: true,
    description:
      'The moment of the commit that reached it, written by that very commit; null while it is not reached. ' +
      'It stays when signatures are withdrawn afterwards.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  reachedAt!: Date | null;
}
