// How does the result become the JSON text that the client asked for, with nulls where the schema says so?
import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { leafWriter } from './leaf';
import { type SelectedField, type SelectionSetting, type Selections, selectedFields } from './selection';
import { type Entity, isEntity, needsOwn, own } from './types';
import type { Write, Writing } from './writing';

/** Types remembered of one field; names come from subgraphs. */
const maxTypes = 100;

/** Compiles what is written for one assignment of the variables of @skip and @include, so that no directive is looked at later. */
export function compileProjection(setting: SelectionSetting): Write {
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
): Write {
  const type = runtime ?? declared;
  const fields = selectedFields(sets, runtime, setting).map((field, i) => fieldWriter(field, i === 0, type, setting));
  return (value, out) => {
    const object = value as Entity;
    let text = '{';
    for (const { key, before, nonNull, write } of fields) {
      out.path?.push(key);
      const json = write(object, out);
      out.path?.pop();
      if (json === null && nonNull) return null;
      text += before + (json ?? 'null');
    }
    return `${text}}`;
  };
}

interface FieldWriter {
  readonly key: string;
  /** The text before the value. */
  readonly before: string;
  readonly nonNull: boolean;
  write(object: Entity, out: Writing): string | null;
}

function fieldWriter(field: SelectedField, first: boolean, parent: GraphQLCompositeType, setting: SelectionSetting): FieldWriter {
  const { key, from, type } = field;
  const head = { key, before: `${first ? '' : ','}${JSON.stringify(key)}:`, nonNull: type === null || isNonNullType(type) };
  const read = needsOwn(from) ? (object: Entity) => own(object, from) : (object: Entity) => object[from];
  if (field.name === '__typename') return { ...head, write: typenameWriter(key, read, parent, setting) };
  if (type === null) return { ...head, write: (_object, out) => out.introspection[key] ?? 'null' };
  const write = once(type, valueWriter(type, { ...field, parent }, setting));
  const place = `field ${parent}.${key}`;
  const missing = isNonNullType(type) ? `Cannot return null for non-nullable ${place}.` : null;
  return {
    ...head,
    write(object, out) {
      const value = read(object);
      if (value !== null && value !== undefined) return write(value, out);
      return missing === null ? null : out.wrong(missing);
    },
  };
}

/** Under its own name, the object's type as the result knows it; under an alias, the type that was fetched under that alias. */
function typenameWriter(
  key: string,
  read: (object: Entity) => unknown,
  parent: GraphQLCompositeType,
  { schema }: SelectionSetting,
): FieldWriter['write'] {
  return (object, out) => {
    const fetched = key === '__typename' ? undefined : read(object);
    const type = (typeof fetched === 'string' && schema.getType(fetched)) || parent;
    return isObjectType(type) ? JSON.stringify(type.name) : out.wrong('Object has no concrete __typename.');
  };
}

/** Entities that were fetched once for several places are written once. */
function once(type: GraphQLOutputType, write: Write): Write {
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
    texts.set(value as object, text);
    return text;
  };
}

type Place = SelectedField & { readonly parent: GraphQLCompositeType };

const placeOf = (out: Writing, type: GraphQLOutputType, { parent, key }: Place) => {
  const last = out.path?.at(-1);
  return typeof last === 'number' ? `array element of type ${type} at index ${last}` : `field ${parent}.${key}`;
};

function valueWriter(type: GraphQLOutputType, field: Place, setting: SelectionSetting): Write {
  if (isNonNullType(type)) return valueWriter(type.ofType, field, setting);
  if (isListType(type)) return listWriter(type.ofType, field, setting);
  if (isCompositeType(type)) return compositeWriter(type, field, setting);
  const write = leafWriter(type);
  return (value, out) => write(value) ?? out.wrong(`Invalid value found for ${placeOf(out, type, field)}.`);
}

function listWriter(type: GraphQLOutputType, field: Place, setting: SelectionSetting): Write {
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

function compositeWriter(type: GraphQLCompositeType, field: Place, setting: SelectionSetting): Write {
  const writers = new Map<unknown, Write | null>();
  const writerFor = (name: unknown): Write | null => {
    const runtime = typeof name === 'string' ? setting.schema.getType(name) : undefined;
    if (name !== undefined && !isCompositeType(runtime)) return null;
    return objectWriter(field.below, type, runtime as GraphQLCompositeType | undefined, setting);
  };
  return (object, out) => {
    if (!isEntity(object)) return out.wrong(`Invalid non-object value found for ${placeOf(out, type, field)}.`);
    const name = object.__typename ?? undefined;
    let write = writers.get(name);
    if (write === undefined) {
      write = writerFor(name);
      if (writers.size < maxTypes) writers.set(name, write);
    }
    return write ? write(object, out) : out.wrong(`Invalid __typename found for object at ${placeOf(out, type, field)}.`);
  };
}
