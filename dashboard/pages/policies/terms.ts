// Terms of a policy in words: what a license allows, an embargo, prices, titles and places. Unknown, none and unlimited stay three answers.
import type { PolicyTimelineQuery } from '../../../schema/typed/PolicyTimeline';
import type { Kind } from '../../charts/drawing';
import type { Words } from '../../words/words';

/** The policies of one publisher on the axis of time. */
export type PolicyLane = NonNullable<PolicyTimelineQuery['policyTimeline']>['lanes'][number];
/** A policy on the axis of time, with what is known of it. */
export type PolicyBar = PolicyLane['bars'][number];
export type Policy = PolicyBar['period'];
type License = Policy['license'] & { readonly lengthDays?: number | null };
type Embargo = NonNullable<Policy['embargo']>;
type Price = Policy['prices'][number];

const kindOfModel: Readonly<Record<License['model'], Kind>> = {
  PERPETUAL_ONE_USER: 'lasting',
  METERED_BY_TIME: 'time',
  METERED_BY_CHECKOUTS: 'loans',
  METERED_BY_TIME_OR_CHECKOUTS: 'both',
  METERED_BY_LENDING_DAYS: 'loans',
  METERED_CONCURRENT_CHECKOUTS: 'bundle',
  SIMULTANEOUS_USE: 'bundle',
  COST_PER_CIRC: 'perLoan',
  NOT_OFFERED: 'none',
  UNKNOWN: 'unknown',
};

/**
 * A value of a changed term as the graph words it, such as "26 loans" or "85.00 USD", in the language of the page; what it words otherwise
 * stays as it was sent. Null where the term is absent.
 */
export function valueInWords({ t, money }: Words, value: string | null): string {
  if (value === null) return t('policies.noEmbargo');
  if (value === 'unlimited') return t('policies.unlimited');
  if (value in kindOfModel) return t(`terms.kind.${kindOfModel[value as License['model']]}`);
  const [, count, unit] = /^(\d+) (months|loans|days of lending|at once)$/.exec(value) ?? [];
  const [months, loans, days, readers] = Array<number>(4).fill(Number(count));
  if (unit === 'months') return t('terms.months', { months });
  if (unit === 'loans') return t('terms.loans', { loans });
  if (unit === 'days of lending') return t('terms.lendingDays', { days });
  if (unit === 'at once') return t('terms.readers', { readers });
  const [, amount, currency] = /^(\d[\d.]*) ([A-Z]{3})$/.exec(value) ?? [];
  return amount && currency ? money(amount, currency) : value;
}

/** What kind of license it is, as charts colour it. */
export const kindOf = ({ model }: License): Kind => kindOfModel[model];

/** What ends a license, in few words; undefined when a limit that its model is named after is not known. */
function endOf({ t }: Words, license: License): string | undefined {
  const { checkouts: loans, durationMonths: months, lendingDays: days } = license;
  const kind = kindOf(license);
  if (days !== null) {
    const others = [months === null ? '' : t('terms.months', { months }), loans === null ? '' : t('terms.loans', { loans })];
    return [...others.filter(Boolean), t('terms.lendingDays', { days })].join(' / ');
  }
  const missing =
    (months === null && (kind === 'time' || kind === 'both')) || (loans === null && (kind === 'loans' || kind === 'both'));
  if (kind === 'unknown' || missing) return undefined;
  if (kind === 'bundle' && loans !== null && months === null) return t('terms.bundle', { loans });
  if (months !== null && loans !== null) return t('terms.both', { months, loans });
  if (months !== null) return t('terms.months', { months });
  return loans === null ? t('terms.lasting') : t('terms.loans', { loans });
}

/** What a license allows in the few words that fit into a bar. */
export function licenseInShort(words: Words, license: License): string {
  const { t } = words;
  const kind = kindOf(license);
  if (kind === 'none' || kind === 'perLoan') return t(`terms.${kind}.short`);
  return endOf(words, license) ?? t('terms.unknown');
}

/** What a license allows: what ends it, and how many may read at a time. */
export function licenseInWords(words: Words, license: License): string {
  const { t } = words;
  const { checkouts, durationMonths, concurrency } = license;
  const kind = kindOf(license);
  const end = endOf(words, license);
  if (kind === 'none') return t('terms.none');
  if (end === undefined) return t('terms.unknown');
  const isBoth = durationMonths !== null && checkouts !== null;
  const ends = isBoth ? t('terms.both.first', { both: end }) : end;
  const stated = concurrency ?? (kind === 'perLoan' || kind === 'bundle' ? null : 1);
  // No more can read at a time than may read in all.
  const many = stated === null || checkouts === null ? (stated ?? checkouts) : Math.min(stated, checkouts);
  const readers = many === null ? t('terms.readers.any') : t('terms.readers', { readers: many });
  return [kind === 'perLoan' ? t('terms.perLoan') : ends, readers].join(', ');
}

