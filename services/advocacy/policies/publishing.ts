// Policies for people without GraphQL: downloads for spreadsheets, comparisons among them, and an Atom feed of the newest changes.

import { Feed } from 'feed';
import { hydrate } from '#kit/data/database';
import { readPage } from '#kit/data/readPage';
import { type Loaders } from '#kit/data/request';
import { type Column, csvAnswer } from '#kit/subgraph/csvAnswer';
import { type Page } from '#kit/subgraph/pages';
import { writtenDay } from '#kit/words/clock';
import { Source } from '#kit/words/facts';
import { html } from '#kit/words/html';
import { BadInput, NotFound } from '#kit/words/problem';
import { priceOfNewTitle, pricesOfLicense, type UsedPrice } from '../licensing/offer';
import { Publisher } from '../publishers/index';
import { isPaidByLoan } from '../terms/license';
import { type ComparisonRow, type LendingComparison } from './comparison';
import { type LendingScenario } from './comparisonInput';
import { homeTerritory, type Knowledge, knowledgeOf, placeInWords, policyVersions, type Today, todayOf } from './inForce';
import { type PolicyChange, PolicyChangeKind } from './policyChange';
import { changesMatching, type PolicyRequest, policyChangedBy } from './policyChanges.resolver';
import { wordsOf } from './policyDiff.resolver';
import { PolicyPeriod } from './policyPeriod';

/** A version with each of its fields in words, where unknown, none and unlimited are three answers. */
interface Row {
  readonly period: PolicyPeriod;
  /** Today. */
  readonly knowledge: Knowledge;
  readonly words: Readonly<Record<string, string>>;
  /** The price that a comparison in US dollars calculates with; null where it has none. */
  readonly newTitle: UsedPrice | null;
}

const rowOf = (period: PolicyPeriod, today: Today): Row => {
  const price = priceOfNewTitle(pricesOfLicense(period.prices), 'USD', isPaidByLoan(period.license));
  return {
    period,
    knowledge: knowledgeOf(period, today.today, today),
    words: wordsOf(period),
    newTitle: typeof price === 'string' ? null : price,
  };
};

const fieldsInWords = [
  ...['status', 'formats', 'titleScope', 'optionKey', 'territories', 'announcedOn', 'effectiveFrom', 'effectiveTo'],
  ...['model', 'checkouts', 'durationMonths', 'concurrency', 'lengthDays', 'expiryRule'].map((term) => `license.${term}`),
  ...['options', 'embargo', 'embargo.appliesTo', 'embargo.firstCopyPrice', 'prices', 'grandfathering', 'confidence'],
];

const historyColumns: readonly Column<Row>[] = [
  { title: 'policy', value: ({ period }) => period.id },
  { title: 'version', value: ({ period }) => period.version },
  { title: 'publisher', value: ({ period }) => period.publisherId },
  ...fieldsInWords.map((title): Column<Row> => ({ title, value: ({ words }) => words[title] })),
  { title: 'embargo.amount', value: ({ period }) => period.embargo && (period.embargo.amount ?? 'unknown') },
  { title: 'embargo.atLeast', value: ({ period }) => period.embargo?.atLeast },
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
  { title: 'publishedAt', value: ({ period }) => period.publishedAt.toISOString() },
  { title: 'enteredAt', value: ({ period }) => period.enteredAt.toISOString() },
  { title: 'ageOn', value: ({ knowledge }) => knowledge.on },
  { title: 'ageDays', value: ({ knowledge }) => knowledge.ageDays },
  { title: 'marks', value: ({ knowledge }) => knowledge.marks.filter((mark) => mark !== 'NOT_IN_FORCE').join('; ') },
  { title: 'license.lendingDays', value: ({ period }) => period.license.lendingDays },
];

/** How many versions are read at a time. */
const portion = 200;

