// A price is kept exactly as it was written, in the record, in files and in figures, or it is refused.
import { importPolicies } from '#advocacy/policies/index';
import { amountOfFact, factsOf } from '#advocacy/terms/facts';
import { readFacts } from '#kit/words/facts';
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const [sample] = readFacts<{ policies: object[] }>('policies.json').policies;
let counter = 0;
/** The text of a file with one policy at a price. */
const fileOf = (amount: string, currency = 'USD') => {
  counter += 1;
  const price = `{"kind":"EXACT","amount":${amount},"min":null,"max":null,"currency":"${currency}","scope":null,"rule":null}`;
  const policy = { ...sample, id: `exact-${counter}`, titleScope: `SCOPE_${counter}`, prices: ['PRICE'] };
  return JSON.stringify({ policies: [policy] }).replace('"PRICE"', price);
};
const run = (file: unknown) =>
  importPolicies({ database: stage.database, schema: stage.schema, clock: () => stage.now, subject: 'erin', file, apply: true });

describe('a JSON number of a file', () => {
  it.each([
    ['0.0049', '0.0049'],
    ['2.995', '2.995'],
    ['2.9950', '2.9950'],
    ['30', '30.00'],
    ['55.1', '55.10'],
    ['1e1', '10.00'],
    ['5e-3', '0.005'],
    ['123456789012.123456789012', '123456789012.123456789012'],
    ['"59.99"', '59.99'],
  ])('%s is recorded as %s', async (written, amount) => {
    expect(await run(factsOf(fileOf(written)))).toMatchObject([{ outcome: 'ADDED' }]);
    const { policyPeriod } = await stage.ask(`{ policyPeriod(id: "exact-${counter}") { prices { amount { amount } } } }`);
    expect(policyPeriod.prices).toEqual([{ amount: { amount } }]);
  });

  it.each([
    ['1234567890123', 'USD', /12 digits/],
    ['0.1234567890123', 'USD', /12 digits/],
    ['1e30', 'USD', /.+/],
    ['1e999', 'USD', /.+/],
    ['-1', 'USD', /negative/],
    ['2.99', 'ZZZ', /ISO 4217/],
    ['2.99', 'XXX', /ISO 4217/],
    ['2.99', 'usd', /ISO 4217/],
  ])('%s %s is refused', async (written, currency, words) => {
    expect(await run(factsOf(fileOf(written, currency)))).toMatchObject([
      { outcome: 'REFUSED', reason: expect.stringMatching(/^BAD_USER_INPUT: /) },
    ]);
    expect((await run(factsOf(fileOf(written, currency))))[0]?.reason).toMatch(words);
  });

  it('of which a binary number has lost digits is refused rather than guessed', () => {
    expect(() => amountOfFact(0.1 + 0.2)).toThrow(/more digits/);
    expect([amountOfFact(0.0049), amountOfFact(2.995), amountOfFact(30)]).toEqual(['0.0049', '2.995', '30.00']);
  });

  it('stays a number where it is a whole one, and texts stay texts', () => {
    expect(factsOf('{"a":26,"b":26.0,"c":"1.50 or \\"2\\"","d":[-3,1.50,12345678901234567890]}')).toEqual({
      a: 26,
      b: 26,
      c: '1.50 or "2"',
      d: [-3, '1.50', '12345678901234567890'],
    });
    expect(() => factsOf('{"a":01}')).toThrow(SyntaxError);
  });
});

const terms = { model: 'METERED_BY_TIME', durationMonths: 24, concurrency: 1, expiryRule: 'TIME' };
const compared = (prices: object[], currency = 'USD') =>
  stage.ask(
    `query ($input: CompareLendingInput!) { compareLending(input: $input) { rows { totalCost { amount } costPerCirculation { amount }
       explain { field inputs { name value } } } } }`,
    {
      input: {
        hypothetical: [{ label: 'h', license: terms, prices }],
        on: '2019-11-15',
        scenario: { copies: 1, holds: 0, checkoutsPerYear: 12, years: 6, loanDays: 14, currency },
      },
    },
  );
const exact = (amount: string, currency = 'USD') => ({ kind: 'EXACT', amount: { amount, currency } });

it('a comparison adds prices up to the last digit, and what costs something is never 0', async () => {
  const { compareLending } = await compared([exact('0.0049')]);
  expect(compareLending.rows[0]).toMatchObject({ totalCost: { amount: '0.0147' }, costPerCirculation: { amount: '0.0002042' } });
  const tiny = (await compared([exact('0.000000000001')])).compareLending.rows[0];
  expect(tiny.totalCost).toEqual({ amount: '0.000000000003' });
});

it('a range says its ends as they were written', async () => {
  const range = { kind: 'RANGE', min: { amount: '0.0049', currency: 'USD' }, max: { amount: '2.995', currency: 'USD' } };
  const { compareLending } = await compared([range]);
  expect(JSON.stringify(compareLending)).toContain('upper end of the range 0.0049 to 2.995');
});

it.each(['ZZZ', 'XTS', 'EURO'])('a comparison in %s is refused by the name of the field', async (currency) => {
  await expect(compared([], currency)).rejects.toMatchObject({
    cause: { extensions: { code: 'BAD_USER_INPUT', field: 'scenario.currency' } },
  });
  await expect(compared([exact('1', currency)])).rejects.toThrow(/ISO 4217/);
});
