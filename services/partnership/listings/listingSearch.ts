// How listings are searched: the rows that searches read, their conditions, order and facets.
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { List, Order, PageArgs, Slice } from '#kit/data/page';
import { readPage } from '#kit/data/readPage';
import type { Loaders } from '#kit/data/request';
import { dayOf } from '#kit/words/clock';
import { matchingLanguages, primaryLanguage, wholeLanguage } from '#kit/words/macrolanguages';
import { BadInput } from '#kit/words/problem';
import {
  distanceKm,
  type HasSister,
  holdsWords,
  kmPerDegree,
  librariesInRegions,
  searchWordsOf,
  sisterless,
  wantedWords,
} from '#partnership/libraries/index';
import { Listing } from './listing';
import { type ListingFilter, ListingOrder } from './listingFilter';

/**
 * A set of facet values, each with the name of its facet, such as `countries FI`. Listings with the same values share a group, so that
 * conditions test groups and facets count few rows.
 */
@Entity()
@Unique('facet_group_once', ['members'])
export class FacetGroup {
  @PrimaryColumn('integer', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text', { array: true })
  members!: string[];

  /** What the members are found by: `languages pt-BR` by itself and by `languages pt` (RFC 4647, basic filtering). */
  @Column('text', { array: true })
  foundBy!: string[];
}

/** What searches read of a published listing. Listings in other states have no row. Only the SQL function `search_listings` writes it. */
@Entity('listing_search')
@Index('listing_search_by_time', ['listedAt', 'id'])
@Index('listing_search_by_name', ['sortName', 'id'])
@Index('listing_search_by_words', { synchronize: false })
@Index('listing_search_by_end', { synchronize: false })
export class SearchedListing {
  @ForeignKey(() => Listing, { name: 'listing_search_listing', onDelete: 'CASCADE' })
  @PrimaryColumn('text')
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  listedAt!: Date;

  /** Infinity for a historical listing. */
  @Column('date')
  expiresOn!: string;

  /** The group of country, type and commitment. */
  @Column('integer')
  traitGroup!: number;

  @Column('integer')
  languageGroup!: number;

  /** The group of a third of the interests, like the next two columns. One group for all interests would have thousands of values. */
  @Column('integer')
  interestGroupA!: number;

  @Column('integer')
  interestGroupB!: number;

  @Column('integer')
  interestGroupC!: number;

  @Column('boolean')
  demo!: boolean;

  @Column('boolean')
  historical!: boolean;

  @Index('listing_search_by_latitude')
  @Column('double precision', { nullable: true })
  latitude!: number | null;

  @Column('double precision', { nullable: true })
  longitude!: number | null;

  /** The name of the library without case and accents. */
  @Column('text')
  sortName!: string;

