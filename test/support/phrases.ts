// Which words belong to one language alone: what the English catalogue says and the Spanish one does not, and whether a text says any of it.
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

/** Everything that the English catalogue says and the Spanish one does not. */
export function saidInEnglish(): string[] {
  const [english, spanish] = [en, es].map((catalogue, i) =>
    Object.values(catalogue).flatMap((message) => saidIn(new IntlMessageFormat(message, i === 0 ? 'en' : 'es').getAst())),
  );
  const known = spanish?.join('\n').toLowerCase() ?? '';
  return [...new Set(english)].filter((said) => /[a-z]{2}/i.test(said) && !known.includes(said.toLowerCase()));
}

/** Whether a text is one of these phrases, or holds one of three words or more. */
export function foreignIn(phrases: readonly string[]): (text: string) => boolean {
  const whole = new Set(phrases);
  const long = phrases.filter((phrase) => phrase.split(' ').length >= 3);
  return (text) => whole.has(text) || long.some((phrase) => text.includes(phrase));
}
