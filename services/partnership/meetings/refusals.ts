// Why can meetings not be planned, agreed to or called off, or their calendar not be read?
import { Problem } from '#kit/words/problem';
import type { MeetingState } from './meeting';

/** It is over, or in a state in which that can not be done, or the own partner proposed it. */
export class MeetingNotOpen extends Problem {
  constructor(meetingId: string, state: MeetingState, wanted: string) {
    super(
      'MEETING_STATE',
      `The meeting ${JSON.stringify(meetingId)} is ${state}; it can not be ${wanted}. Nothing was changed.`,
      {
        meetingId,
        state,
      },
    );
  }
}

/** More meetings lie ahead than two libraries hold. */
export class TooManyMeetings extends Problem {
  constructor(most: number) {
    super('TOO_MANY_MEETINGS', `Two partners can have ${most} meetings ahead of them. Cancel some, or propose fewer.`, { most });
  }
}

/** The secret address of a calendar that its library replaced by a newer one. Told to those alone who were given the old one. */
export class LinkReplaced extends Problem {
  constructor() {
    super('LINK_REPLACED', 'This address was replaced and opens nothing any more. The library has the newest one.');
  }
}
