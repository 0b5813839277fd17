// Numbers that sources reported about petitions and boycotts, and the deliveries of petitions.

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/validation';
import { Petition } from './petition';

export const CountQualifier = enumOf('CountQualifier', 'How the source put a number.', {
  EXACT: 'Exactly this number.',
  ABOUT: 'About this number.',
  NEARLY: 'A little less than this number.',
  MORE_THAN: 'More than this number.',
  AT_LEAST: 'This number or more.',
  DERIVED: 'Calculated from other numbers; the note says how.',
});
export type CountQualifier = keyof typeof CountQualifier;

export const CountMetric = enumOf(
  'CountMetric',
  'What a reported number counts.',
  {
    SIGNATURES: 'Signatures.',
    SYSTEMS: 'Library systems.',
    SYSTEMS_WASHINGTON: 'Library systems in the state of Washington.',
    LIBRARIES: 'Libraries that took part, as the source counts them.',
    LOCATIONS: 'Library buildings.',
    STATES: 'States with at least one participating library.',
    POPULATION_SERVED: 'People served by the libraries.',
  },
  {
    SYSTEMS: 'library systems',
    SYSTEMS_WASHINGTON: 'library systems in Washington',
    LOCATIONS: 'library buildings',
    POPULATION_SERVED: 'people served',
  },
);
export type CountMetric = keyof typeof CountMetric;

@ObjectType({ description: 'A number that a source reported. It is never interpolated or turned into a live count.' })
@Entity()
export class ReportedCount {
  /** The petition or boycott it is about. */
  @PrimaryColumn('text')
  subjectId!: string;

  @Field(() => CountMetric, { description: 'What is counted.' })
  @PrimaryColumn('text')
  metric!: CountMetric;

  @Field(() => DateScalar, { description: 'The day for which the number was reported; see precision.' })
  @PrimaryColumn('date', { name: 'reported_on' })
  on!: string;

  @Field(() => DatePrecision, { description: 'How exactly the day is known.' })
  @Column('text')
  precision!: DatePrecision;

  @Field(() => Int, { description: 'The number; qualifier says how the source put it.' })
  @Column('integer')
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put the number.' })
  @Column('text')
  qualifier!: CountQualifier;

  @Field(() => Confidence, { description: 'How well the number is supported.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => String, { nullable: true, description: 'What else is known about the number.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { array: true })
  sourceIds!: string[];
}

@ObjectType({ description: 'The delivery of a petition to those it addresses.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
@Index('delivery_once', ['petitionId', 'on', 'to'], { unique: true })
export class Delivery {
  @Field(() => ID, { description: 'A UUID.' })
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'PK_delivery' })
  id!: string;

  @Column('text')
  petitionId!: string;

  @Field(() => DateScalar, { description: 'The day of the delivery.' })
  @Column('date', { name: 'delivered_on' })
  on!: string;

  @Field({ description: 'Who received it.' })
  @Column('text', { name: 'delivered_to' })
  to!: string;

  @Field(() => Int, { description: 'How many signatures were delivered, as reported; qualifier says how the source put it.' })
  @Column('integer')
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put the number.' })
  @Column('text')
  qualifier!: CountQualifier;

  @Column('text', { array: true })
  sourceIds!: string[];
}
