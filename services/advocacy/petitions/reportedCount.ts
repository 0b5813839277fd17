// Which numbers were reported of a petition or boycott of the past, when, and how sure are they?

import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/scalars';
import { Petition } from './petition';

export const CountQualifier = enumOf('CountQualifier', 'How the source put a number.', {
  EXACT: 'Printed as that number.',
  ABOUT: 'About that number.',
  NEARLY: 'A little less than that number.',
  MORE_THAN: 'More than that number.',
  AT_LEAST: 'That number or more.',
  DERIVED: 'Worked out from other numbers; the note says how.',
});
export type CountQualifier = keyof typeof CountQualifier;

export const CountMetric = enumOf('CountMetric', 'What a reported number counts.', {
  SIGNATURES: 'Signatures.',
  SYSTEMS: 'Library systems.',
  SYSTEMS_WASHINGTON: 'Library systems of the state of Washington.',
  LOCATIONS: 'Library buildings.',
  STATES: 'States with at least one library that takes part.',
  POPULATION_SERVED: 'People whom the libraries serve.',
});
export type CountMetric = keyof typeof CountMetric;

@ObjectType({ description: 'A number that a source reported. Never interpolated, never turned into a live count.' })
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

  @Field(() => DatePrecision, { description: 'How exactly that day is known.' })
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

  @Field(() => String, { nullable: true, description: 'What else is known of this number.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { array: true })
  sourceIds!: string[];
}

@ObjectType({ description: 'The handing over of a petition.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
export class Delivery {
  @PrimaryColumn('text')
  petitionId!: string;

  @Field(() => DateScalar, { description: 'The day of the handing over.' })
  @PrimaryColumn('date', { name: 'delivered_on' })
  on!: string;

  @Field({ description: 'To whom.' })
  @Column('text', { name: 'delivered_to' })
  to!: string;

  @Field(() => Int, { description: 'How many signatures were handed over, as reported; qualifier says how it was put.' })
  @Column('integer')
  count!: number;

  @Field(() => CountQualifier, { description: 'How the source put the number.' })
  @Column('text')
  qualifier!: CountQualifier;

  @Column('text', { array: true })
  sourceIds!: string[];
}
