// What a comparison answers for the recorded policies of autumn 2019, and what it says instead of a number.

import fc from 'fast-check';
import { compareLending, eachRow, type LendingFigures } from '#advocacy/licensing/compare';
import { reasons } from '#advocacy/licensing/figure';
import type { Candidate, Scenario } from '#advocacy/licensing/scenario';
import type { LicenseTerms } from '#advocacy/terms/license';
import { termsInWords } from '#advocacy/terms/words';
import { embargoOf, exact, policies, recorded } from './facts';

const scenario: Scenario = { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 };

const perpetual: LicenseTerms = {
  model: 'PERPETUAL_ONE_USER',
  checkouts: null,
  durationMonths: null,
  concurrency: 1,
  lengthDays: null,
  expiryRule: 'NONE',
};

const hypothetical = (changes: Partial<Candidate>): Candidate => ({
  id: 'what-if',
  label: 'What if',
  terms: perpetual,
  prices: [],
  embargo: null,
  ...changes,
});

function row(candidate: Candidate | string, changes: Partial<Scenario> = {}, on = '2019-11-15'): LendingFigures {
  const compared = typeof candidate === 'string' ? recorded(candidate) : candidate;
  return compareLending({ candidates: [compared], on, scenario: { ...scenario, ...changes } })[0]!;
}

const reasonFor = ({ unavailable }: LendingFigures, field: string) => unavailable.find((each) => each.field === field)?.reason;
const explained = ({ explain }: LendingFigures, field: string) => explain.find((each) => each.field === field);
const inputOf = (answer: LendingFigures, field: string, name: string) =>
  explained(answer, field)?.inputs.find((input) => input.name === name)?.value;

