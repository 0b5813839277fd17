// Why can a story not be published or changed?
import { Problem } from '#kit/words/problem';
import type { StoryState } from './storyStates';

/** A partner that the story names has not allowed it. */
export class ConsentMissing extends Problem {
  constructor(libraryIds: readonly string[]) {
    super(
      'CONSENT_MISSING',
      `A story names both partners, and ${libraryIds.join(' and ')} has not allowed that. Staff can, by consentToStories.`,
      { libraryIds },
    );
  }
}

/** It is in a state in which that can not be done. */
export class StoryNotInState extends Problem {
  constructor(storyId: string, state: StoryState, possible: readonly StoryState[]) {
    super(
      'STORY_STATE',
      `The story ${JSON.stringify(storyId)} is ${state}; this can be done while it is ${possible.join(' or ')}.`,
      {
        storyId,
        state,
      },
    );
  }
}
