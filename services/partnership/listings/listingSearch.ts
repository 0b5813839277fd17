// How does a search for listings read in SQL?
import { dayOf } from '#kit/clock';
import type { List, Order } from '#kit/page';
import { BadInput } from '#kit/problem';
import { distanceKm, holdsWords, speaks } from '#partnership/libraries/index';
import { Listing } from './listing';
import { type ListingFilter, ListingOrder } from './listingFilter';

/** Listings beside what their libraries say of place, language and type. $8 and $9 are the centre of `near`. */
const from = `(SELECT listing.*, library.country, library.languages, library.type, library.sort_name,
    library.search_text || ' ' || listing.search_text AS words,
    ${distanceKm({ latitude: 'library.latitude', longitude: 'library.longitude' }, { latitude: '$8::float8', longitude: '$9::float8' })} AS distance_km
  FROM listing JOIN library ON library.id = listing.library_id) AS listing`;

/** What every search asks: the same as `Listing.isPublic`. */
const isPublic = `state = 'PUBLISHED' AND (expires_on IS NULL OR expires_on > $1::date)`;

/** The conditions of a filter by what they narrow; each holds when its parameter is null. */
export const conditions = {
  countries: '($2::text[] IS NULL OR country = ANY($2))',
  languages: `($3::text[] IS NULL OR ${speaks('languages', '$3')})`,
  types: '($4::text[] IS NULL OR type = ANY($4))',
  interests: '($5::text[] IS NULL OR activity_interests && $5)',
  commitments: '($6::text IS NULL OR commitment = $6)',
} as const;

const others = [
  holdsWords('words', '$7'),
  '($10::float8 IS NULL OR distance_km <= $10)',
  '($11::boolean IS NULL OR demo = $11)',
  '($12::boolean IS NULL OR historical = $12)',
];

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
  const given = [countries, languages, types, interests, commitment, text, near?.latitude, near?.longitude, near?.withinKm, demo];
  return {
    from,
    always: [isPublic, ...others].join(' AND '),
    parameters: [dayOf(now), ...given, historical].map((value) => value ?? null),
  };
}

/** The listings a search finds. @throws BadInput when the nearest are asked for and no `near` says to what */
export function listingList(search: ListingSearch, orderBy: ListingOrder): List<Listing> {
  if (orderBy === ListingOrder.NEAREST && !search.filter.near)
    throw new BadInput('orderBy', 'The order NEAREST needs filter.near, which says where to measure from.');
  const { from, always, parameters } = searchParts(search);
  return { entity: Listing, from, where: [always, ...Object.values(conditions)].join(' AND '), parameters, ...orders[orderBy] };
}
