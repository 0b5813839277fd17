// Who had an embargo on new titles when, and how long it lasted: facts, and no forecast.

import { EmbargoesElsewhereDocument, type EmbargoesElsewhereQuery } from '../../../schema/typed/EmbargoesElsewhere';
import { EmbargoPageDocument, type EmbargoPageQuery } from '../../../schema/typed/EmbargoPage';
import { drawnAlone } from '../../charts/drawing';
import { Timeline, type TimelineProps, timelineOf } from '../../charts/timeline';
import { Refusal } from '../../components/form';
import { Chart, checkedInWords, Missing, Table } from '../../components/show';
import { ask, flagIn, page, type Shown } from '../../page';
import { useWords, type Words } from '../../words/words';
import { Fact, Ways } from './facts';
import { AskForm, aboutQuestion, addressOf, type Question, questionInWords, questionOf } from './question';
import { beginInWords, embargoInWords, endInWords, type PolicyBar } from './terms';
import { barOf, table } from './timeline';

type Watch = NonNullable<EmbargoPageQuery['embargoWatch']>;
type Run = Watch['history'][number];

/** An embargo as a bar on the axis: up to its end, or to the day on which days are counted. */
function asBar({ period, knowledge, inForce }: Run, countedTo: string): PolicyBar {
  const { effectiveFrom: from, effectiveTo: to } = period;
  const ended = to !== null && to.date <= countedTo;
  const unsure = to === null && knowledge.marks.some((mark) => mark === 'STALE' || mark === 'NEVER_VERIFIED');
  return {
    period,
    knowledge,
    inForce,
    asOption: false,
    drawnFrom: from?.date ?? '2011-01-01',
    drawnTo: ended ? to.date : countedTo,
    end: ended ? 'ENDED' : unsure ? 'NO_END_FOUND' : 'CONFIRMED',
  };
}

/** How long it lasted; of one whose end was not found, how long it would have by now. */
export function lastedInWords({ t }: Words, run: Run, countedTo: string): string {
  const { durationDays, daysSoFar } = run;
  const about = run.approximate ? 'yes' : 'no';
  if (durationDays !== null) return t('embargoes.days', { days: durationDays, about });
  if (daysSoFar === null) return t('embargoes.unknown');
  const open = asBar(run, countedTo).end === 'NO_END_FOUND';
  return t(open ? 'embargoes.open' : 'embargoes.soFar', { days: daysSoFar, about });
}

function chartOf(words: Words, { history, countedTo }: Watch, title: string, origin = ''): TimelineProps {
  const lanes = [...new Map(history.map(({ publisher }) => [publisher.id, publisher])).values()].map(({ id, name }) => {
    const link = `${origin}/publishers/${encodeURIComponent(id)}`;
    const runs = history.filter(({ publisher }) => publisher.id === id);
    const bars = runs.map((run) => ({
      ...barOf(words, name, link, asBar(run, countedTo)),
      labels: [
        `${embargoInWords(words, run.period)} · ${lastedInWords(words, run, countedTo)}`,
        embargoInWords(words, run.period),
      ],
    }));
    return { name, link, bars };
  });
  return { id: 'embargoes', title, from: '2011-01-01', to: countedTo, lanes };
}

/** The picture shows days from the begin of the record on. */
const isDrawn = ({ history, countedTo }: Watch) => history.length > 0 && countedTo > '2011-01-01';

const ageOf = (words: Words, { history }: Watch) =>
  checkedInWords(
    words,
    history.map(({ knowledge }) => knowledge.lastVerifiedOn),
  );

const captionOf = (words: Words, fields: URLSearchParams, now: Date) =>
  `${words.t('policies.embargo')}: ${questionInWords(words, fields, now)}`;

