// Does what is said of a library fit together: its region, position and ISIL with its country? Pure.
import { isIn } from '@rapideditor/country-coder';
import { enumOf } from '#kit/words/enums';
import { regionIn } from '#kit/words/places';

export const LibraryDoubt = enumOf(
  'LibraryDoubt',
  'Something about a library that is probably wrong. A person looks at it; nothing is refused for it.',
  {
    POSITION_OUTSIDE_COUNTRY: 'Its position lies more than 50 km outside its country: often latitude and longitude are swapped.',
    ISIL_OF_ANOTHER_COUNTRY:
      'Its ISIL was given out by the agency of another country. It keeps nobody else from having that ISIL.',
  },
  { POSITION_OUTSIDE_COUNTRY: 'position outside the country', ISIL_OF_ANOTHER_COUNTRY: 'ISIL of another country' },
);
export type LibraryDoubt = keyof typeof LibraryDoubt;

/** What doubts are about. */
export interface Placed {
  readonly country: string;
  readonly region?: string | null;
  readonly isil?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

/** Countries of the list that are regions of another one, too: Puerto Rico is PR and US-PR. Source: ISO 3166-1 and 3166-2. */
const alsoRegionOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    CN: 'HK MO TW',
    FI: 'AX',
    FR: 'BL GF GP MF MQ NC PF PM RE TF WF YT',
    NL: 'AW BQ CW SX',
    NO: 'SJ',
    US: 'AS GU MP PR UM VI',
  }).flatMap(([state, parts]) => parts.split(' ').map((part) => [part, state])),
);

/** The code of the region of a library, by its code or name; null when none is given. @throws BadInput for one that its country does not have */
export function regionOfLibrary(country: string, region: string | null | undefined): string | null {
  const written = region?.toUpperCase() ?? '';
  return written === `${alsoRegionOf[country]}-${country}` ? written : regionIn(country, region);
}

const kmPerDegree = 111.2;
/** Coasts and borders of the map are rough, and positions stand for a city. */
const nearKm = [0, 15, 30, 50] as const;

/** What ISO 3166 counts to a country and the map gives to another one: Crimea and Western Sahara, from south to north and west to east. */
const alsoIn: Readonly<Record<string, readonly [number, number, number, number]>> = {
  UA: [44.2, 46.3, 32.4, 36.8],
  EH: [20.7, 27.7, -17.2, -8.6],
};

/** Whether a point, or one at most 50 km away, is in the country. Its map has one country for each point, so it only raises a doubt. */
function isNear(country: string, latitude: number, longitude: number): boolean {
  const [south, north, west, east] = alsoIn[country] ?? [90, 90, 0, 0];
  if (latitude > south && latitude < north && longitude > west && longitude < east) return true;
  for (const km of nearKm) {
    for (let angle = 0; angle < 2 * Math.PI; angle += Math.PI / 6) {
      const north = Math.max(-90, Math.min(90, latitude + (Math.sin(angle) * km) / kmPerDegree));
      const wide = Math.max(0.01, Math.cos((north * Math.PI) / 180));
      const east = longitude + (Math.cos(angle) * km) / (kmPerDegree * wide);
      if (isIn([((east + 540) % 360) - 180, north], country)) return true;
      if (km === 0) break;
    }
  }
  return false;
}

/** The doubts about a library, in the order of the enum; empty when there are none. */
export function doubtsAbout({ country, isil, latitude, longitude }: Placed): LibraryDoubt[] {
  const doubts: LibraryDoubt[] = [];
  if (typeof latitude === 'number' && typeof longitude === 'number' && !isNear(country, latitude, longitude))
    doubts.push(LibraryDoubt.POSITION_OUTSIDE_COUNTRY);
  // Agencies of no country have prefixes of another length, such as OCLC- and O-.
  const prefix = /^([A-Za-z]{2})-/.exec(isil ?? '')?.[1]?.toUpperCase();
  if (prefix !== undefined && prefix !== country && prefix !== alsoRegionOf[country])
    doubts.push(LibraryDoubt.ISIL_OF_ANOTHER_COUNTRY);
  return doubts;
}
