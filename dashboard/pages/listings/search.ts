// What a search for a sister asks: its fields as the address has them, and as the graph takes them.
import type {
  ActivityKind,
  Commitment,
  LibraryType,
  ListingOrder,
  ListingSearchQueryVariables,
} from '../../../schema/typed/ListingSearch';
import { boxOf } from '../../page';

type Filter = NonNullable<ListingSearchQueryVariables['filter']>;

export const libraryTypes = ['PUBLIC', 'SCHOOL', 'ACADEMIC', 'SPECIAL', 'NATIONAL'] as const satisfies readonly LibraryType[];
export const commitments = ['FLEXIBLE', 'INFORMAL', 'FORMAL'] as const satisfies readonly Commitment[];

/** How far around a place one searches, in kilometres. */
export const radii = [50, 100, 250, 1_000, 3_000] as const;
const usualRadius = 500;
/** Half around the world: nobody lives farther away. */
const farthest = 20_040;

/** The order in which what is found stands, when it is not chosen: the nearest first around a place. */
export const orderOf = (fields: URLSearchParams): string => fields.get('orderBy') || (placeOf(fields) ? 'NEAREST' : 'NEWEST');

/** The chosen point, from `near=41.88,-87.63`; undefined when none is chosen, or when it is no point. */
export function placeOf(fields: URLSearchParams): { readonly latitude: number; readonly longitude: number } | undefined {
  const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?),\s*(-?\d+(?:\.\d+)?)$/.exec(fields.get('near')?.trim() ?? '') ?? [];
  const point = { latitude: Number(latitude), longitude: Number(longitude) };
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : undefined;
}

/** What says no place, or no distance from it. */
export function unreadable(fields: URLSearchParams): 'near' | 'within' | undefined {
  if (fields.get('near')?.trim() && !placeOf(fields)) return 'near';
  const within = fields.get('within')?.trim();
  return within && !(Number(within) > 0 && Number(within) <= farthest) ? 'within' : undefined;
}

export const radiusOf = (fields: URLSearchParams): number => Number(fields.get('within')) || usualRadius;

/** The variables of a search. Values that the graph does not know go to it as they are: it says what is wrong with them. */
export function searchOf(fields: URLSearchParams): ListingSearchQueryVariables {
  const all = <Value extends string>(name: string) => {
    const values = fields.getAll(`filter.${name}`).filter((value) => value !== '') as Value[];
    return values.length > 0 ? values : undefined;
  };
  const point = placeOf(fields);
  const filter: Filter = {
    ...given('text', fields.get('filter.text')?.trim() || undefined),
    ...given('countries', all('countries')),
    ...given('languages', all('languages')),
    ...given('types', all<LibraryType>('types')),
    ...given('interests', all<ActivityKind>('interests')),
    ...given('commitment', all<Commitment>('commitment')?.[0]),
    ...given('withoutSister', (boxOf(fields.get('filter.withoutSister') || 'false') as boolean) || undefined),
    ...given('near', point && { ...point, withinKm: radiusOf(fields) }),
  };
  return { filter, orderBy: orderOf(fields) as ListingOrder, after: fields.get('after') || null };
}

const given = <Name extends keyof Filter>(name: Name, value: Filter[Name] | undefined) =>
  value === undefined ? {} : ({ [name]: value } as Pick<Filter, Name>);

/** The same search with one part of its filter left out or replaced, as the graph suggests it; `filter` is all of it. */
export function narrowed(fields: URLSearchParams, part: string, suggestion: string | null): URLSearchParams {
  const gone = part === 'near' ? ['near', 'within'] : [`filter.${part}`];
  const kept = [...fields].filter(([name, text]) => text !== '' && name !== 'after' && part !== 'filter' && !gone.includes(name));
  return new URLSearchParams(suggestion === null ? kept : [...kept, [`filter.${part}`, suggestion]]);
}

/** Whether something is chosen besides words and a country. */
export const isNarrowed = (fields: URLSearchParams): boolean =>
  ['languages', 'types', 'interests', 'commitment', 'withoutSister'].some((name) => fields.get(`filter.${name}`)) ||
  Boolean(fields.get('near') || fields.get('orderBy'));