const asks = {
  watch: ask(EmbargoPageDocument, (fields, _who, now) => ({ ...questionOf(fields, now) })),
  /** The same without the country, for those who ask about one of which nothing is known. */
  elsewhere: ask(EmbargoesElsewhereDocument, (fields, _who, now) => {
    const { territory, ...question } = questionOf(fields, now);
    return territory === null ? undefined : question;
  }),
};
const watchOf = ({ answers }: Shown<typeof asks>) => answers.watch.data?.embargoWatch as Watch;

const columns = [
  'publisher_id',
  'publisher',
  'policy_id',
  'version',
  'formats',
  'embargo',
  'starts_on',
  'start_precision',
  'ends_on',
  'end_precision',
  'in_force_on_day',
  'days_so_far',
  'duration_days',
  'approximate',
  'day',
  'counted_to',
  'as_known_on',
  'territory_asked',
  'format_asked',
  'confidence',
  'last_confirmed_on',
  'sources',
] as const;

/** One row for each embargo, with the question in each. */
function csv(words: Words, { on, countedTo, history }: Watch, asked: Question): string {
  return table(
    columns,
    history.map(({ publisher, period, knowledge, ...run }) => ({
      publisher_id: publisher.id,
      publisher: publisher.name,
      policy_id: period.id,
      version: period.version,
      formats: period.formats.join(' '),
      embargo: embargoInWords(words, period),
      starts_on: period.effectiveFrom?.date,
      start_precision: period.effectiveFrom?.precision ?? 'UNKNOWN',
      ends_on: period.effectiveTo?.date,
      end_precision: period.effectiveTo?.precision,
      in_force_on_day: run.inForce,
      days_so_far: run.daysSoFar,
      duration_days: run.durationDays,
      approximate: run.approximate,
      day: on,
      counted_to: countedTo,
      as_known_on: asked.asKnownOn,
      territory_asked: asked.territory ?? 'ALL',
      format_asked: asked.format ?? 'ALL',
      confidence: period.confidence,
      last_confirmed_on: knowledge.lastVerifiedOn,
      sources: period.sources.map(({ title, url }) => url ?? title).join(' '),
    })),
  );
}

export const embargoes = page({
  address: '/embargoes',
  title: ({ t }) => t('embargoes.title'),
  description: ({ t }) => t('embargoes.lead'),
  indexed: true,
  wide: true,
  charts: true,
  asks,
  together: [['watch', 'elsewhere']],
  files: [
    {
      address: '/embargoes/timeline.svg',
      of: ['watch'],
      flags: ['narrow'],
      write: (shown, place) => {
        const { fields } = shown.form;
        const watch = watchOf(shown);
        const title = captionOf(shown, fields, shown.now);
        const chart = chartOf(shown, watch, title, place.origin);
        const narrow = flagIn(fields, 'narrow') === true;
        const source = `${shown.t('chart.source')} ${place.origin}/embargoes?${addressOf(fields, shown.now)}`;
        return drawnAlone(shown, place, { id: chart.id, ...timelineOf(chart, narrow) }, title, [ageOf(shown, watch), source]);
      },
    },
    {
      address: '/embargoes/timeline.csv',
      of: ['watch'],
      write: (shown) => csv(shown, watchOf(shown), questionOf(shown.form.fields, shown.now)),
    },
    {
      address: '/embargoes/timeline.json',
      of: ['watch'],
      write: (shown, { origin }) => {
        const { fields } = shown.form;
        return JSON.stringify({
          question: questionOf(fields, shown.now),
          page: `${origin}/embargoes?${addressOf(fields, shown.now)}`,
          embargoes: watchOf(shown),
        });
      },
    },
  ],
  content: ({ answers, form, now, t, day }) => {
    const { data, refused } = answers.watch;
    const watch = data?.embargoWatch;
    const isAsked = aboutQuestion(refused?.code);
    return (
      <>
        <p class="lead">{t('embargoes.lead')}</p>
        <Ways here="/embargoes" fields={form.fields} />
        {isAsked && <Refusal refused={refused} />}
        <AskForm form={form} now={now} refused={isAsked ? refused : undefined} />
        {watch && (
          <>
            {watch.history.length > 0 && (
              <p role="status">{t('embargoes.now', { count: watch.inForce.length, day: day(watch.on) })}</p>
            )}
            {watch.history.length > 0 ? (
              <Found of={watch} fields={form.fields} now={now} />
            ) : (
              <NoneKnown of={watch} elsewhere={answers.elsewhere.data?.embargoWatch} fields={form.fields} now={now} />
            )}
          </>
        )}
        {!watch && !isAsked && <Missing failed="embargoes.failed" />}
      </>
    );
  },
});

