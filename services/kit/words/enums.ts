// Enums of the schema, each value written once beside its meaning.
import { registerEnumType } from 'type-graphql';

/** Registers a GraphQL enum whose values stand for themselves, and answers them as an object. Its type is `keyof typeof` the answer. */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Value, string>>,
): { readonly [V in Value]: V } {
  const names = Object.keys(meanings) as Value[];
  const values = Object.fromEntries(names.map((value) => [value, value])) as { [V in Value]: V };
  registerEnumType(values, {
    name,
    description,
    valuesConfig: Object.fromEntries(names.map((value) => [value, { description: meanings[value] }])) as {
      [V in Value]: { description: string };
    },
  });
  return values;
}
