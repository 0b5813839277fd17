// Enums of the schema, written once: `{ VALUE: 'meaning' }` gives the GraphQL enum, its values in code and their type.
import { registerEnumType } from 'type-graphql';

/** The values of an enum, each under its own name. */
type Values<Meanings> = { readonly [Value in keyof Meanings & string]: Value };

/** What values of enums are called in English, by enum and value; see `inWords`. */
const named = new Map<string, Readonly<Record<string, string | undefined>>>();

/**
 * Registers an enum under its name in the schema. `meanings` gives the description of each value, in the order of the schema:
 * `Stance.OPPOSES` is the text 'OPPOSES', in code, in the database and in answers. Beside it: `export type Stance = keyof typeof Stance`.
 * `words` says what a value is called where that is not its name in small letters.
 */
export function enumOf<const Meanings extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  meanings: Meanings,
  words: { readonly [Value in keyof Meanings & string]?: string } = {},
): Values<Meanings> {
  const values = Object.fromEntries(Object.keys(meanings).map((value) => [value, value])) as Values<Meanings>;
  const valuesConfig = Object.fromEntries(Object.entries(meanings).map(([value, meaning]) => [value, { description: meaning }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as never });
  named.set(name, words);
  return values;
}

/** What a value of an enum is called within an English sentence, such as "paid by the loan" for COST_PER_CIRC. */
export const inWords = (name: string, value: string): string => named.get(name)?.[value] ?? inSmallLetters(value);

/** "new releases" for NEW_RELEASES. */
export const inSmallLetters = (value: string): string => value.toLowerCase().replaceAll('_', ' ');
