// Which words belong to one language alone: is a text, or a part of it, something that the English catalogue says and the Spanish one does not?
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '#languages/en/index';
import { es } from '#languages/es/index';

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** What messages say between their values, in all their branches. */
function saidIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part): string[] => {
    if ('options' in part) return Object.values(part.options).flatMap(({ value }) => saidIn(value));
    if ('children' in part) return saidIn(part.children);
    return part.type === 0 ? [part.value.replace(/\s+/g, ' ').trim()] : [];
  });
}

/** The words of a phrase between its first and its last: in whatever text holds the phrase, they stand between spaces. */
const innerWords = (phrase: string) => phrase.split(' ').slice(1, -1);

/** Everything that the English catalogue says and the Spanish one does not. */
function saidInEnglish(): string[] {
  const [english, spanish] = [en, es].map((catalogue, i) =>
    Object.values(catalogue).flatMap((message) => saidIn(new IntlMessageFormat(message, i === 0 ? 'en' : 'es').getAst())),
  );
  const known = spanish?.join('\n').toLowerCase() ?? '';
  const words = new Set(known.split(/[ \n]/));
  // Most phrases hold a word that Spanish has not, and need not be looked for.
  const isKnown = (said: string) => innerWords(said).every((word) => words.has(word)) && known.includes(said);
  return [...new Set(english)].filter((said) => /[a-z]{2}/i.test(said) && !isKnown(said.toLowerCase()));
}

/** Whether a text is one of these phrases, or holds one of three words or more. */
function foreignIn(phrases: readonly string[]): (text: string) => boolean {
  const whole = new Set(phrases);
  const long = new Map<string, string[]>();
  for (const phrase of phrases) {
    const [longest] = innerWords(phrase).sort((one, other) => other.length - one.length);
    if (longest !== undefined) long.set(longest, [...(long.get(longest) ?? []), phrase]);
  }
  return (text) => whole.has(text) || text.split(' ').some((word) => long.get(word)?.some((phrase) => text.includes(phrase)));
}

let asked: ((text: string) => boolean) | undefined;

/** Whether a text, whose words stand one space apart, is a phrase of the English catalogue alone, or holds one of three words or more. */
export function isEnglish(text: string): boolean {
  asked ??= foreignIn(saidInEnglish());
  return asked(text);
}
