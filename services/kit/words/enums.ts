// Enums of the schema, written once: `{ VALUE: 'meaning' }` gives the GraphQL enum, its values in code and their type.
import { registerEnumType } from 'type-graphql';

/** The values of an enum, each under its own name. */
type Values<Meanings> = { readonly [Value in keyof Meanings & string]: Value };

/**
 * Registers an enum under its name in the schema. `meanings` gives the description of each value, in the order of the schema:
 * `Stance.OPPOSES` is the text 'OPPOSES', in code, in the database and in answers. Beside it: `export type Stance = keyof typeof Stance`.
 */
export function enumOf<const Meanings extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  meanings: Meanings,
): Values<Meanings> {
  const values = Object.fromEntries(Object.keys(meanings).map((value) => [value, value])) as Values<Meanings>;
  const valuesConfig = Object.fromEntries(Object.entries(meanings).map(([value, meaning]) => [value, { description: meaning }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as never });
  return values;
}
