// What the committee reports once a year: pairs begun, ended and silent, by country and year, as data and as a file.
import { IsOptional, Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type List, PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { csvAnswer } from '#kit/subgraph/csvAnswer';
import type { Page } from '#kit/subgraph/pages';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Role } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { CountryCode, DateScalar } from '#kit/words/validation';
import { ActivityTotal, totalsOfYear } from './activity';
import type { PartnershipRequest } from './agreementPage';
import { Partnership, PartnershipConnection } from './partnership';
import { inSql, publicStates, sisterStates } from './partnershipStates';

@ObjectType({ description: 'How many pairs have a library in a country.' })
class CountryPairs {
  @Field(() => CountryCode, { description: 'The country (ISO 3166-1 alpha-2).' })
  country!: string;

  @Field(() => Int, { description: 'How many pairs; each counts once in each of its two countries.' })
  pairs!: number;
}

@ObjectType({ description: 'How many pairs began in a year.' })
class YearPairs {
  @Field(() => Int, { nullable: true, description: 'The calendar year; null for pairs whose beginning is not known.' })
  year!: number | null;

  @Field(() => Int, { description: 'How many pairs began in it, whatever became of them.' })
  pairs!: number;
}

@ObjectType({ description: 'The programme in one calendar year, without what is invented for demonstration.' })
class AnnualReport {
  @Field(() => Int, { description: 'The calendar year (UTC).' })
  year!: number;

  @Field(() => DateScalar, {
    description:
      'The day (UTC) on which it was counted: what is said of now is said of this day, also in the report of an earlier year.',
  })
  countedOn!: string;

  @Field(() => Int, { description: 'Pairs that are active or paused now.' })
  pairs!: number;

  @Field(() => Int, { description: 'Those of them that the committee entered and neither library has taken over.' })
  documented!: number;

  @Field(() => Int, { description: 'Active pairs of which nothing was recorded in the last 12 months.' })
  silent!: number;

  @Field(() => Int, { description: 'Pairs that began in the year; those of unknown beginning are not counted.' })
  begun!: number;

  @Field(() => Int, { description: 'Pairs that ended in the year.' })
  ended!: number;

  @Field(() => [CountryPairs], { description: 'Pairs that are active or paused now by country, the most first.' })
  byCountry!: CountryPairs[];

  @Field(() => [YearPairs], { description: 'Public pairs by the year of their beginning, the latest first, unknown last.' })
  byYear!: YearPairs[];

  @Field(() => [ActivityTotal], { description: 'What public pairs did together in the year, by kind.' })
  activities!: ActivityTotal[];
}

@ArgsType()
class SilentPairsArgs extends PageArgs {
  @Field(() => Int, { defaultValue: 12, description: 'For how many months nothing was recorded, from 1 to 240.' })
  @Min(1)
  @Max(240)
  months!: number;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'True for invented pairs only. Without it they are left out, as annualReport leaves them out; an explicit null asks for all.',
  })
  @IsOptional()
  demo!: boolean | null;
}

const lastNews = `greatest(started_day, (state_changed_at AT TIME ZONE 'UTC')::date, (SELECT max(day) FROM activity WHERE partnership_id = partnership.id))`;
/** SQL that is true for active pairs without news for some months; a pair of which nothing is dated is silent. Arguments are SQL. */
const isSilent = (day: string, months: string) =>
  `state = 'ACTIVE' AND coalesce(${lastNews}, '-infinity') < ${day}::date - make_interval(months => ${months})`;

