// Suggests sisters to a library by how well they would fit, and remembers them, so that no library is suggested to too many.

import { Max, MaxLength, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity, type EntityManager, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Request } from '#kit/data/request';
import { type Feature } from '#kit/subgraph/federate';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { enumOf } from '#kit/words/enums';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { matchingLanguages, primaryLanguage, sameLanguage } from '#kit/words/macrolanguages';
import { NotFound } from '#kit/words/problem';
import { type MeetingHours, sharedHours } from '#partnership/libraries/index';
import { Commitment } from '#partnership/listings/index';
import { Library, libraryProfiles } from '../libraries/index';
import { openListings } from '../listings/index';
import { arePartners, begunSince, PartnershipState } from '../partnerships/index';

export const FitReason = enumOf(
  'FitReason',
  'Why a library is suggested.',
  {
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
  },
  { WANTED_COUNTRY: 'a country you want', WANTS_YOUR_COUNTRY: 'wants your country', CAPACITY_LEFT: 'room for another partner' },
);
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

/** How many days a suggestion stays open: until then it is shown again, and counts towards the fair share. */
const openDays = 30;

@ObjectType({ description: 'A library that would fit as a sister, and why.' })
@Entity()
@Index('suggestion_by_suggested', ['suggestedId'])
export class Suggestion {
  @ForeignKey(() => Library, { name: 'suggestion_library' })
  @PrimaryColumn('text')
  libraryId!: string;

  @ForeignKey(() => Library, { name: 'suggestion_suggested' })
  @PrimaryColumn('text')
  suggestedId!: string;

  @Field(() => Int, { description: 'How well it fits: the sum of the points of its reasons, from 0 to 100.' })
  @Column('integer')
  score!: number;

  @Field(() => [Fit], { description: 'Why it fits, the reason with most points first.' })
  @Column('jsonb')
  reasons!: Fit[];

  @Field(() => Date, {
    description: 'When it was first suggested. It stays for 30 days, or until one of the two libraries no longer seeks a sister.',
  })
  @Column('timestamptz')
  madeAt!: Date;
}

/** How many candidates get an exact score, after a rough ranking in SQL. */
const shortlist = 300;

interface Found extends Profile {
  readonly libraryId: string;
  readonly open: number;
}

/** A library and its open listing, if it has one, as a profile. $1 is the day. */
const profile = `library.id AS "libraryId", library.country, spoken || coalesce(preferred_languages, '{}') AS languages,
  coalesce(preferred_countries, '{}') AS "preferredCountries", coalesce(activity_interests, '{}') AS interests, commitment,
  meeting_rhythm AS rhythm, population_served AS "populationServed", meeting_hours AS "meetingHours",
  capacity - ${begunSince('library.id', 'published_on')} AS "capacityLeft"`;
const openOnes = openListings('$1::date');

/** A library that was once declined is not suggested again; one that ended a partnership may be. */
const notAgain = [PartnershipState.PROPOSED, PartnershipState.ACTIVE, PartnershipState.PAUSED, PartnershipState.DECLINED];

/** The libraries that can be suggested to $2: with an open listing, abroad, and neither a present nor a declined partner. */
const possible = `${openOnes} JOIN ${libraryProfiles} ON library.id = library_id
  WHERE library.country <> (SELECT country FROM ${libraryProfiles} WHERE id = $2) AND NOT ${arePartners('library.id', '$2', notAgain)}`;

@ArgsType()
class SuggestSistersArgs {
  @Field(() => ID, { description: 'The id of the library. The account must speak for it or belong to the committee.' })
  @MaxLength(100)
  libraryId!: string;

  @Field(() => Int, { defaultValue: 5, description: `How many at most, from 1 to ${suggestionsEach}.` })
  @Min(1)
  @Max(suggestionsEach)
  first!: number;
}

