// How what a client sends as variables is read by the types of an operation: a reader for each type is made once, and leaves all that is unusual or wrong to graphql-js, which words it.
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { Variables } from '../operation/document';
import { needsOwn } from './data';

/** Stands for a value that does not fit its type, or that has to be read by graphql-js. */
const unfit = Symbol('unfit');

type Reader = (value: unknown) => unknown;

const readers = new WeakMap<object, Reader>();

function readerOf(type: GraphQLInputType): Reader {
  let read = readers.get(type);
  if (read === undefined) {
    // A type may hold itself.
    readers.set(type, (value) => (read as Reader)(value));
    read = newReader(type);
    readers.set(type, read);
  }
  return read;
}

function newReader(type: GraphQLInputType): Reader {
  if (isNonNullType(type)) {
    const read = readerOf(type.ofType);
    return (value) => (value === null ? unfit : read(value));
  }
  const read = readerOfValue(type);
  return (value) => (value === null ? null : read(value));
}

/** Never called with null. */
function readerOfValue(type: GraphQLInputType): Reader {
  if (isListType(type)) {
    const read = readerOf(type.ofType);
    return (value) => {
      if (!Array.isArray(value)) return unfit;
      const list = value.map(read);
      return list.includes(unfit) ? unfit : list;
    };
  }
  if (isInputObjectType(type)) return objectReader(type);
  if (isEnumType(type)) {
    const values = new Map<unknown, unknown>(type.getValues().map(({ name, value }) => [name, value]));
    return (value) => (values.has(value) ? values.get(value) : unfit);
  }
  if (isNonNullType(type)) return () => unfit;
  if (!isSpecifiedScalarType(type)) return (value) => parsed(type, value);
  switch (type.name) {
    case 'Int':
      return (value) => (Number.isInteger(value) && value === ((value as number) | 0) ? value : unfit);
    case 'Float':
      return (value) => (Number.isFinite(value) ? value : unfit);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : unfit);
    default:
      return (value) => (typeof value === 'string' ? value : unfit);
  }
}

/** Custom scalars belong to the subgraphs, and say nothing here as a rule. */
function parsed(type: GraphQLScalarType, value: unknown): unknown {
  try {
    return type.parseValue(value) ?? unfit;
  } catch {
    return unfit;
  }
}

function objectReader(type: GraphQLInputObjectType): Reader {
  const all = Object.values(type.getFields());
  if (type.isOneOf || all.some(({ name }) => needsOwn(name))) return () => unfit;
  const fields = all.map(({ name, type, defaultValue }) => ({ name, type, defaultValue, read: readerOf(type) }));
  return (value) => {
    if (typeof value !== 'object' || Array.isArray(value)) return unfit;
    const given = value as Readonly<Record<string, unknown>>;
    const object: Record<string, unknown> = {};
    let known = 0;
    for (const { name, type, defaultValue, read } of fields) {
      const each = given[name];
      if (each === undefined) {
        if (defaultValue !== undefined) object[name] = defaultValue;
        else if (isNonNullType(type)) return unfit;
        continue;
      }
      const one = read(each);
      if (one === unfit) return unfit;
      object[name] = one;
      known++;
    }
    return Object.keys(given).length === known ? object : unfit;
  };
}

/** Reads variables as the specification has it, or says what is wrong with the first ten. */
export const readVariables = (schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[], given: Variables) =>
  getVariableValues(schema, definitions, given, { maxErrors: 10 });

/** Reads the variables of an operation faster than that: undefined for such as graphql-js has to read, or to say what is wrong with them. */
export function readerOfVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Variables) => Variables | undefined {
  const all = definitions.map((definition) => {
    const type = typeFromAST(schema, definition.type as never);
    const name = definition.variable.name.value;
    return {
      name,
      hasDefault: definition.defaultValue !== undefined,
      type,
      read: isInputType(type) ? readerOf(type) : () => unfit,
    };
  });
  if (all.some(({ name }) => needsOwn(name))) return () => undefined;
  return (given) => {
    const variables: Record<string, unknown> = {};
    for (const { name, hasDefault, type, read } of all) {
      const value = given[name];
      if (value === undefined) {
        if (hasDefault || isNonNullType(type) || Object.hasOwn(given, name)) return undefined;
        continue;
      }
      const one = read(value);
      if (one === unfit) return undefined;
      variables[name] = one;
    }
    return variables;
  };
}
