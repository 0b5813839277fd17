// How many listings would each further choice of a search find?
import { Field, Int, ObjectType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { conditions, type Facet, groupColumns, type ListingSearch, searchParts } from './listingSearch';

@ObjectType({ description: 'A value that can be chosen, and how many listings have it.' })
export class FacetCount {
  @Field({ description: 'The value as the filter takes it: a country code, language tag or enum value.' })
  value!: string;

  @Field(() => Int, { description: 'How many listings have it.' })
  count!: number;
}

@ObjectType({
  description:
    'Choices for narrowing a search. Each list counts the listings that meet all other conditions of the filter, whatever the ' +
    'filter says of the list itself; the most frequent value first, then by value.',
})
export class ListingFacets {
  @Field(() => [FacetCount], { description: 'By country of the library.' })
  countries!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By language of the library; a library counts once for each of its languages.' })
  languages!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By type of the library.' })
  types!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By activity; a listing counts once for each of its interests.' })
  interests!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By commitment; listings that state none are not counted.' })
  commitments!: FacetCount[];
}

const names = Object.keys(conditions) as Facet[];

/** Which condition a row does not meet: the bit of its facet. Those that the filter does not give are folded away. */
const bitOf = (facet: Facet) => 1 << names.indexOf(facet);
const missed = names.map((facet) => `CASE WHEN ${conditions[facet]} THEN 0 ELSE ${bitOf(facet)} END`).join(' | ');

/**
 * Counts all facets of a search in one statement that reads the listings once: the rows of each group, then the values of the groups.
 * A row that misses one condition counts for the facet of that condition alone; one that misses more counts for none.
 */
export async function countFacets(database: DataSource, search: ListingSearch): Promise<ListingFacets> {
  const { from, always, parameters } = searchParts(search);
  // OFFSET 0: what a row misses is found out once, and not again wherever it is named.
  const rows: { member: string; missed: number; count: number }[] = await database.query(
    `WITH found AS (SELECT ${groupColumns}, ${missed} AS missed FROM ${from} WHERE ${always} OFFSET 0),
     grouped AS (SELECT coalesce(${groupColumns}) AS id, missed, count(*) AS listings FROM found WHERE missed & (missed - 1) = 0
       GROUP BY GROUPING SETS (${groupColumns.map((group) => `(${group}, missed)`)}))
     SELECT member, missed, sum(listings)::int AS count
     FROM (SELECT unnest(members) AS member, missed, listings FROM grouped JOIN facet_group USING (id)) AS counted GROUP BY member, missed`,
    parameters,
  );
  const facets = Object.fromEntries(names.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >;
  for (const { member, missed, count } of rows) {
    const [facet, value] = member.split(' ') as [Facet, string];
    if (missed === 0 || missed === bitOf(facet)) facets[facet].set(value, (facets[facet].get(value) ?? 0) + count);
  }
  const sorted = (facet: Facet) =>
    [...facets[facet]]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return Object.fromEntries(names.map((facet) => [facet, sorted(facet)])) as unknown as ListingFacets;
}