/** How long an embargo lasts. */
export function lengthInWords({ t }: Words, { amount, atLeast, unit }: Embargo): string {
  const of = (count: number) => t('terms.length', { count, unit });
  if (amount === null) return atLeast === null ? t('terms.embargo.unknown') : t('terms.length.atLeast', { length: of(atLeast) });
  return atLeast === null || atLeast === amount
    ? of(amount)
    : t('terms.length.range', { least: String(atLeast), length: of(amount) });
}

/** The embargo in words. A publisher without an embargo and one whose embargo is unknown are told apart. */
export function embargoInWords(words: Words, { embargo, embargoKnown }: Pick<Policy, 'embargo' | 'embargoKnown'>): string {
  if (!embargo) return words.t(embargoKnown ? 'policies.noEmbargo' : 'policies.unknown');
  return words.t('terms.embargo', { length: lengthInWords(words, embargo), copies: embargo.copiesAllowedDuring });
}

/** A license and the embargo before it, with what the copies sold meanwhile allow. */
export function termsInWords(
  words: Words,
  license: License,
  embargo: (Embargo & { firstCopyTerms: License | null }) | null,
): string {
  const { t } = words;
  const days = license.lengthDays ?? null;
  const lending = days === null ? '' : `, ${t('terms.lengthDays', { days })}`;
  const standing = `${licenseInWords(words, license)}${lending}`;
  if (!embargo) return standing;
  const first = embargo.copiesAllowedDuring > 0 && embargo.firstCopyTerms;
  const before = `${embargoInWords(words, { embargo, embargoKnown: true })}${first ? ` (${licenseInWords(words, first)})` : ''}`;
  return t('terms.embargo.before', { terms: standing, embargo: before });
}

/** Words that fit into a bar: the longest first. */
export function labelsOf(words: Words, { license, embargo }: Policy): string[] {
  const terms = licenseInShort(words, license);
  const both = embargo && words.t('terms.embargo.with', { terms, length: lengthInWords(words, embargo) });
  return both ? [both, terms] : [terms];
}

/** Words of the sources such as EDUCATION, as people read them. */
const plain = (scope: string) =>
  scope
    .toLowerCase()
    .replace(/(\d{4})_(\d\d)\b/, '$1-$2')
    .replaceAll('_', ' ');

/** For which titles. */
export function titlesInWords({ t, day }: Words, scope: string): string {
  const [, bound, year, month] = /^PUBLISHED_(AFTER|UP_TO)_(\d{4})_(\d\d)$/.exec(scope) ?? [];
  if (bound) return t('terms.scope.published', { bound, month: day(`${year}-${month}-01`, 'MONTH') });
  const count = /^BACKLIST_(\d{1,9})$/.exec(scope)?.[1];
  return count ? t('terms.scope.backlist', { count: Number(count) }) : t('terms.scope', { scope, words: plain(scope) });
}

/** An amount of money, with its currency. */
export const moneyInWords = ({ money }: Words, of: { readonly amount: string; readonly currency: string } | null): string =>
  of ? money(of.amount, of.currency) : '';

/** What a price is for. An example is a sentence of its source. */
export const soldInWords = ({ t }: Words, scope: string): string =>
  t('terms.price.scope', {
    scope: scope.startsWith('EXAMPLE: ') ? 'EXAMPLE' : scope,
    words: plain(scope).replace(/^example: /, ''),
  });

/** Every price that is stated; empty when none is, which does not mean that it is free. */
export function pricesInWords(words: Words, prices: readonly Price[]): string[] {
  return prices.map(({ kind, amount, min, max, rule, scope }) => {
    const price = words.t('terms.price', {
      kind,
      amount: moneyInWords(words, amount),
      min: moneyInWords(words, min),
      max: moneyInWords(words, max),
      rule: rule ?? words.t('policies.unknown'),
    });
    return scope ? words.t('terms.price.for', { price, scope: soldInWords(words, scope) }) : price;
  });
}

/** Where it holds. */
export function placesInWords({ t, country }: Words, { reach, territories }: Pick<Policy, 'reach' | 'territories'>): string {
  return t('fact.reach', { reach, countries: territories.map(country).join(', ') });
}

/** Where a law or bill applies, or would: a country, a state of one, or the European Union. */
export const jurisdictionInWords = ({ country, regionName }: Words, code: string): string =>
  code.includes('-') ? `${regionName(code)}, ${country(code.slice(0, 2))}` : country(code);

/** When it began: before our record when no day is known. */
export const beginInWords = ({ t, day }: Words, { effectiveFrom: from }: Policy): string =>
  from ? day(from.date, from.precision) : t('policies.beforeRecords');

/** When it ended: that no end was found is not that it holds. */
export function endInWords({ t, day }: Words, { end, period: { effectiveTo: to } }: Pick<PolicyBar, 'end' | 'period'>): string {
  if (to) return day(to.date, to.precision);
  return t(end === 'CONFIRMED' ? 'policies.stillOn' : 'policies.noEnd');
}
