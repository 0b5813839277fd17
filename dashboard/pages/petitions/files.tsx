// A petition as files: its numbers for programs and spreadsheets, its chart and its map for those who cite them.
import { stringify } from 'csv-stringify/sync';
import { drawnAlone } from '../../charts/drawing';
import { growthOf } from '../../charts/history';
import { WorldAlone } from '../../charts/map';
import { worldSize } from '../../charts/world';
import type { Place } from '../../page';
import type { Words } from '../../words/words';
import { ageOf, historyOf, mapOf, type Numbers } from './numbers';

/** How the CSV of a petition is laid out: one table in which every row says what kind of number it is. */
const columns = [
  'petition',
  'kind',
  'from',
  'precision',
  'signed',
  'withdrawn',
  'count',
  'qualifier',
  'country',
  'region',
  'to',
  'source',
  'source_url',
] as const;
type Row = Partial<Record<(typeof columns)[number], string | number | null | undefined>>;

/** Rows of all kinds: totals, days and months, areas, what was reported, deliveries, milestones. */
function rowsOf(petition: Numbers): Row[] {
  const { months, days, signaturesByArea, paperByArea, reportedCounts, deliveries, milestones } = petition;
  const cited = (sources: Numbers['deliveries'][number]['sources']): Row => ({
    source: sources.map(({ title }) => title).join('; '),
    source_url: sources.flatMap(({ url }) => url ?? []).join(' '),
  });
  return [
    ...(petition.historical
      ? []
      : [
          { kind: 'here', count: petition.signatureCount },
          { kind: 'paper', count: petition.paperCount },
          { kind: 'together', count: petition.totalCount },
          { kind: 'goal', count: petition.goal },
        ]),
    ...months.map((step) => ({ kind: 'month', ...step })),
    ...days.map((step) => ({ kind: 'day', ...step })),
    ...signaturesByArea.map((area) => ({ kind: 'area', ...area })),
    ...paperByArea.map((area) => ({ kind: 'paper_area', ...area })),
    ...milestones.map(({ target, reachedAt }) => ({ kind: 'milestone', count: target, from: reachedAt })),
    ...reportedCounts.map(({ metric, on, precision, count, qualifier, sources }) => ({
      kind: `reported_${metric.toLowerCase()}`,
      from: on,
      precision,
      count,
      qualifier,
      ...cited(sources),
    })),
    ...deliveries.map(({ on, to, count, qualifier, sources }) => ({
      kind: 'delivery',
      from: on,
      to,
      count,
      qualifier,
      ...cited(sources),
    })),
  ];
}

/** A table for spreadsheets: text that a spreadsheet would take for a formula is no formula there. */
export const csvOf = (petition: Numbers): string =>
  stringify(
    rowsOf(petition).map((row) => ({ ...row, petition: petition.id })),
    { header: true, columns: [...columns], escape_formulas: true, bom: true, record_delimiter: 'windows' },
  );

/** Everything that is counted and reported of a petition, as plain JSON with the names of the graph. */
export const jsonOf = (petition: Numbers, { origin }: Place): string =>
  `${JSON.stringify({ page: `${origin}/petitions/${petition.id}`, ...petition }, withoutTypes, 2)}\n`;

const withoutTypes = (name: string, value: unknown) => (name === '__typename' ? undefined : value);

/** The history as a picture. */
export function historySvg(petition: Numbers, words: Words, place: Place, now: Date): string {
  const { t } = words;
  const history = historyOf(petition, words, now);
  return drawnAlone(
    words,
    place,
    { id: 'h', ...growthOf(history, words, 'h').wide() },
    t('history.caption', { title: petition.title }),
    [t('history.note.reported'), ageOf(words, history, now), `${t('chart.source')} ${place.origin}/petitions/${petition.id}`],
  );
}

/** The map as a picture. */
export function mapSvg(petition: Numbers, words: Words, place: Place, now: Date): string {
  const { t, day } = words;
  const children = <WorldAlone {...mapOf(petition, words)} />;
  return drawnAlone(words, place, { id: 'm', ...worldSize, children }, `${petition.title}: ${t('areas.caption')}`, [
    t('areas.shades'),
    t('chart.counted', { day: day(now.toISOString()) }),
    `${t('chart.source')} ${place.origin}/petitions/${petition.id}`,
  ]);
}
