// What a comparison is asked: publishers, a day, the numbers of a library, and made-up embargoes. The address holds it all.
import type { ComparePageQuery, ComparePageQueryVariables } from '../../../schema/typed/ComparePage';
import { type Refused, withPoint } from '../../page';
import type { Words } from '../../words/words';
import { questionOf } from '../policies/question';

export type Row = NonNullable<ComparePageQuery['compareLending']>['rows'][number];

/** The numbers of a library, where the address says nothing. */
const usual = {
  copies: '10',
  holds: '100',
  checkoutsPerYear: '12',
  years: '6',
  loanDays: '14',
  reader: '100',
  currency: 'USD',
} as const;
export const bigFive = ['hachette', 'harpercollins', 'macmillan', 'penguin-random-house', 'simon-schuster'] as const;
export const units = ['DAY', 'WEEK', 'MONTH', 'YEAR'] as const;

/** Numbers of the scenario that are sent as numbers; the others are amounts of money and words. */
const numbers = ['copies', 'holds', 'checkoutsPerYear', 'years', 'loanDays', 'reader', 'promisedWaitDays'] as const;
const amounts = ['consumerPrice', 'perLoanPrice', 'perpetualPrice'] as const;
const choices = ['copiesAtStart', 'currency'] as const;

/** The fields of a comparison, with what is usual where an address begins one. An empty field stays empty. */
export function filledIn(fields: URLSearchParams, now: Date): URLSearchParams {
  const { on, territory, format } = questionOf(fields, now);
  const filled = new URLSearchParams(fields);
  const begins = !fields.has('scenario.copies');
  filled.set('on', on);
  filled.set('territory', territory ?? '');
  filled.set('format', format ?? 'EBOOK');
  for (const [name, text] of Object.entries(usual)) if (!fields.has(`scenario.${name}`)) filled.set(`scenario.${name}`, text);
  if (begins && !fields.has('publisherIds')) for (const id of bigFive) filled.append('publisherIds', id);
  return filled;
}

/** The address that asks the same again. */
export function addressOf(fields: URLSearchParams, now: Date, more: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams([...filledIn(fields, now)].filter(([name, text]) => text !== '' || name === 'territory'));
  for (const [name, text] of Object.entries(more)) asked.set(name, text);
  return asked.toString();
}

/** A number as programs write it. Other text stays as it was typed, so that its refusal names the field. */
function numberOf(typed: string): number {
  const text = withPoint(typed);
  return (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : typed) as number;
}

/** A share as people write it: 5 %, 2,5%, -3 per cent, or 0.05 of older addresses. Other text stays as it was typed. */
function shareOf(text: string): number {
  const plain = text
    .trim()
    .replace(/^\u2212\s*/, '-')
    .replace(',', '.');
  const percent = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*(?:%|per\s?cent|por\s?ciento)$/i.exec(plain)?.[1];
  return percent === undefined
    ? numberOf(Number.isFinite(Number(plain)) ? plain : text)
    : Number((Number(percent) / 100).toPrecision(12));
}

/** Prices of the reader's own, each in a field that names a publisher: `price.harpercollins`. */
const ownPrices = (fields: URLSearchParams) =>
  [...fields].flatMap(([name, text]) =>
    name.startsWith('price.') && text.trim() !== '' ? [{ id: name.slice('price.'.length), amount: withPoint(text.trim()) }] : [],
  );

/** What the fields of an address ask. */
export function variablesOf(given: URLSearchParams, words: Words, now: Date): ComparePageQueryVariables {
  const fields = filledIn(given, now);
  const { on, asKnownOn, territory, format } = questionOf(fields, now);
  const text = (name: string) => fields.get(name)?.trim() || undefined;
  const scenario: Record<string, unknown> = {};
  for (const name of numbers) if (text(`scenario.${name}`)) scenario[name] = numberOf(text(`scenario.${name}`) ?? '');
  const growth = text('scenario.demandGrowth');
  if (growth) scenario.demandGrowth = shareOf(growth);
  for (const name of amounts) if (text(`scenario.${name}`)) scenario[name] = withPoint(text(`scenario.${name}`) ?? '');
  for (const name of choices) if (text(`scenario.${name}`)) scenario[name] = text(`scenario.${name}`);
  const print = { price: text('scenario.print.price'), loansPerCopy: text('scenario.print.loansPerCopy') };
  if (print.price)
    scenario.print = { price: withPoint(print.price), ...(print.loansPerCopy && { loansPerCopy: numberOf(print.loansPerCopy) }) };
  const priceOverrides = ownPrices(fields);
  if (priceOverrides.length > 0) scenario.priceOverrides = priceOverrides;
  const publisherIds = fields.getAll('publisherIds').filter((id) => id !== '');
  const length = text('embargo.amount');
  const unit = (text('embargo.unit') ?? 'WEEK') as (typeof units)[number];
  const hypothetical =
    length && publisherIds.length > 0
      ? [
          {
            label: words.t('compare.if.label', { length: words.t('terms.length', { count: Number(length) || 0, unit }) }),
            publisherIds,
            embargo: {
              amount: numberOf(length),
              unit,
              copiesAllowedDuring: numberOf(text('embargo.copiesAllowedDuring') ?? '1'),
            },
          },
        ]
      : [];
  // The executor names what is missing or wrong in the scenario, by its field.
  return {
    publisherIds,
    hypothetical,
    on,
    asKnownOn,
    territory,
    format: format ?? 'EBOOK',
    scenario: scenario as ComparePageQueryVariables['scenario'],
  };
}

/** A refusal at the field of the form that it is about. */
export function atField(refused: Refused | undefined, fields: URLSearchParams): Refused | undefined {
  const made = /^hypothetical\.0\.(.+)$/.exec(refused?.field ?? '')?.[1];
  const price = /priceOverrides\.(\d+)/.exec(refused?.field ?? '')?.[1];
  if (!refused || (made === undefined && price === undefined)) return refused;
  return { ...refused, field: made ?? `price.${ownPrices(fields)[Number(price)]?.id}` };
}

/** The numbers of the library in words. */
export function scenarioInWords({ t }: Words, given: URLSearchParams, now: Date): string {
  const fields = filledIn(given, now);
  const number = (name: keyof typeof usual) => Number(fields.get(`scenario.${name}`)) || 0;
  return t('compare.question', {
    copies: number('copies'),
    holds: number('holds'),
    loans: number('checkoutsPerYear'),
    years: number('years'),
    days: number('loanDays'),
  });
}

/** The reader whose wait is worked out. */
export const readerOf = (fields: URLSearchParams, now: Date): string => filledIn(fields, now).get('scenario.reader') || '1';

/** The same question for `/exports/comparison.csv`. */
export const exportAddress = (fields: URLSearchParams, words: Words, now: Date): string =>
  `/exports/comparison.csv?${new URLSearchParams({ input: JSON.stringify(variablesOf(fields, words, now)) })}`;