/** All versions by publisher, policy and version, read in portions. */
async function* versions(request: PolicyRequest, publisher: string | null): AsyncGenerator<Row> {
  const { database } = request;
  const today = todayOf(request);
  for (let last: readonly unknown[] = ['', '', 0]; ; ) {
    const rows = await database.query(
      `SELECT * FROM policy_period WHERE (publisher_id, id, version) > ($1, $2, $3) AND ($4::text IS NULL OR publisher_id = $4)
       ORDER BY publisher_id, id, version LIMIT ${portion}`,
      [...last, publisher],
    );
    const read = hydrate(database, PolicyPeriod, rows);
    for (const period of read) yield rowOf(period, today);
    const end = read.at(-1);
    if (!end || read.length < portion) return;
    last = [end.publisherId, end.id, end.version];
  }
}

/** `GET /exports/policies.csv`, with `publisher` for one publisher alone and `bom=1` for spreadsheets that need a mark. */
export const policyHistoryPage: Page<PolicyRequest> = {
  path: '/exports/policies.csv',
  takes: ['publisher', 'bom'],
  async answer({ query: { publisher = null, bom }, context }) {
    if (publisher !== null && !(await context.loaders.one(Publisher).load(publisher))) throw new NotFound('publisher', publisher);
    return csvAnswer('policies.csv', historyColumns, versions(context, publisher), bom === '1');
  },
};

const newsEntries = 50;
const home = 'urn:shelfbridge:policies';
const newsPath = '/feeds/policies.atom';

const happened: Record<PolicyChangeKind, string> = {
  [PolicyChangeKind.FIRST_SEEN]: 'policy first recorded',
  [PolicyChangeKind.STARTED]: 'new policy',
  [PolicyChangeKind.REPLACED]: 'policy replaced',
  [PolicyChangeKind.ENDED]: 'policy ended',
  [PolicyChangeKind.PROPOSED]: 'policy proposed',
  [PolicyChangeKind.CORRECTED]: 'record corrected',
};

/** `GET /feeds/policies.atom` (RFC 4287): the fifty newest entries of policyChanges, the newest first. */
export const policyNewsPage: Page<PolicyRequest> = {
  path: newsPath,
  async answer({ context: { database, loaders, clock, app } }) {
    const newest = await readPage(database, { ...changesMatching(null), descending: true }, { first: newsEntries });
    const names = await loaders.all(Publisher, [...new Set(newest.nodes.map(({ publisherId }) => publisherId))]);
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const feed = new Feed({
      id: home,
      title: 'Shelfbridge: what publishers let libraries license',
      description: 'Every recorded change of lending policies, with its direction.',
      updated: newest.nodes[0]?.recordedAt ?? clock(),
      author: { name: 'Shelfbridge' },
      copyright: 'Facts with their sources; see the graph.',
      generator: 'Shelfbridge',
      feedLinks: { atom: new URL(newsPath, app.publicUrl).href },
    });
    const sources = await Promise.all(newest.nodes.map((change) => sourceOf(change, loaders)));
    const subjects = await Promise.all(newest.nodes.map((change) => policyChangedBy(change, loaders)));
    for (const [i, change] of newest.nodes.entries()) {
      const subject = subjects[i];
      const isHere = !subject || subject.territories.includes(homeTerritory);
      const where = isHere ? '' : ` (${placeInWords(subject)})`;
      const category = subject ? [{ name: placeInWords(subject) }] : [];
      const how = change.direction ? `, ${spaced(change.direction)}` : '';
      const title = html`${nameOf.get(change.publisherId) ?? change.publisherId}${where}: ${happened[change.kind]}${how}`.text;
      const id = `${home}:${change.position}`;
      const link = pageOf(change, app.publicUrl);
      const content = html`${changeInWords(change, sources[i] ?? null)}`.text;
      feed.addItem({ id, guid: id, link, title, date: change.recordedAt, content, category });
    }
    return { contentType: 'application/atom+xml; charset=utf-8', body: feed.atom1() };
  },
};

