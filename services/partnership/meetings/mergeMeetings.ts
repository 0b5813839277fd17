// Meetings follow their partnership while two libraries become one, and name the library that answers.
import { In } from 'typeorm';
import { type FollowPairs, followPairs, renamed } from '#partnership/partnerships/index';
import { Meeting } from './meeting';

/** Counts all meetings of the partnerships that moved, and those that came to another partnership. */
export const meetingsInMerge: FollowPairs = async (manager, moved) => {
  const of = () => manager.find(Meeting, { where: { partnershipId: In([...moved.replaced.ids]) }, select: { id: true } });
  const before = await of();
  const followed = await followPairs(manager, { table: 'meeting', naming: renamed('proposed_by') }, moved);
  const all = [...before, ...(await of())].map(({ id }) => id);
  return { meetings: new Set([...all, ...followed]).size };
};
