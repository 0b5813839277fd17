// How do partners arrange to meet, and where do their calendars read of it?
import { Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { Library } from '#partnership/libraries/index';
import { ConfidentialPartnership, Partnership, type PartnershipRequest } from '#partnership/partnerships/index';
import { CalendarLink, calendarLink, replaceCalendarLink } from './calendarLink';
import { Meeting } from './meeting';
import { agreeToMeetings, cancelMeetings, MeetingsInput, mostAhead, ProposeMeetingsInput, proposeMeetings } from './planMeetings';

const refusals = 'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ACTION_NOT_ALLOWED';

@ArgsType()
class MeetingsArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, from 1 to ${mostAhead}.` })
  @Min(1)
  @Max(mostAhead)
  first!: number;
}

const libraryArg = { description: 'The library; the account must speak for it.' };

@Resolver()
export class MeetingsResolver {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Proposes a meeting, or several in a rhythm, to the other partner. ${refusals}, UNKNOWN_TIME_ZONE, TOO_MANY_MEETINGS.`,
  })
  proposeMeetings(
    @Arg('input', () => ProposeMeetingsInput, { description: 'When, where and what about.' }) input: ProposeMeetingsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return proposeMeetings(request, input);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Agrees to meetings that the other partner proposed; they stand in both calendars then. ${refusals}, MEETING_STATE.`,
  })
  agreeToMeetings(
    @Arg('input', () => MeetingsInput, { description: 'Which ones.' }) input: MeetingsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return agreeToMeetings(request, input);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description: `Declines, takes back or calls off meetings; either partner may. ${refusals}, MEETING_STATE.`,
  })
  cancelMeetings(
    @Arg('input', () => MeetingsInput, { description: 'Which ones.' }) input: MeetingsInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return cancelMeetings(request, input);
  }

  @Audience(Role.STAFF)
  @Query(() => CalendarLink, {
    description: 'Where calendar programs read the meetings of a library. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  calendarLink(
    @Arg('libraryId', () => ID, libraryArg) libraryId: string,
    @Ctx() request: PartnershipRequest,
  ): Promise<CalendarLink> {
    return calendarLink(request, libraryId);
  }

  @Audience(Role.STAFF)
  @Mutation(() => CalendarLink, {
    description:
      'Makes a new address for the calendar of a library, when the one before became known to somebody: that one works no longer. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  replaceCalendarLink(
    @Arg('libraryId', () => ID, libraryArg) libraryId: string,
    @Ctx() request: PartnershipRequest,
  ): Promise<CalendarLink> {
    return replaceCalendarLink(request, libraryId);
  }
}

@Resolver(() => ConfidentialPartnership)
export class ConfidentialMeetingsResolver {
  @FieldResolver(() => [Meeting], { description: 'The meetings of the partners in any state, the last one first.' })
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
