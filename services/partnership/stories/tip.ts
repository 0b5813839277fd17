// What does the programme advise a library that looks for a sister?
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@ObjectType({ description: 'A piece of advice on finding and keeping a sister library.' })
@Entity()
export class Tip {
  @Field(() => ID, { description: 'A readable id such as tip-travel.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The advice, in a sentence; Markdown source, to be rendered as untrusted text. textHtml is rendered.' })
  @Column('text')
  text!: string;

  /** Where it stands in the list, from 1. */
  @Column('integer')
  place!: number;

  @Column('text', { array: true })
  sourceIds!: string[];
}
