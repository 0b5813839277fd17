// Which numbers were reported of a petition or boycott of the past, when, and how sure are they?

import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Confidence, DatePrecision } from '#kit/words/facts';
import { DateScalar } from '#kit/words/scalars';
import { CountMetric, CountQualifier } from './states';

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
