// To whom was a petition handed over, when, and with how many signatures?

import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { DateScalar } from '#kit/words/scalars';
import { Petition } from '../petition';
import { CountQualifier } from '../states';

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
