// The numbers of a petition: milestones, how it grew, and where people signed; those counted here and those reported told apart.
import type { PetitionNumbersQuery } from '../../../schema/typed/PetitionNumbers';
import type { PetitionPageQuery } from '../../../schema/typed/PetitionPage';
import { type CountedStep, History, type HistoryOf, hasHistory } from '../../charts/history';
import { WorldMap } from '../../charts/map';
import { usePlace } from '../../components/place';
import { Away, Chart, Day, Section, Table } from '../../components/show';
import { useWords, type Words } from '../../words/words';

export type Numbers = NonNullable<PetitionNumbersQuery['petition']>;
type Reported = Numbers['reportedCounts'][number];

const dayMs = 86_400_000;
/** How far back days are shown one by one; before that, months. */
const daysShown = 400;

/** How many days the table tells one by one; before that, the last of each month. The files tell all. */
const daysInTable = 14;

/** From when on the history of a petition is read day by day. */
export const daysFrom = (now: Date): string =>
  `${new Date(now.getTime() - daysShown * dayMs).toISOString().slice(0, 10)}T00:00:00.000Z`;

/** Months up to where the days begin, then the days. A step is drawn at its end. */
export function stepsOf({ months, days }: Numbers, today: Date): CountedStep[] {
  const now = today.getTime();
  const firstDay = days[0] ? Date.parse(days[0].from) : now;
  const earlier = months.map(({ from, count }) => ({ at: endOfMonth(from), count })).filter(({ at }) => at <= firstDay);
  return [...earlier, ...days.map(({ from, count }) => ({ at: Math.min(Date.parse(from) + dayMs, now), count }))];
}

function endOfMonth(from: string): number {
  const start = new Date(from);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
}

/** What the chart of a petition is drawn from. */
export function historyOf(petition: Numbers, { t }: Words, today: Date): HistoryOf {
  const { reportedCounts, goal, deliveries, launchedOn, closedOn } = petition;
  const steps = stepsOf(petition, today);
  const signed = reportedCounts.filter(({ metric }) => metric === 'SIGNATURES');
  const lastKnown = [...signed.map(({ on }) => on), ...deliveries.map(({ on }) => on)].toSorted().at(-1);
  return {
    steps,
    reported: signed.map(({ on, precision, count, qualifier }) => ({
      on,
      precision,
      count,
      written: t('petition.reported', { count, qualifier }),
    })),
    goal,
    delivered: deliveries.map(({ on }) => on),
    launchedOn: launchedOn?.date,
    until: closedOn ?? (petition.historical ? (lastKnown ?? launchedOn?.date) : undefined) ?? today.toISOString(),
  };
}

/** Whether people can sign it still, as messages take it. */
const openOf = ({ closedOn, historical }: Numbers) => (closedOn || historical ? 'no' : 'yes');

/** How old the numbers are: those counted here are of this moment, those reported of their days. */
export function ageOf({ t, day }: Words, { steps, reported }: HistoryOf, now: Date): string {
  const newest = reported
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  return steps.length > 0 || !newest
    ? t('chart.counted', { day: day(now.toISOString()) })
    : t('chart.newest', { day: day(newest) });
}

/** The next number to reach, and those that were reached. */
export function Milestones({
  of: { milestones, totalCount, state },
}: {
  readonly of: NonNullable<PetitionPageQuery['petition']>;
}) {
  const { t, rich } = useWords();
  const reached = milestones.filter(({ reachedAt }) => reachedAt !== null);
  const next = milestones.find(({ reachedAt, target }) => !reachedAt && target > (totalCount ?? 0));
  if (milestones.length === 0) return null;
  return (
    <ul class="milestones">
      {reached.map(({ target, reachedAt }) => (
        <li key={target}>{rich('milestones.reached', { target, day: () => <Day on={reachedAt ?? ''} /> })}</li>
      ))}
      {next && state === 'OPEN' && (
        <li>{t('milestones.next', { left: next.target - (totalCount ?? 0), target: next.target })}</li>
      )}
    </ul>
  );
}

/** How it grew, as a picture and as a table. */
export function Growth({ of: petition, now }: { readonly of: Numbers; readonly now: Date }) {
  const words = useWords();
  const { t } = words;
  const { id, title, reportedCounts } = petition;
  const history = historyOf(petition, words, now);
  const sources = new Map(reportedCounts.flatMap((each) => each.sources).map((source) => [source.title, source.url]));
  const name = t('history.caption', { title });
  return (
    <Section id="history" title={t('history.title')}>
      {hasHistory(history) ? (
        <Chart
          caption={name}
          table={<GrowthTable of={petition} now={now} />}
          source={<Sources counted={history.steps.length > 0} reported={[...sources]} />}
          age={ageOf(words, history, now)}
          downloads={{
            SVG: `/petitions/${id}/history.svg`,
            CSV: `/petitions/${id}.csv`,
            JSON: `/petitions/${id}.json`,
          }}
        >
          <History id="h" title={name} of={history} />
          <p class="source">
            {history.steps.length > 0 && t('history.note.counted')} {history.reported.length > 0 && t('history.note.reported')}
          </p>
        </Chart>
      ) : (
        <p>{t('history.none', { open: openOf(petition) })}</p>
      )}
    </Section>
  );
}

/** Who counted: this house, and the sources of what was reported. */
function Sources({
  counted,
  reported,
}: {
  readonly counted: boolean;
  readonly reported: readonly (readonly [string, string | null])[];
}) {
  const { t } = useWords();
  return (
    <>
      {counted && t('history.source.here')}
      {reported.map(([title, url], i) => (
        <>
          {(counted || i > 0) && ', '}
          <Away key={title} to={url}>
            {title}
          </Away>
        </>
      ))}
      {(counted || reported.length > 0) && '.'}
    </>
  );
}

