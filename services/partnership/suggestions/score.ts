// How well two libraries would fit as sisters and why, and how suggestions are shared out fairly. Pure.
import { Field, Int, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { primaryLanguage, sameLanguage } from '#kit/words/macrolanguages';
import { type MeetingHours, sharedHours } from '#partnership/libraries/index';
import { Commitment } from '#partnership/listings/index';

export const FitReason = enumOf('FitReason', 'Why a library is suggested.', {
  SHARED_LANGUAGES: 'Both libraries use these languages or would like to talk in them; nb and nn are no, too. 25 points.',
  COMMON_INTERESTS:
    'Activities that interest both. 25 points if all interests of the library with fewer of them are shared, otherwise in proportion.',
  WANTED_COUNTRY: 'You want a sister in its country: 10 points; 5 if you would take any country.',
  WANTS_YOUR_COUNTRY: 'It wants a sister in your country: 10 points; 5 if it would take any country.',
  COMMITMENT: 'Both want the same commitment, or one is flexible. 10 points.',
  MEETING_HOURS: 'Hours a week in which both can meet: 2 points for each hour, at most 10.',
  MEETING_RHYTHM: 'Both want to be in touch equally often. 5 points.',
  SIMILAR_SIZE: 'One serves at most three times as many people as the other. 5 points.',
  CAPACITY_LEFT: 'How many more sisters it can take on. No points: a library without a place is not suggested.',
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

@ObjectType({ description: 'A reason why a library is suggested, with the facts behind it.' })
export class Fit {
  @Field(() => FitReason, { description: 'The kind of reason.' })
  reason!: FitReason;

  @Field(() => Int, { description: 'The points it adds to the score.' })
  points!: number;

  @Field(() => [String], {
    description: 'The facts behind it: language tags, activity kinds, a country code or a number, depending on the reason.',
  })
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
  /** Null when its listing does not say. */
  readonly capacityLeft: number | null;
}

/** Why `other` fits, the reason with most points first. The points add up to the score. */
export function fitsOf(asker: Profile, other: Profile, now: Date): Fit[] {
  const fits: Fit[] = [];
  const add = (reason: FitReason, share: number, values: readonly (string | number)[]) => {
    const points = Math.round(weights[reason] * share);
    if (points > 0 || reason === FitReason.CAPACITY_LEFT) fits.push({ reason, points, values: values.map(String) });
  };
  const theirs = other.languages.map(primaryLanguage);
  const languages = [...new Set(asker.languages.map(primaryLanguage))].filter((own) =>
    theirs.some((their) => sameLanguage(own, their)),
  );
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

const shared = (a: readonly string[], b: readonly string[]) => [...new Set(a)].filter((value) => b.includes(value));
/** 1 if the country is named, 0.5 if any would do, else 0. */
const wish = (countries: readonly string[], country: string) =>
  countries.includes(country) ? 1 : countries.length === 0 ? 0.5 : 0;
const agree = (a: Commitment | null, b: Commitment | null) =>
  a !== null && b !== null && (a === b || a === Commitment.FLEXIBLE || b === Commitment.FLEXIBLE);

/** The most suggestions that one library gets. */
export const suggestionsEach = 10;
/** To how many libraries one library is suggested at a time: twice the number if all suggestions were shared out evenly. */
export const fairShare = 2 * suggestionsEach;

/** A library that could be suggested. */
interface Candidate {
  readonly libraryId: string;
  readonly score: number;
  /** To how many others it is already suggested. */
  readonly open: number;
}

/** The best candidates that have not had their share, best first; equals by how seldom they are suggested, then by id. */
export function choose<C extends Candidate>(candidates: readonly C[], count: number): C[] {
  const order = (a: C, b: C) => b.score - a.score || a.open - b.open || (a.libraryId < b.libraryId ? -1 : 1);
  return candidates
    .filter(({ open }) => open < fairShare)
    .sort(order)
    .slice(0, Math.max(0, count));
}
