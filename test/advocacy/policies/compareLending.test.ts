// compareLending answers what it can, says why a figure is missing, and refuses what makes no sense.

import { openStage, type Stage } from '../../support/advocacy';
import { editor } from '../../support/identities';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const compareLending = `query CompareLending($input: CompareLendingInput!) {
  compareLending(input: $input) { rows { label publisher { id } period { id } licensesNeeded totalCost { amount currency } costPerCirculation { amount currency }
    wait { worstCaseDays averagePhaseDays } unavailable { field reason } } }
}`;
const scenario = { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 };
const bigFive = ['macmillan', 'hachette', 'penguin-random-house', 'simon-schuster', 'harpercollins'];
const example = { publisherIds: bigFive, on: '2019-11-15', format: 'EBOOK', scenario };
const rows = async (input: object, document = compareLending) => (await stage.ask(document, { input })).compareLending.rows;
const perpetual = { model: 'PERPETUAL_ONE_USER', concurrency: 1, expiryRule: 'NONE' };

it('answers the example: the embargo first, then the other policies of the day', async () => {
  const all = await rows(example);
  expect(all.map((row: { period: { id: string } }) => row.period.id)).toEqual([
    'mac-2019-embargo',
    'mac-2019-backlist',
    'hbg-2019-24m',
    'prh-2018-24m',
    'ss-2019-24m',
    'ss-2019-cpc',
    'hc-2011-26',
    'hc-2019-cpc',
  ]);
  expect(all[0]).toMatchObject({
    label: 'Macmillan Publishers (new releases)',
    publisher: { id: 'macmillan' },
    wait: { worstCaseDays: 182 },
  });
  const told = `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows { license { model modelInWords }
    period { status statusInWords titleScopeInWords formatsInWords announcedOn { precisionInWords } } price { basisInWords } unavailable { reasonInWords } } } }`;
  const inWords = await rows(example, told);
  expect(inWords[0]).toMatchObject({
    license: { model: 'METERED_BY_TIME_OR_CHECKOUTS', modelInWords: 'metered by time or loans' },
    period: { statusInWords: 'in force', titleScopeInWords: 'new releases', formatsInWords: ['ebook'] },
  });
  expect(inWords.find((row: { price: object | null }) => row.price === null).unavailable).toContainEqual({
    reasonInWords: 'price not stated',
  });
  expect(all[3]).toMatchObject({
    licensesNeeded: 30,
    totalCost: { amount: '1650.00', currency: 'USD' },
    wait: { worstCaseDays: 126 },
  });
});

it('takes the price of a row by its label in words, and by the codes that labels used to hold', async () => {
  const mine = async (id: string) => {
    const [row] = await rows({ ...example, scenario: { ...scenario, priceOverrides: [{ id, amount: '1' }] } });
    return row.totalCost.amount;
  };
  const first = await mine('Macmillan Publishers (new releases)');
  expect(await mine('Macmillan Publishers (NEW_RELEASES)')).toBe(first);
});

it('gives the reason for every missing figure, and no zero in its place', async () => {
  for (const row of await rows(example)) {
    const missing = row.unavailable.map(({ field }: { field: string }) => field);
    expect(row.totalCost === null).toBe(missing.includes('totalCost'));
    expect(row.wait.worstCaseDays === null).toBe(missing.includes('wait.worstCaseDays'));
  }
  const [harper] = await rows({ ...example, publisherIds: ['harpercollins'] });
  expect(harper).toMatchObject({
    totalCost: null,
    unavailable: expect.arrayContaining([{ field: 'totalCost', reason: 'PRICE_NOT_STATED' }]),
  });
});

it('answers for the known publishers and says which is unknown', async () => {
  const [nobody, hachette, audible, policy] = await rows({
    ...example,
    publisherIds: ['nobody', 'hachette', 'audible'],
    policyIds: ['no-such-policy'],
  });
  expect(nobody).toMatchObject({ label: 'nobody', publisher: null, period: null, totalCost: null });
  expect(new Set(nobody.unavailable.map(({ reason }: { reason: string }) => reason))).toEqual(new Set(['PUBLISHER_UNKNOWN']));
  expect(hachette.wait.worstCaseDays).toBe(126);
  expect(audible).toMatchObject({ label: 'Audible', publisher: { id: 'audible' }, period: null });
  expect(audible.unavailable).toContainEqual({ field: 'totalCost', reason: 'NOTHING_RECORDED' });
  expect(policy.unavailable).toContainEqual({ field: 'licensesNeeded', reason: 'POLICY_UNKNOWN' });
});

