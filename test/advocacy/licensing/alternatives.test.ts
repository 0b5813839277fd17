// When another way to pay is cheaper, how much dearer a license is than the book, and how its price grew.
import Decimal from 'decimal.js';
import fc from 'fast-check';
import { compareLending, overtakesPerpetual } from '#advocacy/licensing/compare';
import { reasons } from '#advocacy/licensing/figure';
import { priceChange } from '#advocacy/licensing/formulas';
import type { Candidate, Scenario } from '#advocacy/licensing/scenario';
import { licensesNeeded } from '#advocacy/licensing/spending';
import type { LicenseTerms } from '#advocacy/terms/license';
import { exact as exactPrice, recorded } from './facts';

const scenario: Scenario = { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 };
const terms: LicenseTerms = {
  model: 'METERED_BY_TIME',
  checkouts: null,
  durationMonths: 24,
  concurrency: 1,
  lengthDays: null,
  expiryRule: 'TIME',
};
const perpetual: LicenseTerms = { ...terms, model: 'PERPETUAL_ONE_USER', durationMonths: null };
const byLoan: LicenseTerms = { ...perpetual, model: 'COST_PER_CIRC', concurrency: null };
const byLoans: LicenseTerms = { ...perpetual, model: 'METERED_BY_CHECKOUTS', checkouts: 26 };
const exact = (amount: string, currency = 'USD') => [exactPrice(amount, currency)];
const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  id: 'one',
  label: 'One',
  terms,
  prices: exact('55'),
  embargo: null,
  publisherId: 'prh',
  ...changes,
});

function figures(candidates: readonly Candidate[], changes: Partial<Scenario> = {}) {
  const [row] = compareLending({ candidates, on: '2019-11-15', scenario: { ...scenario, ...changes } });
  const reasonOf = (field: string) => row!.unavailable.find((each) => each.field === field)?.reason;
  return {
    row: row!,
    loans: row!.breakEven.loans ?? reasonOf('breakEven.loans'),
    months: row!.breakEven.months ?? reasonOf('breakEven.months'),
    markup: row!.markup ?? reasonOf('markup'),
  };
}

describe('the worked examples', () => {
  it('break even after 10 loans where one costs 10 % of the license', () => {
    expect(figures([candidate()], { perLoanPrice: '5.50' }).loans).toBe('10');
  });
  it('pass 65 for good with the second license of 55, due at month 24', () => {
    const { row, months } = figures([candidate()], { perpetualPrice: '65' });
    expect(months).toBe(24);
    expect(row.explain.find(({ field }) => field === 'breakEven.months')?.inputs).toContainEqual({ name: 'n', value: '2' });
  });
  it('mark up 84 over 14.99 by 5.6037', () => {
    expect(figures([candidate({ prices: exact('84') })], { consumerPrice: '14.99' }).markup).toBe('5.6037');
  });
  it('find the prices at the same publisher: Penguin Random House of 2016 beside 2018, Simon & Schuster by the loan', () => {
    const house = (id: string) => ({ ...recorded(id), id, publisherId: recorded(id).label });
    expect(figures([house('prh-2018-24m'), house('prh-2016-perpetual')]).months).toBe(24);
    expect(figures([house('ss-2019-24m'), house('ss-2019-cpc')]).loans).toBe('17.7224');
    expect(figures([house('ss-2019-24m'), { ...house('ss-2019-cpc'), publisherId: 'other' }]).loans).toBe('NO_PRICE_OF_A_LOAN');
  });
  it('take a price of the scenario before that of the publisher', () => {
    const rival = candidate({ id: 'two', terms: byLoan, prices: exact('5') });
    expect(figures([candidate(), rival]).loans).toBe('11');
    expect(figures([candidate(), rival], { perLoanPrice: '11' }).loans).toBe('5');
  });
});

it('lets a license that is used up by its loans last as long as these take', () => {
  const used = { terms: byLoans, prices: exact('30') };
  // 26 loans last 26 months at 12 a year; the third license makes 90 and is due after 52.
  expect(figures([candidate(used)], { perpetualPrice: '65' }).months).toBe(52);
  expect(figures([candidate(used)], { perpetualPrice: '65', checkoutsPerYear: 0 }).months).toBe('NO_CHECKOUTS');
  const earlier: LicenseTerms = { ...byLoans, model: 'METERED_BY_TIME_OR_CHECKOUTS', durationMonths: 24 };
  expect(figures([candidate({ terms: earlier })], { perpetualPrice: '65' }).months).toBe(24);
  expect(figures([candidate({ terms: earlier })], { perpetualPrice: '65', checkoutsPerYear: 26 }).months).toBe(12);
});

it('sets a license for several readers at once beside as many perpetual ones', () => {
  const bundle: LicenseTerms = { ...byLoans, model: 'METERED_CONCURRENT_CHECKOUTS', checkouts: 40, concurrency: 10 };
  // 40 loans last 4 months when ten copies are lent twelve times a year; ten perpetual ones cost 650.
  expect(figures([candidate({ terms: bundle, prices: exact('100') })], { perpetualPrice: '65' }).months).toBe(24);
  const endless: LicenseTerms = { ...terms, model: 'SIMULTANEOUS_USE', concurrency: null };
  expect(figures([candidate({ terms: endless })], { perpetualPrice: '65' }).months).toBe('ANY_NUMBER_AT_ONCE');
});

