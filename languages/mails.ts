// How mails speak: their words in the language of their reader, and where their links begin.
import { mails as en } from './en/mails';
import { site as enSite } from './en/site';
import { mails as es } from './es/mails';
import { site as esSite } from './es/site';
import { type Language, prefixOf, spoken, usualLanguage } from './languages';
import { type Speech, speaking } from './speech';

export type MailId = keyof typeof en;

/** Everything that a mail needs to speak. */
export interface MailWords extends Pick<Speech<MailId>, 't' | 'day' | 'moment' | 'language'> {
  /** Where links of this language begin, below the address at which people reach the pages. */
  linksFrom(publicUrl: string): string;
}

const catalogues: Readonly<Record<Language, Readonly<Record<MailId | keyof typeof enSite, string>>>> = {
  en: { ...enSite, ...en },
  es: { ...esSite, ...es },
};
const made = new Map<Language, MailWords>();

/** The words for somebody who asked for a language by its tag; English where we do not speak it. */
export function mailWordsFor(tag: string | null | undefined): MailWords {
  const language = spoken(tag) ?? usualLanguage;
  const known = made.get(language);
  if (known) return known;
  const speech = speaking<MailId | keyof typeof enSite>(language, catalogues[language]);
  const words = { ...speech, linksFrom: (publicUrl: string) => `${publicUrl.replace(/\/$/, '')}${prefixOf(language)}` };
  made.set(language, words);
  return words;
}
