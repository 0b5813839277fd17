// How pages speak: messages of a catalogue with their values, numbers, days and places, all in one language.
import { IntlMessageFormat } from 'intl-messageformat';
import type { ComponentChild } from 'preact';
import { createContext, h } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './en/index';

/** The name of a message, such as `front.title`. */
export type MessageId = keyof typeof en;
/** Every message of a language; a missing one fails the build. */
export type Catalogue = Readonly<Record<MessageId, string>>;
type Values = Readonly<Record<string, string | number | undefined>>;
/** Values, and by the name of a tag such as `<link>` what it becomes. */
type RichValues = Readonly<Record<string, string | number | undefined | ((inner: ComponentChild) => ComponentChild)>>;

/** How exactly a day is known, as the schema says it. */
export type Precision = 'DAY' | 'MONTH' | 'YEAR' | 'APPROX' | 'AS_OF';

/** Everything that a page or a component needs to write for people. */
export interface Words {
  /** As the `lang` of the page says it. */
  readonly language: string;
  /** A message of the catalogue in ICU MessageFormat. @throws when a value is missing */
  t(id: MessageId, values?: Values): string;
  /** The same, with tags: `<b>` is bold by itself, others become what `values` says. */
  rich(id: MessageId, values?: RichValues): ComponentChild;
  /** Whether the catalogue has a message of this name. */
  has(id: string): id is MessageId;
  number(value: number | null | undefined): string;
  /** An exact amount as it is kept, with its currency by its ISO 4217 code. */
  money(amount: string, currency: string): string;
  /** A day written out; less of it when less is known. Text that is no day stays as it is. */
  day(date: string, precision?: Precision | null): string;
  /** A moment written out with its day and hour, as clocks in this time zone show it. */
  moment(instant: string, timeZone: string): string;
  /** The name of a country; a code that is none stays as it is. */
  country(code: string): string;
  /** The name of a language by its tag. */
  languageName(tag: string): string;
  /** In the order of its alphabet. */
  sorted<Item>(items: readonly Item[], by: (item: Item) => string): Item[];
}

const catalogues: Readonly<Record<string, Catalogue>> = { en };
const made = new Map<string, Words>();

/** The words of a language that has a catalogue. @throws when it has none */
export function wordsIn(language: string): Words {
  const known = made.get(language);
  if (known) return known;
  const catalogue = catalogues[language];
  if (!catalogue) throw new Error(`There is no catalogue for the language ${language} in dashboard/words.`);
  const words = makeWords(language, catalogue);
  made.set(language, words);
  return words;
}

function makeWords(language: string, catalogue: Catalogue): Words {
  const messages = new Map<MessageId, IntlMessageFormat>();
  const messageOf = (id: MessageId) => {
    const message = messages.get(id) ?? new IntlMessageFormat(catalogue[id], language);
    messages.set(id, message);
    return message;
  };
  // Days as in "1 November 2019", not "November 1, 2019".
  const locale = language === 'en' ? 'en-GB' : language;
  const dayFormats = {
    whole: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    MONTH: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    YEAR: new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }),
  };
  const numbers = new Intl.NumberFormat(language);
  const amounts = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 12 });
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  const alphabet = new Intl.Collator(language);
  const t: Words['t'] = (id, values) => String(messageOf(id).format(values));
  return {
    language,
    t,
    rich: (id, values) => messageOf(id).format<ComponentChild>({ b: bold, ...values }) as ComponentChild,
    has: (id): id is MessageId => Object.hasOwn(catalogue, id),
    number: (value) => (value == null ? '' : numbers.format(value)),
    // Given as text, no digit is lost.
    money: (amount, currency) => `${amounts.format(amount as unknown as number)} ${currency}`,
    day(date, precision) {
      if (!/^\d{4}-\d\d-\d\d/.test(date)) return date;
      const format = precision === 'MONTH' || precision === 'YEAR' ? dayFormats[precision] : dayFormats.whole;
      const day = format.format(new Date(date.slice(0, 10)));
      if (precision === 'APPROX') return t('day.about', { day });
      return precision === 'AS_OF' ? t('day.asOf', { day }) : day;
    },
    moment(instant, timeZone) {
      const at = new Date(instant);
      if (Number.isNaN(at.getTime())) return instant;
      return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at);
    },
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    languageName: (tag) => languages.of(tag) ?? tag,
    sorted: (items, by) => items.toSorted((one, other) => alphabet.compare(by(one), by(other))),
  };
}

const bold = (inner: ComponentChild): ComponentChild => h('strong', null, inner);

const Spoken = createContext<Words>(wordsIn('en'));
/** Gives its language to everything within it. */
export const Speaking = Spoken.Provider;
/** The words of the page that a component stands on. */
export const useWords = (): Words => useContext(Spoken);
