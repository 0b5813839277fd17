// Promises of: the everyday queue, embargoes in years, and prices that a rule sets, through the comparison.
import { compareLending } from '#advocacy/licensing/compare';
import { embargoEnd } from '#advocacy/licensing/offer';
import type { Candidate, Scenario } from '#advocacy/licensing/scenario';
import type { Price } from '#advocacy/terms/license';

const terms = {
  model: 'METERED_BY_TIME',
  checkouts: null,
  durationMonths: 24,
  concurrency: 1,
  lengthDays: null,
  expiryRule: 'TIME',
} as const;
const price = (fields: Partial<Price>): Price => ({
  kind: 'EXACT',
  amount: null,
  min: null,
  max: null,
  scope: null,
  rule: null,
  ...fields,
});
const byRule = (rule: string): Price => price({ kind: 'RULE', rule });
const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
  id,
  label: id,
  publisherId: 'house',
  terms,
  prices: [],
  embargo: null,
  ...fields,
});
const scenario: Scenario = { copies: 25, holds: 3, checkoutsPerYear: 12, years: 2, loanDays: 21, reader: 3 };
const compare = (candidates: Candidate[], more: Partial<Scenario> = {}) =>
  compareLending({ candidates, on: '2019-11-15', scenario: { ...scenario, ...more } });

describe('copies that are all lent when the reader joins', () => {
  it('come back in ceil(p/N)·L days at worst and in p·L/N on average phase', () => {
    const [row] = compare([candidate('a')], { copiesAtStart: 'JUST_LENT' });
    expect(row?.wait).toMatchObject({ worstCaseDays: 21, averagePhaseDays: 2.52 });
    expect(compare([candidate('a')])[0]?.wait).toMatchObject({ worstCaseDays: 0, averagePhaseDays: 0 });
  });

  it('are told in the inputs of the formula', () => {
    const [row] = compare([candidate('a')], { copiesAtStart: 'JUST_LENT' });
    const inputs = row?.explain.find(({ field }) => field === 'wait.worstCaseDays')?.inputs;
    expect(inputs).toContainEqual({ name: 'copies at the start', value: 'all just lent' });
  });

  it('are those of the day alone: what is bought after an embargo is free', () => {
    const embargo = {
      amount: 8,
      unit: 'WEEK',
      copiesAllowedDuring: 1,
      firstCopyTerms: null,
      firstCopyPrice: null,
      appliesTo: null,
    } as const;
    const [row] = compare([candidate('a', { embargo })], { copies: 10, loanDays: 14, reader: 4, copiesAtStart: 'JUST_LENT' });
    expect(row?.wait.worstCaseDays).toBe(56);
    const [second] = compare([candidate('a', { embargo })], { copies: 10, loanDays: 14, reader: 1, copiesAtStart: 'JUST_LENT' });
    expect(second?.wait.worstCaseDays).toBe(14);
  });
});

it.each([
  ['2019-03-01', 1, '2020-03-01'],
  ['2020-02-29', 1, '2021-02-28'],
  ['2020-02-29', 4, '2024-02-29'],
])('an embargo on a title of %s for %i years ends on %s', (published, amount, end) => {
  expect(embargoEnd(published, { amount, unit: 'YEAR' })).toBe(end);
});

describe('a price by rule', () => {
  it.each([
    ['2.5 times retail', '37.475'],
    ['2.5 x retail price', '37.475'],
    ['3 times the consumer price', '44.97'],
    ['250 % of the retail price', '37.475'],
    ['half the retail price', '7.495'],
    ['twice the consumer retail price', '29.98'],
    ['2,5 times retail', '37.475'],
    ['2.5-fold the retail price', '37.475'],
    ['two and a half times retail', '37.475'],
    ['three quarters of the retail price', '11.2425'],
    ['25 % above retail', '18.7375'],
    ['10 percent below the list price', '13.491'],
    ['the same as the retail price', '14.99'],
  ])('"%s" is computed from what consumers pay', (rule, amount) => {
    const [row] = compare([candidate('a', { prices: [byRule(rule)] })], { consumerPrice: '14.99' });
    expect(row?.price).toMatchObject({ amount, currency: 'USD', basis: 'BY_RULE' });
    expect(row?.price?.words).toContain(rule);
  });

  it.each([
    ['half the two-year price', '27.50'],
    ['50 % of the two-year price', '27.50'],
    ['10 % of the two-year price per checkout', '5.50'],
  ])('"%s" is computed from the two-year license of the same publisher beside it', (rule, amount) => {
    const two = candidate('two', { prices: [price({ amount: { amount: '55.00', currency: 'USD' } })] });
    const one = candidate('one', { terms: { ...terms, durationMonths: 12 }, prices: [byRule(rule)] });
    expect(compare([one, two])[0]?.price).toMatchObject({ amount, basis: 'BY_RULE' });
    expect(compare([one])[0]?.price).toBeNull();
    expect(compare([one, { ...two, publisherId: 'other' }])[0]?.price).toBeNull();
  });

  it.each([
    ['twice the one-year price', { durationMonths: 12 }, '110.00'],
    ['half the 48-month price', { durationMonths: 48 }, '27.50'],
    ['80 % of the perpetual license price', { model: 'PERPETUAL_ONE_USER', durationMonths: null, expiryRule: 'NONE' }, '44.00'],
  ] as const)('"%s" is computed from that license beside it, and from no other', (rule, other, amount) => {
    const base = candidate('base', {
      terms: { ...terms, ...other },
      prices: [price({ amount: { amount: '55.00', currency: 'USD' } })],
    });
    const one = candidate('one', { terms: { ...terms, durationMonths: 36 }, prices: [byRule(rule)] });
    expect(compare([one, base])[0]?.price).toMatchObject({ amount, basis: 'BY_RULE' });
    expect(compare([one, { ...base, terms: { ...terms, durationMonths: 18 } }])[0]?.price).toBeNull();
  });

  it.each([
    'About consumer retail price',
    '3 x primary print edition price; 1.5 x from one year after publication',
    '2.5 times something',
    'a third of the retail price',
    '2 to 3 times retail',
    '25 % above something',
    'retail',
  ])('"%s" stays a rule', (rule) => {
    const [row] = compare([candidate('a', { prices: [byRule(rule)] })], { consumerPrice: '14.99' });
    expect(row?.price).toBeNull();
    expect(row?.unavailable).toContainEqual({ field: 'totalCost', reason: 'PRICE_IS_A_RULE' });
  });

  it('without what consumers pay stays a rule, and a price of the scenario comes before it', () => {
    const one = candidate('a', { prices: [byRule('2.5 times retail')] });
    expect(compare([one])[0]?.price).toBeNull();
    const priced = compare([one], { consumerPrice: '10', priceOverrides: [{ candidateId: 'a', amount: '12.00' }] });
    expect(priced[0]?.price).toMatchObject({ amount: '12.00', basis: 'OVERRIDE' });
  });
});
