// What applied to a publisher on a day, as it was believed at a moment.
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const publisherPolicies = `query PublisherPolicies($on: Date!) {
  publishers(first: 50) { nodes { id name policiesInForce(on: $on, format: EBOOK) {
    inheritedFrom { id }
    period { id license { model checkouts durationMonths concurrency expiryRule } embargo { amount unit copiesAllowedDuring } confidence sources { id title url } } } } }
}`;

interface Shown {
  readonly inheritedFrom: { readonly id: string } | null;
  readonly period: {
    readonly id: string;
    readonly license: { readonly checkouts: number | null; readonly durationMonths: number | null };
    readonly embargo: object | null;
  };
}

async function picture(on: string): Promise<Record<string, Shown[]>> {
  const { publishers } = await stage.ask(publisherPolicies, { on });
  return Object.fromEntries(
    publishers.nodes.map(({ id, policiesInForce }: { id: string; policiesInForce: Shown[] }) => [id, policiesInForce]),
  );
}

const ids = (shown: Shown[] | undefined) => shown?.map(({ period }) => period.id);
const terms = (shown: Shown[] | undefined) => shown?.[0]?.period.license;

it('shows the picture of the first announcement for 2019-10-09', async () => {
  const on = await picture('2019-10-09');
  expect(terms(on.harpercollins)).toMatchObject({ checkouts: 26, durationMonths: null });
  for (const house of ['penguin-random-house', 'hachette', 'simon-schuster'])
    expect(terms(on[house])).toMatchObject({ checkouts: null, durationMonths: 24 });
  expect(terms(on.macmillan)).toMatchObject({ checkouts: 52, durationMonths: 24, expiryRule: 'EARLIER_OF' });
  expect(on.tor![0]).toMatchObject({
    inheritedFrom: null,
    period: { embargo: { amount: 4, unit: 'MONTH', copiesAllowedDuring: 0 } },
  });
  expect(
    Object.fromEntries(
      ['harpercollins', 'penguin-random-house', 'hachette', 'simon-schuster', 'macmillan', 'tor'].map((id) => [id, ids(on[id])]),
    ),
  ).toEqual({
    harpercollins: ['hc-2011-26'],
    'penguin-random-house': ['prh-2018-24m'],
    hachette: ['hbg-2019-24m'],
    'simon-schuster': ['ss-2019-24m', 'ss-2019-cpc'],
    macmillan: ['mac-2014-full'],
    tor: ['tor-2018-embargo'],
  });
});

it('shows all of Macmillan under the eight-week embargo with one copy on 2019-11-15, Tor by inheritance', async () => {
  const on = await picture('2019-11-15');
  const embargo = { period: { id: 'mac-2019-embargo', embargo: { amount: 8, unit: 'WEEK', copiesAllowedDuring: 1 } } };
  expect(on.macmillan![0]).toMatchObject({ inheritedFrom: null, ...embargo });
  expect(on.tor![0]).toMatchObject({ inheritedFrom: { id: 'macmillan' }, ...embargo });
  expect(on.minotaur![0]).toMatchObject({ inheritedFrom: { id: 'macmillan' }, ...embargo });
});

it('counts the last day to what follows', async () => {
  expect(ids((await picture('2020-03-19')).macmillan)).toEqual(['mac-2019-embargo', 'mac-2019-backlist']);
  expect(ids((await picture('2020-03-20')).macmillan)).toEqual(['mac-2020-restored']);
});

it('lets predecessors, acquired houses and affiliates inherit nothing', async () => {
  const on = await picture('2023-10-01');
  expect([on.penguin, on['random-house'], on.audible].map(ids)).toEqual([[], [], []]);
  expect(ids(on.hmh)).toEqual(['hmh-2021-26']);
});

it('reads each edge of a page in one statement', async () => {
  stage.statements.length = 0;
  await picture('2019-11-15');
  expect(stage.statements).toHaveLength(4);
  for (const table of ['FROM publisher WHERE', 'policy_period', 'FROM source WHERE'])
    expect(stage.statements.some((sql) => new RegExp(table).test(sql))).toBe(true);
});

it('reads the policies once, whatever days and moments one request asks for', async () => {
  stage.statements.length = 0;
  await stage.ask(`{ publishers(first: 50) { nodes {
    a: policiesInForce(on: "2019-10-09") { period { id } } b: policiesInForce(on: "2019-10-09", asKnownOn: "2019-01-01T00:00:00Z") { period { id } }
    policies { id } } } }`);
  expect(stage.statements.filter((sql) => sql.includes('policy_period'))).toHaveLength(1);
});

