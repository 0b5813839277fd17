// Meetings of sister libraries, and the calendars that show them.
import type { Feature } from '#kit/subgraph/federate';
import type { PartnershipRequest } from '#partnership/partnerships/index';
import { CalendarLinkResolver, CalendarNumber, calendarPage } from './calendar';
import { ConfidentialMeetingsResolver, Meeting, MeetingResolver } from './meeting';
import { MeetingMutations, MoveMeetingMutation } from './planMeetings';

export { meetingLetterTasks } from './letters';
export { Meeting, MeetingState, meetingsInMerge } from './meeting';
export { cancelMeetingsAhead } from './planMeetings';

export const meetingEntities = [Meeting, CalendarNumber];

export const meetingsFeature: Feature<PartnershipRequest> = {
  resolvers: [MeetingMutations, MoveMeetingMutation, CalendarLinkResolver, ConfidentialMeetingsResolver, MeetingResolver],
  pages: [calendarPage],
};
