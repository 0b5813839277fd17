// Which terms can no policy have?
import { Decimal } from 'decimal.js';
import { BadInput, Problem } from '#kit/words/problem';
import { type Embargo, EmbargoUnit } from './embargo';
import { type Price, PriceKind } from './price';
import { ExpiryRule, LicenseModel, type LicenseTerms } from './terms';

/** Terms that contradict themselves; `field` names where, as the client wrote it. */
export class ContradictoryTerms extends Problem {
  constructor(field: string, message: string) {
    super('CONTRADICTORY_TERMS', message, { field });
  }
}

const { NONE, TIME, CHECKOUTS, EARLIER_OF, UNKNOWN } = ExpiryRule;

/** What a license model says by its name: how it ends. Which limits it sets follows from that. */
const endings: Readonly<Record<LicenseModel, readonly ExpiryRule[]>> = {
  [LicenseModel.PERPETUAL_ONE_USER]: [NONE],
  [LicenseModel.METERED_BY_TIME]: [TIME],
  [LicenseModel.METERED_BY_CHECKOUTS]: [CHECKOUTS],
  [LicenseModel.METERED_BY_TIME_OR_CHECKOUTS]: [EARLIER_OF],
  [LicenseModel.METERED_CONCURRENT_CHECKOUTS]: [CHECKOUTS, EARLIER_OF],
  [LicenseModel.SIMULTANEOUS_USE]: [NONE, TIME],
  [LicenseModel.COST_PER_CIRC]: [NONE],
  [LicenseModel.NOT_OFFERED]: [NONE],
  [LicenseModel.UNKNOWN]: [UNKNOWN],
};

/** @throws ContradictoryTerms */
export function refuseContradictions(
  { model, expiryRule, durationMonths, checkouts, concurrency }: LicenseTerms,
  field: string,
): void {
  const refuse = (part: string, message: string) => {
    throw new ContradictoryTerms(`${field}.${part}`, `${message} Change ${field}.${part} or ${field}.model.`);
  };
  if (!endings[model].includes(expiryRule)) {
    refuse('expiryRule', `A license of the model ${model} ends by ${endings[model].join(' or ')}, not by ${expiryRule}.`);
  }
  const endsByTime = expiryRule === TIME || expiryRule === EARLIER_OF;
  const endsByLoans = expiryRule === CHECKOUTS || expiryRule === EARLIER_OF;
  if (endsByTime !== (durationMonths !== null)) {
    refuse('durationMonths', `A license that ends by ${expiryRule} ${endsByTime ? 'needs' : 'has no'} durationMonths.`);
  }
  if (endsByLoans !== (checkouts !== null)) {
    refuse('checkouts', `A license that ends by ${expiryRule} ${endsByLoans ? 'needs' : 'has no'} checkouts.`);
  }
  if (model === LicenseModel.PERPETUAL_ONE_USER && concurrency !== 1)
    refuse('concurrency', `A license for one user has the concurrency 1.`);
  if (model === LicenseModel.SIMULTANEOUS_USE && concurrency !== null)
    refuse('concurrency', 'Simultaneous use has no concurrency.');
  if (concurrency !== null && checkouts !== null && concurrency > checkouts) {
    refuse('concurrency', `${concurrency} loans can not run at once when there are ${checkouts} in all.`);
  }
}

/** For a license that comes with an embargo or a price. @throws ContradictoryTerms */
export function refuseTermsOfNothing({ model }: LicenseTerms, field: string): void {
  if (model !== LicenseModel.NOT_OFFERED) return;
  throw new ContradictoryTerms(
    `${field}.model`,
    'What is not offered has neither an embargo nor a price. Leave them out, or change the model.',
  );
}

/** In days it can be as long, see Embargo. */
const mostMonths = 120;

/** @throws ContradictoryTerms, BadInput for one of more than ten years */
export function refuseContradictoryEmbargo(
  { amount, unit, copiesAllowedDuring, firstCopyTerms, firstCopyPrice }: Embargo,
  field: string,
): void {
  if (unit === EmbargoUnit.MONTH && amount > mostMonths) {
    throw new BadInput(`${field}.amount`, `An embargo of ${amount} months is none; it lasts at most ${mostMonths}.`);
  }
  if (copiesAllowedDuring === 0 && (firstCopyTerms || firstCopyPrice)) {
    const part = firstCopyTerms ? 'firstCopyTerms' : 'firstCopyPrice';
    throw new ContradictoryTerms(
      `${field}.${part}`,
      `An embargo that allows no copy has no ${part}. Leave it out, or allow a copy.`,
    );
  }
  if (firstCopyTerms) refuseContradictions(firstCopyTerms, `${field}.firstCopyTerms`);
  if (firstCopyPrice) refuseContradictoryPrice(firstCopyPrice, `${field}.firstCopyPrice`);
}

const carriers: Readonly<Record<PriceKind, readonly (keyof Price)[]>> = {
  [PriceKind.EXACT]: ['amount'],
  [PriceKind.CAP]: ['max'],
  [PriceKind.TYPICAL_CAP]: ['max'],
  [PriceKind.RANGE]: ['min', 'max'],
  [PriceKind.RULE]: ['rule'],
};

/** @throws ContradictoryTerms */
export function refuseContradictoryPrice(price: Price, field: string): void {
  const refuse = (part: string, message: string) => {
    throw new ContradictoryTerms(`${field}.${part}`, message);
  };
  for (const part of ['amount', 'min', 'max', 'rule'] as const) {
    const needed = carriers[price.kind].includes(part);
    if (needed && price[part] === null) refuse(part, `A price of the kind ${price.kind} needs ${part}.`);
    if (!needed && part !== 'rule' && price[part] !== null) refuse(part, `A price of the kind ${price.kind} has no ${part}.`);
  }
  const { min, max } = price;
  if (min && max && min.currency !== max.currency) refuse('max', 'The ends of a range are in one currency.');
  if (min && max && new Decimal(min.amount).gt(max.amount))
    refuse('min', `A range does not go from ${min.amount} down to ${max.amount}.`);
}