type Elsewhere = EmbargoesElsewhereQuery['embargoWatch'] | undefined;

/** Says of what nothing is known, and where something is. */
function NoneKnown({
  of: watch,
  elsewhere,
  fields,
  now,
}: {
  readonly of: Watch;
  readonly elsewhere: Elsewhere;
  readonly fields: URLSearchParams;
  readonly now: Date;
}) {
  const { t, day, country, sorted } = useWords();
  const { territory, format } = questionOf(fields, now);
  const codes = [...new Set((elsewhere?.history ?? []).flatMap(({ period }) => period.territories))];
  const known = sorted(codes, country).map((code) => ({
    code,
    names: [
      ...new Set(
        elsewhere?.history.flatMap(({ publisher, period }) => (period.territories.includes(code) ? [publisher.name] : [])),
      ),
    ],
  }));
  return (
    <>
      <p role="status">
        {t('embargoes.none', {
          kind: format ?? 'ALL',
          where: territory === null ? 'none' : country(territory),
          day: day(watch.on),
        })}
      </p>
      {known.length > 0 && (
        <>
          <p>{t('embargoes.elsewhere')}</p>
          <ul>
            {known.map(({ code, names }) => (
              <li key={code}>
                <a href={`/embargoes?${addressOf(fields, now, { territory: code })}`}>{country(code)}</a>: {names.join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Found({ of: watch, fields, now }: { readonly of: Watch; readonly fields: URLSearchParams; readonly now: Date }) {
  const words = useWords();
  const { t, day } = words;
  const { history, countedTo } = watch;
  const title = captionOf(words, fields, now);
  const sources = new Set(history.flatMap(({ period }) => period.sources.map(({ id }) => id)));
  const rows = (
    <Table
      caption={t('embargoes.all', { day: day(watch.on) })}
      empty=""
      rows={history}
      columns={[
        {
          title: t('policies.publisher'),
          cell: ({ publisher: { id, name } }) => <a href={`/publishers/${encodeURIComponent(id)}`}>{name}</a>,
        },
        { title: t('policies.embargo'), cell: ({ period }) => embargoInWords(words, period) },
        { title: t('policies.from'), cell: ({ period }) => beginInWords(words, period) },
        { title: t('policies.to'), cell: (run) => endInWords(words, asBar(run, countedTo)) },
        { title: t('embargoes.lasted'), cell: (run) => lastedInWords(words, run, countedTo) },
        { title: t('policies.terms'), cell: (run) => <Fact of={asBar(run, countedTo)} /> },
        {
          title: t('policies.checked'),
          cell: ({ knowledge }) => (knowledge.lastVerifiedOn ? day(knowledge.lastVerifiedOn) : t('policies.never')),
        },
      ]}
    />
  );
  if (!isDrawn(watch)) return rows;
  return (
    <Chart
      caption={title}
      source={t('policies.source', { count: sources.size })}
      age={ageOf(words, watch)}
      downloads={Object.fromEntries(
        ['SVG', 'CSV', 'JSON'].map((kind) => [kind, `/embargoes/timeline.${kind.toLowerCase()}?${addressOf(fields, now)}`]),
      )}
      table={rows}
    >
      <Timeline {...chartOf(words, watch, title)} />
    </Chart>
  );
}
