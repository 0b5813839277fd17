// The year of the programme in numbers, to read, to print and as a table for others; and the pairs of which nothing was heard.
import { CommitteeReportDocument } from '../../../schema/typed/CommitteeReport';
import { CommitteeSilentPairsDocument } from '../../../schema/typed/CommitteeSilentPairs';
import { Button, Field, Form, Refusal } from '../../components/form';
import { Answered, Day, Missing, Pager, Section, Table } from '../../components/show';
import { ask, page } from '../../page';
import { cannotUse } from '../../refusals';
import { kindName } from '../account/partnership/terms';
import { CommitteeRooms } from './room';

/** The year that is asked for; the present one without an answerable one. */
function yearOf(fields: URLSearchParams, now: Date): number {
  const asked = fields.get('year') ?? '';
  return /^\d{4}$/.test(asked) ? Number(asked) : now.getUTCFullYear();
}

const asks = {
  report: ask(CommitteeReportDocument, (fields, _who, now) => ({ year: yearOf(fields, now) })),
  silent: ask(CommitteeSilentPairsDocument),
};

const counts = ['pairs', 'documented', 'silent', 'begun', 'ended'] as const;

export const committeeReport = page({
  address: '/committee/report',
  audience: 'committee',
  title: ({ form, now, t }) => t('committee.report.title', { year: String(yearOf(form.fields, now)) }),
  asks,
  files: [
    {
      address: '/committee/report.csv',
      of: ['report'],
      write({ answers }) {
        const report = answers.report.data?.annualReport;
        if (!report) return '';
        const rows: (string | number | null)[][] = [
          ['year', 'what', 'of', 'count', 'hours', 'items'],
          ...counts.map((what) => [report.year, what, '', report[what], null, null]),
          ...report.byCountry.map(({ country, pairs }) => [report.year, 'pairs by country', country, pairs, null, null]),
          ...report.byYear.map(({ year, pairs }) => [report.year, 'public pairs begun in', year ?? 'unknown', pairs, null, null]),
          ...report.activities.map(({ kind, count, hours, items }) => [
            report.year,
            'activities',
            kind,
            count,
            hours ?? null,
            items ?? null,
          ]),
        ];
        return rows.map((row) => `${row.map((cell) => cell ?? '').join(',')}\r\n`).join('');
      },
    },
  ],
  content: ({ answers, form, now, ...words }) => {
    const { t, country, number } = words;
    const report = answers.report.data?.annualReport;
    const year = yearOf(form.fields, now);
    const asked = form.fields.get('year');
    const refused = asked && asked !== String(year) ? cannotUse(words, 'year', t('committee.report.year'), 'number') : undefined;
    return (
      <>
        <CommitteeRooms />
        <Refusal refused={refused} />
        <Form of={{ ...form, refused }} method="get" label={t('committee.report.choose')}>
          <Field name="year" type="number" label={t('committee.report.year')} min={1999} max={2100} value={year} />
          <Button label={t('committee.report.press')} />
        </Form>
        {!report && <Missing failed="committee.failed" />}
        {report && (
          <>
            <Table
              caption={t('committee.report.numbers')}
              empty=""
              rows={counts}
              columns={[
                { title: t('committee.report.what'), cell: (what) => t(`committee.report.${what}`) },
                { title: t('committee.merge.count'), numeric: true, cell: (what) => number(report[what]) },
              ]}
            />
            <Table
              caption={t('committee.report.activities')}
              empty={t('committee.report.activities.none')}
              rows={report.activities}
              columns={[
                { title: t('committee.report.kind'), cell: ({ kind }) => kindName(words, kind) },
                { title: t('committee.merge.count'), numeric: true, cell: ({ count }) => number(count) },
                {
                  title: t('committee.report.hours'),
                  numeric: true,
                  cell: ({ hours }) => number(hours) || t('committee.unknown'),
                },
                {
                  title: t('committee.report.items'),
                  numeric: true,
                  cell: ({ items }) => number(items) || t('committee.unknown'),
                },
              ]}
            />
            {report.byCountry.length > 0 && (
              <Table
                caption={t('committee.report.countries')}
                empty=""
                rows={report.byCountry}
                columns={[
                  { title: t('listing.country'), cell: ({ country: code }) => country(code) },
                  { title: t('committee.merge.count'), numeric: true, cell: ({ pairs }) => number(pairs) },
                ]}
              />
            )}
            {report.byYear.length > 0 && (
              <Table
                caption={t('committee.report.years')}
                empty=""
                rows={report.byYear}
                columns={[
                  {
                    title: t('committee.report.year'),
                    cell: ({ year: begun }) => (begun ? String(begun) : t('committee.unknown')),
                  },
                  { title: t('committee.merge.count'), numeric: true, cell: ({ pairs }) => number(pairs) },
                ]}
              />
            )}
            <p>
              <a href={`/committee/report.csv?year=${year}`}>{t('committee.report.csv')}</a>
            </p>
          </>
        )}
        <Section id="silent" title={t('committee.silent')}>
          <Answered of={answers.silent} failed="committee.failed">
            {({ silentPairs }) =>
              silentPairs && (
                <>
                  {silentPairs.nodes.length > 0 && <p>{t('committee.silent.what')}</p>}
                  <Table
                    caption={t('committee.else.silent', { count: silentPairs.totalCount ?? 0 })}
                    empty={t('committee.silent.none')}
                    rows={silentPairs.nodes}
                    columns={[
                      {
                        title: t('committee.silent.pair'),
                        cell: ({ id, partners }) => (
                          <a href={`/partnerships/${id}`}>
                            {partners.map(({ name, country: code }) => `${name} (${country(code)})`).join(' · ')}
                          </a>
                        ),
                      },
                      {
                        title: t('committee.silent.last'),
                        cell: ({ lastContactOn: last }) =>
                          last ? <Day on={last.date} precision={last.precision} /> : t('committee.unknown'),
                      },
                    ]}
                  />
                  <Pager fields={form.fields} after={silentPairs.pageInfo} />
                </>
              )
            }
          </Answered>
        </Section>
      </>
    );
  },
});
