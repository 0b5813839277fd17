// Why can meetings not be planned, agreed to or called off?
import { Problem } from '#kit/problem';
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
