// Meetings of sister libraries, and the calendars that show them.
import type { Feature } from '#kit/subgraph/federate';
import type { PartnershipRequest } from '#partnership/partnerships/index';
import { calendarPage } from './calendar';
import { CalendarNumber } from './calendarLink';
import { Meeting } from './meeting';
import { ConfidentialMeetingsResolver, MeetingResolver, MeetingsResolver } from './meetings.resolver';

export { meetingLetterTasks } from './letters';
export { cancelMeetingsAhead } from './planMeetings';

export const meetingEntities = [Meeting, CalendarNumber];

export const meetingsFeature: Feature<PartnershipRequest> = {
  resolvers: [MeetingsResolver, ConfidentialMeetingsResolver, MeetingResolver],
  pages: [calendarPage],
};