it.each<[string, Partial<Candidate>, Partial<Scenario>, Partial<Record<'loans' | 'months' | 'markup', keyof typeof reasons>>]>([
  [
    'nothing to set beside it',
    {},
    {},
    { loans: 'NO_PRICE_OF_A_LOAN', months: 'NO_PERPETUAL_PRICE', markup: 'CONSUMER_PRICE_NOT_GIVEN' },
  ],
  ['no license', { terms: byLoan }, {}, { loans: 'PAID_BY_LOAN', months: 'PAID_BY_LOAN', markup: 'PAID_BY_LOAN' }],
  ['no price', { prices: [] }, { consumerPrice: '10' }, { loans: 'PRICE_NOT_STATED', markup: 'PRICE_NOT_STATED' }],
  ['no offer', { terms: { ...terms, model: 'NOT_OFFERED' } }, { consumerPrice: '10' }, { markup: 'NOT_OFFERED' }],
  ['unknown terms', { terms: { ...terms, model: 'UNKNOWN' } }, { consumerPrice: '10' }, { markup: 'TERMS_UNKNOWN' }],
  ['nothing that ends', { terms: perpetual }, { perpetualPrice: '65' }, { months: 'WITHOUT_LIMIT' }],
  ['free loans', {}, { perLoanPrice: '0', consumerPrice: 0 }, { loans: 'FREE_OF_CHARGE', markup: 'FREE_OF_CHARGE' }],
  ['free licenses', { prices: exact('0') }, { perpetualPrice: '65' }, { months: 'FREE_OF_CHARGE' }],
  ['another currency', { prices: exact('55', 'CAD') }, { consumerPrice: '9' }, { markup: 'PRICE_IN_OTHER_CURRENCY' }],
])('says why where there is %s', (_what, changes, asked, expected) => {
  expect(figures([candidate(changes)], asked)).toMatchObject(expected);
});

it('answers without copies and holds, since one license is what counts', () => {
  const asked = { copies: 0, holds: 0, perLoanPrice: '5.5', perpetualPrice: '65', consumerPrice: '11' };
  expect(figures([candidate()], asked)).toMatchObject({ loans: '10', months: 24, markup: '5' });
});

it.each(['perLoanPrice', 'perpetualPrice', 'consumerPrice'] as const)('refuses a %s that is no price', (price) => {
  for (const amount of ['-1', '1000001', 'much']) {
    expect(() => figures([candidate()], { [price]: amount })).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ field: `scenario.${price}` }) }),
    );
  }
});

const cents = fc.integer({ min: 1, max: 100_000 }).map((n) => n / 100);

it('the license that is due then is the first to cost more than the perpetual one', () => {
  fc.assert(
    fc.property(cents, cents, fc.constantFrom(12, 24, 36, 60), (forGood, price, months) => {
      const { licenses, afterMonths } = overtakesPerpetual(forGood, price, months)!;
      expect(new Decimal(price).times(licenses).gt(forGood)).toBe(true);
      expect(new Decimal(price).times(licenses - 1).lte(forGood)).toBe(true);
      if (licenses === 1) return;
      const need = { loansPerYear: 0, durationMonths: months, checkouts: null };
      expect(licensesNeeded({ ...need, years: new Decimal(afterMonths).div(12) })).toBe(licenses - 1);
      expect(licensesNeeded({ ...need, years: new Decimal(afterMonths).plus(0.001).div(12) })).toBe(licenses);
    }),
  );
});

it('paying by the loan costs more than the license from the next whole loan on, and not before', () => {
  fc.assert(
    fc.property(cents, cents, (price, loan) => {
      const { loans } = figures([candidate({ prices: exact(String(price)) })], { perLoanPrice: loan });
      const even = Math.floor(Number(loans));
      expect(new Decimal(loan).times(even + 1).gt(price)).toBe(true);
      expect(new Decimal(loan).times(even - 1).lte(price)).toBe(true);
    }),
  );
});

describe('the change of a price', () => {
  const offer = (amount: string, changes: Partial<Candidate> = {}) => candidate({ prices: exact(amount), ...changes });

  it('from 20 to 25 in three years is 25 percent, 7.72 percent a year', () => {
    expect(priceChange(offer('20'), offer('25'), 'USD', '2016-01-01', '2019-01-01')).toMatchObject({
      before: { value: { amount: '20.00', currency: 'USD' } },
      changePercent: { value: '25' },
      annualGrowth: { value: '0.0772' },
    });
  });
  it('compounds back to the later price', () => {
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 30 }), (before, after, years) => {
        const { annualGrowth } = priceChange(
          offer(String(before)),
          offer(String(after)),
          'USD',
          '2000-02-29',
          `${2000 + years}-03-01`,
        );
        const grown = (rounding: number) => before * Math.max(0, 1 + Number(annualGrowth.value) + rounding) ** (years + 1 / 365);
        expect(grown(-0.00006)).toBeLessThanOrEqual(after * 1.001);
        expect(grown(0.00006)).toBeGreaterThanOrEqual(after * 0.999);
      }),
    );
  });
  it.each<[string, Candidate, Candidate, string, keyof typeof reasons]>([
    ['a license becomes a loan', offer('20'), offer('2', { terms: byLoan }), '2019-01-01', 'PAID_DIFFERENTLY'],
    ['it was free', offer('0'), offer('2'), '2019-01-01', 'FREE_OF_CHARGE'],
    ['nothing was offered', offer('0', { terms: { ...terms, model: 'NOT_OFFERED' } }), offer('2'), '2019-01-01', 'NOT_OFFERED'],
    ['no time lies between', offer('1'), offer('2'), '2016-01-01', 'NO_TIME_BETWEEN'],
  ])('has its reason when %s', (_what, before, after, to, reason) => {
    expect(priceChange(before, after, 'USD', '2016-01-01', to).annualGrowth).toMatchObject({ value: null, reason });
  });
});
