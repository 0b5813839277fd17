// Which library was suggested to which, when and why?
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Library } from '#partnership/libraries/index';
import { Fit } from './score';

/** How long a suggestion stays open, in days: so long the same is shown again, and counts for the fair share. */
export const openDays = 30;

@ObjectType({ description: 'A library that could become a sister, and why.' })
@Entity()
@Index('suggestion_by_suggested', ['suggestedId'])
export class Suggestion {
  @ForeignKey(() => Library, { name: 'suggestion_library' })
  @PrimaryColumn('text')
  libraryId!: string;

  @ForeignKey(() => Library, { name: 'suggestion_suggested' })
  @PrimaryColumn('text')
  suggestedId!: string;

  @Field(() => Int, { description: 'How well it fits, from 0 to 100: the sum of the points of its reasons.' })
  @Column('integer')
  score!: number;

  @Field(() => [Fit], { description: 'Why it fits, the weightiest reason first.' })
  @Column('jsonb')
  reasons!: Fit[];

  @Field(() => Date, {
    description: 'When it was suggested first; it stays for 30 days, or until one of the two no longer seeks.',
  })
  @Column('timestamptz')
  madeAt!: Date;
}