describe('the comparison of autumn 2019', () => {
  it('counts the licenses and money of ten copies over six years', () => {
    const ids = ['mac-2019-embargo', 'hbg-2019-24m', 'prh-2018-24m', 'ss-2019-24m', 'hc-2011-26'];
    const rows = compareLending({ candidates: ids.map(recorded), on: '2019-11-15', scenario });
    expect(
      rows.map(({ label, licensesNeeded, totalCost, costPerCirculation }) => [
        label,
        licensesNeeded,
        totalCost?.amount,
        costPerCirculation?.amount,
      ]),
    ).toEqual([
      ['macmillan', 28, '1650.00', '2.2917'],
      ['hachette', 30, '1950.00', '2.7083'],
      ['penguin-random-house', 30, '1650.00', '2.2917'],
      ['simon-schuster', 30, '1589.70', '2.2079'],
      ['harpercollins', 30, undefined, undefined],
    ]);
    expect(reasonFor(rows[4]!, 'totalCost')).toBe('PRICE_NOT_STATED');
  });

  it('lends each copy twelve times a year, so that a loan costs the same with one copy as with ten', () => {
    for (const copies of [1, 10]) {
      const answer = row('prh-2018-24m', { copies });
      expect(answer).toMatchObject({ licensesNeeded: 3 * copies, costPerCirculation: { amount: '2.2917' } });
      expect(answer.waste.expiredUnusedShare).toBe('0.5385');
      expect(inputOf(answer, 'costPerCirculation', 'NdY')).toBe(`${72 * copies}`);
    }
  });

  it('makes the hundredth reader wait 182 days under the embargo and 126 without', () => {
    expect(row('mac-2019-embargo').wait).toMatchObject({ worstCaseDays: 182, averagePhaseDays: 177.3333 });
    expect(row('hbg-2019-24m').wait).toMatchObject({ worstCaseDays: 126, averagePhaseDays: 126 });
  });

  it('lets a hundred readers wait 112.56 days on average under the embargo, which costs them 4,956 days together', () => {
    expect(row('mac-2019-embargo').wait).toMatchObject({ meanDays: 112.56, readerDaysLost: 4956 });
    expect(row('mac-2014-full').wait).toMatchObject({ meanDays: 63, readerDaysLost: 0 });
    expect(reasonFor(row('mac-2019-embargo', { holds: 0 }), 'wait.readerDaysLost')).toBe('NO_HOLDS');
    expect(reasonFor(row('hc-2011-26', { holds: 261 }), 'wait.meanDays')).toBe('NO_LICENSE_LEFT');
  });

  it.each<[string, number, number | null, string | undefined]>([
    ['mac-2014-full', 14, 52, '1.1538'],
    ['mac-2014-full', 21, 34, '1.7647'],
    ['prh-2018-24m', 14, 52, '1.0577'],
    ['hc-2011-26', 14, 26, undefined],
    ['apub-2021-option-2', 14, 40, undefined],
    ['ss-2019-cpc', 14, null, '2.99'],
    ['prh-2016-perpetual', 14, null, undefined],
  ])('knows of %s at %i days what one license allows and a loan costs at least', (id, loanDays, loans, cost) => {
    const answer = row(id, { loanDays });
    expect([answer.loansPerLicense, answer.leastCostPerCirculation?.amount]).toEqual([loans, cost]);
    if (loans === null) expect(reasonFor(answer, 'loansPerLicense')).toBe('WITHOUT_LIMIT');
  });

  it('says the terms in words', () => {
    expect(
      [
        'mac-2019-embargo',
        'tor-2018-embargo',
        'hc-2011-26',
        'hbg-2019-24m',
        'ss-2019-cpc',
        'apub-2021-option-2',
        'apub-none',
        'audible-2023-palace',
      ].map((id) => termsInWords(recorded(id).terms, recorded(id).embargo)),
    ).toEqual([
      '24 months or 52 loans, whichever ends first; one reader at a time; embargo of 8 weeks, 1 copy allowed meanwhile (never expires, one reader at a time)',
      '24 months or 52 loans, whichever ends first; one reader at a time; embargo of 4 months, no copy meanwhile',
      '26 loans; one reader at a time',
      '24 months; one reader at a time',
      'each loan is paid for; any number of readers at a time',
      '40 loans; up to 10 readers at a time',
      'not offered to libraries',
      'terms not known',
    ]);
  });

  it('names the price it used', () => {
    expect(inputOf(row('prh-2018-24m'), 'totalCost', 'price used')).toBe('cap, so an upper bound, stated for FRONTLIST_ADULT');
    expect(inputOf(row('ss-2019-24m'), 'totalCost', 'price used')).toBe(
      'upper end of the range 38.99 to 52.99, stated for MOST_NEW_RELEASES',
    );
    expect(inputOf(row('mac-2014-full'), 'totalCost', 'price used')).toBe('exact price, stated for PUBLISHED_UNDER_12_MONTHS');
    expect(inputOf(row('mac-2019-embargo'), 'totalCost', 'first copies: P')).toBe('30.00');
    expect(explained(row('mac-2019-embargo'), 'totalCost')?.note).toBe('No discounting, no growth of prices, no platform fee.');
  });
});

describe('what one license can do', () => {
  it('follows from the standing terms, also where an embargo allows all copies on others', () => {
    for (const copies of [1, 2]) expect(row('mac-2019-embargo', { copies }).loansPerLicense).toBe(52);
  });
  it('does not depend on how many copies there are', () => {
    const without = row('prh-2018-24m', { copies: 0 });
    expect(without).toMatchObject({ loansPerLicense: 52, leastCostPerCirculation: { amount: '1.0577' }, licensesNeeded: null });
    expect(reasonFor(without, 'licensesNeeded')).toBe('NO_COPIES');
    expect(reasonFor(row('mac-none', { copies: 0 }), 'loansPerLicense')).toBe('NOT_OFFERED');
  });
});

