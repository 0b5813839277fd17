// The policies of all publishers on one axis of time: the picture, its numbers as a table, and both as files that carry the question.
import { stringify } from 'csv-stringify/sync';
import type { PolicyTimelineQuery } from '../../../schema/typed/PolicyTimeline';
import { Drawing, drawnAlone, kinds, Bar as Swatch } from '../../charts/drawing';
import { Timeline, type TimelineBar, type TimelineLane, type TimelineProps, timelineOf } from '../../charts/timeline';
import { Chart, Table } from '../../components/show';
import { flagIn, type Place, type Shown } from '../../page';
import { useWords, type Words } from '../../words/words';
import { addressOf, publishersOf, questionInWords, questionOf } from './question';
import {
  beginInWords,
  embargoInWords,
  endInWords,
  kindOf,
  labelsOf,
  licenseInShort,
  licenseInWords,
  type PolicyBar,
  type PolicyLane,
  titlesInWords,
} from './terms';

export type PolicyTimeline = NonNullable<PolicyTimelineQuery['policyTimeline']>;

/** The five largest first, each with its own imprints and predecessors below it, then the others by name. */
export function inFamilies(lanes: readonly PolicyLane[]): (PolicyLane & { readonly inner: boolean })[] {
  const there = new Set(lanes.map(({ publisher }) => publisher.id));
  const isInner = ({ publisher: { parent } }: PolicyLane) => parent !== null && there.has(parent.id);
  const heads = lanes.filter((lane) => !isInner(lane));
  const ordered = [...heads.filter(({ publisher }) => publisher.bigFive), ...heads.filter(({ publisher }) => !publisher.bigFive)];
  const family = (lane: PolicyLane): (PolicyLane & { readonly inner: boolean })[] => [
    { ...lane, inner: isInner(lane) },
    ...lanes.filter(({ publisher: { parent } }) => parent?.id === lane.publisher.id).flatMap(family),
  ];
  return ordered.flatMap(family);
}

/** A policy in one line, as a mouse that rests on its bar tells it. */
function lineOf(words: Words, name: string, bar: PolicyBar): string {
  const { period } = bar;
  const embargo = period.embargo && `${words.t('policies.embargo')}: ${embargoInWords(words, period)}`;
  return [
    name,
    licenseInWords(words, period.license),
    titlesInWords(words, period.titleScope),
    ...(embargo ? [embargo] : []),
    `${beginInWords(words, period)} – ${endInWords(words, bar)}`,
  ].join('; ');
}

/** A policy as a bar. */
export function barOf(words: Words, name: string, link: string | undefined, bar: PolicyBar): TimelineBar {
  const { period, end, knowledge } = bar;
  return {
    kind: kindOf(period.license),
    labels: labelsOf(words, period),
    title: lineOf(words, name, bar),
    from: bar.drawnFrom,
    to: bar.drawnTo,
    begins: period.effectiveFrom?.precision ?? null,
    ends: end === 'ENDED' ? (period.effectiveTo?.precision ?? null) : null,
    sureTo: knowledge.lastVerifiedOn,
    noEndFound: end === 'NO_END_FOUND',
    embargo: period.embargo !== null && period.embargo.amount !== 0,
    option: bar.asOption,
    ...(link && { link: `${link}#${period.id}` }),
  };
}

/** The lanes as the chart draws them; `origin` goes before links of a picture that is shown elsewhere. */
function chartOf(words: Words, timeline: PolicyTimeline, title: string, origin = ''): TimelineProps {
  const lanes = inFamilies(timeline.lanes).map(({ publisher: { id, name }, bars, inner }): TimelineLane => {
    const link = `${origin}/publishers/${encodeURIComponent(id)}`;
    return { name, link, inner, bars: bars.map((bar) => barOf(words, name, link, bar)) };
  });
  return { id: 'policies', title, from: timeline.drawnFrom, to: timeline.drawnTo, lanes };
}

