// How many listings would each further choice of a search find?
import { Field, Int, ObjectType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { conditions, type ListingSearch, searchParts } from './listingSearch';

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

type Facet = keyof ListingFacets & keyof typeof conditions;

/** The values a listing has of each facet, as SQL that yields an array. */
const values: Readonly<Record<Facet, string>> = {
  countries: 'ARRAY[country]',
  languages: 'languages',
  types: 'ARRAY[type]',
  interests: 'activity_interests',
  commitments: 'ARRAY[commitment]',
};

/** What facets and their conditions read. Listings that are alike in all of it are counted together, which are far fewer. */
const columns = 'country, languages, type, activity_interests, commitment';

/** Counts all facets of a search in one statement that reads the listings once. */
export async function countFacets(database: DataSource, search: ListingSearch): Promise<ListingFacets> {
  const { from, always, parameters } = searchParts(search);
  const facets = Object.keys(values) as Facet[];
  const meets = facets.map((facet) => `${conditions[facet]} AS meets_${facet}`);
  const counts = facets.map((facet) => {
    const rest = facets.filter((other) => other !== facet).map((other) => `meets_${other}`);
    return `SELECT '${facet}' AS facet, value, sum(listings)::int AS count FROM found, unnest(${values[facet]}) AS value
      WHERE value IS NOT NULL AND ${rest.join(' AND ')} GROUP BY value`;
  });
  const rows: ({ facet: Facet } & FacetCount)[] = await database.query(
    `WITH alike AS (SELECT ${columns}, count(*) AS listings FROM ${from} WHERE ${always} GROUP BY ${columns}),
     found AS MATERIALIZED (SELECT *, ${meets.join(', ')} FROM alike)
     ${counts.join(' UNION ALL ')} ORDER BY count DESC, value`,
    parameters,
  );
  const of = (facet: Facet) => rows.filter((row) => row.facet === facet);
  return Object.fromEntries(facets.map((facet) => [facet, of(facet)])) as unknown as ListingFacets;
}
