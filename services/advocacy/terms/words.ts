// Licenses, embargoes and prices said in words.
import type { Embargo, Price } from './license';
import { areKnown, holdsBack, isPaidByLoan, type LicenseTerms, loansAtOnce } from './license';

/** One line, such as "24 months or 52 loans, whichever ends first; one reader at a time; embargo of 8 weeks, 1 copy allowed meanwhile". */
export function termsInWords(terms: LicenseTerms, embargo: Embargo | null = null): string {
  return [license(terms), holdsBack(embargo) ? whileUnder(embargo) : ''].filter(Boolean).join('; ');
}

function license(terms: LicenseTerms): string {
  if (terms.model === 'NOT_OFFERED') return 'not offered to libraries';
  if (!areKnown(terms)) return 'terms not known';
  const length = terms.lengthDays == null ? '' : `loans of at most ${count(terms.lengthDays, 'day')}`;
  return [ends(terms), readers(terms), length].filter(Boolean).join('; ');
}

function ends(terms: LicenseTerms): string {
  const limits = [
    terms.durationMonths == null ? '' : count(terms.durationMonths, 'month'),
    terms.checkouts == null ? '' : count(terms.checkouts, 'loan'),
    terms.lendingDays == null ? '' : `${count(terms.lendingDays, 'day')} of lending`,
  ];
  const stated = limits.filter(Boolean).join(' or ');
  const paid = isPaidByLoan(terms) ? 'each loan is paid for' : '';
  const ending = stated.includes(' or ') ? `${stated}, whichever ends first` : stated;
  return [paid, ending].filter(Boolean).join('; ') || 'never expires';
}

function readers(terms: LicenseTerms): string {
  const atOnce = loansAtOnce(terms);
  if (atOnce === null) return 'any number of readers at a time';
  return atOnce === 1 ? 'one reader at a time' : `up to ${atOnce} readers at a time`;
}

function whileUnder(embargo: Embargo): string {
  const { copiesAllowedDuring: copies, firstCopyTerms } = embargo;
  const length = `embargo of ${lengthInWords(embargo)}`;
  if (copies === 0) return `${length}, no copy meanwhile`;
  const terms = firstCopyTerms ? ` (${license(firstCopyTerms).replaceAll('; ', ', ')})` : '';
  return `${length}, ${count(copies, 'copy')} allowed meanwhile${terms}`;
}

/** "8 weeks", "3 to 12 months", "at least 3 months" or "unknown length". */
export function lengthInWords({ amount, atLeast, unit }: Pick<Embargo, 'amount' | 'atLeast' | 'unit'>): string {
  const noun = unit.toLowerCase();
  if (amount == null) return atLeast == null ? 'unknown length' : `at least ${count(atLeast, noun)}`;
  return atLeast == null ? count(amount, noun) : `${atLeast} to ${count(amount, noun)}`;
}

/** An embargo alone: "8 weeks, 1 copy meanwhile". */
export function embargoInWords({ copiesAllowedDuring: copies, ...length }: Embargo): string {
  return `${lengthInWords(length)}, ${copies === 0 ? 'no copy' : count(copies, 'copy')} meanwhile`;
}

/** A price, such as "CAP 55.00 USD (FRONTLIST_ADULT)". */
export function priceInWords({ kind, amount, min, max, scope, rule }: Price): string {
  const figures = [amount, min, max].filter((money) => money !== null).map((money) => `${money.amount} ${money.currency}`);
  return [kind, figures.join(' to '), rule, scope && `(${scope})`].filter(Boolean).join(' ');
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun === 'copy' ? 'copies' : `${noun}s`}`;
}
