// The feed lists every change once, and a difference compares two days.
import { seed } from '#advocacy/subgraph';
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const feed = `query ($since: String, $first: Int! = 100, $filter: PolicyChangeFilter) {
  policyChanges(since: $since, first: $first, filter: $filter) { totalCount pageInfo { endCursor hasNextPage }
    nodes { id kind publisher { id } from { id version } to { id version } effectiveOn { date } direction reasons { code before after } fields { field before after } } }
}`;
const read = async (variables: object = {}) => (await stage.ask(feed, variables as Record<string, unknown>)).policyChanges;

it('tells of the Macmillan embargo: stricter for Macmillan, less strict for Tor, and its end', async () => {
  const { nodes } = await read({
    filter: { publisherIds: ['macmillan', 'tor'], directions: ['MORE_RESTRICTIVE', 'LESS_RESTRICTIVE', 'MIXED'] },
  });
  expect(nodes.slice(-4)).toMatchObject([
    { publisher: { id: 'tor' }, from: { id: 'mac-2014-full' }, to: { id: 'tor-2018-embargo' }, direction: 'MORE_RESTRICTIVE' },
    { publisher: { id: 'tor' }, from: { id: 'tor-2018-embargo' }, to: { id: 'mac-2019-embargo' }, direction: 'LESS_RESTRICTIVE' },
    {
      publisher: { id: 'macmillan' },
      effectiveOn: { date: '2019-11-01' },
      direction: 'MORE_RESTRICTIVE',
      reasons: [{ code: 'EMBARGO_ADDED', before: null, after: '8 weeks, 1 copy meanwhile' }],
    },
    {
      kind: 'REPLACED',
      effectiveOn: { date: '2020-03-20' },
      direction: 'LESS_RESTRICTIVE',
      reasons: [{ code: 'EMBARGO_REMOVED' }],
    },
  ]);
});

it('tells of the correction of Hachette’s prices, and what was wrong', async () => {
  const { nodes } = await read({ filter: { kinds: ['CORRECTED'] } });
  expect(nodes).toMatchObject([{ from: { id: 'hbg-2012-backlist', version: 1 }, to: { id: 'hbg-2012-backlist', version: 2 } }]);
  expect(nodes[0].fields).toEqual([
    { field: 'prices', before: expect.stringContaining('220 %'), after: expect.stringContaining('+104 %') },
  ]);
});

it('can be asked for the changes of some days, and for what was recorded since a moment', async () => {
  const found = async (filter: object) =>
    (await read({ filter })).nodes.map(({ to, from }: { to: { id: string } | null; from: { id: string } }) => (to ?? from).id);
  expect(await found({ publisherIds: ['macmillan'], effectiveFrom: '2019-11-01', effectiveBefore: '2020-03-20' })).toEqual([
    'mac-2019-embargo',
    'mac-2019-backlist',
  ]);
  expect(await found({ recordedSince: '2022-01-01T00:00:00Z' })).toEqual([
    'prh-2020-temp-12m',
    'prh-2020-temp-cpc',
    'audible-2023-palace',
    'blackstone-2022-perpetual',
    'overdrive-max-2022',
    'palace-big-five-2023',
    'ipg-2024-owned',
  ]);
  await expect(found({ publisherIds: Array.from({ length: 101 }, (_, i) => `p${i}`) })).rejects.toThrow('BAD_USER_INPUT');
});

it('gives each change its cursor, from which a reader goes on', async () => {
  const edged = `query ($since: String) { policyChanges(since: $since, first: 4) { nodes { id } edges { cursor node { id kind kindInWords } } pageInfo { startCursor endCursor } } }`;
  const { nodes, edges, pageInfo } = (await stage.ask(edged)).policyChanges;
  expect(edges.map(({ node: { id } }: { node: { id: string } }) => ({ id }))).toEqual(nodes);
  expect([edges[0].cursor, edges[3].cursor]).toEqual([pageInfo.startCursor, pageInfo.endCursor]);
  expect(edges[0].node.kindInWords).toBe(edges[0].node.kind.toLowerCase().replaceAll('_', ' '));
  const next = (await stage.ask(edged, { since: edges[1].cursor })).policyChanges;
  expect(next.nodes[0]).toEqual(nodes[2]);
});

