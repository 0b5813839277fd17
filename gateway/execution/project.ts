// How the result becomes the JSON text that the client asked for, with nulls where the schema says so.

import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { stringify } from 'lossless-json';
import { isEndless } from '../operation/digits';
import type { Operation, Variables } from '../operation/document';
import { numberIn } from '../operation/pattern';
import { type Entity, needsOwn, own, type ResponsePath } from './data';
import { maxErrors, valueError } from './errors';
import type { ExecutionError } from './run';
import { dependsOnType, type SelectedField, type SelectionSetting, type Selections, selectedFields } from './selection';

/** Answers `__schema` or `__type`, which no subgraph is asked: the JSON text, by the nodes that select it, which are one field. */
export type Introspect = (nodes: readonly FieldNode[]) => string;

/**
 * One pass that writes the result. The first pass keeps no paths and only counts faults, of which there are usually none. If there are
 * any, a second pass keeps paths, for the messages.
 */
export class Writing {
  readonly valueErrors: ExecutionError[] = [];
  violations = 0;
  /** Shared objects are written once by each writer: their texts, or null for those with a violation. */
  readonly written = new Map<Writer, Map<object, string | null>>();

  constructor(
    readonly shared: ReadonlySet<object>,
    readonly introspect: Introspect,
    /** Of fields, where a pattern is written for a client; null where the names of the document are those of the client. */
    readonly names: readonly string[] | null,
    readonly path: ResponsePath | null = null,
  ) {}

  /** Notes a value that cannot be written and becomes null. */
  wrong(message: string): null {
    this.violations++;
    if (this.path !== null && this.valueErrors.length < maxErrors) this.valueErrors.push(valueError(message, [...this.path]));
    return null;
  }
}

/** JSON text, or null for "null here", also because of a null further down. Never called for null or undefined. */
export type Writer = (value: unknown, out: Writing) => string | null;

/** The JSON text of a value, or null when it is not of the type. */
type WriteLeaf = (value: unknown) => string | null;

/** One for each type, as every document has many fields of few types. */
const leafWriters = new WeakMap<GraphQLLeafType, WriteLeaf>();

function leafWriter(type: GraphQLLeafType): WriteLeaf {
  let write = leafWriters.get(type);
  if (write === undefined) {
    write = newLeafWriter(type);
    leafWriters.set(type, write);
  }
  return write;
}

/** Custom scalars belong to the subgraphs: their values are passed on unchanged. */
function newLeafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) {
    // Of the API schema: inaccessible values are unknown there.
    const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => texts.get(value) ?? null;
  }
  switch (type.name) {
    case 'Int':
      return (value) => (Number.isInteger(value) && value === ((value as number) | 0) ? `${value}` : null);
    case 'Float':
      return (value) => (Number.isFinite(value) ? `${value}` : typeof value === 'bigint' ? `${Number(value)}` : null);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? `${value}` : null);
    case 'String':
      return (value) => (typeof value === 'string' ? quote(value) : null);
    case 'ID':
      return (value) =>
        typeof value === 'string' ? quote(value) : isInteger(value) || typeof value === 'bigint' ? `"${value}"` : null;
    default:
      return (value) => {
        if (typeof value === 'string') return quote(value);
        const text = exactText(value);
        // JSON has no number that large, and would write null.
        return text.includes('null') && isEndless(value) ? null : text;
      };
  }
}

/** Larger numbers would be written with an exponent, which no ID has. */
const isInteger = (value: unknown) => Number.isInteger(value) && (value as number) > -1e21 && (value as number) < 1e21;

const needsNoEscape = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Most values are short plain strings, for which the call of JSON.stringify into C++ would cost much. */
export const quote = (text: string) => (isPlain(text) ? `"${text}"` : JSON.stringify(text));

const isPlain = (text: string) => text.length < 48 && needsNoEscape.test(text);

/** The JSON text of a value that may hold bigints, whose digits all stay. */
export function exactText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return stringify(value) ?? 'null';
  }
}

