// When terms are stricter for libraries than others: the rules by themselves, without a database.
import { directionOf, reasonsBetween, type Terms } from '#advocacy/policies/strictness';
import { EmbargoUnit, ExpiryRule, LicenseModel, PriceKind } from '#advocacy/terms/license';

const terms = (license: Partial<Terms['license']> = {}, rest: Partial<Terms> = {}): Terms => ({
  license: {
    model: LicenseModel.PERPETUAL_ONE_USER,
    checkouts: null,
    durationMonths: null,
    concurrency: 1,
    lengthDays: null,
    expiryRule: ExpiryRule.NONE,
    ...license,
  },
  options: [],
  embargo: null,
  prices: [],
  ...rest,
});
const embargo = (amount: number, unit: keyof typeof EmbargoUnit, copiesAllowedDuring = 0) => ({
  amount,
  unit: EmbargoUnit[unit],
  copiesAllowedDuring,
  firstCopyTerms: null,
  firstCopyPrice: null,
  appliesTo: null,
});
const price = (amount: string, scope: string | null = null, kind: PriceKind = PriceKind.EXACT, currency = 'USD') => ({
  kind,
  amount: { amount, currency },
  min: null,
  max: null,
  scope,
  rule: null,
});
const perpetual = terms();
const metered = (months: number | null, loans: number | null, rest = {}) =>
  terms({ model: LicenseModel.METERED_BY_TIME_OR_CHECKOUTS, durationMonths: months, checkouts: loans }, rest);

it.each<[string, Terms, Terms, string[], string | null]>([
  ['the same terms', perpetual, perpetual, [], null],
  ['a first limit of time', perpetual, metered(24, null), ['TIME_LIMIT_ADDED'], 'MORE_RESTRICTIVE'],
  ['a longer time', metered(12, null), metered(24, null), ['LONGER'], 'LESS_RESTRICTIVE'],
  ['fewer loans', metered(null, 52), metered(null, 26), ['FEWER_LOANS'], 'MORE_RESTRICTIVE'],
  ['longer with a limit of loans', metered(12, null), metered(24, 52), ['LONGER', 'LOAN_LIMIT_ADDED'], 'MIXED'],
  [
    'days of lending, and fewer of them',
    terms({ lendingDays: 1_000 }),
    terms({ lendingDays: 365 }),
    ['FEWER_LOANS'],
    'MORE_RESTRICTIVE',
  ],
  ['more at once', terms({ concurrency: 5 }), terms({ concurrency: 10 }), ['MORE_AT_ONCE'], 'LESS_RESTRICTIVE'],
  ['any number at once', terms({ concurrency: 5 }), terms({ concurrency: null }), ['MORE_AT_ONCE'], 'LESS_RESTRICTIVE'],
  ['an embargo', perpetual, terms({}, { embargo: embargo(8, 'WEEK', 1) }), ['EMBARGO_ADDED'], 'MORE_RESTRICTIVE'],
  [
    'a shorter embargo with a copy',
    terms({}, { embargo: embargo(4, 'MONTH') }),
    terms({}, { embargo: embargo(8, 'WEEK', 1) }),
    ['EMBARGO_SHORTER', 'MORE_COPIES_IN_EMBARGO'],
    'LESS_RESTRICTIVE',
  ],
  [
    'the same embargo in other units',
    terms({}, { embargo: embargo(14, 'DAY') }),
    terms({}, { embargo: embargo(2, 'WEEK') }),
    [],
    null,
  ],
  [
    'a higher price',
    terms({}, { prices: [price('9.90')] }),
    terms({}, { prices: [price('10.00')] }),
    ['PRICE_UP'],
    'MORE_RESTRICTIVE',
  ],
  ['a price for other titles', terms({}, { prices: [price('9', 'A')] }), terms({}, { prices: [price('10', 'B')] }), [], null],
  [
    'a price in another currency',
    terms({}, { prices: [price('9')] }),
    terms({}, { prices: [price('10', null, PriceKind.EXACT, 'CAD')] }),
    [],
    null,
  ],
  [
    'a price stated in another way',
    terms({}, { prices: [price('9', null, PriceKind.CAP)] }),
    terms({}, { prices: [price('10')] }),
    [],
    null,
  ],
  ['an offer where none was', terms({ model: LicenseModel.NOT_OFFERED }), metered(12, null), ['NOW_OFFERED'], 'LESS_RESTRICTIVE'],
  [
    'an offer with an embargo where none was',
    terms({ model: LicenseModel.NOT_OFFERED }),
    metered(12, null, { embargo: embargo(6, 'MONTH') }),
    ['NOW_OFFERED', 'EMBARGO_ADDED'],
    'MIXED',
  ],
  ['the end of the offer', perpetual, terms({ model: LicenseModel.NOT_OFFERED }), ['NO_LONGER_OFFERED'], 'MORE_RESTRICTIVE'],
  ['terms that are not known', perpetual, terms({ model: LicenseModel.UNKNOWN }), [], null],
  [
    'payment for each loan, which is another bargain',
    metered(24, null),
    terms({ model: LicenseModel.COST_PER_CIRC, concurrency: null }),
    [],
    null,
  ],
])('judges %s', (_what, before, after, codes, direction) => {
  const reasons = reasonsBetween(before, after);
  expect(reasons.map(({ code }) => code)).toEqual(codes);
  expect(directionOf(reasons)).toBe(direction);
});
