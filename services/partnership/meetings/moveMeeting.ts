// How one meeting is moved to another time, also one of a series: calendars show the new time once both partners agree to it.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { Partnership } from '#partnership/partnerships/index';
import { type Meeting, MeetingState } from './meeting';
import { checkStart, MeetingNotOpen, plan, upcoming } from './planMeetings';

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
      'time that both agreed to. Moving it back to that time needs no agreement. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ' +
      'BAD_USER_INPUT, ACTION_NOT_ALLOWED, MEETING_STATE.',
  })
  moveMeeting(
    @Arg('input', () => MoveMeetingInput, { description: 'Which meeting, and its new time.' }) input: MoveMeetingInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    const { partnershipId, meetingId, startsAt } = input;
    return plan(request, partnershipId, 'moveMeeting', async ({ manager, libraryId, now }) => {
      checkStart(startsAt, now);
      const [meeting] = (await upcoming(manager, partnershipId, [meetingId], { now, wanted: 'moved' })) as [Meeting];
      if (meeting.state === MeetingState.CANCELLED)
        throw new MeetingNotOpen(meetingId, meeting.state, 'cannot be moved any more. Propose a new one');
      const minutes = input.minutes ?? meeting.minutes;
      if (startsAt.getTime() === meeting.startsAt.getTime() && minutes === meeting.minutes)
        throw new BadInput('startsAt', 'The meeting is at that time already. Give another time or length.');
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