it('compares policies of other days by their ids, and says when nothing was offered', async () => {
  const [none, perpetual] = await rows({ ...example, publisherIds: [], policyIds: ['mac-none', 'prh-2016-perpetual'] });
  expect(none.unavailable).toContainEqual({ field: 'wait.worstCaseDays', reason: 'NOT_OFFERED' });
  expect(perpetual).toMatchObject({ licensesNeeded: 10, totalCost: { amount: '650.00' }, unavailable: expect.any(Array) });
});

it('sets what was believed at a moment beside the scenario', async () => {
  const [row] = await rows({ ...example, publisherIds: ['macmillan'], asKnownOn: '2019-06-01T00:00:00Z' });
  expect(row).toMatchObject({ period: { id: 'mac-2014-full' }, wait: { worstCaseDays: 126 } });
});

describe('hypothetical policies', () => {
  const embargo = { amount: 8, unit: 'WEEK', copiesAllowedDuring: 1 };

  it('show what it would be if all five adopted an eight-week embargo', async () => {
    const all = await rows({
      ...example,
      publisherIds: null,
      hypothetical: [{ label: 'Embargo', publisherIds: bigFive, embargo }],
    });
    expect(all).toHaveLength(5);
    for (const row of all) expect(row).toMatchObject({ period: null, wait: { worstCaseDays: 182 } });
    expect(all[1]).toMatchObject({ label: 'Embargo: Hachette Book Group', publisher: { id: 'hachette' } });
  });
  it('can lift an embargo by null and keep it by leaving it out', async () => {
    const input = {
      ...example,
      publisherIds: [],
      hypothetical: [
        { label: 'a', publisherIds: ['macmillan'], embargo: null },
        { label: 'b', publisherIds: ['macmillan'] },
      ],
    };
    expect((await rows(input)).map((row: { wait: { worstCaseDays: number } }) => row.wait.worstCaseDays)).toEqual([126, 182]);
  });
  it('can be made up as a whole', async () => {
    const prices = [{ kind: 'EXACT', amount: { amount: '19.90', currency: 'USD' } }];
    const [row] = await rows({ on: '2030-01-01', scenario, hypothetical: [{ label: 'Mine', license: perpetual, prices }] });
    expect(row).toMatchObject({ label: 'Mine', publisher: null, period: null, totalCost: { amount: '199.00' } });
  });
  it.each<[string, object, string]>([
    [
      'a metered license without its limit',
      { license: { model: 'METERED_BY_TIME', concurrency: 1, expiryRule: 'TIME' } },
      'license.durationMonths',
    ],
    ['a perpetual license that ends', { license: { ...perpetual, checkouts: 26 } }, 'license.checkouts'],
    [
      'days of lending without their number',
      { license: { model: 'METERED_BY_LENDING_DAYS', concurrency: 1, expiryRule: 'LENDING_DAYS' } },
      'license.lendingDays',
    ],
    ['days of lending of a license that never ends', { license: { ...perpetual, lendingDays: 365 } }, 'license.lendingDays'],
    [
      'two limits that end by one',
      { license: { model: 'METERED_BY_LENDING_DAYS', lendingDays: 365, checkouts: 20, expiryRule: 'LENDING_DAYS' } },
      'license.expiryRule',
    ],
    [
      'more loans at once than in all',
      { license: { model: 'METERED_CONCURRENT_CHECKOUTS', checkouts: 5, concurrency: 6, expiryRule: 'CHECKOUTS' } },
      'license.concurrency',
    ],
    [
      'terms for copies that an embargo does not allow',
      { license: perpetual, embargo: { ...embargo, copiesAllowedDuring: 0, firstCopyTerms: perpetual } },
      'embargo.firstCopyTerms',
    ],
    [
      'a price of what is not offered',
      {
        license: { model: 'NOT_OFFERED', expiryRule: 'NONE' },
        prices: [{ kind: 'EXACT', amount: { amount: '8', currency: 'USD' } }],
      },
      'license.model',
    ],
    [
      'a range that falls',
      {
        license: perpetual,
        prices: [{ kind: 'RANGE', min: { amount: '9', currency: 'USD' }, max: { amount: '8', currency: 'USD' } }],
      },
      'prices[0].min',
    ],
  ])('refuse %s', async (_what, policy, field) => {
    const { errors } = await stage.run(compareLending, {
      input: { on: '2030-01-01', scenario, hypothetical: [{ label: 'x', ...policy }] },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONTRADICTORY_TERMS', field: `hypothetical[0].${field}` });
  });
  it.each<[string, object, RegExp]>([
    ['a limit of no loans', { license: { ...perpetual, checkouts: 0 } }, /checkouts/i],
    ['a license model that does not exist', { license: { ...perpetual, model: 'RENTAL' } }, /RENTAL/],
    ['an embargo counted in decades', { license: perpetual, embargo: { ...embargo, unit: 'DECADE' } }, /DECADE/],
    ['a negative embargo', { license: perpetual, embargo: { ...embargo, amount: -1 } }, /amount/i],
    [
      'more copies than any library has',
      { license: perpetual, embargo: { ...embargo, copiesAllowedDuring: 10_001 } },
      /copiesAllowed/i,
    ],
  ])('refuse %s', async (_what, policy, named) => {
    const { errors } = await stage.run(compareLending, {
      input: { on: '2030-01-01', scenario, hypothetical: [{ label: 'x', ...policy }] },
    });
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringMatching(named)]);
  });
});