describe('every recorded policy', () => {
  const oneLicense = ['loansPerLicense', 'leastCostPerCirculation'] as const;

  it.each(policies.map(({ id }) => id))('has a number or a documented reason for each field: %s', (id) => {
    const answer = row(id, { promisedWaitDays: 90 });
    const numbers = new Map<string, unknown>([
      ...(
        [
          ...oneLicense,
          'markup',
          'licensesNeeded',
          'totalCost',
          'costPerCirculation',
          'unservedShare',
          'copiesForPromise',
        ] as const
      ).map((field) => [field, answer[field]] as const),
      ...Object.entries(answer.wait).map(([name, value]) => [`wait.${name}`, value] as const),
      ...Object.entries(answer.waste).map(([name, value]) => [`waste.${name}`, value] as const),
      ...Object.entries(answer.breakEven).map(([name, value]) => [`breakEven.${name}`, value] as const),
    ]);
    for (const [field, value] of numbers) {
      expect([field, Object.keys(reasons).includes(reasonFor(answer, field) ?? '')]).toEqual([field, value === null]);
      expect([field, explained(answer, field) === undefined]).toEqual([field, value === null]);
    }
    expect(answer.unavailable.length + answer.explain.length).toBe(numbers.size);
  });
});

describe('a number that cannot be computed', () => {
  it.each([
    ['apub-none', {}, 'wait.worstCaseDays', 'NOT_OFFERED'],
    ['audible-2023-palace', {}, 'licensesNeeded', 'TERMS_UNKNOWN'],
    ['hbg-2013-perpetual', {}, 'totalCost', 'PRICE_IS_A_RULE'],
    ['penguin-2013-1y', {}, 'waste.value', 'PRICE_IS_A_RULE'],
    ['rh-2012-perpetual', { currency: 'EUR' }, 'totalCost', 'PRICE_IN_OTHER_CURRENCY'],
    ['hc-2011-26', {}, 'costPerCirculation', 'PRICE_NOT_STATED'],
    ['tor-2018-embargo', {}, 'totalCost', 'PRICE_NOT_STATED'],
    ['hbg-2019-24m', { copies: 0, checkoutsPerYear: 0 }, 'wait.worstCaseDays', 'NO_COPIES'],
    ['hbg-2019-24m', { checkoutsPerYear: 0 }, 'costPerCirculation', 'NO_CHECKOUTS'],
    ['hbg-2019-24m', { checkoutsPerYear: 27 }, 'totalCost', 'DEMAND_EXCEEDS_COPIES'],
    ['ss-2019-cpc', { copies: 0 }, 'costPerCirculation', 'NO_CHECKOUTS'],
    ['hbg-2019-24m', {}, 'unservedShare', 'PROMISE_NOT_GIVEN'],
    ['hbg-2019-24m', { promisedWaitDays: 90, holds: 0 }, 'unservedShare', 'NO_HOLDS'],
    ['hc-2011-26', { reader: 261 }, 'wait.averagePhaseDays', 'NO_LICENSE_LEFT'],
    ['tor-2018-embargo', { promisedWaitDays: 90 }, 'copiesForPromise', 'PROMISE_WITHIN_EMBARGO'],
    ['ss-2019-cpc', { promisedWaitDays: 90 }, 'copiesForPromise', 'ANY_NUMBER_AT_ONCE'],
  ] as const)('of %s with %j is null: %s because of %s', (id, changes, field, reason) => {
    expect(reasonFor(row(id, changes), field)).toBe(reason);
  });

  it('comes from terms that lack the limit they are named after, or an embargo not fully known', () => {
    expect(reasonFor(row(hypothetical({ terms: { ...perpetual, model: 'METERED_BY_TIME' } })), 'totalCost')).toBe(
      'TERMS_UNKNOWN',
    );
    const embargo = embargoOf({ copiesAllowedDuring: null as never });
    expect(reasonFor(row(hypothetical({ embargo })), 'wait.worstCaseDays')).toBe('EMBARGO_UNKNOWN');
  });

  it('is a share of the waste where a term is shorter than a loan', () => {
    const answer = row(hypothetical({ terms: { ...perpetual, durationMonths: 1 }, prices: [exact(10)] }), {
      loanDays: 60,
      checkoutsPerYear: 1,
    });
    expect(reasonFor(answer, 'waste.expiredUnusedShare')).toBe('LOAN_LONGER_THAN_TERM');
  });
});

