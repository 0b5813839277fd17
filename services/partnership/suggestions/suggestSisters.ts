// Which libraries are suggested to a library as sisters?
import type { EntityManager } from 'typeorm';
import type { Request } from '#kit/data/request';
import { dayOf } from '#kit/words/clock';
import { requireStaffOrCommittee } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { libraryProfiles } from '#partnership/libraries/index';
import { openListings } from '#partnership/listings/index';
import { arePartners, begunSince, PartnershipState } from '#partnership/partnerships/index';
import { type Candidate, choose, fairShare } from './fairShare';
import { fitsOf, type Profile, scoreOf } from './score';
import { openDays, Suggestion } from './suggestion';

/** How many candidates are looked at closely, after a rough ranking in SQL. */
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

/**
 * Suggests sisters, the best first, and remembers them, so that asking again shows the same and no library is suggested to more than
 * its share. @throws Unauthenticated, NotYourLibrary, NotFound
 */
export async function suggestSisters(
  { identity, database, clock }: Request,
  libraryId: string,
  first: number,
): Promise<Suggestion[]> {
  requireStaffOrCommittee(identity, libraryId);
  const now = clock();
  return database.transaction(async (manager) => {
    // One at a time, so that two askers at once do not both take the last place of somebody's share.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('suggestions', 0))`);
    const [asker]: Found[] = await manager.query(
      `SELECT ${profile} FROM ${libraryProfiles} LEFT JOIN ${openOnes} ON library_id = library.id WHERE library.id = $2`,
      [dayOf(now), libraryId],
    );
    if (!asker) throw new NotFound('library', libraryId);
    const kept = await keepOpen(manager, libraryId, now);
    const candidates: (Candidate & Found)[] = (await candidatesFor(manager, asker, now)).map((found) => {
      return { ...found, score: scoreOf(fitsOf(asker, found, now)) };
    });
    const added = choose(candidates, first - kept.length).map((found) =>
      manager.create(Suggestion, {
        libraryId,
        suggestedId: found.libraryId,
        score: found.score,
        reasons: fitsOf(asker, found, now),
        madeAt: now,
      }),
    );
    await manager.save(added);
    return [...kept, ...added].sort((a, b) => b.score - a.score || (a.suggestedId < b.suggestedId ? -1 : 1)).slice(0, first);
  });
}

/** The open suggestions of a library that are still possible; all others that are over are forgotten. */
async function keepOpen(manager: EntityManager, libraryId: string, now: Date): Promise<Suggestion[]> {
  await manager.query(`DELETE FROM suggestion WHERE made_at <= $1::timestamptz - interval '${openDays} days'`, [now]);
  await manager.query(
    `DELETE FROM suggestion WHERE library_id = $2 AND suggested_id NOT IN (SELECT library.id FROM ${possible})`,
    [dayOf(now), libraryId],
  );
  return manager.findBy(Suggestion, { libraryId });
}

/** Those that come first by a rough form of the score, which needs no clock arithmetic. */
function candidatesFor(manager: EntityManager, asker: Found, now: Date): Promise<Found[]> {
  return manager.query(
    `SELECT * FROM (SELECT ${profile}, (SELECT count(*) FROM suggestion WHERE suggested_id = library.id)::int AS open,
         25 * (library.languages && $3::text[])::int + 10 * (library.country = ANY($4::text[]))::int
         + 10 * ($5 = ANY(preferred_countries))::int + 6 * cardinality(ARRAY(SELECT unnest(activity_interests) INTERSECT SELECT unnest($6::text[]))) AS rough
       FROM ${possible} AND NOT EXISTS (SELECT FROM suggestion WHERE library_id = $2 AND suggested_id = library.id)) AS found
     WHERE open < ${fairShare} AND ("capacityLeft" IS NULL OR "capacityLeft" > 0) ORDER BY rough DESC, open, "libraryId" LIMIT ${shortlist}`,
    [dayOf(now), asker.libraryId, asker.languages, asker.preferredCountries, asker.country, asker.interests],
  );
}
