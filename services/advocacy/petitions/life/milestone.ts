// Which numbers did a petition set out to reach, and when was each reached?
import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Petition } from '../petition';

/** How many a petition has at most: its draft has fifty and a goal, and each new goal is one more. */
export const mostMilestones = 100;

@ObjectType({ description: 'A number of signatures, on paper or here, that a petition hopes for. The goal is one of them.' })
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
      'The moment of the commit that reached it, written by that very commit; null while it is not reached. ' +
      'It stays when signatures are withdrawn afterwards.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  reachedAt!: Date | null;
}