  /** Name and city of the library, and what the listing offers and seeks, without case and accents. */
  @Column('text')
  words!: string;
}

const distance = distanceKm(
  { latitude: 'latitude', longitude: 'longitude' },
  { latitude: '$8::float8', longitude: '$9::float8' },
);

/** Listings with their distance from the centre of `near`, which is $8 and $9. */
const from = `(SELECT *, ${distance} AS distance_km FROM listing_search) AS listing`;

/** SQL that is true when one of some groups has one of the values of a parameter, or when the parameter is null. */
const hasOne = (parameter: string, ...groups: readonly string[]) =>
  `(${[`${parameter}::text[] IS NULL`, ...groups.map((group) => `${group} IN (SELECT id FROM facet_group WHERE found_by && ${parameter})`)].join(' OR ')})`;

/** The columns that hold the groups of a listing: see `FacetGroup`. */
const groupColumns = ['trait_group', 'language_group', 'interest_group_a', 'interest_group_b', 'interest_group_c'] as const;

/** The conditions of a filter by facet. */
const conditions = {
  countries: hasOne('$2', 'trait_group'),
  languages: hasOne('$3', 'language_group'),
  types: hasOne('$4', 'trait_group'),
  interests: hasOne('$5', 'interest_group_a', 'interest_group_b', 'interest_group_c'),
  commitments: hasOne('$6', 'trait_group'),
} as const;

/** A facet of a search. */
type Facet = keyof typeof conditions;

const places = {
  countries: (codes: readonly string[]) =>
    `trait_group IN (SELECT id FROM facet_group WHERE found_by && ARRAY[${codes.map((code) => `'countries ${code}'`).join(', ')}])`,
  regions: (codes: readonly string[]) =>
    `id IN (SELECT own.id FROM listing AS own WHERE own.state = 'PUBLISHED' AND own.library_id IN (${librariesInRegions(codes)}))`,
};

/** An index finds the band of latitudes that holds the circle. */
const isNear = `($10::float8 IS NULL OR distance_km <= $10
  AND latitude BETWEEN $8 - $10 / ${kmPerDegree} AND $8 + $10 / ${kmPerDegree})`;

const orders: Readonly<Record<ListingOrder, Order>> = {
  [ListingOrder.NEWEST]: { order: ['listed_at', 'id'], descending: true },
  [ListingOrder.NAME]: { order: ['sort_name', 'id'] },
  [ListingOrder.NEAREST]: { order: ['distance_km', 'id'] },
};

/** A search at a moment. */
export interface ListingSearch {
  readonly filter: ListingFilter;
  readonly now: Date;
  /** Needed where the filter asks for it. */
  readonly hasSister?: HasSister;
}

/** The parts of SQL that the list and the facets of a search share; `parameters` are $1 to $12. */
function searchParts({ filter, now, hasSister = () => 'false' }: ListingSearch) {
  const { countries, languages, types, interests, commitment, text, near, demo, historical, withoutSister } = filter;
  const wanted = searchWordsOf(text);
  const flags = ['($11::boolean IS NULL OR demo = $11)', '($12::boolean IS NULL OR historical = $12)'];
  if (typeof withoutSister === 'boolean')
    flags.push(
      `id IN (SELECT own.id FROM listing AS own WHERE own.state = 'PUBLISHED'${sisterless('own.library_id', withoutSister, hasSister)})`,
    );
  const chosen: Readonly<Record<Facet, readonly string[] | null | undefined>> = {
    countries,
    languages: languages?.flatMap(matchingLanguages),
    types,
    interests,
    commitments: commitment && [commitment],
  };
  const members = Object.entries(chosen).map(([facet, values]) => values?.map((value) => `${facet} ${value}`));
  const given = [...members, wantedWords(wanted), near?.latitude, near?.longitude, near?.withinKm, demo];
  return {
    from,
    // `expires_on` says the same as `Listing.isPublic`.
    always: ['expires_on > $1::date', holdsWords('words', '$7', wanted, places), isNear, ...flags].join(' AND '),
    parameters: [dayOf(now), ...given, historical].map((value) => value ?? null),
  };
}

/** The listings a search finds. @throws BadInput for the order NEAREST without `near` */
export function listingList(search: ListingSearch, orderBy: ListingOrder): List<SearchedListing> {
  if (orderBy === ListingOrder.NEAREST && !search.filter.near)
    throw new BadInput('orderBy', 'The order NEAREST needs filter.near, the point to measure from.', {
      reason: 'PLACE_TO_MEASURE_MISSING',
    });
  const { from, always, parameters } = searchParts(search);
  const where = [always, ...Object.values(conditions)].join(' AND ');
  return { entity: SearchedListing, from, where, parameters, ...orders[orderBy] };
}

/** One page of a search: the rows that are found, then the listings themselves. @throws BadInput as readPage does */
export async function readListings(
  database: DataSource,
  loaders: Loaders,
  list: List<SearchedListing>,
  page: PageArgs,
): Promise<Slice<Listing>> {
  const found = await readPage(database, list, page);
  const ids = found.nodes.map(({ id }) => id);
  const nodes = await loaders.all(Listing, ids);
  // One that went away meanwhile takes its cursor with it.
  const still = new Set(nodes.map(({ id }) => id));
  return { ...found, nodes, cursors: () => found.cursors().filter((_cursor, i) => still.has(ids[i] as string)) };
}

@ObjectType({ description: 'One choice for narrowing a search, with the number of listings it finds.' })
class FacetCount {
  @Field({ description: 'The value to give the filter: a country code, language tag or enum value.' })
  value!: string;

