// What stands on every page of the committee: the way to its other pages, and libraries as it compares them.
import { usePlace } from '../../components/place';
import { type MessageId, useWords, type Words } from '../../words/words';

const rooms: readonly (readonly [address: string, name: MessageId])[] = [
  ['/committee', 'committee.queue'],
  ['/committee/libraries', 'committee.libraries'],
  ['/committee/doubles', 'committee.doubles'],
  ['/committee/stories', 'committee.stories'],
  ['/committee/files', 'committee.files'],
  ['/committee/report', 'committee.report'],
];

/** Leads to the other pages of the committee. */
export function CommitteeRooms() {
  const { t } = useWords();
  const { path } = usePlace();
  return (
    <nav class="rooms" aria-label={t('committee.rooms')}>
      {rooms.map(([address, name]) => (
        <a key={address} href={address} aria-current={address === path ? 'page' : undefined}>
          {t(name)}
        </a>
      ))}
    </nav>
  );
}

/** A library as it was submitted or is listed. */
export interface Described {
  readonly name: string;
  readonly type?: string;
  readonly city: string;
  readonly region?: string | null;
  readonly country: string;
  readonly isil?: string | null;
  readonly website?: string | null;
  readonly populationServed?: number | null;
  readonly collectionSize?: number | null;
  readonly languages?: readonly string[];
}

/** What is said about a library, row by row; a fact that nobody gave is said to be unknown. */
export function factsOf({ t, has, number, country, regionName, languageName }: Words) {
  const unknown = t('committee.unknown');
  const counted = (count: number | null | undefined) => (count == null ? unknown : number(count));
  const typed = (type = '') => {
    const id = `listing.type.${type}`;
    return has(id) ? t(id) : unknown;
  };
  return [
    ['listing.name', ({ name }: Described) => name],
    ['listing.type', ({ type }: Described) => typed(type)],
    ['listing.city', ({ city, region }: Described) => (region ? `${city} (${regionName(region)})` : city)],
    ['listing.country', ({ country: code }: Described) => country(code)],
    ['committee.languages', ({ languages = [] }: Described) => languages.map(languageName).join(', ') || unknown],
    ['committee.isil', ({ isil }: Described) => isil ?? unknown],
    ['listing.website', ({ website }: Described) => website ?? unknown],
    ['listing.population', ({ populationServed }: Described) => counted(populationServed)],
    ['committee.collection', ({ collectionSize }: Described) => counted(collectionSize)],
  ] as const satisfies readonly (readonly [MessageId, (library: Described) => string])[];
}