describe('the feed read back', () => {
  const back = `query ($order: PolicyChangeOrder!, $since: String, $first: Int! = 7, $filter: PolicyChangeFilter) {
    policyChanges(order: $order, since: $since, first: $first, filter: $filter) { totalCount pageInfo { endCursor hasNextPage }
      nodes { id effectiveOn { date } reach territories } } }`;
  type Entry = { id: string; effectiveOn: { date: string } | null; reach: string; territories: string[] };
  async function whole(order: string, filter: object | null = null): Promise<Entry[]> {
    const found: Entry[] = [];
    for (let since: string | null = null; ; ) {
      const { policyChanges } = await stage.ask(back, { order, since, filter });
      found.push(...policyChanges.nodes);
      if (!policyChanges.pageInfo.hasNextPage) return found;
      since = policyChanges.pageInfo.endCursor;
    }
  }

  it('has each entry once in every order, the newest first where asked', async () => {
    const recorded = (await whole('RECORDED')).map(({ id }) => id);
    expect(recorded.length).toBeGreaterThan(20);
    expect((await whole('RECORDED_NEWEST_FIRST')).map(({ id }) => id)).toEqual(recorded.toReversed());
    const effective = await whole('EFFECTIVE_NEWEST_FIRST');
    expect(effective.map(({ id }) => id).toSorted()).toEqual(recorded.toSorted());
    const days = effective.map(({ effectiveOn }) => effectiveOn?.date ?? '');
    expect(days).toEqual(days.toSorted().reverse());
  });

  it('is of a country when asked: what is documented for it, for the world, or for places nobody knows', async () => {
    const all = await whole('EFFECTIVE_NEWEST_FIRST');
    const here = ({ reach, territories }: Entry) => reach !== 'COUNTRIES' || territories.includes('GB');
    expect(await whole('EFFECTIVE_NEWEST_FIRST', { territory: 'GB' })).toEqual(all.filter(here));
    expect(all.filter(here).length).toBeLessThan(all.length);
  });

  it('refuses a cursor of another order', async () => {
    const { policyChanges } = await stage.ask(back, { order: 'RECORDED' });
    const since = policyChanges.pageInfo.endCursor;
    await expect(stage.ask(back, { order: 'EFFECTIVE_NEWEST_FIRST', since })).rejects.toThrow('BAD_USER_INPUT');
  });
});

it('finds the policy before a gap', async () => {
  const { nodes } = await read({ filter: { publisherIds: ['macmillan'], directions: ['LESS_RESTRICTIVE'] } });
  expect(nodes[0]).toMatchObject({
    from: { id: 'mac-none' },
    to: { id: 'mac-2013-backlist' },
    reasons: [{ code: 'NOW_OFFERED' }],
  });
});