  @Field(() => Int, { description: 'How many listings have it.' })
  count!: number;
}

@ObjectType({
  description:
    'Choices for narrowing a search. Each list counts the listings that meet all conditions of the filter except the one the list ' +
    'is about. The most frequent value comes first; equals are sorted by value.',
})
export class ListingFacets {
  @Field(() => [FacetCount], { description: 'By country of the library.' })
  countries!: FacetCount[];

  @Field(() => [FacetCount], {
    description: 'By language of the library. A listing counts once for each language of its library.',
  })
  languages!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By type of the library.' })
  types!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By activity. A listing counts once for each activity that interests it.' })
  interests!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By commitment. Listings that state none are not counted.' })
  commitments!: FacetCount[];
}

const names = Object.keys(conditions) as Facet[];

/** The bit of a facet, set in rows that miss its condition. PostgreSQL folds away conditions that the filter leaves out. */
const bitOf = (facet: Facet) => 1 << names.indexOf(facet);
const missed = names.map((facet) => `CASE WHEN ${conditions[facet]} THEN 0 ELSE ${bitOf(facet)} END`).join(' | ');

/**
 * Counts all facets of a search in one statement that reads the listings once: first the rows of each group, then the values of the
 * groups. A row that misses one condition counts only for the facet of that condition; one that misses more counts for none.
 */
export async function countFacets(database: DataSource, search: ListingSearch): Promise<ListingFacets> {
  const { from, always, parameters } = searchParts(search);
  // OFFSET 0 makes PostgreSQL compute `missed` once per row. Groups of languages are counted below, since some of them overlap.
  const rows: { members: string[]; missed: number; count: number }[] = await database.query(
    `WITH found AS (SELECT ${groupColumns}, ${missed} AS missed FROM ${from} WHERE ${always} OFFSET 0),
     grouped AS (SELECT coalesce(${groupColumns}) AS id, missed, count(*) AS listings, grouping(language_group) = 0 AS spoken
       FROM found WHERE missed & (missed - 1) = 0 GROUP BY GROUPING SETS (${groupColumns.map((group) => `(${group}, missed)`)})),
     named AS (SELECT members, missed, listings, spoken FROM grouped JOIN facet_group USING (id))
     SELECT ARRAY[member] AS members, missed, sum(listings)::int AS count
     FROM (SELECT unnest(members) AS member, missed, listings FROM named WHERE NOT spoken) AS counted GROUP BY member, missed
     UNION ALL SELECT members, missed, listings::int FROM named WHERE spoken`,
    parameters,
  );
  const facets = Object.fromEntries(names.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >;
  const spoken: Spoken[] = [];
  for (const { members, missed, count } of rows) {
    const [facet, value] = (members[0]?.split(' ') ?? []) as [Facet?, string?];
    if (facet === undefined || value === undefined || (missed !== 0 && missed !== bitOf(facet))) continue;
    if (facet === 'languages') spoken.push({ tags: members.map((member) => member.slice(facet.length + 1)), count });
    else facets[facet].set(value, (facets[facet].get(value) ?? 0) + count);
  }
  facets.languages = countLanguages(spoken);
  const sorted = (facet: Facet) =>
    [...facets[facet]]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return Object.fromEntries(names.map((facet) => [facet, sorted(facet)])) as unknown as ListingFacets;
}

/** How many listings have exactly these language tags. */
interface Spoken {
  readonly tags: readonly string[];
  readonly count: number;
}

/** Counts each tag that some listing has, and the macrolanguages of those: a listing once for each, as the filter finds it. */
function countLanguages(groups: readonly Spoken[]): Map<string, number> {
  const tags = new Set(groups.flatMap((group) => group.tags));
  const wholes = [...tags].map((tag) => wholeLanguage(primaryLanguage(tag))).filter((whole): whole is string => whole !== null);
  const counts = new Map([...tags, ...wholes].map((value) => [value, 0]));
  for (const group of groups) {
    for (const value of new Set(group.tags.flatMap(rangesOf).flatMap(matchingLanguages))) {
      const count = counts.get(value);
      if (count !== undefined) counts.set(value, count + group.count);
    }
  }
  return counts;
}

/** `pt` and `pt-BR` for `pt-BR`, as the SQL function `ranges` has them. */
function rangesOf(tag: string): string[] {
  const parts = tag.split('-');
  return parts.map((_, i) => parts.slice(0, i + 1).join('-'));
}
