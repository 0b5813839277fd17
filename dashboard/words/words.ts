// How pages speak: the words of a language, also with tags that become elements.
import { en } from '../../languages/en/index';
import { es } from '../../languages/es/index';
import { type Language, usualLanguage } from '../../languages/languages';
import { type Speech, speaking } from '../../languages/speech';
import { type Children, createContext, jsx, useContext } from '../markup/jsx-runtime';
import { regionNamed, zoneNames } from './places';

export type { Precision } from '../../languages/speech';

/** The name of a message, such as `front.title`. */
export type MessageId = keyof typeof en;
/** Values, and by the name of a tag such as `<link>` what it becomes. */
type RichValues = Readonly<Record<string, string | number | undefined | ((inner: Children) => Children)>>;

/** Everything that a page or a component needs to write for people. */
export interface Words extends Speech<MessageId> {
  /** A message with tags: `<b>` is bold by itself, others become what `values` says. */
  rich(id: MessageId, values?: RichValues): Children;
  /** The name of a region by its code such as US-NE; an unknown code stays as it is. */
  regionName(code: string): string;
  /** A city and its country, by the name of a time zone such as Europe/Lisbon; an unknown zone stays as it is. */
  zoneName(zone: string): string;
}

const catalogues: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = { en, es };
const made = new Map<Language, Words>();

/** The words of a language. */
export function wordsIn(language: Language): Words {
  const known = made.get(language);
  if (known) return known;
  const speech = speaking<MessageId>(language, catalogues[language]);
  const rich: Words['rich'] = (id, values) => speech.message(id).format<Children>({ b: bold, ...values }) as Children;
  const zoneName: Words['zoneName'] = (zone) => zoneNames(language).get(zone) ?? zone;
  const words = { ...speech, rich, regionName: regionNamed, zoneName };
  made.set(language, words);
  return words;
}

/** The address of what a subgraph writes for people, in their language. */
export const inLanguage = (url: string, language: Language): string =>
  language === usualLanguage ? url : `${url}&lang=${language}`;

const bold = (inner: Children): Children => jsx('strong', { children: inner });

const Spoken = createContext<Words>(wordsIn('en'));
/** Gives its language to everything within it. */
export const Speaking = Spoken.Provider;
/** The words of the page that a component stands on. */
export const useWords = (): Words => useContext(Spoken);