@Resolver()
export class AnnualReportResolver {
  @Audience(Role.COMMITTEE)
  @Query(() => PartnershipConnection, {
    description:
      'Active pairs of which nothing was recorded for some months: no activity, no beginning, no change; of 12 months those that ' +
      'annualReport counts as silent. The latest begun first. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  async silentPairs(
    @Args(() => SilentPairsArgs) { months, demo, ...page }: SilentPairsArgs,
    @Ctx() { database, clock }: Request,
  ) {
    const list: List<Partnership> = {
      entity: Partnership,
      where: `${isSilent('$1', '$2::int')} AND ($3::boolean IS NULL OR demo = $3)`,
      parameters: [dayOf(clock()), months, demo],
      order: ['listed_on', 'id'],
      descending: true,
    };
    return PartnershipConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @Audience(Role.COMMITTEE)
  @Query(() => AnnualReport, {
    description:
      'The report of a calendar year for the annual meeting; also as a file at /exports/annual-report.csv?year=. Errors: UNAUTHENTICATED, FORBIDDEN, ' +
      'BAD_USER_INPUT for a year before 1900 or to come.',
  })
  async annualReport(
    @Arg('year', () => Int, { description: 'The calendar year (UTC), such as 2026.' }) year: number,
    @Ctx() { database, clock }: Request,
  ): Promise<AnnualReport> {
    const today = dayOf(clock());
    if (year < 1900 || year > Number(today.slice(0, 4)))
      throw new BadInput('year', `There is no report of ${year}. Give a year from 1900 to ${today.slice(0, 4)}.`, {
        reason: 'NUMBER_BETWEEN',
        values: { least: '1900', most: today.slice(0, 4) },
        limit: today.slice(0, 4),
      });
    const real = `NOT demo AND state IN (${inSql(publicStates)})`;
    const [[counts], byCountry, byYear, activities] = await Promise.all([
      database.query(
        `SELECT count(*) FILTER (WHERE state IN (${inSql(sisterStates)}))::int AS pairs,
           count(*) FILTER (WHERE state IN (${inSql(sisterStates)}) AND documented)::int AS documented,
           count(*) FILTER (WHERE ${isSilent('$1', '12')})::int AS silent,
           count(*) FILTER (WHERE extract(year FROM started_day) = $2)::int AS begun,
           count(*) FILTER (WHERE state = 'ENDED' AND extract(year FROM state_changed_at AT TIME ZONE 'UTC') = $2)::int AS ended
         FROM partnership WHERE ${real}`,
        [today, year],
      ),
      database.query(
        `SELECT country, count(*)::int AS pairs FROM partnership CROSS JOIN LATERAL (VALUES (country_a), (country_b)) AS of(country)
         WHERE NOT demo AND state IN (${inSql(sisterStates)}) GROUP BY country ORDER BY pairs DESC, country`,
      ),
      database.query(
        `SELECT extract(year FROM started_day)::int AS year, count(*)::int AS pairs FROM partnership WHERE ${real}
         GROUP BY 1 ORDER BY year DESC NULLS LAST`,
      ),
      totalsOfYear(database, year),
    ]);
    return { year, countedOn: today, ...counts, byCountry, byYear, activities };
  }
}

interface ReportRow {
  readonly section: string;
  readonly name: string;
  readonly value: number | string | null;
}

const reportQuery = `query ($year: Int!) { annualReport(year: $year) { year countedOn pairs documented silent begun ended
  byCountry { country pairs } byYear { year pairs } activities { kind count hours items } } }`;

/** `GET /exports/annual-report.csv?year=2026`, for the committee; `bom=1` for spreadsheets that need a mark. */
export const annualReportPage: Page<PartnershipRequest> = {
  path: '/exports/annual-report.csv',
  takes: ['year', 'bom'],
  async answer({ query: { year = '', bom }, ask }) {
    if (!/^\d{4}$/.test(year))
      throw new BadInput('year', 'year must be a calendar year such as 2026, in the query of the address.');
    const { annualReport } = (await ask(reportQuery, { year: Number(year) })) as { annualReport: AnnualReport };
    const columns = (['section', 'name', 'value'] as const).map((title) => ({ title, value: (row: ReportRow) => row[title] }));
    const answer = csvAnswer(`annual-report-${year}.csv`, columns, rowsOf(annualReport), bom === '1');
    return { ...answer, headers: { 'cache-control': 'private, no-store' } };
  },
};

const rowsOf = ({ byCountry, byYear, activities, year, countedOn, ...counts }: AnnualReport): ReportRow[] => [
  { section: 'year', name: 'year', value: year },
  { section: 'year', name: 'countedOn', value: countedOn },
  ...Object.entries(counts).flatMap(([name, value]) => (typeof value === 'number' ? [{ section: 'pairs', name, value }] : [])),
  ...byCountry.map(({ country, pairs }) => ({ section: 'pairs by country', name: country, value: pairs })),
  ...byYear.map((one) => ({ section: 'pairs by year of beginning', name: String(one.year ?? 'unknown'), value: one.pairs })),
  ...activities.flatMap(({ kind, count, hours, items }) => [
    { section: 'activities', name: kind, value: count },
    { section: 'hours of activities', name: kind, value: hours },
    { section: 'items of activities', name: kind, value: items },
  ]),
];