@Resolver(() => Suggestion)
class SuggestionResolver {
  @Audience(Role.STAFF, Role.COMMITTEE)
  @Query(() => [Suggestion], {
    description:
      'Libraries in other countries with an open listing that would fit as sisters, the best first. The same ones are shown for 30 ' +
      'days. No library is suggested to more than 20 others at a time. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  suggestSisters(
    @Args(() => SuggestSistersArgs) { libraryId, first }: SuggestSistersArgs,
    @Ctx() { identity, database, clock }: Request,
  ): Promise<Suggestion[]> {
    requireStaffOrCommittee(identity, libraryId);
    const now = clock();
    return database.transaction(async (manager) => {
      // One transaction at a time, or two askers could both take the last place of a library's share.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('suggestions', 0))`);
      const [asker]: Found[] = await manager.query(
        `SELECT ${profile} FROM ${libraryProfiles} LEFT JOIN ${openOnes} ON library_id = library.id WHERE library.id = $2`,
        [dayOf(now), libraryId],
      );
      if (!asker) throw new NotFound('library', libraryId);
      const kept = await keepOpen(manager, libraryId, now);
      const candidates = (await candidatesFor(manager, asker, now)).map((found) => {
        const reasons = fitsOf(asker, found, now);
        return { ...found, reasons, score: scoreOf(reasons) };
      });
      const added = choose(candidates, first - kept.length).map(({ libraryId: suggestedId, score, reasons }) =>
        manager.create(Suggestion, { libraryId, suggestedId, score, reasons, madeAt: now }),
      );
      await manager.save(added);
      return [...kept, ...added].sort((a, b) => b.score - a.score || (a.suggestedId < b.suggestedId ? -1 : 1)).slice(0, first);
    });
  }

  @FieldResolver(() => Library, { description: 'The suggested library. Its listing says what it offers and seeks.' })
  library(@Root() { suggestedId }: Suggestion, @Ctx() { loaders }: Request): Promise<Library | null> {
    return loaders.one(Library).load(suggestedId);
  }
}

/** The suggestions of a library that are still possible. Deletes those that are not, and all that are too old. */
async function keepOpen(manager: EntityManager, libraryId: string, now: Date): Promise<Suggestion[]> {
  await manager.query(`DELETE FROM suggestion WHERE made_at <= $1::timestamptz - interval '${openDays} days'`, [now]);
  await manager.query(
    `DELETE FROM suggestion WHERE library_id = $2 AND suggested_id NOT IN (SELECT library.id FROM ${possible})`,
    [dayOf(now), libraryId],
  );
  return manager.findBy(Suggestion, { libraryId });
}

/** The best candidates by a rough score that SQL can compute. */
function candidatesFor(manager: EntityManager, asker: Found, now: Date): Promise<Found[]> {
  return manager.query(
    `SELECT * FROM (SELECT ${profile}, (SELECT count(*) FROM suggestion WHERE suggested_id = library.id)::int AS open,
         25 * (library.languages && $3::text[])::int + 10 * (library.country = ANY($4::text[]))::int
         + 10 * ($5 = ANY(preferred_countries))::int + 6 * cardinality(ARRAY(SELECT unnest(activity_interests) INTERSECT SELECT unnest($6::text[]))) AS rough
       FROM ${possible} AND NOT EXISTS (SELECT FROM suggestion WHERE library_id = $2 AND suggested_id = library.id)) AS found
     WHERE open < ${fairShare} AND ("capacityLeft" IS NULL OR "capacityLeft" > 0) ORDER BY rough DESC, open, "libraryId" LIMIT ${shortlist}`,
    [
      dayOf(now),
      asker.libraryId,
      asker.languages.flatMap(matchingLanguages),
      asker.preferredCountries,
      asker.country,
      asker.interests,
    ],
  );
}

export const suggestionEntities = [Suggestion];

export const suggestionsFeature: Feature<Request> = { resolvers: [SuggestionResolver] };
