// A boycott: who stopped buying, and from whom.

import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateScalar } from '#kit/words/scalars';

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

  @Column('text', { array: true })
  policyIds!: string[];

  @Column('text', { array: true, default: '{}' })
  sourceIds!: string[];
}