/** Types remembered of one field; names come from subgraphs. */
const maxTypes = 100;

/** Compiles the writer for one assignment of the variables of @skip and @include, so that directives are not looked at later. */
export function compileProjection(setting: SelectionSetting): Writer {
  const { schema, operation } = setting;
  const root = schema.getRootType(operation.definition.operation);
  if (!root) throw new Error('The schema has no such operations.');
  return objectWriter([{ set: operation.definition.selectionSet, parent: root }], root, root, setting);
}

function objectWriter(
  sets: readonly Selections[],
  declared: GraphQLCompositeType,
  runtime: GraphQLCompositeType | undefined,
  setting: SelectionSetting,
): Writer {
  const type = runtime ?? declared;
  const fields = selectedFields(sets, type, setting).map((field, i) => fieldWriter(field, i === 0, type, setting));
  if (fields.length === 0) return () => '{}';
  return (value, out) => {
    const object = value as Entity;
    let text = '';
    // The quote that ends a value is written with the name that follows: a text of few parts is put together faster.
    let isOpen = false;
    for (const field of fields) {
      if (field.isText) {
        const plain = field.isOwn ? own(object, field.from) : object[field.from];
        if (typeof plain === 'string' && isPlain(plain)) {
          text +=
            (out.names === null ? (isOpen ? field.beforeEnding : field.before) : beforeOf(field, isOpen, out.names)) + plain;
          isOpen = true;
          continue;
        }
      }
      out.path?.push(field.key);
      const json = writeField(field, object, out);
      out.path?.pop();
      if (json === null && field.nonNull) return null;
      const before = out.names === null ? (isOpen ? field.beforeEnding : field.before) : beforeOf(field, isOpen, out.names);
      text += (field.isText ? before.slice(0, -1) : before) + (json ?? 'null');
      isOpen = false;
    }
    return `${text}${isOpen ? '"}' : '}'}`;
  };
}

/** How one field is written: data and no function of its own where a function of its type does, since documents have many fields. */
interface FieldWriter extends Pick<SelectedField, 'key' | 'from'> {
  readonly parent: GraphQLCompositeType;
  /** The text before the value, with the quote that begins it where `isText`. */
  readonly before: string;
  /** The same, where the quote that ends the value before is still lacking. */
  readonly beforeEnding: string;
  /** Of the name in the pattern, if it is one; or -1. */
  readonly number: number;
  /** Whether a value is usually written between quotes as it is. */
  readonly isText: boolean;
  readonly isFirst: boolean;
  readonly nonNull: boolean;
  /** Whether its name is one that every object has without owning it. */
  readonly isOwn: boolean;
  /** Of a single leaf; `type` is that of the leaf. */
  readonly leaf: WriteLeaf | null;
  readonly type: GraphQLOutputType | null;
  /** Of any other value. */
  readonly write: Writer | null;
  /** Of what is no value of the result. */
  readonly writeOf: ((object: Entity, out: Writing) => string | null) | null;
}

function beforeOf(field: FieldWriter, isOpen: boolean, names: readonly string[]): string {
  if (field.number < 0) return isOpen ? field.beforeEnding : field.before;
  return `${isOpen && !field.isFirst ? '",' : field.isFirst ? '{' : ','}"${names[field.number] ?? field.key}":${field.isText ? '"' : ''}`;
}

function writeField(field: FieldWriter, object: Entity, out: Writing): string | null {
  if (field.writeOf !== null) return field.writeOf(object, out);
  const value = field.isOwn ? own(object, field.from) : object[field.from];
  if (value === null || value === undefined)
    return field.nonNull ? out.wrong(`Cannot return null for non-nullable field ${field.parent}.${field.key}.`) : null;
  if (field.leaf === null) return (field.write as Writer)(value, out);
  return field.leaf(value) ?? out.wrong(`Invalid value found for ${placeOf(out, field.type as GraphQLOutputType, field)}.`);
}