/** The page of the publisher, at the policy that it is about. */
const pageOf = ({ publisherId, fromId, toId }: PolicyChange, publicUrl: string): string =>
  new URL(`/publishers/${encodeURIComponent(publisherId)}${(toId ?? fromId) ? `#${toId ?? fromId}` : ''}`, publicUrl).href;

/** The first source of the policy it is about; null when it names none that has an address that can be read. */
async function sourceOf({ fromId, toId }: PolicyChange, loaders: Loaders): Promise<Source | null> {
  const id = toId ?? fromId;
  const policy = id === null ? undefined : (await policyVersions(loaders).load(id)).at(-1);
  return (await loaders.all(Source, policy?.sourceIds ?? [])).find(({ url }) => url !== null && URL.canParse(url)) ?? null;
}

/** Sentences for people, with days as pages and mails write them. */
function changeInWords({ kind, announcedOn, effectiveOn, reasons, formats }: PolicyChange, source: Source | null): string {
  const effect = kind === PolicyChangeKind.ENDED ? 'Ended on' : 'In force from';
  const why = reasons.map(({ code, before, after }) => {
    const values =
      before && after
        ? `: ${wordOf(before)}, then ${wordOf(after)}`
        : (before ?? after)
          ? `: ${wordOf(before ?? after ?? '')}`
          : '';
    return `${sentence(spaced(code))}${values}`;
  });
  return [
    sentence(formats.map((format) => `${spaced(format)}s`).join(' and ')),
    announcedOn && `Announced on ${writtenDay(announcedOn.date)}`,
    effectiveOn && `${effect} ${writtenDay(effectiveOn.date)}`,
    ...why,
    source && `Read in: ${source.title}, ${source.url}`,
  ]
    .filter(Boolean)
    .join('. ');
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Names of the graph as words; numbers and all else as they are. */
const wordOf = (value: string): string => (/^[A-Z]+(_[A-Z]+)*$/.test(value) ? spaced(value) : value);

const spaced = (word: string) => word.toLowerCase().replaceAll('_', ' ');

const comparisonQuery = `query ($input: CompareLendingInput!) { compareLending(input: $input) { on territory rows {
  label publisher { id } period { id reach territories sources { id title url } } termsInWords licensesNeeded totalCost { amount currency } costPerCirculation { amount currency }
  loansPerLicense leastCostPerCirculation { amount currency } wait { worstCaseDays averagePhaseDays meanDays readerDaysLost }
  unservedShare waste { expiredUnusedShare value { amount currency } } breakEven { loans months } markup copiesForPromise hypothetical print asOption
  unavailable { field reason }
  price { amount currency basis words } knowledge { lastVerifiedOn ageDays marks } } } }`;

/** A row with what it was asked for. */
interface ComparedRow extends ComparisonRow {
  readonly comparison: Pick<LendingComparison, 'on' | 'territory'>;
  /** The input without what it compares; defaults that it leaves out are filled in. */
  readonly asked: { readonly format: string; readonly asKnownOn: string | null; readonly knownBy: string };
  /** As the address wrote it. */
  readonly scenario: Readonly<Record<string, unknown>> & Partial<Pick<LendingScenario, 'print' | 'priceOverrides'>>;
  readonly period: (PolicyPeriod & { readonly sources: readonly Source[] }) | null;
}

/** Such as "copies 10; holds 100; loanDays 14; price of mac-2019-embargo 45.00". The title in print has columns of its own. */
const inWords = ({ print: _, priceOverrides, ...scenario }: ComparedRow['scenario']): string =>
  [
    ...Object.entries(scenario).map(([name, value]) => `${name} ${value}`),
    ...(priceOverrides ?? []).map(({ id, amount }) => `price of ${id} ${amount}`),
  ].join('; ');

const comparisonColumns: readonly Column<ComparedRow>[] = [
  { title: 'label', value: ({ label }) => label },
  { title: 'publisher', value: ({ publisher }) => publisher?.id },
  { title: 'policy', value: ({ period }) => period?.id },
  { title: 'hypothetical', value: ({ hypothetical }) => (hypothetical ? 'yes' : 'no') },
  { title: 'asOption', value: ({ asOption }) => (asOption ? 'yes' : 'no') },
  { title: 'terms', value: ({ termsInWords }) => termsInWords },
  { title: 'licensesNeeded', value: ({ licensesNeeded }) => licensesNeeded },
  { title: 'totalCost', value: ({ totalCost }) => totalCost?.amount },
  { title: 'costPerCirculation', value: ({ costPerCirculation }) => costPerCirculation?.amount },
  { title: 'leastCostPerCirculation', value: ({ leastCostPerCirculation }) => leastCostPerCirculation?.amount },
  {
    title: 'currency',
    value: ({ totalCost, leastCostPerCirculation, waste }) => (totalCost ?? leastCostPerCirculation ?? waste.value)?.currency,
  },
  { title: 'loansPerLicense', value: ({ loansPerLicense }) => loansPerLicense },
  { title: 'worstCaseWaitDays', value: ({ wait }) => wait.worstCaseDays },
  { title: 'averagePhaseWaitDays', value: ({ wait }) => wait.averagePhaseDays },
  { title: 'meanWaitDays', value: ({ wait }) => wait.meanDays },
  { title: 'readerDaysLost', value: ({ wait }) => wait.readerDaysLost },
  { title: 'unservedShare', value: ({ unservedShare }) => unservedShare },
  { title: 'expiredUnusedShare', value: ({ waste }) => waste.expiredUnusedShare },
  { title: 'expiredUnusedValue', value: ({ waste }) => waste.value?.amount },
  { title: 'breakEvenLoans', value: ({ breakEven }) => breakEven.loans },
  { title: 'breakEvenMonths', value: ({ breakEven }) => breakEven.months },
  { title: 'markup', value: ({ markup }) => markup },
  { title: 'copiesForPromise', value: ({ copiesForPromise }) => copiesForPromise },
  { title: 'unavailable', value: ({ unavailable }) => unavailable.map(({ field, reason }) => `${field}: ${reason}`).join('; ') },
  { title: 'on', value: ({ comparison }) => comparison.on },
  { title: 'territoryAsked', value: ({ comparison }) => comparison.territory ?? 'all' },
  { title: 'territories', value: ({ period }) => period && placeInWords(period) },
  { title: 'print', value: ({ print }) => (print ? 'yes' : 'no') },
  { title: 'demandGrowth', value: ({ scenario }) => (scenario.demandGrowth ?? 0) as number },
  { title: 'scenario', value: ({ scenario }) => inWords(scenario) },
  { title: 'price', value: ({ price }) => price?.amount },
  { title: 'priceCurrency', value: ({ price }) => price?.currency },
  { title: 'priceBasis', value: ({ price }) => price?.basis },
  { title: 'priceIs', value: ({ price }) => price?.words },
  { title: 'lastVerifiedOn', value: ({ knowledge }) => knowledge.lastVerifiedOn },
  { title: 'ageDays', value: ({ knowledge }) => knowledge.ageDays },
  { title: 'marks', value: ({ knowledge }) => knowledge.marks.join('; ') },
  { title: 'sources', value: ({ period }) => period?.sources.map(({ id, url }) => (url ? `${id} ${url}` : id)).join('; ') },
  { title: 'format', value: ({ asked }) => asked.format },
  { title: 'asKnownOn', value: ({ asked }) => asked.asKnownOn ?? 'now' },
  { title: 'knownBy', value: ({ asked }) => asked.asKnownOn && asked.knownBy },
  { title: 'printPrice', value: ({ scenario }) => scenario.print?.price },
  { title: 'printLoansPerCopy', value: ({ scenario }) => scenario.print?.loansPerCopy },
  { title: 'printLoanDays', value: ({ scenario }) => scenario.print?.loanDays },
];

/** `GET /exports/comparison.csv?input=...`, the input of compareLending as JSON; `bom=1` for spreadsheets that need a mark. */
export const comparisonPage: Page<PolicyRequest> = {
  path: '/exports/comparison.csv',
  takes: ['input', 'bom'],
  async answer({ query: { input = '', bom }, ask }) {
    const given = parsed(input);
    const { compareLending } = (await ask(comparisonQuery, { input: given })) as { compareLending: LendingComparison };
    const { scenario, format = 'EBOOK', asKnownOn = null, knownBy = 'RECORD' } = given as ComparedRow & ComparedRow['asked'];
    const about = { comparison: compareLending, scenario, asked: { format, asKnownOn, knownBy } };
    const rows = compareLending.rows.map((row) => ({ ...row, ...about }) as ComparedRow);
    return csvAnswer('comparison.csv', comparisonColumns, rows, bom === '1');
  },
};

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw new BadInput('input', 'input must be the input of compareLending, written as JSON in the query of the address.');
  }
}
