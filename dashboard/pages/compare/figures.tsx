// What a comparison found: bars of waits and of cost with both bounds, and a table in which every missing number says why.
import { Bars, type BoundedBar } from '../../charts/bars';
import { Chart, checkedInWords, Sentence, Table } from '../../components/show';
import { useWords, type Words } from '../../words/words';
import { Sources } from '../policies/facts';
import { moneyInWords, termsInWords, titlesInWords } from '../policies/terms';
import { addressOf, exportAddress, type Row, readerOf } from './scenario';

/** The name of a row; its titles in the language of the page. */
export const nameOf = (words: Words, { label }: Row): string =>
  label
    .replace(/\boption (\d+)(?=\)$)/, (_all, number: string) => words.t('compare.option', { number }))
    .replace(
      /\(([a-z0-9 ]+)(?=[,)])/,
      (_all, titles: string) => `(${titlesInWords(words, titles.toUpperCase().replaceAll(' ', '_'))}`,
    );

/** Why a figure is missing. */
export function whyMissing({ t }: Words, { unavailable }: Row, field: string): string {
  const reason = unavailable.find((each) => each.field === field)?.reason ?? '';
  return t('compare.why', { reason });
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** How long the reader waits: solid up to the average phase, pale up to the worst case. */
export function waitBar(words: Words, row: Row): BoundedBar {
  const { worstCaseDays: worst, averagePhaseDays: average } = row.wait;
  const label = nameOf(words, row);
  const kind = row.hypothetical ? 'both' : row.print ? 'unknown' : 'lasting';
  if (worst === null) return { label, upper: null, lower: 0, words: whyMissing(words, row, 'wait.worstCaseDays'), kind };
  const lower = average ?? worst;
  const text =
    rounded(lower) === rounded(worst)
      ? words.t('compare.wait.days', { days: rounded(worst) })
      : words.t('compare.wait.bounds', { average: words.number(rounded(lower)), worst: rounded(worst) });
  return { label, upper: worst, lower, words: text, kind };
}

/** What a license costs at least, as a share of the price that is used: the other end of a range that is stated. */
function leastShare({ price, period }: Row): number {
  if (price?.basis === 'CAP' || price?.basis === 'TYPICAL_CAP') return 0;
  if (price?.basis !== 'RANGE_UPPER_BOUND') return 1;
  const range = period?.prices.find(({ kind, max }) => kind === 'RANGE' && max?.amount === price.amount);
  return range?.min ? Number(range.min.amount) / Number(price.amount) : 0;
}

/** What is paid in all, to the cent: prices by the loan times a demand that grows have more digits than anybody pays. */
const totalInWords = ({ money }: Words, of: Row['totalCost']): string =>
  of ? money(Number(of.amount).toFixed(2), of.currency) : '';

/** What lending costs in all: solid where it is stated, pale up to what it costs at most. */
export function costBar(words: Words, row: Row): BoundedBar {
  const { t, money } = words;
  const { totalCost: cost, costPerCirculation, price } = row;
  const label = nameOf(words, row);
  const kind = row.hypothetical ? 'both' : row.print ? 'unknown' : 'time';
  if (!cost) return { label, upper: null, lower: 0, words: whyMissing(words, row, 'totalCost'), kind };
  const total = totalInWords(words, cost);
  const each = moneyInWords(words, costPerCirculation) || t('compare.cost.notEach');
  const upper = Number(cost.amount);
  const share = leastShare(row);
  const said =
    share > 0 && share < 1
      ? t('compare.cost.range', { least: money((upper * share).toFixed(2), cost.currency), total, each })
      : t(
          `compare.cost.${share === 0 ? 'most' : price?.basis === 'OVERRIDE' ? 'own' : price?.basis === 'BY_RULE' ? 'rule' : 'exact'}`,
          {
            total,
            each,
          },
        );
  return { label, upper, lower: upper * share, words: said, kind };
}

const sourcesOf = (rows: readonly Row[]) => new Set(rows.flatMap(({ period }) => period?.sources.map(({ id }) => id) ?? [])).size;

/** How old the knowledge is that the rows rest on. */
export function ageOf(words: Words, rows: readonly Row[]): string {
  const checked = rows.flatMap(({ knowledge }) => knowledge.lastVerifiedOn ?? []);
  const confirmed = words.t('compare.knowledge', { confirmed: checked.length });
  return checked.length === 0 ? confirmed : `${confirmed}. ${checkedInWords(words, checked)}`;
}

/** Both charts, each with the table of all figures in its reach. */
export function ComparisonCharts({
  rows,
  fields,
  now,
}: {
  readonly rows: readonly Row[];
  readonly fields: URLSearchParams;
  readonly now: Date;
}) {
  const words = useWords();
  const { t, number } = words;
  const source = t('compare.source', { count: sourcesOf(rows) });
  const downloads = (chart: string) => ({
    SVG: `/compare/${chart}.svg?${addressOf(fields, now)}`,
    CSV: exportAddress(fields, words, now),
    JSON: `/compare/rows.json?${addressOf(fields, now)}`,
  });
  const charts = [
    ['wait', t('compare.wait', { reader: readerOf(fields, now) }), waitBar],
    ['cost', t('compare.cost'), costBar],
  ] as const;
  return (
    <>
      {charts.map(([name, caption, barOf]) => (
        <Chart
          key={name}
          caption={caption}
          source={`${source} ${t(`compare.${name}.read`)}`}
          age={ageOf(words, rows)}
          downloads={downloads(name)}
          table={
            <Table
              caption={caption}
              empty={t('compare.none')}
              rows={rows.map((row) => ({ row, bar: barOf(words, row) }))}
              columns={[
                { title: t('compare.row'), cell: ({ bar }) => bar.label },
                { title: caption, cell: ({ bar }) => bar.words },
              ]}
            />
          }
        >
          <Bars id={name} title={caption} bars={rows.map((row) => barOf(words, row))} tick={number} />
        </Chart>
      ))}
    </>
  );
}

/** Every figure of every row, each with its reason where it is missing, its formula, and its sources. */
export function ComparisonTable({ rows, caption }: { readonly rows: readonly Row[]; readonly caption: string }) {
  const words = useWords();
  const { t, number } = words;
  const figure = (row: Row, field: string, value: string | number | null) =>
    value === null || value === '' ? (
      <span class="missing">{whyMissing(words, row, field)}</span>
    ) : typeof value === 'number' ? (
      number(rounded(value))
    ) : (
      value
    );
  return (
    <Table
      caption={caption}
      empty={t('compare.none')}
      rows={rows}
      columns={[
        { title: t('compare.row'), cell: (row) => nameOf(words, row) },
        { title: t('compare.terms'), cell: (row) => <Terms of={row} /> },
        {
          title: t('compare.price.used'),
          cell: (row) =>
            row.price
              ? t('compare.basis', { basis: row.price.basis, price: moneyInWords(words, row.price) })
              : figure(row, 'totalCost', null),
        },
        { title: t('compare.licenses'), numeric: true, cell: (row) => figure(row, 'licensesNeeded', row.licensesNeeded) },
        { title: t('compare.total'), numeric: true, cell: (row) => figure(row, 'totalCost', totalInWords(words, row.totalCost)) },
        {
          title: t('compare.each'),
          numeric: true,
          cell: (row) => figure(row, 'costPerCirculation', moneyInWords(words, row.costPerCirculation)),
        },
        { title: t('compare.worst'), numeric: true, cell: (row) => figure(row, 'wait.worstCaseDays', row.wait.worstCaseDays) },
        {
          title: t('compare.average'),
          numeric: true,
          cell: (row) => figure(row, 'wait.averagePhaseDays', row.wait.averagePhaseDays),
        },
        { title: t('compare.lost'), numeric: true, cell: (row) => figure(row, 'wait.readerDaysLost', row.wait.readerDaysLost) },
      ]}
    />
  );
}

/** The terms of a row; opened, what they rest on. */
function Terms({ of: { license, embargo, print, period, knowledge } }: { readonly of: Row }) {
  const words = useWords();
  const { t, day } = words;
  const known = license && termsInWords(words, license, embargo);
  const terms = known ? (print ? t('compare.print.terms', { terms: known }) : known) : t('policies.unknown');
  if (!period) return terms;
  return (
    <details class="fact">
      <summary>{terms}</summary>
      <p>
        {t('fact.confidence', { words: t('fact.confidence.words', { confidence: period.confidence }) })}{' '}
        {knowledge.lastVerifiedOn ? t('fact.checked', { day: day(knowledge.lastVerifiedOn) }) : t('fact.unchecked')}
      </p>
      <Sources of={period.sources} />
    </details>
  );
}

/** The formula of every number, row by row, and of every other figure why it is missing. */
export function Formulas({ rows }: { readonly rows: readonly Row[] }) {
  const words = useWords();
  const { t } = words;
  const figure = (field: string) => t('compare.figure', { field: field.replaceAll('.', '_'), name: field });
  return (
    <details>
      <summary>{t('compare.formulas')}</summary>
      {rows.map((row) => (
        <details key={row.label} class="fact">
          <summary>{nameOf(words, row)}</summary>
          <dl>
            {row.explain.map(({ field, formula, inputs, note }) => (
              <>
                <dt>{figure(field)}</dt>
                <dd>
                  <Sentence text={formula} />
                  {inputs.length > 0 && (
                    <>
                      {' '}
                      (
                      {inputs.map(({ name, value }, i) => (
                        <>
                          {i > 0 && ', '}
                          <Sentence text={name} /> = <Sentence text={value} />
                        </>
                      ))}
                      )
                    </>
                  )}
                  {note && (
                    <>
                      {' '}
                      <Sentence text={note} />
                    </>
                  )}
                </dd>
              </>
            ))}
          </dl>
          {row.unavailable.length > 0 && (
            <p>
              {t('compare.missing')}{' '}
              {row.unavailable.map(({ field, reason }) => `${figure(field)}: ${t('compare.why', { reason })}`).join('; ')}.
            </p>
          )}
        </details>
      ))}
    </details>
  );
}