function fieldWriter(field: SelectedField, first: boolean, parent: GraphQLCompositeType, setting: SelectionSetting): FieldWriter {
  const { key, from, type, nodes } = field;
  const nonNull = type === null || isNonNullType(type);
  const nullable = isNonNullType(type) ? type.ofType : type;
  const isText = isScalarType(nullable) && !isUnquoted(nullable) && field.name !== '__typename';
  const before = `${first ? '{' : ','}${JSON.stringify(key)}:${isText ? '"' : ''}`;
  const head = {
    key,
    from,
    parent,
    before,
    beforeEnding: first ? before : `"${before}`,
    isText,
    isOwn: needsOwn(from),
    isFirst: first,
    number: numberIn(key),
  };
  const none = { leaf: null, write: null, writeOf: null };
  if (field.name === '__typename')
    return { ...head, nonNull, type, ...none, writeOf: typenameWriter(key, from, parent, setting) };
  if (type === null) return { ...head, nonNull, type, ...none, writeOf: (_object, out) => out.introspect(nodes) };
  if (isLeafType(nullable)) return { ...head, nonNull, type: nullable, ...none, leaf: leafWriter(nullable) };
  return {
    ...head,
    nonNull,
    type: nullable,
    ...none,
    write: once(type, valueWriter(type, { key, below: field.below, parent }, setting)),
  };
}

const isUnquoted = ({ name }: GraphQLScalarType) => name === 'Int' || name === 'Float' || name === 'Boolean';

/** Under its own name, the object's type as the result knows it; under an alias, the type that was fetched under that alias. */
function typenameWriter(
  key: string,
  from: string,
  parent: GraphQLCompositeType,
  { schema, isLenient }: SelectionSetting,
): NonNullable<FieldWriter['writeOf']> {
  if (isObjectType(parent) && !isLenient) return () => JSON.stringify(parent.name);
  return (object, out) => {
    const fetched = key === '__typename' ? undefined : own(object, from);
    const type = (typeof fetched === 'string' && schema.getType(fetched)) || parent;
    return isObjectType(type) ? JSON.stringify(type.name) : out.wrong('Object has no concrete __typename.');
  };
}

/** Entities that were fetched once for several places are written once. */
function once(type: GraphQLOutputType, write: Writer): Writer {
  if (isLeafType(getNamedType(type))) return write;
  return (value, out) => {
    if (out.shared.size === 0 || out.path !== null || !out.shared.has(value as object)) return write(value, out);
    let texts = out.written.get(write);
    if (texts === undefined) {
      texts = new Map();
      out.written.set(write, texts);
    }
    const known = texts.get(value as object);
    if (known === null) out.violations++; // this place has the violation as well
    if (known !== undefined) return known;
    const text = write(value, out);
    // Reading it as a number makes it one piece, which is then copied to each of its places as such.
    Number(text);
    texts.set(value as object, text);
    return text;
  };
}

type Place = Pick<SelectedField, 'key' | 'below'> & { readonly parent: GraphQLCompositeType };

const placeOf = (out: Writing, type: GraphQLOutputType, { parent, key }: Pick<Place, 'parent' | 'key'>) => {
  const last = out.path?.at(-1);
  return typeof last === 'number' ? `array element of type ${type} at index ${last}` : `field ${parent}.${key}`;
};

function valueWriter(type: GraphQLOutputType, field: Place, setting: SelectionSetting): Writer {
  if (isNonNullType(type)) return valueWriter(type.ofType, field, setting);
  if (isListType(type)) return listWriter(type.ofType, field, setting);
  if (isCompositeType(type)) return compositeWriter(type, field, setting);
  const write = leafWriter(type);
  return (value, out) => write(value) ?? out.wrong(`Invalid value found for ${placeOf(out, type, field)}.`);
}

