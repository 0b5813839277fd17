// A success story: its states, and who may read it.
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { enumOf } from '#kit/words/enums';
import { Confidence } from '#kit/words/facts';
import { type Identity, Role } from '#kit/words/identity';
import { DateScalar } from '#kit/words/validation';
import { followers, Partnership } from '#partnership/partnerships/index';
import { PartnershipGoal } from '#partnership/programme/index';

export const StoryState = enumOf('StoryState', 'The state of a story. Only published stories are public.', {
  DRAFT: 'The committee is writing it.',
  PUBLISHED: 'Everyone can read it.',
  RETRACTED: 'It was published, and has been taken back.',
});
export type StoryState = keyof typeof StoryState;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A story of a partnership that went well.' })
@Entity()
@Check('success_story_state', `state IN ('DRAFT', 'PUBLISHED', 'RETRACTED')`)
@Index('success_story_by_day', ['listedOn', 'id'])
export class SuccessStory {
  @Field(() => ID, { description: 'A readable id or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Its title. A story from our sources is named after the two libraries.' })
  @Column('text')
  title!: string;

  @Field(() => StoryState, { description: 'Where it stands.' })
  @Column('text', { default: StoryState.PUBLISHED })
  state!: StoryState;

  @Field({ description: 'The story as Markdown source. Treat it as untrusted; bodyHtml is rendered and safe.' })
  @Column('text')
  body!: string;

  @Index('success_story_by_partnership')
  @ForeignKey(() => Partnership, { name: 'success_story_partnership' })
  @Column('text')
  partnershipId!: string;

  /** The partnership it was given to, while that one is part of another; null otherwise. */
  @Column('text', { nullable: true })
  givenPartnershipId!: string | null;

  @Field(() => [PartnershipGoal], {
    description: 'The goals that the story shows were reached, in no particular order; empty when none are recorded.',
  })
  @Column('text', { array: true })
  goals!: PartnershipGoal[];

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it was published; null when not known.' })
  @Column('date', { nullable: true })
  publishedOn!: string | null;

  /** The day by which lists sort it. Undated ones come last. */
  @Column('date')
  listedOn!: string;

  @Field({ description: 'True for a story invented for the demonstration.' })
  @Column('boolean')
  demo!: boolean;

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well its sources support it.' })
  @Column('text')
  confidence!: Confidence;
}

/** Whether an account may read it: everyone reads published stories, the committee reads all. */
export const isReadableBy = ({ state }: SuccessStory, { roles }: Identity): boolean =>
  state === StoryState.PUBLISHED || roles.includes(Role.COMMITTEE);

/** A page of stories, the latest first. */
export const SuccessStoryConnection = connectionOf(
  SuccessStory,
  'SuccessStory',
  'stories, the latest first and the undated last',
);

/** Stories follow their partnership while two libraries become one. */
export const storiesInMerge = followers('stories', SuccessStory);