it('gives every entry exactly once, page after page, in the same order', async () => {
  const all = await read();
  const paged: { id: string }[] = [];
  for (let since: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof read>> = await read({ since, first: 7 });
    paged.push(...page.nodes);
    since = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  expect(paged.map(({ id }) => id)).toEqual(all.nodes.map(({ id }: { id: string }) => id));
  expect(paged).toHaveLength(all.totalCount);
});

it('seeds the same entries once', async () => {
  const { totalCount } = await read();
  await seed(stage.database, 'facts');
  expect((await read()).totalCount).toBe(totalCount);
});

it('refuses a cursor of another list', async () => {
  await expect(read({ since: 'nonsense' })).rejects.toThrow('BAD_USER_INPUT: since is not a cursor');
});

describe('policyDiff', () => {
  const diff = async (publisher: string, from: string, to: string) =>
    (
      await stage.ask(
        `query ($p: ID!, $from: Date!, $to: Date!) { policyDiff(publisher: $p, from: $from, to: $to, format: EBOOK) {
          before { id } after { id } direction reasons { code } fields { field before after } } }`,
        { p: publisher, from, to },
      )
    ).policyDiff;

  it('shows field by field what the embargo changed', async () => {
    const [embargo, backlist] = await diff('macmillan', '2019-10-31', '2019-11-01');
    expect(embargo).toMatchObject({
      before: { id: 'mac-2014-full' },
      after: { id: 'mac-2019-embargo' },
      direction: 'MORE_RESTRICTIVE',
    });
    expect(embargo.fields).toContainEqual({ field: 'embargo', before: 'none', after: '8 weeks, 1 copy meanwhile' });
    expect(embargo.fields).toContainEqual({ field: 'titleScope', before: 'ALL', after: 'NEW_RELEASES' });
    expect(backlist).toMatchObject({ before: { id: 'mac-2014-full' }, after: { id: 'mac-2019-backlist' }, direction: null });
  });
  it('finds no differing field where the same policy went on', async () => {
    expect(await diff('harpercollins', '2012-01-01', '2018-01-01')).toEqual([
      { before: { id: 'hc-2011-26' }, after: { id: 'hc-2011-26' }, direction: null, reasons: [], fields: [] },
    ]);
  });
  it('sets each part of the titles beside the policy for all of them that it came from or went to', async () => {
    const sides = (differences: { before: { id: string } | null; after: { id: string } | null }[]) =>
      differences.map(({ before, after }) => [before?.id, after?.id]);
    expect(sides(await diff('macmillan', '2019-10-09', '2019-11-15'))).toEqual([
      ['mac-2014-full', 'mac-2019-embargo'],
      ['mac-2014-full', 'mac-2019-backlist'],
    ]);
    expect(sides(await diff('macmillan', '2019-11-15', '2020-04-01'))).toEqual([
      ['mac-2019-embargo', 'mac-2020-restored'],
      ['mac-2019-backlist', 'mac-2020-restored'],
    ]);
  });

  it('has nothing before for an option that is paid by the loan', async () => {
    const differences = await diff('simon-schuster', '2019-07-15', '2019-08-15');
    expect(differences.find(({ after }: { after: { id: string } }) => after.id === 'ss-2019-cpc')).toMatchObject({
      before: null,
    });
  });

  it('counts what an imprint inherits', async () => {
    const [tor] = await diff('tor', '2019-10-09', '2019-11-15');
    expect(tor).toMatchObject({
      before: { id: 'tor-2018-embargo' },
      after: { id: 'mac-2019-embargo' },
      direction: 'LESS_RESTRICTIVE',
    });
  });
  it('tells how the price of a new title changed, in all and in a year, from which stated prices', async () => {
    const change = async (publisher: string, from: string, to: string, currency = 'USD') =>
      (
        await stage.ask(
          `query ($p: ID!, $from: Date!, $to: Date!, $currency: String!) { policyDiff(publisher: $p, from: $from, to: $to, format: EBOOK) {
            priceChange(currency: $currency) { before { amount currency } after { amount } changePercent annualGrowth
              unavailable { field reason } explain { field formula inputs { name value } } } } }`,
          { p: publisher, from, to, currency },
        )
      ).policyDiff[0].priceChange;
    const random = await change('penguin-random-house', '2017-01-01', '2019-01-01');
    expect(random).toMatchObject({
      before: { amount: '65.00', currency: 'USD' },
      after: { amount: '55.00' },
      changePercent: '-15.38',
      annualGrowth: '-0.0801',
      unavailable: [],
    });
    expect(random.explain[1]).toMatchObject({
      field: 'after',
      inputs: [{ name: 'price used', value: 'cap, so an upper bound, stated for FRONTLIST_ADULT' }],
    });
    expect(random.explain[3].inputs).toContainEqual({ name: 'years', value: '2' });
    const fields = ['before', 'after', 'changePercent', 'annualGrowth'];
    const [harper, canada, never] = await Promise.all([
      change('harpercollins', '2012-01-01', '2018-01-01'),
      change('penguin-random-house', '2017-01-01', '2019-01-01', 'EUR'),
      change('amazon-publishing', '2020-01-01', '2022-01-01'),
    ]);
    expect(harper.unavailable).toEqual(fields.map((field) => ({ field, reason: 'PRICE_NOT_STATED' })));
    expect(canada.unavailable).toEqual(fields.map((field) => ({ field, reason: 'PRICE_IN_OTHER_CURRENCY' })));
    expect(never.unavailable).toEqual(fields.map((field) => ({ field, reason: 'NOTHING_RECORDED' })));
    await expect(change('harpercollins', '2012-01-01', '2018-01-01', 'dollars')).rejects.toThrow('BAD_USER_INPUT');
  });
  it('refuses an unknown publisher', async () => {
    await expect(diff('nobody', '2019-10-09', '2019-11-15')).rejects.toThrow('NOT_FOUND');
  });
});
