// What can be told of a partnership that went well?
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Confidence } from '#kit/facts';
import { connectionOf } from '#kit/page';
import { DateScalar } from '#kit/scalars';
import { Partnership } from '#partnership/partnerships/index';
import { PartnershipGoal } from '#partnership/programme/index';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A story of a partnership that went well.' })
@Entity()
@Index('success_story_by_day', ['listedOn', 'id'])
export class SuccessStory {
  @Field(() => ID, { description: 'A readable id or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its title; for a story from our sources, the names of the two libraries.' })
  @Column('text')
  title!: string;

  @Field({ description: 'The story; Markdown source, to be rendered as untrusted text.' })
  @Column('text')
  body!: string;

  @Index('success_story_by_partnership')
  @ForeignKey(() => Partnership, { name: 'success_story_partnership' })
  @Column('text')
  partnershipId!: string;

  @Field(() => [PartnershipGoal], {
    description: 'The goals it shows reached, in no particular order; empty when none are recorded.',
  })
  @Column('text', { array: true })
  goals!: PartnershipGoal[];

  @Field(() => DateScalar, { nullable: true, description: 'The day of its publication; null when not known.' })
  @Column('date', { nullable: true })
  publishedOn!: string | null;

  /** The day under which lists sort it; undated ones come last. */
  @Column('date')
  listedOn!: string;

  @Field({ description: 'True for a story invented for demonstration.' })
  @Column('boolean')
  demo!: boolean;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well it is supported by its sources.' })
  @Column('text')
  confidence!: Confidence;
}

/** A page of stories, the latest first. */
export const SuccessStoryConnection = connectionOf(
  SuccessStory,
  'SuccessStory',
  'stories, the latest first and the undated last',
);