describe('as known on', () => {
  const believed = `query ($on: Date!, $known: DateTime) { publisher(id: "macmillan") { policiesInForce(on: $on, asKnownOn: $known, format: EBOOK) { period { id version effectiveTo { date } } } } }`;
  const about = async (on: string, known: string | null) => {
    const { publisher } = await stage.ask(believed, { on, known });
    return publisher.policiesInForce.map(({ period }: { period: { id: string; effectiveTo: { date: string } | null } }) => [
      period.id,
      period.effectiveTo?.date ?? null,
    ]);
  };

  it('believes on 2019-06-01 that the terms of 2014 will still hold in December', async () => {
    expect(await about('2019-12-01', '2019-06-01T00:00:00Z')).toEqual([['mac-2014-full', null]]);
  });
  it('knows of the embargo from the day it was announced, and not of its end', async () => {
    expect(await about('2019-12-01', '2019-07-25T00:00:00Z')).toEqual([
      ['mac-2019-embargo', null],
      ['mac-2019-backlist', null],
    ]);
    expect(await about('2020-04-01', '2020-03-16T23:59:59Z')).toEqual([
      ['mac-2019-embargo', null],
      ['mac-2019-backlist', null],
    ]);
    expect(await about('2020-04-01', '2020-03-17T00:00:00Z')).toEqual([['mac-2020-restored', null]]);
    expect(await about('2019-12-01', null)).toEqual([
      ['mac-2019-embargo', '2020-03-20'],
      ['mac-2019-backlist', '2020-03-20'],
    ]);
  });
  it('names no report of an extension on the day of what was extended', async () => {
    const sourcesOf = async (asKnownOn: string | null) => {
      const { policyPeriod } = await stage.ask(
        `query ($asKnownOn: DateTime) { policyPeriod(id: "prh-2020-temp-12m", asKnownOn: $asKnownOn) { sources { id } } }`,
        { asKnownOn },
      );
      return policyPeriod.sources.map(({ id }: { id: string }) => id);
    };
    expect(await sourcesOf('2020-03-18T12:00:00Z')).toEqual(['ala-prh20']);
    expect(await sourcesOf(null)).toEqual(['ala-prh20', 'pw-prh20a', 'pw-prh20b', 'pw-prh21']);
  });
  it('names only sources that could be read then', async () => {
    const query = `query ($asKnownOn: DateTime) { policyPeriod(id: "mac-2019-embargo", asKnownOn: $asKnownOn) { sources { id } } }`;
    const sources = async (asKnownOn: string | null) =>
      (await stage.ask(query, { asKnownOn })).policyPeriod.sources.map(({ id }: { id: string }) => id);
    expect(await sources('2019-12-01T00:00:00Z')).toEqual(['pw-mac', 'rf-mac', 'ocls']);
    expect(await sources(null)).toEqual(['pw-mac', 'rf-mac', 'ocls', 'lj-end', 'seed', 'rf-md19']);
  });

  it('refuses a moment before the record begins', async () => {
    await expect(about('2019-12-01', '2010-12-31T23:59:59Z')).rejects.toThrow(/^BEFORE_RECORDS: .*2011-01-01/);
  });
  it('shows the reported rise of 220 % until it was corrected to 104 %, and says why', async () => {
    const rise = `query ($known: DateTime) { policyPeriod(id: "hbg-2012-backlist", asKnownOn: $known) { version revision correctionReason prices { rule } } }`;
    const first = await stage.ask(rise, { known: '2012-09-14T00:00:00Z' });
    expect(first.policyPeriod).toMatchObject({ version: 1, correctionReason: null });
    expect(first.policyPeriod.prices).toEqual([{ rule: expect.stringContaining('220 %') }]);
    const second = await stage.ask(rise, { known: '2012-09-18T00:00:00Z' });
    expect(second.policyPeriod).toMatchObject({
      version: 2,
      revision: 'CORRECTED',
      correctionReason: expect.stringContaining('104 %'),
    });
    expect(second.policyPeriod.prices[0]).toEqual({ rule: expect.stringContaining('+104 %') });
    await expect(stage.ask(rise, { known: '2012-09-12T00:00:00Z' })).rejects.toThrow('NOT_FOUND');
  });
});

it('tells unknown, none and unlimited apart', async () => {
  const of = async (id: string) =>
    (
      await stage.ask(
        'query ($id: ID!) { policyPeriod(id: $id) { license { expiryRule checkouts } licenseLimits { checkouts durationMonths } embargo { amount } embargoKnown } }',
        { id },
      )
    ).policyPeriod;
  const [unknown, none, unlimited] = await Promise.all(['audible-2023-palace', 'mac-none', 'prh-2018-24m'].map(of));
  expect(unknown).toMatchObject({
    embargoKnown: false,
    license: { expiryRule: 'UNKNOWN' },
    licenseLimits: { checkouts: 'UNKNOWN' },
  });
  expect(none).toMatchObject({ embargoKnown: true, licenseLimits: { checkouts: 'NOT_OFFERED' } });
  expect(unlimited).toMatchObject({
    embargo: null,
    embargoKnown: true,
    licenseLimits: { checkouts: 'UNLIMITED', durationMonths: 'LIMITED' },
  });
});

it('keeps proposals out of what was in force but lists them', async () => {
  const { publisher } = await stage.ask(
    `{ publisher(id: "macmillan") { all: policies { id } then: policies(on: "2020-03-10") { id } } }`,
  );
  expect(publisher.all.map(({ id }: { id: string }) => id)).toContain('mac-2020-proposals');
  expect(publisher.then.map(({ id }: { id: string }) => id)).toEqual(['mac-2019-backlist', 'mac-2019-embargo']);
});

it('shows several options side by side, and money without a lost cent', async () => {
  const { publisher } =
    await stage.ask(`{ publisher(id: "amazon-publishing") { policiesInForce(on: "2021-06-01", format: AUDIOBOOK) { asOption period { optionKey } } }
    price: policyPeriod(id: "ss-2019-cpc") { prices { kind min { amount currency } max { amount } } } }`);
  expect(publisher.policiesInForce).toEqual([1, 2, 3, 4].map((n) => ({ asOption: true, period: { optionKey: `option-${n}` } })));
  expect(
    (await stage.ask(`{ policyPeriod(id: "ss-2019-cpc") { prices { kind min { amount currency } max { amount } } } }`))
      .policyPeriod.prices,
  ).toEqual([{ kind: 'RANGE', min: { amount: '0.99', currency: 'USD' }, max: { amount: '2.99' } }]);
});