describe('prices', () => {
  it('are those of new titles where several are stated', () => {
    expect(row('mac-2014-full', { copies: 1, checkoutsPerYear: 12 }).totalCost).toEqual({ amount: '180.00', currency: 'USD' });
  });

  it('are those of another currency when that is asked for', () => {
    expect(row('rh-2012-perpetual', { copies: 1, currency: 'CAD' }).totalCost).toEqual({ amount: '95.00', currency: 'CAD' });
  });

  it('can be set by the scenario, of a license and of a loan', () => {
    const priceOverrides = [{ candidateId: 'hc-2011-26', amount: '30' }];
    expect(row('hc-2011-26', { copies: 1, priceOverrides })).toMatchObject({
      totalCost: { amount: '90.00' },
      costPerCirculation: { amount: '1.25' },
    });
    expect(row('hc-2011-26', { priceOverrides })).toMatchObject({
      totalCost: { amount: '900.00' },
      costPerCirculation: { amount: '1.25' },
    });
    const perLoan = [{ candidateId: 'ss-2019-cpc', amount: '5.5' }];
    expect(row('ss-2019-cpc', { priceOverrides: perLoan }).totalCost?.amount).toBe('3960.00');
  });

  it('are caps where no exact price is stated', () => {
    const prices = [{ ...exact(0), kind: 'CAP' as const, amount: null, max: { amount: '55', currency: 'USD' } }];
    expect(row(hypothetical({ prices })).totalCost?.amount).toBe('550.00');
  });

  it('pass over examples of single titles and the price of a loan', () => {
    const prices = [exact(84, 'USD', 'EXAMPLE: a title of March 2019'), exact(2.99, 'USD', 'PER_CHECKOUT')];
    expect(reasonFor(row(hypothetical({ prices })), 'totalCost')).toBe('PRICE_NOT_STATED');
  });

  it('are a rule where new titles have one, although the backlist has an amount', () => {
    const rule = { ...exact(0), kind: 'RULE' as const, amount: null, rule: 'Three times the print price' };
    expect(reasonFor(row(hypothetical({ prices: [exact(40, 'USD', 'BACKLIST'), rule] })), 'totalCost')).toBe('PRICE_IS_A_RULE');
  });
});

describe('cost per circulation models', () => {
  it('pay for every loan, let nobody wait and buy nothing in advance', () => {
    const answer = row('ss-2019-cpc', { reader: 10_000, promisedWaitDays: 0 });
    expect(answer).toMatchObject({
      licensesNeeded: 0,
      totalCost: { amount: '2152.80', currency: 'USD' },
      costPerCirculation: { amount: '2.99', currency: 'USD' },
      wait: { worstCaseDays: 0, averagePhaseDays: 0 },
      unservedShare: '0.0000',
      waste: { expiredUnusedShare: '0.0000', value: { amount: '0.00' } },
    });
  });

  it('leave to the copy that an embargo allows the loans it makes', () => {
    const terms: LicenseTerms = { ...perpetual, model: 'COST_PER_CIRC', concurrency: null };
    const { embargo } = recorded('mac-2019-embargo');
    expect(row(hypothetical({ terms, prices: [exact(2.99)], embargo }))).toMatchObject({
      licensesNeeded: 1,
      totalCost: { amount: '1967.52' },
      costPerCirculation: { amount: '2.7327' },
    });
  });

  const perLoan: LicenseTerms = { ...perpetual, model: 'COST_PER_CIRC', concurrency: null };

  it('end with the embargo that lets a library pay for loans, and licenses at their own price follow', () => {
    const embargo = embargoOf({ firstCopyTerms: perLoan, firstCopyPrice: exact(3) });
    const answer = row(hypothetical({ prices: [exact(55)], embargo }), { copies: 2, years: 1, checkoutsPerYear: 26 });
    // 26 · 56 / 365 loans at 3.00 in the eight weeks, then two perpetual licenses.
    expect(answer).toMatchObject({ licensesNeeded: 2, totalCost: { amount: '121.9671' } });
    expect(explained(answer, 'wait.worstCaseDays')?.inputs.at(-1)?.value).toBe(
      '1 from day 0 to 56; 1 from day 56; 1 from day 56',
    );
    expect([1, 4, 5, 6, 7].map((reader) => row(hypothetical({ embargo }), { copies: 2, reader }).wait.worstCaseDays)).toEqual([
      0, 42, 56, 56, 70,
    ]);
  });

  it.each<[string, LicenseTerms, LicenseTerms, object[], string | undefined]>([
    ['a license the price of a loan', perLoan, perpetual, [exact(2.99)], 'PRICE_NOT_STATED'],
    ['a loan the price of a license', perpetual, perLoan, [exact(55)], 'PRICE_NOT_STATED'],
    ['a loan any other than the price of a loan', perpetual, perLoan, [exact(55), exact(3, 'USD', 'PER_CHECKOUT')], undefined],
  ])('never give %s', (_what, terms, firstCopyTerms, prices, reason) => {
    const embargo = embargoOf({ firstCopyTerms });
    expect(reasonFor(row(hypothetical({ terms, prices: prices as Candidate['prices'], embargo })), 'totalCost')).toBe(reason);
  });

  it('take the price of a loan where a license has one beside it', () => {
    const prices = [exact(55), exact(3, 'USD', 'PER_CHECKOUT')];
    expect(row(hypothetical({ terms: perLoan, prices })).costPerCirculation?.amount).toBe('3.00');
  });

  it('pay by the loan for what follows a first copy that expires', () => {
    const firstCopyTerms: LicenseTerms = { ...perpetual, model: 'METERED_BY_TIME', durationMonths: 12 };
    const embargo = embargoOf({ firstCopyTerms, firstCopyPrice: exact(30) });
    const answer = row(hypothetical({ terms: perLoan, prices: [exact(2)], embargo }), { copies: 1, years: 3 });
    // 30 for the first year, then 12 loans a year at 2.00 for two.
    expect(answer).toMatchObject({ licensesNeeded: 1, totalCost: { amount: '78.00' } });
    expect(inputOf(answer, 'totalCost', 'after them: P')).toBe('2.00');
  });
});

