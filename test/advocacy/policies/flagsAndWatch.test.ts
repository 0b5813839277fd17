// Barred terms are flagged with their law, and embargoes are listed with their days.
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('policyFlags', () => {
  const flags = async (on: string, publisherIds?: string[]): Promise<Record<string, string[]>> => {
    const { policyFlags } = await stage.ask(
      `query ($on: Date!, $ids: [ID!]) { policyFlags(on: $on, publisherIds: $ids, format: EBOOK) { publisher { id }
        policies { period { id } flags { code explanation law { name status sources { id } } } } } }`,
      { on, ids: publisherIds },
    );
    return Object.fromEntries(
      policyFlags.flatMap(({ policies }: { policies: { period: { id: string }; flags: { code: string }[] }[] }) =>
        policies.map(({ period, flags }) => [period.id, flags.map(({ code }) => code)]),
      ),
    );
  };

  it('finds both limits, the embargo and the missing lasting option in the terms of Macmillan', async () => {
    expect((await flags('2019-11-15', ['macmillan']))['mac-2019-embargo']).toEqual([
      'LOAN_AND_TIME_LIMIT',
      'COPY_LIMIT_AT_RELEASE',
      'NO_LASTING_OPTION',
    ]);
  });
  it('counts an option for the same titles and no other', async () => {
    expect(await flags('2020-06-01', ['penguin-random-house'])).toEqual({});
    expect(await flags('2019-11-15', ['simon-schuster'])).toEqual({ 'ss-2019-24m': ['NO_LASTING_OPTION'] });
    expect(await flags('2021-06-01', ['amazon-publishing'])).toEqual({ 'apub-2021-option-4': ['LOAN_AND_TIME_LIMIT'] });
  });
  it('finds what is not offered, and nothing in perpetual or loan-metered licenses', async () => {
    expect(await flags('2012-01-01')).toEqual({
      'apub-none': ['NOT_OFFERED'],
      'hbg-2010-frontlist-none': ['NOT_OFFERED'],
      'mac-none': ['NOT_OFFERED'],
      'ss-none': ['NOT_OFFERED'],
    });
  });
  it('refuses an unknown publisher by its id, in place of passing it off as one whose terms no law would bar', async () => {
    await expect(flags('2019-11-15', ['macmillan', 'macmilan'])).rejects.toThrow(/^NOT_FOUND: .*"macmilan"/);
    expect(await flags('2019-11-15', [])).toEqual({});
  });
  it('cites the law and its sources, and knows nothing of unknown terms', async () => {
    const { publisher } = await stage.ask(
      `{ publisher(id: "audible") { policiesInForce(on: "2023-10-01") { flags { code } } } }`,
    );
    expect(publisher.policiesInForce).toEqual([{ flags: null }]);
    const { policyFlags } = await stage.ask(
      `{ policyFlags(on: "2019-10-09", publisherIds: ["tor"]) { policies { flags { explanation law { name sources { id } notChecked } } } } }`,
    );
    expect(policyFlags[0].policies[0].flags[0]).toMatchObject({
      explanation: 'Limited to 52 loans and to 24 months.',
      law: { name: 'Connecticut SB 1234' },
    });
    expect(policyFlags[0].policies[0].flags[0].law.sources.slice(0, 3)).toEqual([
      { id: 'hh-ct' },
      { id: 'ebsg-ct' },
      { id: 'ctp-ct' },
    ]);
  });
});

describe('embargoWatch', () => {
  const watch = async (on: string, asKnownOn?: string) =>
    (
      await stage.ask(
        `query ($on: Date!, $known: DateTime) { embargoWatch(on: $on, asKnownOn: $known) {
          inForce { publisher { id } daysSoFar } history { period { id } durationDays daysSoFar approximate inForce } } }`,
        { on, known: asKnownOn },
      )
    ).embargoWatch;
  const houses = (runs: { publisher: { id: string } }[]) => runs.map(({ publisher }) => publisher.id);

  it('names who had an embargo in force on a day', async () => {
    expect(houses((await watch('2019-12-01')).inForce).sort()).toEqual(['blackstone', 'macmillan']);
    expect(houses((await watch('2019-10-09')).inForce).sort()).toEqual(['blackstone', 'tor']);
    expect(houses((await watch('2020-03-20')).inForce)).toEqual(['blackstone']);
    expect(houses((await watch('2015-01-01')).inForce)).toEqual([]);
  });
  it('counts how long each lasted', async () => {
    expect((await watch('2021-01-01')).history).toEqual([
      { period: { id: 'penguin-2012-pilot' }, durationDays: 243, daysSoFar: 243, approximate: true, inForce: false },
      { period: { id: 'tor-2018-embargo' }, durationDays: 488, daysSoFar: 488, approximate: true, inForce: false },
      { period: { id: 'blackstone-2019-embargo' }, durationDays: 1096, daysSoFar: 550, approximate: false, inForce: true },
      { period: { id: 'mac-2019-embargo' }, durationDays: 140, daysSoFar: 140, approximate: false, inForce: false },
    ]);
  });
  it('does not know of an end before it was announced', async () => {
    const { history } = await watch('2020-02-01', '2020-02-01T00:00:00Z');
    expect(history.at(-1)).toMatchObject({
      period: { id: 'mac-2019-embargo' },
      durationDays: null,
      daysSoFar: 92,
      inForce: true,
    });
  });
});