function GrowthTable({ of: petition, now }: { readonly of: Numbers; readonly now: Date }) {
  const { t, number, day } = useWords();
  const counted = stepsOf(petition, now)
    .map(({ at, count }) => ({ on: dayBefore(at), count, reported: undefined }))
    .filter(({ on }, i, all) => i >= all.length - daysInTable || all[i + 1]?.on.slice(0, 7) !== on.slice(0, 7));
  const reported = petition.reportedCounts
    .filter(({ metric }) => metric === 'SIGNATURES')
    .map((each) => ({ on: each.on, count: each.count, reported: each as Reported | undefined }));
  const rows = [...counted, ...reported].toSorted((one, other) => other.on.localeCompare(one.on)).slice(0, 90);
  return (
    <Table
      caption={t('history.caption', { title: petition.title })}
      empty={t('history.none', { open: openOf(petition) })}
      rows={rows}
      columns={[
        { title: t('history.on'), cell: ({ on, reported: told }) => day(on, told?.precision) },
        {
          title: t('history.number'),
          numeric: true,
          cell: ({ count, reported: told }) =>
            told ? t('petition.reported', { count, qualifier: told.qualifier }) : number(count),
        },
        {
          title: t('history.how'),
          cell: ({ reported: told }) =>
            told ? (
              <>
                {t('history.how.reported')}:{' '}
                <Sources counted={false} reported={told.sources.map(({ title, url }) => [title, url])} />
              </>
            ) : (
              t('history.how.counted')
            ),
        },
      ]}
    />
  );
}

/** The day that ends at a moment. */
const dayBefore = (end: number) => new Date(end - 1).toISOString().slice(0, 10);

/** Signatures of one country or region, here and on paper. */
export interface Area {
  readonly country: string | null;
  readonly region: string | null;
  readonly online: number;
  readonly paper: number;
}

/** Countries, the largest first, each followed by its regions. */
export function areasOf({ signaturesByArea, paperByArea }: Numbers): readonly Area[] {
  const countries = new Map<string | null, Area & { readonly regions: Map<string, Area> }>();
  const add = (kind: 'online' | 'paper', country: string | null, region: string | null | undefined, count: number) => {
    const known = countries.get(country) ?? { country, region: null, online: 0, paper: 0, regions: new Map<string, Area>() };
    if (region) {
      const part = known.regions.get(region) ?? { country, region, online: 0, paper: 0 };
      known.regions.set(region, { ...part, [kind]: part[kind] + count });
    }
    countries.set(country, { ...known, [kind]: known[kind] + count });
  };
  for (const { country, region, count } of signaturesByArea) add('online', country, region, count);
  for (const { country, region, count } of paperByArea) add('paper', country ?? null, region, count);
  return [...countries.values()]
    .toSorted(largestFirst)
    .flatMap(({ regions, ...country }) => [country, ...[...regions.values()].toSorted(largestFirst)]);
}

const allOf = ({ online, paper }: Area) => online + paper;
const largestFirst = (one: Area, other: Area) => allOf(other) - allOf(one);

/** The values of the map of a petition. */
export const mapOf = (petition: Numbers, { t, country, number }: Words) => ({
  title: t('areas.map'),
  written: number,
  values: areasOf(petition)
    .filter((area) => area.country !== null && area.region === null)
    .map((area) => ({
      country: area.country ?? '',
      value: allOf(area),
      title: t('areas.one', { place: country(area.country ?? ''), count: allOf(area) }),
    })),
});

/** Where people signed, as a map and as a table. */
export function Areas({ of: petition, now }: { readonly of: Numbers; readonly now: Date }) {
  const words = useWords();
  const { t, number, country, regionName, day } = words;
  const { asset } = usePlace();
  const areas = areasOf(petition);
  const hasPaper = areas.some(({ paper }) => paper > 0);
  const isCut = petition.signaturesByArea.length === 100 || petition.paperByArea.length === 100;
  const nameOf = (area: Area) =>
    area.country === null
      ? t('areas.unknown')
      : area.region
        ? `${country(area.country)}: ${regionName(area.region)}`
        : country(area.country);
  if (areas.length === 0)
    return (
      <Section id="areas" title={t('areas.title')}>
        <p>{t(petition.historical ? 'areas.historical' : 'areas.none', { open: openOf(petition) })}</p>
      </Section>
    );
  return (
    <Section id="areas" title={t('areas.title')}>
      <Chart
        caption={t('areas.caption')}
        source={`${t('history.source.here')}.`}
        age={t('chart.counted', { day: day(now.toISOString()) })}
        downloads={{
          SVG: `/petitions/${petition.id}/map.svg`,
          CSV: `/petitions/${petition.id}.csv`,
          JSON: `/petitions/${petition.id}.json`,
        }}
        table={
          <Table
            caption={t('areas.caption')}
            empty={t('areas.none', { open: openOf(petition) })}
            rows={areas}
            columns={[
              { title: t('areas.place'), cell: nameOf },
              { title: t('areas.online'), numeric: true, cell: ({ online }) => number(online) },
              ...(hasPaper
                ? [
                    { title: t('areas.paper'), numeric: true, cell: ({ paper }: Area) => number(paper) },
                    { title: t('areas.all'), numeric: true, cell: (area: Area) => number(allOf(area)) },
                  ]
                : []),
            ]}
          />
        }
      >
        <WorldMap {...mapOf(petition, words)} outline={asset('world.svg')} />
        <p class="source">
          {t('areas.shades')} {isCut && t('areas.first')}
        </p>
      </Chart>
    </Section>
  );
}
