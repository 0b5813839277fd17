// How many have signed on paper, by area and by day.
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { groupBy } from '#kit/data/database';
import { FirstArgs } from '#kit/data/page';
import type { Loaders } from '#kit/data/request';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { PaperAreaCount, PaperDayCount } from './paperSignature';

const byArea = `
SELECT nullif(country, '') AS country, nullif(region, '') AS region, sum(people)::int AS count FROM paper_part
WHERE petition_id = asked.id GROUP BY 1, 2 HAVING sum(people) > 0 ORDER BY 3 DESC, 1, 2`;

const byDay = `
SELECT nullif(day, '-infinity') AS day, sum(people)::int AS count FROM paper_part
WHERE petition_id = asked.id GROUP BY 1 HAVING sum(people) > 0 ORDER BY 1 DESC NULLS LAST`;

@Resolver(() => Petition)
export class PaperCountsResolver {
  @FieldResolver(() => [PaperAreaCount], {
    description: 'Its signatures on paper by area, the largest area first. Together they are the paperCount.',
  })
  paperByArea(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return partsOf<PaperAreaCount>(loaders, byArea, first).load(id);
  }

  @FieldResolver(() => [PaperDayCount], {
    description:
      'Its signatures on paper by the day on which they were given, the latest first, those without a day last. Together they are the ' +
      'paperCount.',
  })
  paperByDay(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return partsOf<PaperDayCount>(loaders, byDay, first).load(id);
  }
}

const partsOf = <Part>(loaders: Loaders, parts: string, first: number) =>
  loaders.edge<string, Part[]>(`${first} ${parts}`, async (ids) => {
    const rows: (Part & { id: string })[] = await loaders.database.query(
      `SELECT asked.id, part.* FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL (${parts} LIMIT $2) AS part`,
      [ids, first],
    );
    return groupBy(
      ids,
      rows,
      (row) => row.id,
      (group) => group,
    );
  });