describe('simultaneous use', () => {
  const terms: LicenseTerms = { ...perpetual, model: 'SIMULTANEOUS_USE', concurrency: null, durationMonths: 12 };

  it('is bought once at a time and makes the loans of all copies', () => {
    const answer = row(hypothetical({ terms, prices: [exact(100)] }));
    expect(answer).toMatchObject({
      licensesNeeded: 6,
      totalCost: { amount: '600.00' },
      costPerCirculation: { amount: '0.8333' },
      wait: { worstCaseDays: 0 },
    });
    expect(['N', 'k'].map((name) => inputOf(answer, 'licensesNeeded', name))).toEqual(['10', '1']);
  });

  it('has room for more loans than copies for one reader at a time', () => {
    const answer = row(hypothetical({ terms, prices: [exact(100)] }), { checkoutsPerYear: 366 });
    expect(answer).toMatchObject({ licensesNeeded: 6, costPerCirculation: { amount: '0.0273' } });
  });
});

describe('a license that does not say how many can read at once', () => {
  it.each([
    ['METERED_BY_TIME', { durationMonths: 24 }, 'one reader at a time', 126],
    ['METERED_BY_CHECKOUTS', { checkouts: 26 }, 'one reader at a time', 126],
    ['METERED_BY_TIME_OR_CHECKOUTS', { durationMonths: 24, checkouts: 52 }, 'one reader at a time', 126],
    ['PERPETUAL_ONE_USER', {}, 'one reader at a time', 126],
    ['METERED_CONCURRENT_CHECKOUTS', { checkouts: 40 }, 'up to 40 readers at a time', null],
    ['SIMULTANEOUS_USE', {}, 'any number of readers at a time', 0],
    ['COST_PER_CIRC', {}, 'any number of readers at a time', 0],
  ] as const)('of the model %s with %j lends to %s', (model, limits, readers, wait) => {
    const terms: LicenseTerms = { ...perpetual, model, concurrency: null, ...limits };
    expect(termsInWords(terms)).toContain(readers);
    expect(row(hypothetical({ terms })).wait.worstCaseDays).toBe(wait);
  });
});

