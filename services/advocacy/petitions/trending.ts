// Which petitions move: how many people signed within the last day, and where the most did.
import type DataLoader from 'dataloader';
import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { FirstArgs } from '#kit/data/page';
import type { Loaders } from '#kit/data/request';
import { Audience, anyone } from '#kit/words/audience';
import type { PetitionRequest } from './context';
import { Petition } from './petition';

@Resolver(() => Petition)
export class TrendingResolver {
  @Audience(anyone)
  @Query(() => [Petition], {
    nullable: true,
    description:
      'The open petitions that most people signed within the last day, the most signed first, of as many the latest launched. See ' +
      'Petition.signedLastDay. Those that nobody signed are left out.',
  })
  async trendingPetitions(
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() { database, clock, loaders }: PetitionRequest,
  ): Promise<Petition[]> {
    const rows: { id: string }[] = await database.query(trending, [lastDay(clock()), first]);
    const petitions = await Promise.all(rows.map(({ id }) => loaders.one(Petition).load(id)));
    return petitions.filter((petition) => petition !== null);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many people signed here in this hour and the 23 before it, whether or not they withdrew later. Null for a historical petition.',
  })
  signedLastDay(@Root() { id, historical }: Petition, @Ctx() { loaders, clock }: PetitionRequest): Promise<number> | null {
    return historical ? null : signedSince(loaders, lastDay(clock())).load(id);
  }
}

const hourMs = 3_600_000;

/** The first of the 24 hours that end with the one in which a moment lies. */
const lastDay = (now: Date): Date => new Date((Math.floor(now.getTime() / hourMs) - 23) * hourMs);

const trending = `
SELECT petition_id AS id FROM hour_count JOIN petition ON petition.id = petition_id
WHERE hour >= $1 AND state = 'OPEN' GROUP BY petition_id, listed_on HAVING sum(hour_count.count) > 0
ORDER BY sum(hour_count.count) DESC, listed_on DESC, petition_id LIMIT $2`;

const signedSince = (loaders: Loaders, start: Date): DataLoader<string, number> =>
  loaders.edge(`signed since ${start.toISOString()}`, async (ids: readonly string[]) => {
    const rows: { id: string; count: number }[] = await loaders.database.query(
      'SELECT petition_id AS id, sum(count)::int AS count FROM hour_count WHERE petition_id = ANY($1::text[]) AND hour >= $2 GROUP BY 1',
      [ids, start],
    );
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return ids.map((id) => counts.get(id) ?? 0);
  });
