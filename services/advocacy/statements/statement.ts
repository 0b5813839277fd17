// Who said what about which policy, and when?

import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { enumOf } from '#kit/words/enums';
import { Confidence, type DatePrecision, PreciseDate } from '#kit/words/facts';

export const Stance = enumOf('Stance', 'Where a statement stands towards what it is about.', {
  OPPOSES: 'Against it.',
  CONCERNED: 'Worried, without rejecting it.',
  BOYCOTTS: 'Against it, and buys no more while it holds.',
  CALL_TO_RESPOND: 'Asks others to speak out.',
  SUPPORTS_CAMPAIGN: 'For a campaign of others.',
  SUPPORTS_MODEL: 'For a model of lending.',
  WELCOMES: 'For it.',
});
export type Stance = keyof typeof Stance;

/** An undated statement sorts before every dated one, so it is shown last. */
export const undated = '0001-01-01';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A public statement.' })
@Entity()
@Index('statement_by_recording', ['recordedAt', 'id'])
export class Statement {
  @Field(() => ID, { description: 'A readable id such as nla-2019-10-09.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its title, or a description where it has none.' })
  @Column('text')
  title!: string;

  @Field(() => Stance, { description: 'Where it stands.' })
  @Column('text')
  stance!: Stance;

  @Column('text', { array: true })
  organizationIds!: string[];

  @Column('date', { nullable: true })
  publishedDay!: string | null;

  @Column('text', { nullable: true })
  publishedPrecision!: DatePrecision | null;

  /** The day under which lists sort it; undated statements come last. */
  @Column('date')
  listedOn!: string;

  /** Whom a call asks; empty means every state chapter. */
  @Column('text', { array: true, default: '{}' })
  askedIds!: string[];

  @Column('text', { array: true })
  policyIds!: string[];

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well it is supported.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known of it.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Date, { description: 'When it was recorded here; a correction does not change that.' })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  recordedAt!: Date;

  @Field(() => PreciseDate, { nullable: true, description: 'When it was published; null when no date was found.' })
  get publishedOn(): PreciseDate | null {
    return PreciseDate.of(this.publishedDay, this.publishedPrecision);
  }
}

/** A page of statements, the latest first. */
export const StatementConnection = connectionOf(Statement, 'Statement', 'statements, the latest first and the undated last');