describe('a license that ends after days of lending', () => {
  const days = (lendingDays: number, more: Partial<LicenseTerms> = {}): LicenseTerms => ({
    ...perpetual,
    model: 'METERED_BY_LENDING_DAYS',
    expiryRule: 'LENDING_DAYS',
    lendingDays,
    ...more,
  });
  it.each<[string, LicenseTerms, Partial<Scenario>, number]>([
    ['a year of two-week loans', days(365), {}, 26],
    ['the same days in loans of three weeks', days(365), { loanDays: 21 }, 17],
    ['loans that the license keeps short', days(365, { lengthDays: 7 }), {}, 52],
    ['loans that come back after half their time', days(365), { keptShare: 0.5 }, 52],
    ['days on the shelf, which cost nothing', days(365), { pickUpDays: 10 }, 26],
    ['fewer days than one loan, which is cut short', days(10), {}, 1],
    ['a limit of loans that comes first', days(365, { checkouts: 20, expiryRule: 'EARLIER_OF' }), {}, 20],
    ['a limit of time that comes first', days(365, { durationMonths: 6, expiryRule: 'EARLIER_OF' }), {}, 13],
  ])('allows so many loans: %s', (_what, terms, changes, loans) => {
    expect(row(hypothetical({ terms }), changes).loansPerLicense).toBe(loans);
  });
  it('is bought again like one of as many loans', () => {
    const terms: LicenseTerms = { ...perpetual, model: 'METERED_BY_CHECKOUTS', expiryRule: 'CHECKOUTS', checkouts: 26 };
    const [byLoans, byDays] = [terms, days(364)].map((each) => row(hypothetical({ terms: each, prices: [exact(55)] })));
    expect(byDays).toEqual(byLoans);
    expect(byDays?.licensesNeeded).toBe(30);
  });
  it('is said in words', () => {
    expect(termsInWords(days(1))).toBe('1 day of lending; one reader at a time');
    expect(termsInWords(days(365, { durationMonths: 24, concurrency: 5, expiryRule: 'EARLIER_OF' }))).toBe(
      '24 months or 365 days of lending, whichever ends first; up to 5 readers at a time',
    );
  });
});

describe('waste', () => {
  it('is 47.60 of a license of 55 lent 7 of 52 times', () => {
    const { waste } = row('prh-2018-24m', { copies: 1, checkoutsPerYear: 3.5, years: 2 });
    expect(waste).toEqual({ expiredUnusedShare: '0.8654', value: { amount: '47.60', currency: 'USD' } });
  });

  it('is nothing for loans that do not expire, and before the first term ends', () => {
    expect(row('hc-2011-26').waste.expiredUnusedShare).toBe('0.0000');
    const early = row('prh-2018-24m', { years: 1 });
    expect(early.waste.expiredUnusedShare).toBe('0.0000');
    expect(explained(early, 'waste.value')?.note).toBe('No license expires by time within the years asked about.');
  });
});

describe('bundles', () => {
  it('count ten loans at once as ten copies and end with the fortieth', () => {
    expect(row('apub-2021-option-2', { reader: 40 })).toMatchObject({ licensesNeeded: 18, wait: { worstCaseDays: 42 } });
    expect(reasonFor(row('apub-2021-option-2', { reader: 41 }), 'wait.worstCaseDays')).toBe('NO_LICENSE_LEFT');
  });

  it('share out loans that do not divide evenly', () => {
    const terms: LicenseTerms = { ...perpetual, model: 'METERED_CONCURRENT_CHECKOUTS', checkouts: 45, concurrency: 10 };
    const waits = [11, 40, 45, 46].map((reader) => row(hypothetical({ terms }), { reader }).wait);
    expect(waits.map(({ worstCaseDays }) => worstCaseDays)).toEqual([14, 42, 56, null]);
    expect(waits.map(({ averagePhaseDays }) => averagePhaseDays)).toEqual([1.4, 42, 49, null]);
  });

  it('are lent as often as the copies they stand for, and have room for a few more', () => {
    expect(row('apub-2021-option-2', { copies: 15 }).licensesNeeded).toBe(28);
    expect(row('apub-2021-option-2', { copies: 15, checkoutsPerYear: 30 }).licensesNeeded).toBe(68);
    expect(reasonFor(row('apub-2021-option-2', { copies: 15, checkoutsPerYear: 35 }), 'licensesNeeded')).toBe(
      'DEMAND_EXCEEDS_COPIES',
    );
  });

  it('allow no more readers at once than loans in all', () => {
    const terms: LicenseTerms = { ...perpetual, model: 'METERED_CONCURRENT_CHECKOUTS', checkouts: 5, concurrency: 10 };
    const answer = row(hypothetical({ terms }), { checkoutsPerYear: 1 });
    expect([inputOf(answer, 'licensesNeeded', 'k'), answer.licensesNeeded]).toEqual(['2', 12]);
  });
});