const caption = (words: Words, fields: URLSearchParams, now: Date) => {
  const text = questionInWords(words, fields, now);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const barsOf = ({ lanes }: PolicyTimeline) => lanes.flatMap(({ bars }) => bars);
const sourcesOf = (timeline: PolicyTimeline) =>
  new Set(barsOf(timeline).flatMap(({ period }) => period.sources.map(({ id }) => id))).size;

/** How old the knowledge of what was in force on the day is. */
export function ageInWords({ t, day }: Words, timeline: PolicyTimeline): string {
  const inForce = barsOf(timeline).filter((bar) => bar.inForce);
  const days = inForce.flatMap(({ knowledge }) => (knowledge.lastVerifiedOn ? [knowledge.lastVerifiedOn] : []));
  const oldest = days.sort()[0];
  if (inForce.length === 0) return t('policies.knowledge.none');
  const text = t('policies.knowledge', {
    count: inForce.length,
    confirmed: inForce.filter(({ end, period }) => end === 'CONFIRMED' && period.effectiveTo === null).length,
    never: inForce.filter(({ knowledge }) => knowledge.lastVerifiedOn === null).length,
  });
  return `${text} ${oldest ? t('policies.oldest', { day: day(oldest) }) : ''}`.trim();
}

/** The picture on a page, with its numbers and its addresses. */
export function PolicyTimelineChart({
  of: timeline,
  fields,
  now,
}: {
  readonly of: PolicyTimeline;
  readonly fields: URLSearchParams;
  readonly now: Date;
}) {
  const words = useWords();
  const { t, day } = words;
  const title = caption(words, fields, now);
  const question = addressOf(fields, now);
  return (
    <Chart
      caption={title}
      source={t('policies.source', { count: sourcesOf(timeline) })}
      age={ageInWords(words, timeline)}
      downloads={Object.fromEntries(
        ['SVG', 'CSV', 'JSON'].map((kind) => [kind, `/policies/timeline.${kind.toLowerCase()}?${question}`]),
      )}
      table={
        <Table
          caption={t('policies.timeline.table')}
          empty={t('policies.timeline.empty')}
          rows={inFamilies(timeline.lanes).flatMap(({ publisher, bars }) => bars.map((bar) => ({ publisher, bar })))}
          columns={[
            { title: t('policies.publisher'), cell: ({ publisher }) => publisher.name },
            {
              title: t('policies.terms'),
              cell: ({ publisher, bar }) => (
                <a href={`/publishers/${encodeURIComponent(publisher.id)}#${bar.period.id}`}>
                  {licenseInShort(words, bar.period.license)}
                </a>
              ),
            },
            { title: t('policies.titles'), cell: ({ bar }) => titlesInWords(words, bar.period.titleScope) },
            { title: t('policies.embargo'), cell: ({ bar }) => embargoInWords(words, bar.period) },
            { title: t('policies.from'), cell: ({ bar }) => beginInWords(words, bar.period) },
            { title: t('policies.to'), cell: ({ bar }) => endInWords(words, bar) },
            {
              title: t('policies.checked'),
              cell: ({ bar: { knowledge } }) => (knowledge.lastVerifiedOn ? day(knowledge.lastVerifiedOn) : t('policies.never')),
            },
          ]}
        />
      }
    >
      <Timeline {...chartOf(words, timeline, title)} narrowAt={`/policies/timeline.svg?${question}&narrow=1&bare=1`} />
      <Legend />
    </Chart>
  );
}

/** What colours, patterns and edges mean. */
function Legend() {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('policies.legend')}</summary>
      <ul class="legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <Drawing id={`key-${kind}`} title={t(`terms.kind.${kind}`)} width={40} height={20} kinds={[kind]}>
              <Swatch of={{ id: `key-${kind}`, kind, y: 1, height: 18 }} left={1} right={39} />
            </Drawing>{' '}
            {t(`terms.kind.${kind}`)}
          </li>
        ))}
      </ul>
      <p>
        {t('policies.legend.embargo')} {t('policies.legend.soft')} {t('policies.legend.open')} {t('policies.legend.option')}
      </p>
    </details>
  );
}

