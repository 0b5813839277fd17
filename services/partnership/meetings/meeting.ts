// A meeting of two sisters, and whether both have agreed to it.
import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Request } from '#kit/data/request';
import { enumOf } from '#kit/words/enums';
import { Library } from '#partnership/libraries/index';
import { ConfidentialPartnership, followers, Partnership, renamed } from '#partnership/partnerships/index';

export const MeetingState = enumOf('MeetingState', 'The state of a meeting.', {
  PROPOSED: 'One partner proposed it, and the other has not answered yet.',
  AGREED: 'Both partners agreed. It is in the calendars of both libraries.',
  CANCELLED: 'Either partner declined, withdrew or cancelled it, or the partnership ended.',
});
export type MeetingState = keyof typeof MeetingState;

@ObjectType({
  description: 'A meeting of two sister libraries, by video or in person. Only the two partners and the committee see it.',
})
@Entity()
@Index('meeting_by_partnership', ['partnershipId', 'startsAt'])
@Check('meeting_state', `state IN ('PROPOSED', 'AGREED', 'CANCELLED')`)
@Check('meeting_minutes', 'minutes > 0')
@Check('meeting_stands', 'num_nulls(stands_at, stands_minutes) <> 1')
export class Meeting {
  @Field(() => ID, { description: 'The id of the meeting, a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey(() => Partnership, { name: 'meeting_partnership' })
  @Column('text')
  partnershipId!: string;

  /** The partnership it was given to, while that one is part of another; null otherwise. */
  @Column('text', { nullable: true })
  givenPartnershipId!: string | null;

  @Field(() => MeetingState, { description: 'Where it stands.' })
  @Column('text')
  state!: MeetingState;

  @Field(() => Date, { description: 'When it begins.' })
  @Column('timestamptz')
  startsAt!: Date;

  @Field(() => Int, { description: 'How long it lasts, in minutes.' })
  @Column('integer')
  minutes!: number;

  @Field({ description: 'The IANA time zone in which it was proposed, such as Europe/Lisbon.' })
  @Column('text')
  timeZone!: string;

  @Field(() => String, { nullable: true, description: 'What it is about: one line of plain text; null when not stated.' })
  @Column('text', { nullable: true })
  topic!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where it takes place: a room, or the address of a video call, as plain text; null when not stated.',
  })
  @Column('text', { nullable: true })
  place!: string | null;

  @Column('text')
  proposedBy!: string;

  /** When the other partner agreed; null when it never did. */
  @Column('timestamptz', { nullable: true })
  agreedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'The time that both agreed to and that calendars show while a move to startsAt waits for agreement; null when it is not being moved.',
  })
  @Column('timestamptz', { nullable: true })
  standsAt!: Date | null;

  /** How long it lasts at that time. */
  @Column('integer', { nullable: true })
  standsMinutes!: number | null;

  /** How often it was changed since calendars show it; they call it SEQUENCE. */
  @Column('integer', { default: 0 })
  sequence!: number;

  /** When it was changed last; calendars call it DTSTAMP. */
  @Column('timestamptz')
  changedAt!: Date;

  get endsAt(): Date {
    return new Date(this.startsAt.getTime() + this.minutes * 60_000);
  }

  /** Keeps the time that both agreed to while another is proposed; null when what is proposed was agreed to. */
  standAt(time: { readonly startsAt: Date; readonly minutes: number } | null): void {
    this.standsAt = time?.startsAt ?? null;
    this.standsMinutes = time?.minutes ?? null;
  }
}

/** The most meetings that two partners can have ahead of them. */
export const mostMeetingsAhead = 200;

@ArgsType()
class MeetingsArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, from 1 to ${mostMeetingsAhead}.` })
  @Min(1)
  @Max(mostMeetingsAhead)
  first!: number;
}

@Resolver(() => ConfidentialPartnership)
export class ConfidentialMeetingsResolver {
  @FieldResolver(() => [Meeting], { description: 'The meetings of the partners in any state, the one that begins last first.' })
  meetings(
    @Root() { id }: Partnership,
    @Args(() => MeetingsArgs) { first }: MeetingsArgs,
    @Ctx() { loaders }: Request,
  ): Promise<Meeting[]> {
    return loaders.children(Meeting, { parent: 'partnership_id', order: 'starts_at DESC, id', first }).load(id);
  }
}

@Resolver(() => Meeting)
export class MeetingResolver {
  @FieldResolver(() => Library, { description: 'The partner who proposed it.' })
  proposedBy(@Root() { proposedBy }: Meeting, @Ctx() { loaders }: Request): Promise<Library | null> {
    return loaders.one(Library).load(proposedBy);
  }
}

/** Meetings follow their partnership while two libraries become one, and name the library that answers. */
export const meetingsInMerge = followers('meetings', Meeting, renamed('proposed_by'));
