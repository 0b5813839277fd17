// Terms that no policy can have, refused with the field to change.
import { Decimal } from 'decimal.js';
import { BadInput, type FieldReason, Problem, type RefusalDetails } from '#kit/words/problem';
import type { Embargo, EmbargoUnit, ExpiryRule, LicenseModel, LicenseTerms, Price, PriceKind } from './license';

/** Terms that contradict themselves; `field` says where, as the client wrote it. */
class ContradictoryTerms extends Problem {
  constructor(field: string, message: string, details: RefusalDetails = {}) {
    super('CONTRADICTORY_TERMS', message, { field, ...details });
  }
}

/** What a license model says by its name: how it ends. Which limits it sets follows from that. */
const endings: { readonly [M in LicenseModel]: readonly ExpiryRule[] } = {
  PERPETUAL_ONE_USER: ['NONE'],
  METERED_BY_TIME: ['TIME'],
  METERED_BY_CHECKOUTS: ['CHECKOUTS'],
  METERED_BY_TIME_OR_CHECKOUTS: ['EARLIER_OF'],
  METERED_BY_LENDING_DAYS: ['LENDING_DAYS', 'EARLIER_OF'],
  METERED_CONCURRENT_CHECKOUTS: ['CHECKOUTS', 'EARLIER_OF'],
  SIMULTANEOUS_USE: ['NONE', 'TIME'],
  COST_PER_CIRC: ['NONE'],
  NOT_OFFERED: ['NONE'],
  UNKNOWN: ['UNKNOWN'],
};

/** Terms as a policy or a part of one states them. */
interface StatedTerms {
  readonly license?: LicenseTerms | null;
  readonly options?: readonly LicenseTerms[];
  readonly embargo?: Embargo | null;
  readonly prices?: readonly Price[] | null;
}

/**
 * @param prefix of the fields, such as `hypothetical[0].`
 * @throws ContradictoryTerms, BadInput
 */
export function refuseUnsoundTerms({ license, options = [], embargo, prices }: StatedTerms, prefix = ''): void {
  if (license) refuseContradictions(license, `${prefix}license`);
  for (const [i, terms] of options.entries()) refuseContradictions(terms, `${prefix}options[${i}]`);
  if (embargo) refuseContradictoryEmbargo(embargo, `${prefix}embargo`);
  for (const [i, price] of (prices ?? []).entries()) refuseContradictoryPrice(price, `${prefix}prices[${i}]`);
  if (license?.model === 'NOT_OFFERED' && (embargo || prices?.length)) {
    throw new ContradictoryTerms(
      `${prefix}license.model`,
      'Titles that are not offered have neither an embargo nor a price. Leave these out, or change the model.',
      { reason: 'NOT_OFFERED_YET_SOLD' },
    );
  }
}

/** @throws ContradictoryTerms */
function refuseContradictions(terms: LicenseTerms, field: string): void {
  const { model, expiryRule, durationMonths, checkouts, concurrency, lendingDays = null } = terms;
  const refuse = (part: string, reason: FieldReason, message: string, allowed?: readonly unknown[]) => {
    const words = `${message} Change ${field}.${part} or ${field}.model.`;
    throw new ContradictoryTerms(`${field}.${part}`, words, { reason, ...(allowed && { allowed }) });
  };
  const needed = (is: boolean): FieldReason => (is ? 'TERMS_NEED' : 'TERMS_LACK');
  if (!endings[model].includes(expiryRule)) {
    refuse(
      'expiryRule',
      'ENDS_OTHERWISE',
      `A license of the model ${model} ends by ${endings[model].join(' or ')}, not by ${expiryRule}.`,
      endings[model],
    );
  }
  const isByDays = model === 'METERED_BY_LENDING_DAYS';
  if (isByDays !== (lendingDays !== null))
    refuse('lendingDays', needed(isByDays), `A license of the model ${model} ${isByDays ? 'needs' : 'has no'} lendingDays.`);
  const others = [durationMonths !== null && 'durationMonths', checkouts !== null && 'checkouts'].filter(Boolean);
  if (isByDays && (expiryRule === 'EARLIER_OF') !== others.length > 0)
    refuse(
      'expiryRule',
      'ENDS_OTHERWISE',
      others.length > 0
        ? `A license with lendingDays and ${others.join(' and ')} ends by EARLIER_OF.`
        : 'A license that ends by EARLIER_OF needs durationMonths or checkouts beside lendingDays.',
      [others.length > 0 ? 'EARLIER_OF' : 'LENDING_DAYS'],
    );
  const endsByTime = expiryRule === 'TIME' || expiryRule === 'EARLIER_OF';
  const endsByLoans = expiryRule === 'CHECKOUTS' || expiryRule === 'EARLIER_OF';
  if (!isByDays && endsByTime !== (durationMonths !== null)) {
    refuse(
      'durationMonths',
      needed(endsByTime),
      `A license that ends by ${expiryRule} ${endsByTime ? 'needs' : 'has no'} durationMonths.`,
    );
  }
  if (!isByDays && endsByLoans !== (checkouts !== null)) {
    refuse(
      'checkouts',
      needed(endsByLoans),
      `A license that ends by ${expiryRule} ${endsByLoans ? 'needs' : 'has no'} checkouts.`,
    );
  }
  if (model === 'PERPETUAL_ONE_USER' && concurrency !== 1)
    refuse('concurrency', 'ONE_READER', 'A license for one user has the concurrency 1.', [1]);
  if (model === 'SIMULTANEOUS_USE' && concurrency !== null)
    refuse('concurrency', 'TERMS_LACK', 'Simultaneous use has no concurrency.', [null]);
  if (concurrency !== null && checkouts !== null && concurrency > checkouts) {
    refuse('concurrency', 'MORE_AT_ONCE', `${concurrency} loans cannot run at once when there are ${checkouts} in all.`);
  }
}