function listWriter(type: GraphQLOutputType, field: Place, setting: SelectionSetting): Writer {
  const write = valueWriter(type, field, setting);
  const nonNull = isNonNullType(type);
  return (list, out) => {
    if (!Array.isArray(list)) return out.wrong(`Invalid non-list value found for ${placeOf(out, type, field)}.`);
    let [text, bad] = ['[', false];
    for (let i = 0; i < list.length; i++) {
      out.path?.push(i);
      const value: unknown = list[i];
      let json = value === null || value === undefined ? null : write(value, out);
      if (json === null && nonNull) {
        bad = true;
        if (value === null || value === undefined)
          json = out.wrong(`Cannot return null for non-nullable ${placeOf(out, type, field)}.`);
      }
      out.path?.pop();
      if (bad && out.path === null) return null;
      text += (i === 0 ? '' : ',') + (json ?? 'null');
    }
    return bad ? null : `${text}]`;
  };
}

const possibleTypes = (type: GraphQLCompositeType, schema: GraphQLSchema) =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [];

function compositeWriter(type: GraphQLCompositeType, field: Place, setting: SelectionSetting): Writer {
  /** Nearly every place has objects of one type: only others are kept in a map, since documents have many places. */
  let first: { readonly name: unknown; readonly write: Writer | null } | undefined;
  let others: Map<unknown, Writer | null> | undefined;
  const { schema, isLenient } = setting;
  /** Made at once, so that it is there when the first answer comes. */
  const usual = isObjectType(type) ? objectWriter(field.below, type, type, setting) : null;
  const isRoot = Object.values(OperationTypeNode).some((each) => schema.getRootType(each) === type);
  const writerFor = (name: unknown): Writer | null => {
    // A subgraph has names of its own for the types from which operations begin.
    const runtime = isRoot ? type : typeof name === 'string' ? schema.getType(name) : undefined;
    if (name !== undefined && !isCompositeType(runtime)) return null;
    const isOther = isObjectType(runtime) && !(isAbstractType(type) ? schema.isSubType(type, runtime) : type === runtime);
    if (isOther && !isLenient) return null;
    const isKnown = isObjectType(runtime ?? type);
    // Where a fetch that would have told the type failed, nobody knows which fields are selected: that object is null, as its errors say.
    if (!isKnown && !isLenient && dependsOnType(field.below, type, possibleTypes(type, schema), setting)) return null;
    return objectWriter(field.below, type, runtime as GraphQLCompositeType | undefined, setting);
  };
  const writerOf = (name: unknown): Writer | null => {
    let write = others?.get(name);
    if (write !== undefined) return write;
    write = writerFor(name);
    if (!first) first = { name, write };
    else {
      others ??= new Map();
      if (others.size < maxTypes) others.set(name, write);
    }
    return write;
  };
  return (object, out) => {
    if (typeof object !== 'object' || object === null || Array.isArray(object))
      return out.wrong(`Invalid non-object value found for ${placeOf(out, type, field)}.`);
    const name = (object as Entity).__typename ?? undefined;
    const isUsual = usual !== null && (name === undefined || name === type.name);
    const write = isUsual ? usual : first !== undefined && first.name === name ? first.write : writerOf(name);
    return write ? write(object, out) : out.wrong(`Invalid __typename found for object at ${placeOf(out, type, field)}.`);
  };
}

/** Answers introspection from the API schema by graphql-js, wherever in an operation it is selected. Texts are kept unless they depend on variables. */
export function introspection(schema: GraphQLSchema, { definition, fragments }: Operation): (variables: Variables) => Introspect {
  const kept = new WeakMap<FieldNode, string>();
  return (variables) => (nodes) => {
    const [first] = nodes as [FieldNode];
    const known = kept.get(first);
    if (known !== undefined) return known;
    const selectionSet: SelectionSetNode = {
      kind: Kind.SELECTION_SET,
      selections: nodes.map((node) => ({ ...node, directives: [] })),
    };
    const used = new Set<string>();
    for (const node of [selectionSet, ...fragments.values()]) visit(node, { Variable: ({ name }) => void used.add(name.value) });
    const variableDefinitions = (definition.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        { kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions, selectionSet },
        ...fragments.values(),
      ],
    };
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    const text = JSON.stringify(Object.values(data ?? {})[0] ?? null);
    if (used.size === 0) kept.set(first, text);
    return text;
  };
}
