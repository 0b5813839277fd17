// Suggests sisters to a library and remembers them, so that it sees the same again and no library is suggested to too many.
import { Max, MaxLength, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity, type EntityManager, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Request } from '#kit/data/request';
import { type Feature } from '#kit/subgraph/federate';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Role, requireStaffOrCommittee } from '#kit/words/identity';
import { matchingLanguages } from '#kit/words/macrolanguages';
import { NotFound } from '#kit/words/problem';
import { Library, libraryProfiles } from '../libraries/index';
import { openListings } from '../listings/index';
import { arePartners, begunSince, PartnershipState } from '../partnerships/index';
import { choose, Fit, fairShare, fitsOf, type Profile, scoreOf, suggestionsEach } from './score';

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
