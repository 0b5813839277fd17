// How agreements and calendars speak, which subgraphs write for people: in the language that their address asks for.
import { listings as enListings } from './en/listings';
import { sheets as enSheets } from './en/sheets';
import { sisters as enSisters } from './en/sisters';
import { site as enSite } from './en/site';
import { staff as enStaff } from './en/staff';
import { listings as esListings } from './es/listings';
import { sheets as esSheets } from './es/sheets';
import { sisters as esSisters } from './es/sisters';
import { site as esSite } from './es/site';
import { staff as esStaff } from './es/staff';
import { type Language, spoken, usualLanguage } from './languages';
import { type Speech, speaking } from './speech';

const catalogues = {
  en: { ...enSite, ...enListings, ...enSisters, ...enStaff, ...enSheets },
  es: { ...esSite, ...esListings, ...esSisters, ...esStaff, ...esSheets },
};

export type SheetWords = Speech<keyof (typeof catalogues)['en']>;

const made = new Map<Language, SheetWords>();

/** The words for a tag such as es; English where we do not speak it. */
export function sheetWordsFor(tag: string | undefined): SheetWords {
  const language = spoken(tag ?? '') ?? usualLanguage;
  const words = made.get(language) ?? speaking(language, catalogues[language]);
  made.set(language, words);
  return words;
}