export const timelineFlags = ['narrow', 'bare'];

/** The picture as a file. `narrow` in the address asks for the one for narrow columns, `bare` for one without words around it. */
export function timelineSvg(words: Shown, timeline: PolicyTimeline, place: Place): string {
  const {
    t,
    now,
    form: { fields },
  } = words;
  const title = caption(words, fields, now);
  const [narrow, bare] = timelineFlags.map((name) => flagIn(fields, name));
  const chart = chartOf(words, timeline, title, place.origin);
  const keys = narrow ? [] : [`${t('policies.legend.embargo')} ${t('policies.legend.soft')}`, t('policies.legend.open')];
  const source = `${t('chart.source')} ${place.origin}/policies?${addressOf(fields, now)}`;
  const said = bare ? undefined : [...keys, ageInWords(words, timeline), source];
  return drawnAlone(words, place, { id: chart.id, ...timelineOf(chart, narrow) }, title, said);
}

/** What a row tells, by the names in the first row, which an empty table has too. */
const columns = [
  'publisher_id',
  'publisher',
  'policy_id',
  'version',
  'formats',
  'title_scope',
  'reach',
  'territories',
  'terms',
  'license_model',
  'loans',
  'months',
  'readers_at_a_time',
  'embargo',
  'as_option',
  'starts_on',
  'start_precision',
  'ends_on',
  'end_precision',
  'end',
  'in_force_on_day',
  'day',
  'as_known_on',
  'territory_asked',
  'format_asked',
  'confidence',
  'last_confirmed_on',
  'knowledge_age_days',
  'marks',
  'sources',
] as const;

/** One row for each policy, with the question in each. */
export function timelineCsv(words: Shown, timeline: PolicyTimeline): string {
  const asked = questionOf(words.form.fields, words.now);
  const rows = timeline.lanes.flatMap(({ publisher, bars }) =>
    bars.map(({ period, knowledge, ...bar }) => ({
      publisher_id: publisher.id,
      publisher: publisher.name,
      policy_id: period.id,
      version: period.version,
      formats: period.formats.join(' '),
      title_scope: period.titleScope,
      reach: period.reach,
      territories: period.territories.join(' '),
      terms: licenseInWords(words, period.license),
      license_model: period.license.model,
      loans: period.license.checkouts,
      months: period.license.durationMonths,
      readers_at_a_time: period.license.concurrency,
      embargo: embargoInWords(words, period),
      as_option: bar.asOption,
      starts_on: period.effectiveFrom?.date,
      start_precision: period.effectiveFrom?.precision ?? 'UNKNOWN',
      ends_on: period.effectiveTo?.date,
      end_precision: period.effectiveTo?.precision,
      end: bar.end,
      in_force_on_day: bar.inForce,
      day: timeline.on,
      as_known_on: asked.asKnownOn,
      territory_asked: asked.territory ?? 'ALL',
      format_asked: asked.format ?? 'ALL',
      confidence: period.confidence,
      last_confirmed_on: knowledge.lastVerifiedOn,
      knowledge_age_days: knowledge.ageDays,
      marks: knowledge.marks.join(' '),
      sources: period.sources.map(({ title, url }) => url ?? title).join(' '),
    })),
  );
  return table(columns, rows);
}

/** Rows as CSV that spreadsheets read as text and numbers, never as formulas; without rows, their names alone. */
export const table = <Name extends string>(names: readonly Name[], rows: readonly Readonly<Record<Name, unknown>>[]): string =>
  stringify([...rows] as Record<string, unknown>[], {
    header: true,
    columns: [...names],
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: (value) => String(value) },
  });

/** The answer of the graph, with the question. */
export const timelineJson = ({ form: { fields }, now }: Shown, timeline: PolicyTimeline, { origin }: Place): string =>
  JSON.stringify({
    question: { ...questionOf(fields, now), publisherIds: publishersOf(fields) },
    page: `${origin}/policies?${addressOf(fields, now)}`,
    timeline,
  });
