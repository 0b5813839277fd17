// Promises of the page that compares: what its address asks, where a refusal stands, and how bars tell exact numbers from bounds.
import { costBar, nameOf, waitBar, whyMissing } from '#dashboard/pages/compare/figures';
import { addressOf, atField, exportAddress, filledIn, type Row, variablesOf } from '#dashboard/pages/compare/scenario';
import { wordsIn } from '#dashboard/words/words';

const words = wordsIn('en');
const fields = (text: string) => new URLSearchParams(text);
const now = new Date('2026-11-30T06:00:00Z');
const asked = (text: string) => variablesOf(fields(text), words, now);

describe('an address', () => {
  it('that says nothing compares the five largest with the usual numbers', () => {
    const { publisherIds, scenario, format, territory, hypothetical } = asked('');
    expect(publisherIds).toEqual(['hachette', 'harpercollins', 'macmillan', 'penguin-random-house', 'simon-schuster']);
    expect(scenario).toEqual({
      copies: 10,
      holds: 100,
      checkoutsPerYear: 12,
      years: 6,
      loanDays: 14,
      reader: 100,
      currency: 'USD',
    });
    expect([format, territory, hypothetical]).toEqual(['EBOOK', 'US', []]);
  });

  it('asks what it says, empty for all countries and for none of what may be left out', () => {
    const text =
      'on=2019-11-15&territory=&publisherIds=hachette&scenario.copies=2&scenario.promisedWaitDays=&scenario.consumerPrice=14.99' +
      '&scenario.print.price=18.75&scenario.print.loansPerCopy=40&price.hachette=30&price.tor=';
    expect(asked(text)).toMatchObject({
      publisherIds: ['hachette'],
      on: '2019-11-15',
      territory: null,
      scenario: {
        copies: 2,
        consumerPrice: '14.99',
        print: { price: '18.75', loansPerCopy: 40 },
        priceOverrides: [{ id: 'hachette', amount: '30' }],
      },
    });
    expect(asked(text).scenario).not.toHaveProperty('promisedWaitDays');
  });

  it('takes amounts with a decimal comma, in the currency that is chosen, and no comma that may mean thousands', () => {
    const text =
      'scenario.years=2,5&scenario.currency=EUR&scenario.consumerPrice=12,50&scenario.print.price=18,7&price.hachette=1,5';
    expect(asked(text).scenario).toMatchObject({
      years: 2.5,
      currency: 'EUR',
      consumerPrice: '12.50',
      print: { price: '18.7' },
      priceOverrides: [{ id: 'hachette', amount: '1.5' }],
    });
    expect(asked('scenario.consumerPrice=1,650&scenario.years=1,000').scenario).toMatchObject({
      consumerPrice: '1,650',
      years: '1,000',
    });
  });

  it('with nobody ticked asks about nobody', () => {
    expect(asked('scenario.copies=10').publisherIds).toEqual([]);
  });

  it('leaves what is no number as it is, so that its refusal names the field', () => {
    expect(asked('scenario.copies=ten').scenario.copies).toBe('ten');
    expect(asked('scenario.copies=').scenario).not.toHaveProperty('copies');
  });

  it.each([
    ['0.05', 0.05],
    ['5 %', 0.05],
    ['5%', 0.05],
    ['2,5 %', 0.025],
    ['-3 percent', -0.03],
    ['\u22123 por ciento', -0.03],
    ['7 per cent', 0.07],
    ['0,05', 0.05],
    ['1', 1],
    ['some %', 'some %'],
  ])('takes a growth of %s', (text, share) => {
    expect(asked(`scenario.demandGrowth=${encodeURIComponent(text)}`).scenario.demandGrowth).toBe(share);
  });

  it('adds an embargo that is made up to the terms of those who are ticked', () => {
    expect(asked('publisherIds=hachette&embargo.amount=8&embargo.unit=WEEK').hypothetical).toEqual([
      {
        label: 'embargo of 8 weeks',
        publisherIds: ['hachette'],
        embargo: { amount: 8, unit: 'WEEK', copiesAllowedDuring: 1 },
      },
    ]);
  });

  it('asks the same again, and the same of the table', () => {
    const text = 'on=2019-11-15&territory=DE&publisherIds=hachette&publisherIds=macmillan&scenario.copies=3&embargo.amount=8';
    expect(asked(addressOf(fields(text), now))).toEqual(asked(text));
    const input = new URL(exportAddress(fields(text), words, now), 'http://a.example').searchParams.get('input') ?? '';
    expect(JSON.parse(input)).toEqual(JSON.parse(JSON.stringify(asked(text))));
    expect(filledIn(fields(addressOf(fields(''), now)), now).getAll('publisherIds')).toHaveLength(5);
  });
});

