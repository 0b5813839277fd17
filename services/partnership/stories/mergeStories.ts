// Stories follow their partnership while two libraries become one.
import { In } from 'typeorm';
import { type FollowPairs, followPairs } from '#partnership/partnerships/index';
import { SuccessStory } from './story';

/** Counts all stories of the partnerships that moved, and those that came to another partnership. */
export const storiesInMerge: FollowPairs = async (manager, moved) => {
  const of = () => manager.find(SuccessStory, { where: { partnershipId: In([...moved.replaced.ids]) }, select: { id: true } });
  const before = await of();
  const followed = await followPairs(manager, { table: 'success_story' }, moved);
  const all = [...before, ...(await of())].map(({ id }) => id);
  return { stories: new Set([...all, ...followed]).size };
};
