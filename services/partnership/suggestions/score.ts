// How well would two libraries fit as sisters, and why? Pure.

import { Field, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { type MeetingHours, sharedHours } from '#partnership/libraries/index';
import { Commitment } from '#partnership/listings/index';

export const FitReason = enumOf('FitReason', 'Why a library is suggested.', {
  SHARED_LANGUAGES: 'Both use or would like to talk in these languages. 25 points.',
  COMMON_INTERESTS: 'Activities both are interested in: 25 points for all those of the one with fewer, else a part.',
  WANTED_COUNTRY: 'You named its country: 10 points; 5 when you would take any.',
  WANTS_YOUR_COUNTRY: 'It named your country: 10 points; 5 when it would take any.',
  COMMITMENT: 'The commitments agree, or one is flexible. 10 points.',
  MEETING_HOURS: 'Hours a week in which both can meet: 2 points each, at most 10.',
  MEETING_RHYTHM: 'Both want to be in touch as often. 5 points.',
  SIMILAR_SIZE: 'One serves at most three times as many people as the other. 5 points.',
  CAPACITY_LEFT: 'How many more sisters it can take on. No points: without any it would not be suggested.',
});
export type FitReason = keyof typeof FitReason;

/** The most points of each reason; they add up to 100. */
export const weights: Readonly<Record<FitReason, number>> = {
  SHARED_LANGUAGES: 25,
  COMMON_INTERESTS: 25,
  WANTED_COUNTRY: 10,
  WANTS_YOUR_COUNTRY: 10,
  COMMITMENT: 10,
  MEETING_HOURS: 10,
  MEETING_RHYTHM: 5,
  SIMILAR_SIZE: 5,
  CAPACITY_LEFT: 0,
};

@ObjectType({ description: 'A reason for a suggestion, with what it is made of.' })
export class Fit {
  @Field(() => FitReason, { description: 'The reason.' })
  reason!: FitReason;

  @Field(() => Int, { description: 'The points it adds to the score.' })
  points!: number;

  @Field(() => [String], { description: 'What it is made of: language tags, activity kinds, a country, a number.' })
  values!: string[];
}

/** A library as suggestions see it. */
export interface Profile {
  readonly country: string;
  /** Languages it uses or would like to talk in. */
  readonly languages: readonly string[];
  readonly preferredCountries: readonly string[];
  readonly interests: readonly string[];
  readonly commitment: Commitment | null;
  readonly rhythm: string | null;
  readonly populationServed: number | null;
  readonly meetingHours: MeetingHours | null;
  /** Null when it did not say. */
  readonly capacityLeft: number | null;
}

/** The reasons for which `other` fits, the weightiest first; their points add up to the score, from 0 to 100. */
export function fitsOf(asker: Profile, other: Profile, now: Date): Fit[] {
  const fits: Fit[] = [];
  const add = (reason: FitReason, share: number, values: readonly (string | number)[]) => {
    const points = Math.round(weights[reason] * share);
    if (points > 0 || reason === FitReason.CAPACITY_LEFT) fits.push({ reason, points, values: values.map(String) });
  };
  const languages = shared(asker.languages.map(primary), other.languages.map(primary));
  add(FitReason.SHARED_LANGUAGES, languages.length > 0 ? 1 : 0, languages);
  const interests = shared(asker.interests, other.interests);
  add(FitReason.COMMON_INTERESTS, interests.length / (Math.min(asker.interests.length, other.interests.length) || 1), interests);
  add(FitReason.WANTED_COUNTRY, wish(asker.preferredCountries, other.country), [other.country]);
  add(FitReason.WANTS_YOUR_COUNTRY, wish(other.preferredCountries, asker.country), [asker.country]);
  add(FitReason.COMMITMENT, agree(asker.commitment, other.commitment) ? 1 : 0, other.commitment ? [other.commitment] : []);
  const hours = asker.meetingHours && other.meetingHours ? sharedHours(asker.meetingHours, other.meetingHours, now) : 0;
  add(FitReason.MEETING_HOURS, Math.min(hours / 5, 1), [hours]);
  add(FitReason.MEETING_RHYTHM, asker.rhythm !== null && asker.rhythm === other.rhythm ? 1 : 0, [other.rhythm ?? '']);
  const [a, b] = [asker.populationServed, other.populationServed];
  add(FitReason.SIMILAR_SIZE, a && b && Math.max(a, b) <= 3 * Math.min(a, b) ? 1 : 0, [b ?? '']);
  if (other.capacityLeft !== null) add(FitReason.CAPACITY_LEFT, 0, [other.capacityLeft]);
  return fits.sort((one, two) => two.points - one.points);
}

/** The sum of the points of all reasons. */
export const scoreOf = (fits: readonly Fit[]): number => fits.reduce((sum, { points }) => sum + points, 0);

const primary = (tag: string) => tag.split('-')[0] as string;
const shared = (a: readonly string[], b: readonly string[]) => [...new Set(a)].filter((value) => b.includes(value));
/** Named, or anywhere, or somewhere else. */
const wish = (countries: readonly string[], country: string) =>
  countries.includes(country) ? 1 : countries.length === 0 ? 0.5 : 0;
const agree = (a: Commitment | null, b: Commitment | null) =>
  a !== null && b !== null && (a === b || a === Commitment.FLEXIBLE || b === Commitment.FLEXIBLE);
