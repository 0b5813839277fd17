// What a rule in words such as "2.5 times retail" or "half the two-year price" comes to, where the price it speaks of is known.
import type { Priced } from './alternatives';
import { amountText, Decimal, type Reason } from './figure';
import { ruleOf, type UsedPrice } from './offer';
import type { Scenario } from './scenario';

const words: Readonly<Record<string, string>> = {
  half: '0.5',
  'a quarter': '0.25',
  'the same as': '1',
  twice: '2',
  double: '2',
  triple: '3',
  'two times': '2',
  'three times': '3',
  'four times': '4',
  'five times': '5',
};

/** A factor, then what it multiplies. A rule that says more than that, such as "about", is left to people. */
const rule = new RegExp(
  `^(?:(?<times>\\d+(?:\\.\\d+)?) ?(?:x|×|times)|(?<percent>\\d+(?:\\.\\d+)?) ?(?:%|percent|per cent)(?: of)?|(?<word>${Object.keys(
    words,
  ).join('|')}))(?: of)?(?: the)? (?<base>.+)$`,
  'i',
);

const consumers = /^(?:(?:usual )?(?:consumer|retail|list)(?:['’]s)?(?: retail| list)?(?: price)?|price (?:for|of) consumers)$/i;
const twoYears = /^(?:two-year|2-year|24-month|two year)s?(?: license| licence)?(?: price)?(?: per (?:checkout|loan))?$/i;

/** The price of a candidate; where only a rule is stated, what the rule comes to, or still the reason that it is a rule. */
export function byRule(one: Priced, all: readonly Priced[], scenario: Scenario): UsedPrice | Reason {
  if (one.price !== 'PRICE_IS_A_RULE') return one.price;
  const text = ruleOf(one.candidate, scenario);
  const { times, percent, word, base = '' } = rule.exec(text?.trim() ?? '')?.groups ?? {};
  const factor = times ?? (percent && new Decimal(percent).div(100)) ?? (word && words[word.toLowerCase()]);
  const known = factor ? baseOf(base, one, all, scenario) : null;
  if (!known || !factor) return one.price;
  const amount = new Decimal(factor).times(known.amount);
  return {
    amount,
    basis: 'BY_RULE',
    scope: null,
    words: `by the rule "${text}": ${factor} · ${amountText(known.amount)}, ${known.words}`,
  };
}

/** The price that a rule speaks of: what consumers pay, or a license of two years of the same publisher beside it. */
function baseOf(base: string, { candidate }: Priced, all: readonly Priced[], { consumerPrice }: Scenario) {
  if (consumers.test(base))
    return consumerPrice == null ? null : { amount: new Decimal(consumerPrice), words: 'what consumers pay by the scenario' };
  if (!twoYears.test(base) || candidate.publisherId == null) return null;
  const ofSame = all.filter(
    ({ candidate: { publisherId, terms } }) => publisherId === candidate.publisherId && terms.durationMonths === 24,
  );
  const priced = ofSame.map(({ price }) => price).find((price) => typeof price !== 'string');
  return priced ? { amount: priced.amount, words: `the two-year price (${priced.words})` } : null;
}
