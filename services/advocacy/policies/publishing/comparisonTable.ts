// A comparison of what publishers let libraries license, as a table with a reason for every empty cell.

import type { Request } from '#kit/data/request';
import type { Page } from '#kit/subgraph/pages';
import { BadInput } from '#kit/words/problem';
import type { ComparisonRow } from '../comparison/comparisonRow';
import { type Column, csvAnswer } from './csv';

const operation = `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows {
  label publisher { id } period { id } termsInWords licensesNeeded totalCost { amount currency } costPerCirculation { amount currency }
  loansPerLicense leastCostPerCirculation { amount currency } wait { worstCaseDays averagePhaseDays meanDays readerDaysLost }
  unservedShare waste { expiredUnusedShare value { amount currency } } breakEven { loans months } markup copiesForPromise hypothetical asOption
  unavailable { field reason } } } }`;

const columns: readonly Column<ComparisonRow>[] = [
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
];

/** `GET /exports/comparison.csv?input=...`, the input of compareLending as JSON; `bom=1` for spreadsheets that need a mark. */
export const comparisonPage: Page<Request> = {
  path: '/exports/comparison.csv',
  async answer({ query: { input = '', bom }, ask }) {
    const { compareLending } = (await ask(operation, { input: parsed(input) })) as { compareLending: { rows: ComparisonRow[] } };
    return csvAnswer('comparison.csv', columns, compareLending.rows, bom === '1');
  },
};

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw new BadInput('input', 'input must be the input of compareLending, written as JSON in the query of the address.');
  }
}