describe('a promise to the readers', () => {
  it('needs 47 copies for 300 holds in 90 days', () => {
    expect(row('hbg-2019-24m', { holds: 300, promisedWaitDays: 90 }).copiesForPromise).toBe(47);
  });

  it('is kept by the copies it says', () => {
    const limits = fc.record({
      durationMonths: fc.option(fc.integer({ min: 1, max: 24 })),
      checkouts: fc.option(fc.integer({ min: 1, max: 30 })),
    });
    const embargoes = fc.option(
      fc.record({
        amount: fc.nat(60),
        unit: fc.constant('DAY' as const),
        copiesAllowedDuring: fc.nat(4),
        firstCopyTerms: fc.constant(null),
        firstCopyPrice: fc.constant(null),
        appliesTo: fc.constant(null),
      }),
    );
    fc.assert(
      fc.property(
        limits,
        embargoes,
        fc.integer({ min: 1, max: 300 }),
        fc.nat(400),
        fc.integer({ min: 1, max: 30 }),
        (limit, embargo, holds, promisedWaitDays, loanDays) => {
          const candidate = hypothetical({ terms: { ...perpetual, ...limit }, embargo });
          const asked = { holds, promisedWaitDays, loanDays, checkoutsPerYear: 0 };
          const copies = row(candidate, asked).copiesForPromise;
          if (copies === null) expect(promisedWaitDays).toBeLessThan(embargo?.amount ?? 0);
          else expect(row(candidate, { ...asked, copies }).unservedShare).toBe('0.0000');
        },
      ),
    );
  });

  it('leaves out those served after the day', () => {
    expect(row('hbg-2019-24m', { promisedWaitDays: 13 }).unservedShare).toBe('0.9000');
    expect(row('hbg-2019-24m', { promisedWaitDays: 14 }).unservedShare).toBe('0.8000');
    expect(row('mac-2019-embargo', { promisedWaitDays: 42 }).unservedShare).toBe('0.9600');
  });
});

describe('an embargo', () => {
  it('of no days changes nothing', () => {
    const embargo = embargoOf({ amount: 0, firstCopyTerms: perpetual, firstCopyPrice: exact(1) });
    expect(row({ ...recorded('mac-2020-restored'), embargo })).toEqual(row('mac-2020-restored'));
  });

  it('of months ends on the calendar day', () => {
    expect(row('tor-2018-embargo', { reader: 1 }, '2018-10-31').wait.worstCaseDays).toBe(120);
  });

  it('can be put on every policy to see what would follow', () => {
    const { embargo } = recorded('mac-2019-embargo');
    for (const id of ['hbg-2019-24m', 'prh-2018-24m', 'ss-2019-24m', 'hc-2011-26']) {
      expect(row({ ...recorded(id), embargo }).wait.worstCaseDays).toBe(182);
    }
  });

  it('lets the one copy it allows follow the usual terms and price where it has none of its own', () => {
    const embargo = embargoOf();
    expect(row({ ...recorded('hbg-2019-24m'), embargo })).toMatchObject({
      licensesNeeded: 30,
      totalCost: { amount: '1950.00' },
      wait: { worstCaseDays: 182 },
    });
  });

  it('leaves the offer for its first copy behind when that copy expires', () => {
    const firstCopyTerms: LicenseTerms = { ...perpetual, model: 'METERED_BY_TIME', durationMonths: 12 };
    const embargo = embargoOf({ firstCopyTerms, firstCopyPrice: exact(30) });
    const answer = row({ ...recorded('hbg-2019-24m'), embargo }, { copies: 2, years: 2, checkoutsPerYear: 26 });
    expect(answer).toMatchObject({ licensesNeeded: 3, totalCost: { amount: '160.00' } });
    expect([inputOf(answer, 'waste.value', 'first copies: complete'), inputOf(answer, 'waste.value', 'complete')]).toEqual([
      '26',
      '52',
    ]);
  });

  it('that allows more copies than the library wants delays nobody', () => {
    const embargo = embargoOf({ copiesAllowedDuring: 20 });
    expect(row({ ...recorded('hbg-2019-24m'), embargo }).wait.worstCaseDays).toBe(126);
  });
});