it.each([
  ['hypothetical.0.embargo.amount', 'embargo.amount'],
  ['scenario.priceOverrides.1.amount', 'price.tor'],
  ['scenario.copies', 'scenario.copies'],
])('a refusal of %s stands at %s', (field, place) => {
  const refused = { code: 'BAD_USER_INPUT', message: 'no', status: 400, headers: {}, field };
  expect(atField(refused, fields('price.hachette=1&price.tor=z'))?.field).toBe(place);
});

const usd = (amount: string) => ({ amount, currency: 'USD' });
const row = (more: object): Row =>
  ({
    label: 'Hachette',
    hypothetical: false,
    print: false,
    totalCost: usd('100.00'),
    costPerCirculation: usd('2.50'),
    price: { ...usd('10.00'), basis: 'EXACT' },
    period: { prices: [], sources: [] },
    wait: { worstCaseDays: 126, averagePhaseDays: 126 },
    unavailable: [],
    ...more,
  }) as unknown as Row;

describe('a bar', () => {
  it.each([
    ['an exact price', {}, [100, 100, '100.00 USD, 2.50 USD a loan']],
    [
      'more digits than anybody pays',
      { totalCost: usd('2440.526317125') },
      [2440.526317125, 2440.526317125, '2,440.53 USD, 2.50 USD a loan'],
    ],
    [
      'a price that is at most so high',
      { price: { ...usd('10.00'), basis: 'CAP' } },
      [0, 100, 'at most 100.00 USD, 2.50 USD a loan'],
    ],
    [
      'the upper end of a range',
      {
        price: { ...usd('10.00'), basis: 'RANGE_UPPER_BOUND' },
        period: { prices: [{ kind: 'RANGE', min: { amount: '4.00' }, max: { amount: '10.00' } }], sources: [] },
      },
      [40, 100, '40.00 USD to 100.00 USD, at most 2.50 USD a loan'],
    ],
    [
      'a price of the reader',
      { price: { ...usd('10.00'), basis: 'OVERRIDE' } },
      [100, 100, '100.00 USD, 2.50 USD a loan, at your price'],
    ],
    [
      'no price',
      { totalCost: null, price: null, unavailable: [{ field: 'totalCost', reason: 'PRICE_NOT_STATED' }] },
      [0, null, 'no price stated'],
    ],
  ])('of cost tells %s', (_what, more, expected) => {
    const { lower, upper, words: said } = costBar(words, row(more));
    expect([lower, upper, said]).toEqual(expected);
  });

  it.each([
    ['both bounds', { wait: { worstCaseDays: 182, averagePhaseDays: 177.3333 } }, [177.3333, 182, '177.3 to 182 days']],
    ['one number where they agree', {}, [126, 126, '126 days']],
    ['no wait', { wait: { worstCaseDays: 0, averagePhaseDays: 0 } }, [0, 0, '0 days']],
    [
      'why it is not known',
      {
        wait: { worstCaseDays: null, averagePhaseDays: null },
        unavailable: [{ field: 'wait.worstCaseDays', reason: 'NO_LICENSE_LEFT' }],
      },
      [0, null, 'licenses used up before'],
    ],
  ])('of a wait tells %s', (_what, more, expected) => {
    const { lower, upper, words: said } = waitBar(words, row(more));
    expect([lower, upper, said]).toEqual(expected);
  });
});

it('titles in the name of a row are said in words, and every null says why', () => {
  expect(nameOf(words, row({ label: 'Macmillan (new releases)' }))).toBe('Macmillan (new titles)');
  expect(nameOf(words, row({ label: 'Mine (a test)' }))).toBe('Mine (a test)');
  expect(whyMissing(words, row({}), 'markup')).toBe('not known');
});
