// When do two sisters meet, and have both agreed to it?

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { Partnership } from '#partnership/partnerships/index';

export const MeetingState = enumOf('MeetingState', 'Where a meeting stands.', {
  PROPOSED: 'One partner proposed it; the other has not answered.',
  AGREED: 'Both agreed: it stands in the calendars of both libraries.',
  CANCELLED: 'Declined, taken back or called off by either partner.',
});
export type MeetingState = keyof typeof MeetingState;

@ObjectType({ description: 'A meeting of two sisters, by video or in a room. For the two partners and the committee only.' })
@Entity()
@Index('meeting_by_partnership', ['partnershipId', 'startsAt'])
@Check('meeting_state', `state IN ('PROPOSED', 'AGREED', 'CANCELLED')`)
@Check('meeting_minutes', 'minutes > 0')
export class Meeting {
  @Field(() => ID, { description: 'Its id.' })
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey(() => Partnership, { name: 'meeting_partnership' })
  @Column('text')
  partnershipId!: string;

  @Field(() => MeetingState, { description: 'Where it stands.' })
  @Column('text')
  state!: MeetingState;

  @Field(() => Date, { description: 'When it begins.' })
  @Column('timestamptz')
  startsAt!: Date;

  @Field(() => Int, { description: 'How many minutes it is to last.' })
  @Column('integer')
  minutes!: number;

  @Field({ description: 'The time zone by whose clock it was proposed, such as Europe/Lisbon.' })
  @Column('text')
  timeZone!: string;

  @Field(() => String, { nullable: true, description: 'What it is about; one line of plain text, null when not said.' })
  @Column('text', { nullable: true })
  topic!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where: a room, or the address of a video call; plain text, null when not said.',
  })
  @Column('text', { nullable: true })
  place!: string | null;

  @Column('text')
  proposedBy!: string;

  /** When the other partner agreed; null when it never did. */
  @Column('timestamptz', { nullable: true })
  agreedAt!: Date | null;

  /** When it was changed last; calendars call it DTSTAMP. */
  @Column('timestamptz')
  changedAt!: Date;

  get endsAt(): Date {
    return new Date(this.startsAt.getTime() + this.minutes * 60_000);
  }
}
