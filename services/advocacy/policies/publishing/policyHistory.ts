// The whole record of policies as a table: every version, what it said and when we knew it.

import { LicenseModel } from '#advocacy/terms/license';
import { pricesOfLicense } from '#advocacy/terms/price';
import { hydrate } from '#kit/data/database';
import type { Request } from '#kit/data/request';
import type { Page } from '#kit/subgraph/pages';
import { NotFound } from '#kit/words/problem';
import { priceOfNewTitle, type UsedPrice } from '../../licensing/offer';
import { Publisher } from '../../publishers';
import { wordsOf } from '../differences/policyDiff';
import { PolicyPeriod } from '../periods/policyPeriod';
import { type Column, csvAnswer } from './csv';

/** A version with each of its fields in words, where unknown, none and unlimited are three answers. */
interface Row {
  readonly period: PolicyPeriod;
  readonly words: Readonly<Record<string, string>>;
  /** The price that a comparison in US dollars calculates with; null where it has none. */
  readonly newTitle: UsedPrice | null;
}

const rowOf = (period: PolicyPeriod): Row => {
  const price = priceOfNewTitle(pricesOfLicense(period.prices), 'USD', period.license.model === LicenseModel.COST_PER_CIRC);
  return { period, words: wordsOf(period), newTitle: typeof price === 'string' ? null : price };
};

const inWords = [
  ...['status', 'formats', 'titleScope', 'optionKey', 'territories', 'announcedOn', 'effectiveFrom', 'effectiveTo'],
  ...['model', 'checkouts', 'durationMonths', 'concurrency', 'lengthDays', 'expiryRule'].map((term) => `license.${term}`),
  ...['options', 'embargo', 'embargo.appliesTo', 'embargo.firstCopyPrice', 'prices', 'grandfathering', 'confidence'],
];

const columns: readonly Column<Row>[] = [
  { title: 'policy', value: ({ period }) => period.id },
  { title: 'version', value: ({ period }) => period.version },
  { title: 'publisher', value: ({ period }) => period.publisherId },
  ...inWords.map((title): Column<Row> => ({ title, value: ({ words }) => words[title] })),
  { title: 'embargo.amount', value: ({ period }) => period.embargo?.amount },
  { title: 'embargo.unit', value: ({ period }) => period.embargo?.unit },
  { title: 'embargo.copiesAllowedDuring', value: ({ period }) => period.embargo?.copiesAllowedDuring },
  { title: 'newTitlePriceUSD', value: ({ newTitle }) => newTitle?.amount.toFixed() },
  { title: 'newTitlePriceIs', value: ({ newTitle }) => newTitle?.words },
  { title: 'announcedPrecision', value: ({ period }) => period.announcedPrecision },
  { title: 'effectiveFromPrecision', value: ({ period }) => period.effectiveFromPrecision },
  { title: 'effectiveToPrecision', value: ({ period }) => period.effectiveToPrecision },
  { title: 'lastVerifiedOn', value: ({ period }) => period.lastVerifiedOn },
  { title: 'recordedAt', value: ({ period }) => period.recordedAt.toISOString() },
  { title: 'supersededAt', value: ({ period }) => period.supersededAt?.toISOString() },
  { title: 'correctionReason', value: ({ period }) => period.correctionReason },
  { title: 'sources', value: ({ period }) => period.sourceIds.join(' ') },
  { title: 'note', value: ({ period }) => period.note },
];

/** How many versions are read at a time. */
const portion = 200;

/** All versions by publisher, policy and version, read in portions. */
async function* versions({ database }: Request, publisher: string | null): AsyncGenerator<Row> {
  for (let last: readonly unknown[] = ['', '', 0]; ; ) {
    const rows = await database.query(
      `SELECT * FROM policy_period WHERE (publisher_id, id, version) > ($1, $2, $3) AND ($4::text IS NULL OR publisher_id = $4)
       ORDER BY publisher_id, id, version LIMIT ${portion}`,
      [...last, publisher],
    );
    const read = hydrate(database, PolicyPeriod, rows);
    for (const period of read) yield rowOf(period);
    const end = read.at(-1);
    if (!end || read.length < portion) return;
    last = [end.publisherId, end.id, end.version];
  }
}

/** `GET /exports/policies.csv`, with `publisher` for one publisher alone and `bom=1` for spreadsheets that need a mark. */
export const policyHistoryPage: Page<Request> = {
  path: '/exports/policies.csv',
  async answer({ query: { publisher = null, bom }, context }) {
    if (publisher !== null && !(await context.loaders.one(Publisher).load(publisher))) throw new NotFound('publisher', publisher);
    return csvAnswer('policies.csv', columns, versions(context, publisher), bom === '1');
  },
};
