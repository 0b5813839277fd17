// What is a petition, can it be signed now, what does it aim for, and how many have signed?

import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { Confidence, type DatePrecision, PreciseDate } from '#kit/words/facts';
import { dayIn } from '#kit/words/timeZone';
import { DateScalar, LanguageTag } from '#kit/words/validation';
import { PetitionState } from './states';

export const Confirmation = enumOf(
  'Confirmation',
  'What it takes for a signature to count.',
  {
    NONE: 'Nothing more. It counts at once.',
    EMAIL: 'The person opens the link in a mail to the address they gave.',
  },
  { NONE: 'none', EMAIL: 'by mail' },
);
export type Confirmation = keyof typeof Confirmation;

export const PetitionOutcome = enumOf('PetitionOutcome', 'What became of what a petition asked for: what happened, not why.', {
  POLICY_WITHDRAWN: 'The policy it opposed was withdrawn.',
  POLICY_CHANGED: 'The policy it opposed was changed.',
  POLICY_KEPT: 'The policy it opposed stayed.',
  UNKNOWN: 'Our sources do not say.',
});
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

  @Field({ description: 'Who it is addressed to, in words.' })
  @Column('text')
  target!: string;

  @Field(() => LanguageTag, {
    description:
      'The language of its title, of what it asks and of whom, as its organizers said it, such as es. Its words are shown as written.',
  })
  @Column('text', { default: 'en' })
  language!: string;

  @Column('text', { nullable: true })
  targetPublisherId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The hashtag used to share it, such as #eBooksForAll; null when it had none.',
  })
  @Column('text', { nullable: true })
  hashtag!: string | null;

  @Field(() => [String], { description: 'Who organizes it, by name.' })
  @Column('text', { array: true })
  organizers!: string[];

  @Field(() => PetitionState, { description: 'Its state.' })
  @Column('text')
  state!: PetitionState;

  @Field(() => PetitionOutcome, {
    nullable: true,
    description: 'What became of what it asked for; null while that is undecided.',
  })
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
      'True for a petition that was signed elsewhere in the past. It has reported counts only and cannot be signed here.',
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

  @Field(() => Confidence, {
    nullable: true,
    description: 'How well the day of its launch is supported; null for a petition that was opened here.',
  })
  @Column('text', { nullable: true })
  launchConfidence!: Confidence | null;

  /** The day by which lists sort it: that of its launch, or the day on which it was recorded. */
  @Column('date')
  listedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day, in its time zone, on which it took signatures; null until it has closed, or when the day is not known.',
  })
  @Column('date', { nullable: true })
  closedOn!: string | null;

  @Field({ description: 'Where its days begin and end: an IANA time zone by area and city, such as Europe/Helsinki, or UTC.' })
  @Column('text', { default: 'UTC' })
  timeZone!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When it opens by itself; null when no time is set.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  opensAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it stops taking signatures; null when no time is set.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  closesAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many signatures it aims for; null when no goal is set.' })
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

  @Field({
    description:
      'Whether people who have not confirmed their signature get one reminder, two days before it is forgotten or the petition ends.',
  })
  @Column('boolean', { default: true })
  reminders!: boolean;

  /** The subject of the organizer who drafted it; null when it was not drafted here. */
  @Column('text', { nullable: true })
  ownerSubject!: string | null;

  /** Committed signatures. Changed only by the statements that add or remove signatures, never by hand. */
  @Column('integer', { default: 0 })
  count!: number;

  @Field(() => Int, {
    description:
      'How many signatures on paper were imported, totals of places included. They are not part of signatureCount: a row whose ' +
      'address has signed here counts there only.',
  })
  @Column('integer', { default: 0 })
  paperCount!: number;

  @Field(() => Int, {
    description:
      'The part of paperCount that was given as totals of places, such as 137 at a fair, without a line for each person.',
  })
  @Column('integer', { default: 0 })
  paperTotals!: number;

  /** Whether signatures on paper were ever imported with addresses. */
  @Column('boolean', { default: false })
  paperAddresses!: boolean;

  /** Grows with every change of the counts or the state, so that of two readings everyone knows which is newer. */
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

  /** Whether it can be signed at that moment. The statement that adds signatures checks the same in SQL: see `signaturesSql.ts`. */
  acceptsSignatures(now: Date): boolean {
    return this.state === PetitionState.OPEN && !this.historical && (this.closesAt === null || now < this.closesAt);
  }

  /** The last day on which it can be signed, in its time zone, when it ends before that moment; null otherwise. */
  lastDayBefore(moment: Date): string | null {
    return this.closesAt !== null && this.closesAt < moment ? dayIn(new Date(this.closesAt.getTime() - 1), this.timeZone) : null;
  }
}

/** The most that a petition can have: a draft has up to fifty and a goal, and each new goal adds one. */
export const mostMilestones = 100;

@ObjectType({ description: 'A number of signatures, here and on paper, that a petition aims for. The goal is one of them.' })
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
      'When it was reached, written by the very commit that reached it; null until then. It stays when signatures are withdrawn ' +
      'later.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  reachedAt!: Date | null;
}
