// What did the organizers of a petition tell those who asked for news of it?
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Petition } from '../petition';

@ObjectType({ description: 'News of a petition, mailed to those who signed it and asked for news.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
@Index(['petitionId', 'sentAt'])
export class PetitionNews {
  @Field(() => ID, { description: 'A UUID (version 7).' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  petitionId!: string;

  @Field({ description: 'The subject of the mail.' })
  @Column('text')
  subject!: string;

  @Field({ description: 'What it says: paragraphs, with an empty line between.' })
  @Column('text')
  text!: string;

  @Field({ description: 'When it was sent.' })
  @Column({ type: 'timestamptz', precision: 3 })
  sentAt!: Date;
}
