// A title in print stands beside the digital rows, and demand can grow or fall over the years.
import { comparisonPage } from '#advocacy/policies/publishing';
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const query = `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows {
  label print hypothetical termsInWords price { amount basis } licensesNeeded totalCost { amount } costPerCirculation { amount }
  wait { worstCaseDays } knowledge { marks } unavailable { field reason } explain { field inputs { name value } } } } }`;
const base = { copies: 2, holds: 10, checkoutsPerYear: 20, years: 4, loanDays: 14, reader: 5 };
const rows = async (scenario: object, more: object = {}) =>
  (await stage.ask(query, { input: { on: '2019-11-15', ...more, scenario: { ...base, ...scenario } } })).compareLending.rows;

it('a copy in print is bought again when it is worn out', async () => {
  const [hachette, print] = await rows({ print: { price: '18.75', loansPerCopy: 40 } }, { publisherIds: ['hachette'] });
  expect(hachette).toMatchObject({ print: false });
  expect(print).toMatchObject({
    label: 'Print',
    print: true,
    hypothetical: false,
    termsInWords: 'in print; 40 loans; one reader at a time',
    price: { amount: '18.75', basis: 'OVERRIDE' },
    licensesNeeded: 4,
    totalCost: { amount: '75.00' },
    costPerCirculation: { amount: '0.4688' },
    wait: { worstCaseDays: 28 },
    knowledge: { marks: [] },
  });
});

it('a copy in print that lasts is bought once, also without digital rows', async () => {
  const [print] = await rows({ print: { price: '18.755' } });
  expect(print).toMatchObject({
    licensesNeeded: 2,
    totalCost: { amount: '37.51' },
    termsInWords: expect.stringMatching(/never expires/),
  });
});

it.each([
  [
    'a label of its own',
    { print: { price: '9' } },
    { hypothetical: [{ label: 'Print', license: { model: 'NOT_OFFERED', expiryRule: 'NONE' } }] },
  ],
  ['a price', { print: { price: '-1' } }, {}],
  ['a loan at least', { print: { price: '9', loansPerCopy: 0 } }, {}],
  ['growth within bounds', { demandGrowth: 1.5, print: { price: '9' } }, {}],
])('needs %s', async (_what, scenario, more) => {
  await expect(rows(scenario, more)).rejects.toThrow(/^BAD_USER_INPUT/);
});

const byLoan = {
  label: 'By loan',
  license: { model: 'COST_PER_CIRC', expiryRule: 'NONE' },
  prices: [{ kind: 'EXACT', amount: { amount: '1.50', currency: 'USD' } }],
};
const by26 = {
  label: '26 loans',
  license: { model: 'METERED_BY_CHECKOUTS', checkouts: 26, concurrency: 1, expiryRule: 'CHECKOUTS' },
};

it.each([
  [undefined, 2, 4, '240.00', 8],
  [0.05, 2, 4, '258.6075', 8],
  [0.1, 2, 4, '278.46', null],
  [-0.5, 2, 4, '112.50', 4],
  [0.1, 2, 1.5, '93.00', 4],
  [0, 2, 4, '240.00', 8],
])(
  'with growth %s, %i copies pay for %s years of loans %s, and need %i licenses of 26',
  async (demandGrowth, copies, years, cost, licenses) => {
    const [paid, metered] = await rows({ demandGrowth, copies, years }, { hypothetical: [byLoan, by26] });
    expect(paid.totalCost.amount).toBe(cost);
    expect(metered.licensesNeeded).toBe(licenses);
  },
);

it('demand that outgrows the copies in its busiest year is told, not computed', async () => {
  const [growing] = await rows({ demandGrowth: 0.5, print: { price: '10' } });
  expect(growing.totalCost).toBeNull();
  expect(growing.unavailable).toContainEqual({ field: 'totalCost', reason: 'DEMAND_EXCEEDS_COPIES' });
});

it('the table has both as columns', async () => {
  const input = JSON.stringify({ on: '2019-11-15', scenario: { ...base, demandGrowth: 0.05, print: { price: '20' } } });
  const ask = (document: string, variables: object) => stage.ask(document, variables as Record<string, unknown>);
  const answer = await comparisonPage.answer({ query: { input }, ask } as never);
  let csv = '';
  for await (const part of answer.body as AsyncIterable<string>) csv += part;
  const [head, row] = csv.split('\r\n').map((line) => line.split(','));
  const cell = (title: string) => row![head!.indexOf(title)];
  expect([cell('label'), cell('print'), cell('demandGrowth')]).toEqual(['Print', 'yes', '0.05']);
});
