// What did two sister libraries do together, and when?
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type DatePrecision, PreciseDate } from '#kit/words/facts';
import { ActivityKind } from '#partnership/programme/index';
import { Partnership } from './partnership';

@ObjectType({ description: 'An entry in the log of a partnership.' })
@Entity()
@Index('activity_by_partnership', ['partnershipId', 'day'])
@Check('activity_amounts', 'hours >= 0 AND items >= 0')
export class Activity {
  @Field(() => ID, { description: 'A readable id or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey(() => Partnership, { name: 'activity_partnership' })
  @Column('text')
  partnershipId!: string;

  @Field(() => ActivityKind, { description: 'What kind of thing they did.' })
  @Column('text')
  kind!: ActivityKind;

  @Column('date')
  day!: string;

  @Column('text')
  precision!: DatePrecision;

  @Field(() => Float, { nullable: true, description: 'How many hours it took; null when not counted.' })
  @Column('double precision', { nullable: true })
  hours!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many items were exchanged; null when not counted or not a matter of items.',
  })
  @Column('integer', { nullable: true })
  items!: number | null;

  @Field({ description: 'What happened, in a sentence.' })
  @Column('text')
  summary!: string;

  /** The partner who recorded it last; null for one from our sources. */
  @Column('text', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  recordedAt!: Date | null;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => PreciseDate, { description: 'When it was.' })
  get on(): PreciseDate {
    return PreciseDate.of(this.day, this.precision)!;
  }
}
