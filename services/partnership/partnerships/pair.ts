// Which two libraries can be sisters, and in which order is a pair written?
import { Problem } from '#kit/words/problem';

/** A library as far as pairing needs it. */
export interface Partner {
  readonly id: string;
  readonly country: string;
}

/** A library was paired with itself or with one of its own country. */
export class PartnersNotAbroad extends Problem {
  constructor(a: Partner, b: Partner) {
    super(
      'PARTNERS_NOT_ABROAD',
      `${a.id} and ${b.id} are both in ${a.country}; sister libraries lie in different countries. Propose to a library abroad.`,
      { libraryIds: [a.id, b.id] },
    );
  }
}

/**
 * The columns of a pair, in the order of the ids, so that a pair is written in one way only. The database checks the same.
 * @throws PartnersNotAbroad when both lie in one country
 */
export function pairOf(a: Partner, b: Partner) {
  if (a.country === b.country) throw new PartnersNotAbroad(a, b);
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  return { libraryA: first.id, countryA: first.country, libraryB: second.id, countryB: second.country };
}
