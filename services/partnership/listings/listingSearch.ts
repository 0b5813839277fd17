// Which listings does a search find, and in which order?
import type { DataSource } from 'typeorm';
import { dayOf } from '#kit/clock';
import type { Loaders } from '#kit/loaders';
import { type List, type Order, type PageArgs, readPage, type Slice } from '#kit/page';
import { BadInput } from '#kit/problem';
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

/** The conditions of a filter by what they narrow; each holds when its parameter is null. */
export const conditions = {
  countries: '($2::text[] IS NULL OR country = ANY($2))',
  languages: '($3::text[] IS NULL OR language_ranges && $3)',
  types: '($4::text[] IS NULL OR type = ANY($4))',
  interests: '($5::text[] IS NULL OR interests && $5)',
  commitments: '($6::text IS NULL OR commitment = $6)',
} as const;

/** What the values of a search are counted by. */
export type Facet = keyof typeof conditions;

/** An index finds the band of latitudes that holds the circle. */
const isNear = `($10::float8 IS NULL OR distance_km <= $10
  AND latitude BETWEEN $8 - $10 / ${kmPerDegree} AND $8 + $10 / ${kmPerDegree})`;

const orders: Readonly<Record<ListingOrder, Order>> = {
  [ListingOrder.NEWEST]: { order: ['listed_on', 'id'], descending: true },
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
  const given = [
    countries,
    languages,
    types,
    interests,
    commitment,
    words,
    near?.latitude,
    near?.longitude,
    near?.withinKm,
    demo,
  ];
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
