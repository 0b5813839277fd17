// Which listings does a search find, and in which order?
import type { DataSource } from 'typeorm';
import type { Loaders } from '#kit/data/loaders';
import type { List, Order, PageArgs, Slice } from '#kit/data/page';
import { readPage } from '#kit/data/readPage';
import { dayOf } from '#kit/words/clock';
import { BadInput } from '#kit/words/problem';
import { distanceKm, holdsWords, kmPerDegree, wordsOf } from '#partnership/libraries/index';
import { Listing } from './listing';
import { type ListingFilter, ListingOrder } from './listingFilter';
import { SearchedListing } from './searchedListing';

const distance = distanceKm(
  { latitude: 'latitude', longitude: 'longitude' },
  { latitude: '$8::float8', longitude: '$9::float8' },
);

/** Listings with their distance from the centre of `near`, which is $8 and $9. */
const from = `(SELECT *, ${distance} AS distance_km FROM listing_search) AS listing`;

/** The condition that one of some groups of a listing has one of the values of a parameter; it holds when that is null. */
const hasOne = (parameter: string, ...groups: readonly string[]) =>
  `(${[`${parameter}::text[] IS NULL`, ...groups.map((group) => `${group} IN (SELECT id FROM facet_group WHERE found_by && ${parameter})`)].join(' OR ')})`;

/** In which columns the groups of a listing stand: see `FacetGroup`. */
export const groupColumns = [
  'trait_group',
  'language_group',
  'interest_group_a',
  'interest_group_b',
  'interest_group_c',
] as const;

/** The conditions of a filter by what they narrow. */
export const conditions = {
  countries: hasOne('$2', 'trait_group'),
  languages: hasOne('$3', 'language_group'),
  types: hasOne('$4', 'trait_group'),
  interests: hasOne('$5', 'interest_group_a', 'interest_group_b', 'interest_group_c'),
  commitments: hasOne('$6', 'trait_group'),
} as const;

/** What the values of a search are counted by. */
export type Facet = keyof typeof conditions;

/** An index finds the band of latitudes that holds the circle. */
const isNear = `($10::float8 IS NULL OR distance_km <= $10
  AND latitude BETWEEN $8 - $10 / ${kmPerDegree} AND $8 + $10 / ${kmPerDegree})`;

const orders: Readonly<Record<ListingOrder, Order>> = {
  [ListingOrder.NEWEST]: { order: ['listed_at', 'id'], descending: true },
  [ListingOrder.NAME]: { order: ['sort_name', 'id'] },
  [ListingOrder.NEAREST]: { order: ['distance_km', 'id'] },
};

/** What a search looks for at a moment. */
export interface ListingSearch {
  readonly filter: ListingFilter;
  readonly now: Date;
}

/** The parts from which the list and the facets of a search are read; `parameters` are $1 to $12 of them all. */
export function searchParts({ filter, now }: ListingSearch) {
  const { countries, languages, types, interests, commitment, text, near, demo, historical } = filter;
  const words = wordsOf(text);
  const flags = ['($11::boolean IS NULL OR demo = $11)', '($12::boolean IS NULL OR historical = $12)'];
  const chosen: Readonly<Record<Facet, readonly string[] | null | undefined>> = {
    countries,
    languages,
    types,
    interests,
    commitments: commitment && [commitment],
  };
  const members = Object.entries(chosen).map(([facet, values]) => values?.map((value) => `${facet} ${value}`));
  const given = [...members, words, near?.latitude, near?.longitude, near?.withinKm, demo];
  return {
    from,
    // That it stands on the day is what `Listing.isPublic` asks of a published listing.
    always: ['expires_on > $1::date', holdsWords('words', '$7', words), isNear, ...flags].join(' AND '),
    parameters: [dayOf(now), ...given, historical].map((value) => value ?? null),
  };
}

/** The listings a search finds. @throws BadInput when the nearest are asked for and no `near` says to what */
export function listingList(search: ListingSearch, orderBy: ListingOrder): List<SearchedListing> {
  if (orderBy === ListingOrder.NEAREST && !search.filter.near)
    throw new BadInput('orderBy', 'The order NEAREST needs filter.near, which says where to measure from.');
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
  const { nodes, pageInfo } = await readPage(database, list, page);
  return {
    nodes: await loaders.all(
      Listing,
      nodes.map(({ id }) => id),
    ),
    pageInfo,
  };
}
