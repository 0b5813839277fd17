// How many listings would each further choice of a search find?
import { Field, Int, ObjectType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { conditions, type Facet, type ListingSearch, searchParts } from './listingSearch';

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

/** The group of a listing for each facet; see `FacetGroup`. */
const groups: Readonly<Record<Facet, string>> = {
  countries: 'country_group',
  languages: 'language_group',
  types: 'type_group',
  interests: 'interest_group',
  commitments: 'commitment_group',
};
const names = Object.keys(groups) as Facet[];

/** How many rows meet some conditions; those that the filter does not give are folded away. */
const counted = (which: readonly Facet[]) => `count(*) FILTER (WHERE ${which.map((name) => conditions[name]).join(' AND ')})`;

/**
 * Counts all facets of a search in one statement that reads the listings once: the rows of each group, then the values of the groups.
 * A facet that is narrowed itself takes a count of its own, which leaves its own condition out.
 */
export async function countFacets(database: DataSource, search: ListingSearch): Promise<ListingFacets> {
  const { from, always, narrowed, parameters } = searchParts(search);
  const counts = [
    `${counted(names)} AS found`,
    ...narrowed.map((facet) => `${counted(names.filter((other) => other !== facet))} AS found_${facet}`),
  ];
  const facetOf = names.map((facet) => `WHEN GROUPING(${groups[facet]}) = 0 THEN '${facet}'`);
  const foundOf = narrowed.map((facet) => `WHEN facet = '${facet}' THEN found_${facet}`);
  const rows: ({ facet: Facet } & FacetCount)[] = await database.query(
    `WITH grouped AS (
       SELECT CASE ${facetOf.join(' ')} END AS facet, coalesce(${Object.values(groups)}) AS id, ${counts} FROM ${from} WHERE ${always}
       GROUP BY GROUPING SETS (${Object.values(groups).map((group) => `(${group})`)}))
     SELECT facet, value, sum(count)::int AS count
     FROM (SELECT facet, id, CASE ${foundOf.join(' ')} WHEN true THEN found END AS count FROM grouped) AS counted
       JOIN facet_group USING (id), unnest(members) AS value
     WHERE count > 0 GROUP BY facet, value ORDER BY count DESC, value`,
    parameters,
  );
  const of = (facet: Facet) => rows.filter((row) => row.facet === facet);
  return Object.fromEntries(names.map((facet) => [facet, of(facet)])) as unknown as ListingFacets;
}
