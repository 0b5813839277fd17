// Where a policy holds: in some countries, in the world, or nobody knows where; and where answers are for.
import { ArgsType, Field } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { BadInput } from '#kit/words/problem';
import { CountryCode } from '#kit/words/validation';

export const PolicyReach = enumOf('PolicyReach', 'Where a policy holds.', {
  COUNTRIES: 'In the countries that territories names, as far as is documented. It may hold in others too.',
  WORLD: 'In every country.',
  UNKNOWN: 'Our sources do not say where. It is in the answers for every country, marked by this word.',
});
export type PolicyReach = keyof typeof PolicyReach;

/** The country that answers are for unless another one is asked for: where this record began. */
export const homeTerritory = 'US';

export const territoryAsked =
  'Only policies that hold in this country: those documented for it, for the world, or for places that are not known. An explicit null asks for those of all countries.';

@ArgsType()
export class TerritoryArgs {
  @Field(() => CountryCode, { nullable: true, defaultValue: homeTerritory, description: territoryAsked })
  territory?: string | null;
}

/** What says where a policy holds. */
interface Place {
  readonly reach?: PolicyReach;
  readonly territories: readonly string[];
}

const isInCountries = ({ reach = 'COUNTRIES' }: Place) => reach === 'COUNTRIES';

/** Whether a policy is part of the answer for a country; of every country without one. */
export const reaches = (place: Place, territory: string | null): boolean =>
  territory === null || !isInCountries(place) || place.territories.includes(territory);

/** Whether two policies may hold in one country. */
export const meets = (a: Place, b: Place): boolean =>
  !isInCountries(a) || !isInCountries(b) || a.territories.some((territory) => b.territories.includes(territory));

/** As people read it: "US, CA", "the world" or "territory unknown". */
export function placeInWords(place: Place): string {
  if (isInCountries(place)) return place.territories.join(', ');
  return place.reach === 'WORLD' ? 'the world' : 'territory unknown';
}

/** @throws BadInput where the countries contradict the reach */
export function refuseUnsoundPlace({ reach = 'COUNTRIES', territories }: Place): void {
  if (reach === 'COUNTRIES' && territories.length === 0)
    throw new BadInput(
      'territories',
      'The policy names no country. Name some in territories, or say by reach that it holds in the WORLD or that it is UNKNOWN where.',
    );
  if (reach !== 'COUNTRIES' && territories.length > 0)
    throw new BadInput(
      'territories',
      `A policy whose reach is ${reach} names no countries. Leave territories empty, or make reach COUNTRIES.`,
    );
}

/** The countries that any of some policies name; the empty text stands for every other one. */
export const placesOf = (policies: readonly Place[]): string[] => [
  ...new Set(['', ...policies.flatMap(({ territories }) => territories)]),
];
