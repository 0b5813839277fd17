// How partners arrange meetings: one proposes, the other agrees, and either cancels.

import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { DateTime } from 'luxon';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { type EntityManager, In, MoreThan, Not } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayMs } from '#kit/words/clock';
import { Role, speaksFor } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { requireTimeZone } from '#kit/words/timeZone';
import { OneLine } from '#kit/words/validation';
import { changePartnership, Partnership, PartnershipAction, type Turn } from '#partnership/partnerships/index';
import { MeetingRhythm, rhythmLengths } from '#partnership/programme/index';
import { type MeetingEvent, queueMeetingLetter } from './letters';
import { Meeting, MeetingState, mostMeetingsAhead } from './meeting';

/** The meeting has begun, its state does not allow the change, or your own library proposed it. */
export class MeetingNotOpen extends Problem {
  constructor(meetingId: string, state: MeetingState, why: string) {
    super('MEETING_STATE', `The meeting ${JSON.stringify(meetingId)} is ${state} and ${why}. Nothing was changed.`, {
      meetingId,
      state,
    });
  }
}

/** Two partners have too many meetings ahead of them. */
class TooManyMeetings extends Problem {
  constructor(limit: number) {
    super('TOO_MANY_MEETINGS', `Two partners can have ${limit} meetings ahead of them. Cancel some, or propose fewer.`, {
      limit,
      most: limit,
    });
  }
}

/** The most meetings in one proposal. */
const mostAtOnce = 52;
const yearsAhead = 3;

@InputType({ description: 'A meeting, or several that repeat, proposed by one partner to the other.' })
class ProposeMeetingsInput {
  @Field(() => ID, { description: 'The id of the partnership.' })
  @MaxLength(100)
  partnershipId!: string;

  @Field(() => Date, { description: 'When the first meeting begins. It must be in the future, at most 3 years ahead.' })
  startsAt!: Date;

  @Field(() => Int, { defaultValue: 60, description: 'How long each meeting lasts, in minutes, from 5 to 600.' })
  @Min(5)
  @Max(600)
  minutes!: number;

  @Field({
    description:
      'The time zone of the meetings by an area and city, such as Europe/Lisbon, or UTC. Repeated meetings keep their hour there when clocks change.',
  })
  @MaxLength(60)
  timeZone!: string;

  @Field(() => String, { nullable: true, description: 'What it is about: one line of at most 200 characters.' })
  @IsOptional()
  @OneLine()
  topic?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where to meet: a room, or the address of a video call. One line of at most 500 characters.',
  })
  @IsOptional()
  @OneLine(500)
  place?: string | null;

  @Field(() => MeetingRhythm, {
    nullable: true,
    description: 'How often it repeats, on the same day of the week; null for a single meeting.',
  })
  repeats?: MeetingRhythm | null;

  @Field(() => Int, { defaultValue: 1, description: `How many meetings in total when they repeat, from 1 to ${mostAtOnce}.` })
  @Min(1)
  @Max(mostAtOnce)
  times!: number;
}

@InputType({ description: 'Meetings of one partnership.' })
class MeetingsInput {
  @Field(() => ID, { description: 'The id of the partnership.' })
  @MaxLength(100)
  partnershipId!: string;

  @Field(() => [ID], { description: `The ids of 1 to ${mostAtOnce} meetings. Either all of them are changed or none.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  @MaxLength(100, { each: true })
  meetingIds!: string[];
}

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED';

@Resolver()
export class MeetingMutations {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Proposes a meeting, or several that repeat, to the other partner. ${refusals}, UNKNOWN_TIME_ZONE, TOO_MANY_MEETINGS.`,
  })
  proposeMeetings(
    @Arg('input', () => ProposeMeetingsInput, { description: 'When and where to meet, and about what.' })
    input: ProposeMeetingsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const { partnershipId: asked, startsAt, repeats = null, times, minutes, topic = null, place = null } = input;
    const timeZone = requireTimeZone(input.timeZone);
    return plan(request, asked, 'proposeMeetings', async ({ manager, partnership, libraryId, now }) => {
      const { id: partnershipId } = partnership;
      if (repeats === null && times > 1)
        throw new BadInput('repeats', 'Several meetings need a rhythm: set repeats, or set times to 1.', {
          reason: 'RHYTHM_MISSING',
        });
      const days = occurrences(startsAt, timeZone, repeats, times);
      for (const day of days) checkStart(day, now);
      const ahead = await manager.countBy(Meeting, {
        partnershipId,
        startsAt: MoreThan(now),
        state: Not(MeetingState.CANCELLED),
      });
      if (ahead + days.length > mostMeetingsAhead) throw new TooManyMeetings(mostMeetingsAhead);
      const marks = { partnershipId, state: MeetingState.PROPOSED, proposedBy: libraryId, agreedAt: null, changedAt: now };
      const words = { minutes, timeZone, topic, place };
      return {
        event: 'PROPOSED',
        meetings: days.map((day) => manager.create(Meeting, { id: uuid(), startsAt: day, ...words, ...marks })),
      };
    });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Agrees to meetings that the other partner proposed. They then appear in the calendars of both libraries. ${refusals}, MEETING_STATE.`,
  })
  agreeToMeetings(
    @Arg('input', () => MeetingsInput, { description: 'Which meetings.' }) { partnershipId, meetingIds }: MeetingsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return plan(request, partnershipId, 'agreeToMeetings', async ({ manager, partnership, now }) => {
      const meetings = await upcoming(manager, partnership.id, meetingIds, { now, wanted: 'agreed to' });
      for (const meeting of meetings) {
        if (!waitsFor(request, partnership, meeting))
          throw new MeetingNotOpen(meeting.id, meeting.state, 'does not wait for your agreement');
        agree(meeting, now);
      }
      return { event: 'AGREED', meetings };
    });
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Cancels meetings: declines, withdraws or calls them off. Either partner may. ${refusals}, MEETING_STATE.`,
  })
  cancelMeetings(
    @Arg('input', () => MeetingsInput, { description: 'Which meetings.' }) { partnershipId, meetingIds }: MeetingsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return plan(request, partnershipId, 'cancelMeetings', async ({ manager, partnership, now }) => {
      const meetings = await upcoming(manager, partnership.id, meetingIds, { now, wanted: 'cancelled' });
      for (const meeting of meetings) {
        if (meeting.state === MeetingState.CANCELLED)
          throw new MeetingNotOpen(meeting.id, meeting.state, 'cannot be cancelled again');
        Object.assign(meeting, cancelled(meeting, now));
      }
      return { event: 'CANCELLED', meetings };
    });
  }
}