it('refuses two hypothetical policies of one name, which no row could tell apart', async () => {
  const hypothetical = [
    { label: 'x', license: perpetual },
    { label: 'x', license: perpetual },
  ];
  const { errors } = await stage.run(compareLending, { input: { on: '2030-01-01', scenario, hypothetical } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'hypothetical[1].label' });
});

it('takes prices of the scenario for a policy before those for its publisher', async () => {
  const priceOverrides = [
    { id: 'macmillan', amount: '50' },
    { id: 'mac-2019-backlist', amount: '10' },
    { id: 'harpercollins', amount: '30' },
  ];
  const all = await rows({ ...example, publisherIds: ['macmillan', 'harpercollins'], scenario: { ...scenario, priceOverrides } });
  expect(all.map((row: { totalCost: { amount: string } }) => row.totalCost?.amount)).toEqual([
    '1380.00',
    '300.00',
    '900.00',
    undefined,
  ]);
});

it('keeps the price of a license from loans that are paid for, unless it is theirs by name', async () => {
  const asked = { ...example, publisherIds: ['simon-schuster'] };
  const totals = async (priceOverrides: object[]) =>
    (await rows({ ...asked, scenario: { ...scenario, priceOverrides } })).map(
      (row: { totalCost: { amount: string } }) => row.totalCost.amount,
    );
  expect(await totals([{ id: 'simon-schuster', amount: '10' }])).toEqual(['300.00', '2152.80']);
  expect(await totals([{ id: 'ss-2019-cpc', amount: '1' }])).toEqual(['1589.70', '720.00']);
});

describe('terms that libraries may choose instead', () => {
  const byTime = (durationMonths: number) => ({ model: 'METERED_BY_TIME', durationMonths, concurrency: 1, expiryRule: 'TIME' });
  const money = (amount: string) => ({ amount, currency: 'USD' });
  const policy = {
    id: 'audible-2026',
    publisherId: 'audible',
    formats: ['EBOOK'],
    territories: ['US'],
    effectiveFrom: { date: '2026-01-01' },
    license: byTime(24),
    options: [byTime(12), { model: 'COST_PER_CIRC', expiryRule: 'NONE' }, { ...perpetual }],
    prices: [
      { kind: 'EXACT', amount: money('60') },
      { kind: 'EXACT', amount: money('27.50'), scope: 'OPTION_1' },
      { kind: 'EXACT', amount: money('3'), scope: 'PER_CHECKOUT' },
    ],
    confidence: 'HIGH',
    sourceIds: ['seed'],
  };
  const asked = { publisherIds: ['audible'], on: '2026-06-01', format: 'EBOOK', scenario };
  const record = (changes: object = {}) =>
    stage.run(
      'mutation ($input: RecordPolicyInput!) { recordPolicy(input: $input) { policy { id } } }',
      { input: { ...policy, ...changes } },
      editor,
    );
  const document = `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows { label period { id } asOption
    license { model durationMonths } totalCost { amount } breakEven { loans months } unavailable { field reason } } } }`;
  beforeAll(async () => {
    expect((await record()).errors).toBeUndefined();
  });

  it('have a row each after their policy, with the price stated for them and none of other terms', async () => {
    const all = await rows(asked, document);
    expect(all).toMatchObject([
      { label: 'Audible', asOption: false, license: { durationMonths: 24 }, totalCost: { amount: '1800.00' } },
      { label: 'Audible (option 1)', asOption: true, license: { durationMonths: 12 }, totalCost: { amount: '1650.00' } },
      { label: 'Audible (option 2)', asOption: true, license: { model: 'COST_PER_CIRC' }, totalCost: { amount: '2160.00' } },
      { label: 'Audible (option 3)', asOption: true, license: { model: 'PERPETUAL_ONE_USER' }, totalCost: null },
    ]);
    expect(all.map((row: { period: { id: string } }) => row.period.id)).toEqual(Array(4).fill('audible-2026'));
    expect(all[3].unavailable).toContainEqual({ field: 'totalCost', reason: 'PRICE_NOT_STATED' });
  });
  it('are compared with their policy, and take prices by their label', async () => {
    const priceOverrides = [{ id: 'Audible (option 3)', amount: '100' }];
    const all = await rows({ ...asked, scenario: { ...scenario, priceOverrides } }, document);
    expect(all[0].breakEven).toEqual({ loans: '20', months: 24 });
    expect(all[3].totalCost).toEqual({ amount: '1000.00' });
  });
  it('count as rows, so that no more than 50 are computed', async () => {
    const policyIds = ['audible-2026', ...Array.from({ length: 47 }, (_, i) => `p${i}`)];
    const { errors } = await stage.run(document, { input: { ...asked, publisherIds: [], policyIds } });
    expect(errors?.[0]?.message).toContain('51 rows');
  });
  it('show as options where a policy of the record is one itself', async () => {
    const all = await rows({ ...example, publisherIds: ['penguin-random-house'], on: '2020-06-01' }, document);
    expect(all.map(({ asOption }: { asOption: boolean }) => asOption)).toEqual([false, true, true]);
  });
  it('have no price for an option that is not there', async () => {
    const prices = [{ kind: 'EXACT', amount: money('1'), scope: 'OPTION_4' }];
    const { errors } = await record({ id: 'audible-2027', prices });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'prices[0].scope' });
  });
});

