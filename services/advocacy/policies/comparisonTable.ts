// A comparison as a table: what the graph says of each row, with the day, the scenario, the price and the knowledge it rests on.
import { type Column, csvAnswer } from '#kit/subgraph/csvAnswer';
import type { Page } from '#kit/subgraph/pages';
import type { Source } from '#kit/words/facts';
import { BadInput } from '#kit/words/problem';
import type { ComparisonRow, LendingComparison } from './comparison';
import type { PolicyRequest } from './policyChanges.resolver';
import type { PolicyPeriod } from './policyPeriod';
import { placeInWords } from './reach';

const comparisonQuery = `query ($input: CompareLendingInput!) { compareLending(input: $input) { on territory rows {
  label publisher { id } period { id reach territories sources { id title url } } termsInWords licensesNeeded totalCost { amount currency } costPerCirculation { amount currency }
  loansPerLicense leastCostPerCirculation { amount currency } wait { worstCaseDays averagePhaseDays meanDays readerDaysLost }
  unservedShare waste { expiredUnusedShare value { amount currency } } breakEven { loans months } markup copiesForPromise hypothetical asOption
  unavailable { field reason }
  price { amount currency basis words } knowledge { lastVerifiedOn ageDays marks } } } }`;

/** A row with what it was asked for. */
interface Row extends ComparisonRow {
  readonly comparison: Pick<LendingComparison, 'on' | 'territory'>;
  /** As the address wrote it. */
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly period: (PolicyPeriod & { readonly sources: readonly Source[] }) | null;
}

/** Such as "copies 10; holds 100; loanDays 14". */
const inWords = (scenario: Row['scenario']): string =>
  Object.entries(scenario)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('; ');

const comparisonColumns: readonly Column<Row>[] = [
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
  { title: 'scenario', value: ({ scenario }) => inWords(scenario) },
  { title: 'price', value: ({ price }) => price?.amount },
  { title: 'priceCurrency', value: ({ price }) => price?.currency },
  { title: 'priceBasis', value: ({ price }) => price?.basis },
  { title: 'priceIs', value: ({ price }) => price?.words },
  { title: 'lastVerifiedOn', value: ({ knowledge }) => knowledge.lastVerifiedOn },
  { title: 'ageDays', value: ({ knowledge }) => knowledge.ageDays },
  { title: 'marks', value: ({ knowledge }) => knowledge.marks.join('; ') },
  { title: 'sources', value: ({ period }) => period?.sources.map(({ id, url }) => (url ? `${id} ${url}` : id)).join('; ') },
];

/** `GET /exports/comparison.csv?input=...`, the input of compareLending as JSON; `bom=1` for spreadsheets that need a mark. */
export const comparisonPage: Page<PolicyRequest> = {
  path: '/exports/comparison.csv',
  async answer({ query: { input = '', bom }, ask }) {
    const given = parsed(input);
    const { compareLending } = (await ask(comparisonQuery, { input: given })) as { compareLending: LendingComparison };
    const { scenario } = given as Row;
    const rows = compareLending.rows.map((row) => ({ ...row, comparison: compareLending, scenario }) as Row);
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