/** Calendars know a meeting since both first agreed to it, and take a change whose number is higher. */
const nextSequence = ({ agreedAt, sequence }: Meeting): number => (agreedAt === null ? 0 : sequence + 1);

/** Whether a meeting waits for the agreement of who asks: the other partner proposed it. */
const waitsFor = ({ identity }: Request, partnership: Partnership, { state, proposedBy }: Meeting): boolean =>
  state === MeetingState.PROPOSED && speaksFor(identity, partnership.otherThan(proposedBy));

function agree(meeting: Meeting, now: Date): void {
  Object.assign(meeting, { state: MeetingState.AGREED, changedAt: now, sequence: nextSequence(meeting) });
  meeting.agreedAt ??= now;
  meeting.standAt(null);
}

const cancelled = (meeting: Meeting, now: Date) => ({
  state: MeetingState.CANCELLED,
  changedAt: now,
  sequence: nextSequence(meeting),
});

/** @throws BadInput for a time that is past, or too far ahead */
export function checkStart(startsAt: Date, now: Date): void {
  if (startsAt <= now) throw new BadInput('startsAt', 'startsAt must be in the future.', { reason: 'MOMENT_PAST' });
  if (startsAt.getTime() > now.getTime() + yearsAhead * 366 * dayMs)
    throw new BadInput('startsAt', `Meetings can be planned at most ${yearsAhead} years ahead.`, {
      reason: 'TOO_FAR_AHEAD',
      limit: yearsAhead,
    });
}

/** Cancels the meetings ahead when a partnership ends. The other partner gets a mail, and calendars show it. */
export async function cancelMeetingsAhead(turn: Turn): Promise<void> {
  const { manager, partnership, now } = turn;
  const meetings = await manager.find(Meeting, {
    where: { partnershipId: partnership.id, startsAt: MoreThan(now), state: Not(MeetingState.CANCELLED) },
  });
  if (meetings.length === 0) return;
  for (const meeting of meetings) Object.assign(meeting, cancelled(meeting, now));
  await write(turn, { event: 'CANCELLED', meetings });
}

/** Changes meetings while the partnership is locked, so that its meetings change one after the other. */
export function plan(
  request: Request,
  partnershipId: string,
  mutation: string,
  work: (turn: Turn) => Promise<Planned>,
): Promise<Partnership> {
  const change = async (turn: Turn) => {
    await write(turn, await work(turn));
    return null;
  };
  return changePartnership(request, partnershipId, PartnershipAction.PLAN_MEETINGS, change, mutation);
}

/** Meetings that were changed, and what that is called in the letter about it. */
interface Planned {
  readonly event: MeetingEvent;
  readonly meetings: Meeting[];
}

/** Saves meetings, with an audit entry and a letter to the other partner. */
async function write(turn: Turn, { event, meetings }: Planned): Promise<void> {
  const { manager, partnership, libraryId, record } = turn;
  const { id: partnershipId } = partnership;
  const meetingIds = meetings.map(({ id }) => id);
  const before = await auditable(manager, meetingIds);
  await manager.save(meetings);
  const after = await auditable(manager, meetingIds);
  await record(partnershipId, before, after);
  await queueMeetingLetter(manager, { event, partnershipId, meetingIds, to: partnership.otherThan(libraryId) });
}

/** What the audit log keeps of meetings; null when there are none yet. */
async function auditable(manager: EntityManager, meetingIds: string[]): Promise<object | null> {
  const meetings = await manager.find(Meeting, {
    select: { id: true, state: true, startsAt: true, minutes: true },
    where: { id: In(meetingIds) },
    order: { startsAt: 'ASC', id: 'ASC' },
  });
  return meetings.length > 0 ? meetings : null;
}

