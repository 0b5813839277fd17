// What the graph says to everybody in English sentences, such as the note of a formula, in the language of the page that shows them.
import { sentences } from '../../languages/en/sentences';
import type { Words } from './words';

type SentenceId = keyof typeof sentences;

const inPattern = (text: string) => text.replace(/[.*+?^$()[\]\\|]/g, '\\$&');

/** Each sentence as it is known, with what varies in it by its names; those that say more of themselves first. */
const known = Object.entries(sentences)
  .map(([id, message]) => {
    const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const pattern = message
      .split(/\{\w+\}/)
      .map(inPattern)
      .join('(.*?)');
    return {
      id: id as SentenceId,
      names,
      pattern: new RegExp(`^${pattern}$`, 's'),
      fixed: message.replace(/\{\w+\}/g, '').length,
    };
  })
  .toSorted((one, other) => other.fixed - one.fixed);

/** The same text in the language of its reader; undefined where the catalogue does not know all of it. */
export function sentenceIn(words: Words, text: string): string | undefined {
  if (words.language === 'en') return text;
  const whole = oneIn(words, text);
  if (whole !== undefined) return whole;
  // Several sentences may stand one after the other.
  for (const { index } of text.matchAll(/(?<=[.:]) (?=[A-Z])/g)) {
    const first = oneIn(words, text.slice(0, index));
    const rest = first === undefined ? undefined : sentenceIn(words, text.slice(index + 1));
    if (rest !== undefined) return `${first} ${rest}`;
  }
  return undefined;
}

/** One sentence; what varies in it is said as well where it is known, such as the name of what is counted. */
function oneIn(words: Words, text: string): string | undefined {
  for (const { id, names, pattern } of known) {
    const found = pattern.exec(text);
    if (!found) continue;
    const values = names.map((name, i) => [name, partIn(words, found[i + 1] ?? '')] as const);
    return words.t(id, Object.fromEntries(values));
  }
  return undefined;
}

/** Blanks around a part stay. */
function partIn(words: Words, part: string): string {
  const inner = part.trim();
  const said = inner === '' ? undefined : oneIn(words, inner);
  return said === undefined ? part : part.replace(inner, said.replaceAll('$', '$$$$'));
}