describe('loans', () => {
  it('are as long as the terms of each copy allow, also under an embargo', () => {
    const embargo = { ...recorded('mac-2019-embargo').embargo!, firstCopyTerms: { ...perpetual, lengthDays: 7 } };
    expect([8, 9].map((reader) => row(hypothetical({ embargo }), { copies: 1, reader }).wait.worstCaseDays)).toEqual([49, 56]);
    expect(row(hypothetical({ embargo }), { copies: 2, reader: 11 }).wait.worstCaseDays).toBe(63);
  });

  it('are no longer than the license allows, and shorter when readers bring titles back early', () => {
    expect(row(hypothetical({ terms: { ...perpetual, lengthDays: 7 } })).wait.worstCaseDays).toBe(63);
    expect(row(hypothetical({}), { keptShare: 0.5, pickUpDays: 1 }).wait.worstCaseDays).toBe(72);
  });
});

describe('a scenario outside its bounds', () => {
  it.each([
    ['copies', -1],
    ['copies', 10_001],
    ['copies', 1.5],
    ['holds', 10_001],
    ['years', 0],
    ['years', 31],
    ['years', Number.NaN],
    ['loanDays', 0],
    ['loanDays', 366],
    ['reader', 0],
    ['reader', 10_001],
    ['checkoutsPerYear', -1],
    ['checkoutsPerYear', 366.5],
    ['promisedWaitDays', -1],
    ['keptShare', 0],
    ['currency', 'usd'],
    ['priceOverrides', [{ candidateId: 'hbg-2019-24m', amount: '-1' }]],
    ['priceOverrides', [{ candidateId: 'hbg-2019-24m', amount: 'much' }]],
    ['priceOverrides', [{ candidateId: 'nobody', amount: '1' }]],
  ])('is refused: %s = %j', (field, value) => {
    expect(() => row('hbg-2019-24m', { [field]: value })).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', field: `scenario.${field}` }) }),
    );
  });

  it('is refused for a day that does not exist and for too many policies', () => {
    const refusal = (field: string) =>
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', field }) });
    expect(() => row('hbg-2019-24m', {}, '2019-02-30')).toThrow(refusal('on'));
    expect(() => row('hbg-2019-24m', {}, '1582-10-04')).toThrow(refusal('on'));
    const candidates = Array.from({ length: 51 }, () => hypothetical({}));
    expect(() => eachRow({ candidates, on: '2019-11-15', scenario })).toThrow(refusal('candidates'));
  });
});

describe('fifty policies and ten thousand holds', () => {
  it('are compared all at once or row by row', () => {
    const candidates = Array.from({ length: 50 }, (_, i) => ({
      ...recorded(i % 2 ? 'mac-2019-embargo' : 'prh-2018-24m'),
      id: `policy-${i}`,
    }));
    const large = {
      ...scenario,
      copies: 9_973,
      holds: 10_000,
      reader: 10_000,
      checkoutsPerYear: 12,
      promisedWaitDays: 90,
      keptShare: 0.73,
    };
    const comparison = { candidates, on: '2019-11-15', scenario: large };
    expect([...eachRow(comparison)]).toEqual(compareLending(comparison));
  });
});
