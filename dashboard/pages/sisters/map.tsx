// The map of sister libraries: lines between the two of each pair, with a table, and the same as files.
import { stringify } from 'csv-stringify/sync';
import type { SistersOnMapQuery } from '../../../schema/typed/SistersOnMap';
import { drawnAlone } from '../../charts/drawing';
import { type MapPlace, WorldAlone, WorldMap, type WorldMapOf } from '../../charts/map';
import { worldSize } from '../../charts/world';
import { usePlace } from '../../components/place';
import { Chart, Day, Mark, Table } from '../../components/show';
import { LibraryName, pairName } from '../../components/sisters';
import type { Place, Shown } from '../../page';
import { useWords, type Words } from '../../words/words';

export type Pairs = NonNullable<SistersOnMapQuery['sisterMap']>;
type Pair = Pairs['pairs'][number];

/** The map with its caption, its table and its addresses. */
export function SisterMap({ of, now }: { readonly of: Pairs; readonly now: Date }) {
  const words = useWords();
  const { asset } = usePlace();
  const { t } = words;
  const left = of.totalCount - of.pairs.length;
  return (
    <Chart
      caption={[
        t('sisters.map.shown', { shown: of.pairs.length }),
        ...(of.pairs.length > 0 ? [t('sisters.map.marks')] : []),
      ].join(' ')}
      table={<PairTable pairs={of.pairs} />}
      source={`${t('sisters.map.source')}. ${left > 0 ? t('sisters.map.left', { count: left }) : ''}`}
      age={t('chart.counted', { day: words.day(now.toISOString()) })}
      downloads={Object.fromEntries(
        ['SVG', 'CSV', 'JSON'].map((kind) => [kind, `/sisters/map.${kind.toLowerCase()}?first=1000`]),
      )}
    >
      <WorldMap {...mapOf(words, of)} outline={asset('world.svg')} />
    </Chart>
  );
}

function PairTable({ pairs }: { readonly pairs: readonly Pair[] }) {
  const words = useWords();
  const { t, country } = words;
  const library = (index: number) => (pair: Pair) => {
    const one = pair.partners[index];
    return (
      one && (
        <>
          <LibraryName of={one} />, {one.city}, {country(one.country)}
        </>
      )
    );
  };
  return (
    <Table
      caption={t('sisters.title')}
      empty={t('sisters.pairs.none')}
      rows={pairs}
      columns={[
        { title: t('sisters.column.one'), cell: library(0) },
        { title: t('sisters.column.other'), cell: library(1) },
        {
          title: t('sisters.column.since'),
          cell: ({ startedOn }) =>
            startedOn ? <Day on={startedOn.date} precision={startedOn.precision} /> : t('sisters.unknown'),
        },
        {
          title: t('sisters.column.state'),
          cell: ({ state, demo }) => (
            <>
              {stateName(words, state)}
              <Mark demo={demo} />
            </>
          ),
        },
      ]}
    />
  );
}

const stateName = ({ t }: Words, state: Pair['state']): string =>
  state === 'ACTIVE' || state === 'PAUSED' || state === 'ENDED' ? t(`sisters.state.${state}`) : t('sisters.state.other');

/** The pairs as the map draws them; a library with several sisters is one dot. */
function mapOf(words: Words, { pairs }: Pairs): WorldMapOf {
  const { t, country } = words;
  const places = new Map<string, MapPlace>();
  const lines: WorldMapOf['lines'] = pairs.flatMap(({ partners, state, demo }) => {
    const ends = partners.flatMap(({ id, name, city, country: code, coordinates }) => {
      if (!coordinates) return [];
      const at = [coordinates.longitude, coordinates.latitude] as const;
      places.set(id, { at, hollow: demo, title: t('sisters.map.place', { name, city, country: country(code) }) });
      return [at];
    });
    const [from, to] = ends;
    return from && to ? [{ from, to, dashed: state !== 'ACTIVE', title: pairName(words, partners) }] : [];
  });
  return { title: t('sisters.map.title', { count: pairs.length }), lines, places: [...places.values()] };
}

/** What the table holds as a program reads it. */
const rowsOf = ({ pairs }: Pairs) =>
  pairs.map(({ id, state, demo, startedOn, partners: [one, other] }) => ({
    id,
    state,
    demo,
    since: startedOn?.date ?? null,
    sincePrecision: startedOn?.precision ?? null,
    ...asColumns('one', one),
    ...asColumns('other', other),
  }));

const asColumns = (name: string, library: Pair['partners'][number] | undefined) => ({
  [`${name}Id`]: library?.id ?? null,
  [`${name}Name`]: library?.name ?? null,
  [`${name}City`]: library?.city ?? null,
  [`${name}Country`]: library?.country ?? null,
  [`${name}Latitude`]: library?.coordinates?.latitude ?? null,
  [`${name}Longitude`]: library?.coordinates?.longitude ?? null,
});

/** The map as a picture. */
export function sisterMapSvg(words: Shown, pairs: Pairs, place: Place): string {
  const { t, day, now } = words;
  const children = <WorldAlone {...mapOf(words, pairs)} />;
  return drawnAlone(words, place, { id: 'm', ...worldSize, children }, t('sisters.map.title', { count: pairs.pairs.length }), [
    `${t('sisters.map.marks')} ${t('chart.counted', { day: day(now.toISOString()) })}`,
    `${t('chart.source')} ${place.origin}/sisters`,
  ]);
}

/** The pairs as a table; what is not known is an empty cell. */
export const sisterMapCsv = (pairs: Pairs): string =>
  stringify(rowsOf(pairs), {
    header: true,
    columns: ['id', 'state', 'demo', 'since', 'sincePrecision', ...columnsOf('one'), ...columnsOf('other')],
    record_delimiter: 'windows',
    quote_record_delimiter: true,
    escape_formulas: true,
    cast: { boolean: String },
  });

const columnsOf = (name: string) => Object.keys(asColumns(name, undefined));

/** The pairs for programs, and how many are left out. */
export const sisterMapJson = (pairs: Pairs): string =>
  `${JSON.stringify({ totalCount: pairs.totalCount, unplaced: pairs.unplaced, pairs: rowsOf(pairs) }, null, 2)}\n`;