it('explains each number by formula and inputs', async () => {
  const [row] = await rows(
    { ...example, publisherIds: ['penguin-random-house'] },
    'query ($input: CompareLendingInput!) { compareLending(input: $input) { rows { termsInWords explain { field formula inputs { name value } note } waste { expiredUnusedShare value { amount } } } } }',
  );
  expect(row.termsInWords).toContain('24 months');
  expect(row.explain.map(({ field }: { field: string }) => field)).toEqual(
    expect.arrayContaining(['totalCost', 'wait.worstCaseDays']),
  );
  expect(row.waste.expiredUnusedShare).toMatch(/^0\.\d{4}$/);
});

it.each<[string, object, string]>([
  ['negative copies', { scenario: { ...scenario, copies: -1 } }, 'BAD_USER_INPUT'],
  ['too many holds', { scenario: { ...scenario, holds: 10_001 } }, 'BAD_USER_INPUT'],
  ['31 years', { scenario: { ...scenario, years: 31 } }, 'BAD_USER_INPUT'],
  ['a negative price', { scenario: { ...scenario, priceOverrides: [{ id: 'macmillan', amount: '-1' }] } }, 'BAD_USER_INPUT'],
  [
    'a price of what is not compared',
    { scenario: { ...scenario, priceOverrides: [{ id: 'tor', amount: '1' }] } },
    'BAD_USER_INPUT',
  ],
  ['nothing to compare', { publisherIds: [] }, 'BAD_USER_INPUT'],
  ['51 policies', { policyIds: Array.from({ length: 51 }, (_, i) => `p${i}`) }, 'BAD_USER_INPUT'],
  ['more than 50 rows', { policyIds: Array.from({ length: 46 }, (_, i) => `p${i}`) }, 'BAD_USER_INPUT'],
  ['a moment before the record', { asKnownOn: '2001-01-01T00:00:00Z' }, 'BEFORE_RECORDS'],
])('refuses %s', async (_what, change, code) => {
  const { errors } = await stage.run(compareLending, { input: { ...example, ...change } });
  expect(errors?.[0]?.extensions.code).toBe(code);
});

it.each(Object.entries({ MONTH: 121, WEEK: 3_651, DAY: 3_651 }))(
  'refuses an embargo of more than ten years counted by the %s, where the client wrote it',
  async (unit, amount) => {
    const embargo = { amount, unit, copiesAllowedDuring: 1 };
    const { errors } = await stage.run(compareLending, {
      input: { ...example, hypothetical: [{ label: 'x', publisherIds: ['macmillan'], embargo }] },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'hypothetical[0].embargo.amount' });
  },
);

it('says that there is nothing to compute without copies', async () => {
  const [row] = await rows({ ...example, publisherIds: ['hachette'], scenario: { ...scenario, copies: 0 } });
  expect(row.unavailable).toContainEqual({ field: 'wait.worstCaseDays', reason: 'NO_COPIES' });
});

it('lets others run while it compares 50 policies for 10,000 holds', async () => {
  const policies = Array.from({ length: 50 }, (_, i) => ({
    label: `${i}`,
    license: perpetual,
    embargo: { amount: 4, unit: 'MONTH', copiesAllowedDuring: 1 },
  }));
  const input = {
    on: '2019-11-15',
    hypothetical: policies,
    scenario: { ...scenario, copies: 37, holds: 10_000, reader: 10_000, promisedWaitDays: 90, years: 30 },
  };
  const pauses: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    pauses.push(performance.now() - last);
    last = performance.now();
  }, 1);
  await rows(input);
  clearInterval(timer);
  expect(pauses.length).toBeGreaterThan(3);
});
