// What the join directives of a supergraph say: which subgraph has which types, fields and keys, and what fields require.
import { type ConstDirectiveNode, Kind } from 'graphql';

/** The text or the name that a directive gives an argument. */
export function argumentOf({ arguments: given = [] }: ConstDirectiveNode, argument: string): string | undefined {
  const value = given.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