export async function upcoming(
  manager: EntityManager,
  partnershipId: string,
  ids: readonly string[],
  { now, wanted }: { now: Date; wanted: string },
): Promise<Meeting[]> {
  const found = await manager.find(Meeting, {
    where: { partnershipId, id: In([...ids]) },
    order: { startsAt: 'ASC', id: 'ASC' },
  });
  const missing = ids.find((id) => !found.some((meeting) => meeting.id === id));
  if (missing !== undefined) throw new NotFound('meeting', missing);
  const over = found.find(({ startsAt }) => startsAt <= now);
  if (over) throw new MeetingNotOpen(over.id, over.state, `has already begun, so it cannot be ${wanted}`);
  return found;
}

/**
 * The first moment and those that follow in a rhythm, `times` in total, in a time zone: 15:00 stays 15:00 when clocks change. Rhythms of
 * a month or more keep the weekday's place in the month: the second Tuesday stays the second Tuesday, and the fifth becomes the last in
 * months with four.
 */
export function occurrences(first: Date, timeZone: string, rhythm: MeetingRhythm | null, times: number): Date[] {
  const start = DateTime.fromJSDate(first, { zone: timeZone });
  if (rhythm === null) return [first];
  return Array.from({ length: times }, (_, i) => {
    const { weeks = 0, months = 0, years = 0 } = rhythmLengths[rhythm] as { weeks?: number; months?: number; years?: number };
    if (weeks > 0) return start.plus({ weeks: i * weeks }).toJSDate();
    return sameWeekday(start, start.startOf('month').plus({ months: i * months, years: i * years })).toJSDate();
  });
}

/** The same weekday, place and hour in another month; the last such weekday where the month has no fifth. */
function sameWeekday(moment: DateTime, month: DateTime): DateTime {
  const place = Math.ceil(moment.day / 7) - 1;
  const firstOne = month.plus({ days: (moment.weekday - month.weekday + 7) % 7 });
  const wanted = firstOne.plus({ weeks: place });
  const day = wanted.month === month.month ? wanted : wanted.minus({ weeks: 1 });
  return day.set({ hour: moment.hour, minute: moment.minute });
}

@InputType({ description: 'Another time for one meeting. Other meetings of its series stay as they are.' })
class MoveMeetingInput {
  @Field(() => ID, { description: 'The id of the partnership.' })
  @MaxLength(100)
  partnershipId!: string;

  @Field(() => ID, { description: 'The id of the meeting.' })
  @MaxLength(100)
  meetingId!: string;

  @Field(() => Date, { description: 'When it begins instead. It must be in the future, at most 3 years ahead.' })
  startsAt!: Date;

  @Field(() => Int, { nullable: true, description: 'How long it lasts then, in minutes, from 5 to 600; null keeps its length.' })
  @IsOptional()
  @Min(5)
  @Max(600)
  minutes?: number | null;
}

@Resolver()
export class MoveMeetingMutation {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Proposes another time for one meeting; either partner may. The other agrees by agreeToMeetings, and until then calendars keep the ' +
      'time that both agreed to. Moving it back to that time needs no agreement, and moving it to the time that the other proposed is the agreement. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ' +
      'BAD_USER_INPUT, ACTION_NOT_ALLOWED, MEETING_STATE.',
  })
  moveMeeting(
    @Arg('input', () => MoveMeetingInput, { description: 'Which meeting, and its new time.' }) input: MoveMeetingInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const { partnershipId, meetingId, startsAt } = input;
    return plan(request, partnershipId, 'moveMeeting', async ({ manager, partnership, libraryId, now }) => {
      checkStart(startsAt, now);
      const [meeting] = (await upcoming(manager, partnership.id, [meetingId], { now, wanted: 'moved' })) as [Meeting];
      if (meeting.state === MeetingState.CANCELLED)
        throw new MeetingNotOpen(meetingId, meeting.state, 'cannot be moved any more. Propose a new one');
      const minutes = input.minutes ?? meeting.minutes;
      const isSame = startsAt.getTime() === meeting.startsAt.getTime() && minutes === meeting.minutes;
      if (isSame && waitsFor(request, partnership, meeting)) {
        agree(meeting, now);
        return { event: 'AGREED', meetings: [meeting] };
      }
      if (isSame)
        throw new BadInput('startsAt', 'The meeting is at that time already. Give another time or length.', {
          reason: 'MEETING_UNMOVED',
        });
      if (meeting.state === MeetingState.AGREED) meeting.standAt({ startsAt: meeting.startsAt, minutes: meeting.minutes });
      Object.assign(meeting, { startsAt, minutes, changedAt: now });
      const isBack = meeting.standsAt?.getTime() === startsAt.getTime() && meeting.standsMinutes === minutes;
      if (!isBack) {
        Object.assign(meeting, { state: MeetingState.PROPOSED, proposedBy: libraryId });
        return { event: 'MOVED', meetings: [meeting] };
      }
      meeting.standAt(null);
      meeting.state = MeetingState.AGREED;
      return { event: 'AGREED', meetings: [meeting] };
    });
  }
}
