// How pages and mails speak: messages of a catalogue with their values, numbers, days and places, all in one language.
import { IntlMessageFormat } from 'intl-messageformat';
import { LRUCache } from 'lru-cache';
import type { Language } from './languages';

type Values = Readonly<Record<string, string | number | undefined>>;

/** What another language says in place of these English messages, each by its name. */
export type Messages<English> = Readonly<Record<keyof English, string>>;

/** How exactly a day is known, as the schema says it. */
export type Precision = 'DAY' | 'MONTH' | 'YEAR' | 'APPROX' | 'AS_OF';

/** Messages that everything which writes days has, so every catalogue has them. */
type OfDays = 'day.about' | 'day.asOf' | 'day.on';

/** What is needed to write for people; `Id` are the names of the messages. */
export interface Speech<Id extends string> {
  /** As `lang` says it. */
  readonly language: Language;
  /** A message of the catalogue in ICU MessageFormat. @throws when a value is missing */
  t(id: Id, values?: Values): string;
  /** The same as it was read, for what becomes more than text. */
  message(id: Id): IntlMessageFormat;
  /** Whether the catalogue has a message of this name. */
  has(id: string): id is Id;
  number(value: number | null | undefined): string;
  /** An exact amount as it is kept, with its currency by its ISO 4217 code. */
  money(amount: string, currency: string): string;
  /** A day written out; less of it when less is known. Text that is no day stays as it is. */
  day(date: string, precision?: Precision | null): string;
  /** When something was, as part of a sentence: on a day, in a month. */
  when(date: string, precision?: Precision | null): string;
  /** A moment written out with its day and hour, as clocks in this time zone show it. */
  moment(instant: string, timeZone: string): string;
  /** The name of a country; a code that is none stays as it is. */
  country(code: string): string;
  /** The name of a language by its tag. */
  languageName(tag: string): string;
  /** In the order of its alphabet. */
  sorted<Item>(items: readonly Item[], by: (item: Item) => string): Item[];
}

/** Writes days, numbers and the like; so many are kept as they were written. @throws what `write` throws, such as for a day that no calendar has */
function kept<Given extends string | number>(write: (given: Given) => string): (given: Given) => string {
  const all = new LRUCache<Given, string>({ max: 2_000 });
  return (given) => {
    const known = all.get(given);
    if (known !== undefined) return known;
    const made = write(given);
    all.set(given, made);
    return made;
  };
}

/** By what a message is kept that holds nothing but numbers; undefined for others: no text that somebody wrote is kept. */
function keyOf(id: string, values: Values): string | undefined {
  let key = id;
  for (const name in values) {
    const value = values[name];
    if (typeof value !== 'number') return undefined;
    key += ` ${name} ${value}`;
  }
  return key;
}

/** The kinds of parts of a message, as its reader numbers them. */
const inMessage = { literal: 0, argument: 1 } as const;

/** A message of nothing but text and values as they are; undefined for others, and where a value is missing. */
function joinedOf(message: IntlMessageFormat, values: Values): string | undefined {
  let text = '';
  for (const element of message.getAst()) {
    const isText = element.type === inMessage.literal;
    const part = isText ? element.value : element.type === inMessage.argument ? values[element.value] : undefined;
    if (part == null) return undefined;
    text += part;
  }
  return text;
}

/** Speaks a language by a catalogue. */
export function speaking<Id extends string>(
  language: Language,
  catalogue: Readonly<Record<Id | OfDays, string>>,
): Speech<Id | OfDays> {
  const messages = new Map<string, IntlMessageFormat>();
  const message = (id: Id | OfDays) => {
    const read = messages.get(id) ?? new IntlMessageFormat(catalogue[id], language);
    messages.set(id, read);
    return read;
  };
  // Days as in "1 November 2019", not "November 1, 2019".
  const locale = language === 'en' ? 'en-GB' : language;
  const dayFormats = {
    whole: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    MONTH: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    YEAR: new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }),
  };
  const numbers = new Intl.NumberFormat(language);
  const number = kept((value: number) => numbers.format(value));
  const amounts = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 12 });
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const alphabet = new Intl.Collator(language);
  // What Intl writes takes longer than all else on a page of many days, and most of it was written before.
  const whole = new Map<string, string>();
  const written = (format: Intl.DateTimeFormat) => kept((day: string) => format.format(new Date(day)));
  const days = { DAY: written(dayFormats.whole), MONTH: written(dayFormats.MONTH), YEAR: written(dayFormats.YEAR) };
  const counted = new LRUCache<string, string>({ max: 2_000 });
  const t = (id: Id | OfDays, values?: Values) => {
    if (!values) {
      const known = whole.get(id) ?? String(message(id).format());
      whole.set(id, known);
      return known;
    }
    const joined = joinedOf(message(id), values);
    if (joined !== undefined) return joined;
    const key = keyOf(id, values);
    const known = key === undefined ? undefined : counted.get(key);
    if (known !== undefined) return known;
    const made = String(message(id).format(values));
    if (key !== undefined) counted.set(key, made);
    return made;
  };
  const day: Speech<Id | OfDays>['day'] = (date, precision) => {
    if (!/^\d{4}-\d\d-\d\d/.test(date)) return date;
    const known = days[precision === 'MONTH' || precision === 'YEAR' ? precision : 'DAY'](date.slice(0, 10));
    if (precision === 'APPROX') return t('day.about', { day: known });
    return precision === 'AS_OF' ? t('day.asOf', { day: known }) : known;
  };
  return {
    language,
    t,
    message,
    has: (id): id is Id => Object.hasOwn(catalogue, id),
    number: (value) => (value == null ? '' : number(value + 0)),
    // Given as text, no digit is lost.
    money: (amount, currency) => `${amounts.format(amount as unknown as number)} ${currency}`,
    day,
    when: (date, precision) =>
      precision === 'APPROX'
        ? day(date, precision)
        : t('day.on', { precision: precision ?? 'DAY', day: day(date, precision === 'AS_OF' ? 'DAY' : precision) }),
    moment(instant, timeZone) {
      const at = new Date(instant);
      if (Number.isNaN(at.getTime())) return instant;
      return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at);
    },
    country: kept((code: string) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code)),
    languageName: (tag) => names.of(tag) ?? tag,
    sorted: (items, by) => items.toSorted((one, other) => alphabet.compare(by(one), by(other))),
  };
}
