// A boycott: who stopped buying, and from whom.

import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Confidence } from '#kit/words/facts';
import { DateScalar } from '#kit/words/validation';

@ObjectType({ description: 'Libraries that stop buying from a publisher together.' })
@Entity()
export class Boycott {
  @Field(() => ID, { description: 'A readable id such as boycott-macmillan-2019.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its name.' })
  @Column('text')
  title!: string;

  @Column('text')
  targetPublisherId!: string;

  @Field({ description: 'Who coordinates it, by name.' })
  @Column('text')
  coordinator!: string;

  @Field(() => DateScalar, { description: 'Its first day.' })
  @Column('date')
  startedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it ended; null when no end was found.' })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Field(() => Confidence, { nullable: true, description: 'How well the record is supported; null when it was not judged.' })
  @Column('text', { nullable: true })
  confidence!: Confidence | null;

  @Field(() => String, { nullable: true, description: 'What else is known of it, such as why it has no single end.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { array: true })
  policyIds!: string[];

  @Column('text', { array: true, default: '{}' })
  sourceIds!: string[];
}
