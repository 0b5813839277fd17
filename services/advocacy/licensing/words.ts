// How are the terms of a license said in words?
import { areKnown, type EmbargoTerms, loansAtOnce, type Terms } from './terms';

/** One line, such as "24 months or 52 loans, whichever ends first; one reader at a time; embargo of 8 weeks, 1 copy allowed meanwhile". */
export function termsInWords(terms: Terms, embargo: EmbargoTerms | null = null): string {
  return [license(terms), embargoInWords(embargo)].filter(Boolean).join('; ');
}

function license(terms: Terms): string {
  if (terms.model === 'NOT_OFFERED') return 'not offered to libraries';
  if (!areKnown(terms)) return 'terms not known';
  const length = terms.lengthDays == null ? '' : `loans of at most ${count(terms.lengthDays, 'day')}`;
  return [ends(terms), readers(terms), length].filter(Boolean).join('; ');
}

function ends({ model, durationMonths, checkouts }: Terms): string {
  const limits = [
    durationMonths == null ? '' : count(durationMonths, 'month'),
    checkouts == null ? '' : count(checkouts, 'loan'),
  ];
  const stated = limits.filter(Boolean).join(' or ');
  const paid = model === 'COST_PER_CIRC' ? 'each loan is paid for' : '';
  const ending = stated.includes(' or ') ? `${stated}, whichever ends first` : stated;
  return [paid, ending].filter(Boolean).join('; ') || 'never expires';
}

function readers(terms: Terms): string {
  const atOnce = loansAtOnce(terms);
  if (atOnce === null) return 'any number of readers at a time';
  return atOnce === 1 ? 'one reader at a time' : `up to ${atOnce} readers at a time`;
}

function embargoInWords(embargo: EmbargoTerms | null): string {
  if (embargo === null || embargo.amount === 0) return '';
  if (embargo.amount == null) return 'embargo of unknown length';
  const { copiesAllowedDuring: copies, firstCopyTerms } = embargo;
  const length = `embargo of ${count(embargo.amount, embargo.unit.toLowerCase())}`;
  if (copies == null) return `${length}, copies allowed meanwhile not known`;
  if (copies === 0) return `${length}, no copy meanwhile`;
  const terms = firstCopyTerms ? ` (${license(firstCopyTerms).replaceAll('; ', ', ')})` : '';
  return `${length}, ${count(copies, 'copy')} allowed meanwhile${terms}`;
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun === 'copy' ? 'copies' : `${noun}s`}`;
}
