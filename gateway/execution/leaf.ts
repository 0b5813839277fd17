// How is a scalar or an enum value written, and which values are none of their type?
import { type GraphQLLeafType, isEnumType } from 'graphql';

/** The JSON text of a value, or null when it is not of the type. */
export type WriteLeaf = (value: unknown) => string | null;

/** Custom scalars are the subgraphs' matter: whatever they sent is passed on. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) {
    // Of the API schema: values that are inaccessible there are unknown values.
    const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => texts.get(value) ?? null;
  }
  switch (type.name) {
    case 'Int':
      return (value) => (isInteger(value) ? `${value}` : null);
    case 'Float':
      return (value) => (Number.isFinite(value) ? `${value}` : null);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? `${value}` : null);
    case 'String':
      return (value) => (typeof value === 'string' ? quote(value) : null);
    case 'ID':
      return (value) => (typeof value === 'string' ? quote(value) : isInteger(value) ? `"${value}"` : null);
    default:
      return (value) => JSON.stringify(value);
  }
}

/** Larger numbers would be written with an exponent. */
const isInteger = (value: unknown) => Number.isInteger(value) && (value as number) > -1e21 && (value as number) < 1e21;

const needsNoEscape = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** JSON.stringify costs a call into C++, which is dear for the short plain strings that most values are. */
export const quote = (text: string) => (text.length < 48 && needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text));