/** Ten years; an embargo in days is as long at most. */
const most: { readonly [U in EmbargoUnit]?: number } = { MONTH: 120, YEAR: 10 };

/** @throws ContradictoryTerms, BadInput for one of more than ten years */
function refuseContradictoryEmbargo(
  { amount, atLeast = null, unit, copiesAllowedDuring, firstCopyTerms, firstCopyPrice }: Embargo,
  field: string,
): void {
  const limit = most[unit];
  const units = `${unit.toLowerCase()}s`;
  for (const [part, length] of [
    ['amount', amount],
    ['atLeast', atLeast],
  ] as const) {
    if (limit !== undefined && length !== null && length > limit)
      throw new BadInput(
        `${field}.${part}`,
        `An embargo of ${length} ${units} is too long; it can last at most ${limit} ${units}.`,
        { reason: 'EMBARGO_TOO_LONG', limit },
      );
  }
  if (atLeast !== null && amount !== null && atLeast >= amount) {
    throw new ContradictoryTerms(
      `${field}.atLeast`,
      `The shortest embargo, ${atLeast} ${units}, is not below the longest, ${amount} ${units}. Leave atLeast out where all last as long.`,
      { reason: 'EMBARGO_TURNED' },
    );
  }
  if (copiesAllowedDuring === 0 && (firstCopyTerms || firstCopyPrice)) {
    const part = firstCopyTerms ? 'firstCopyTerms' : 'firstCopyPrice';
    throw new ContradictoryTerms(
      `${field}.${part}`,
      `An embargo that allows no copy has no ${part}. Leave it out, or allow a copy.`,
      { reason: 'EMBARGO_WITHOUT_COPY' },
    );
  }
  if (firstCopyTerms) refuseContradictions(firstCopyTerms, `${field}.firstCopyTerms`);
  if (firstCopyPrice) refuseContradictoryPrice(firstCopyPrice, `${field}.firstCopyPrice`);
}

const carriers: { readonly [K in PriceKind]: readonly (keyof Price)[] } = {
  EXACT: ['amount'],
  CAP: ['max'],
  TYPICAL_CAP: ['max'],
  RANGE: ['min', 'max'],
  RULE: ['rule'],
};

/** @throws ContradictoryTerms */
function refuseContradictoryPrice(price: Price, field: string): void {
  const refuse = (part: string, reason: FieldReason, message: string) => {
    throw new ContradictoryTerms(`${field}.${part}`, message, { reason });
  };
  for (const part of ['amount', 'min', 'max', 'rule'] as const) {
    const needed = carriers[price.kind].includes(part);
    if (needed && price[part] === null) refuse(part, 'TERMS_NEED', `A price of the kind ${price.kind} needs ${part}.`);
    if (!needed && part !== 'rule' && price[part] !== null)
      refuse(part, 'TERMS_LACK', `A price of the kind ${price.kind} has no ${part}.`);
  }
  const { min, max } = price;
  if (min && max && min.currency !== max.currency)
    refuse('max', 'RANGE_OF_TWO', `The ends of a range must be in one currency, not ${min.currency} and ${max.currency}.`);
  if (min && max && new Decimal(min.amount).gt(max.amount))
    refuse('min', 'RANGE_TURNED', `The lower end of a range, ${min.amount}, is above its upper end, ${max.amount}.`);
}
