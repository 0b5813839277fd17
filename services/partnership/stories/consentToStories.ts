// How does a partner allow stories that name it, or take that back?

import type { Request } from '#kit/data/request';
import { changePartnership, type Partnership, PartnershipAction } from '#partnership/partnerships/index';
import { StoryState } from './storyStates';
import { SuccessStory } from './successStory';

/**
 * Sets the consent of the partners for whom the account speaks. Taken back, published stories that were written here are retracted.
 * @throws as changePartnership does
 */
export function consentToStories(request: Request, partnershipId: string, consent: boolean): Promise<Partnership> {
  return changePartnership(
    request,
    partnershipId,
    PartnershipAction.CONSENT_TO_STORIES,
    async ({ manager, partnership, libraryId }) => {
      const others = partnership.storyConsents.filter((id) => id !== libraryId);
      partnership.storyConsents = consent ? [...others, libraryId] : others;
      if (!consent) {
        await manager
          .createQueryBuilder()
          .update(SuccessStory)
          .set({ state: StoryState.RETRACTED })
          .where(`partnership_id = :partnershipId AND state = 'PUBLISHED' AND cardinality(source_ids) = 0`, { partnershipId })
          .execute();
      }
      return null;
    },
  );
}
