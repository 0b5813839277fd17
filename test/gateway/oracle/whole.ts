// One world of data, served twice: cut into subgraphs behind the gateway, and whole by one graphql-js server, which is always right.
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  printSchema,
  type SelectionSetNode,
} from 'graphql';
import { type Graph, graphOf } from '../execution/support/graph';
import { composed } from '../support/composed';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", ' +
  '"@provides", "@override", "@inaccessible", "@interfaceObject", "@tag"])\n';

/** An object of the world, with everything that is known of it. */
export interface Row {
  readonly __typename: string;
  // biome-ignore lint/suspicious/noExplicitAny: a row has whatever shape the schema of its world gives it
  readonly [field: string]: any;
}

/** The value of another field of the same object: of the world, or as the gateway sent it to a subgraph that requires it. */
type Its = (field: string, args?: Record<string, unknown>) => unknown;
// biome-ignore lint/suspicious/noExplicitAny: arguments have whatever shape the schema gives them
type Resolve = (row: Row, args: any, its: Its) => unknown;

export interface World {
  readonly name: string;
  /** Schemas by subgraph, without the link to the federation specification. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** By `Type.field`, also of interfaces; a field without one is the property of its row. */
  readonly fields: Readonly<Record<string, Resolve>>;
  /** All entities, found by their keys. */
  readonly rows: readonly Row[];
  /** Values of IDs and strings that arguments take. */
  readonly words?: readonly string[];
  readonly reset?: () => void;
  /** By `Type.field`, what subgraphs make of the value of some rows. Nothing may require such a field, and it is a leaf. */
  readonly faults?: Readonly<Record<string, (row: Row) => Fault | undefined>>;
}

/** A value of another type, a null without a word, or no value at all: what a server of graphql-js would never send. */
export type Fault = 'wrong' | 'null' | 'missing';

/** The same world as the gateway sees it and as one server has it. */
export interface Both {
  readonly graph: Graph;
  /** Of the whole world: what clients may see, answered from all data. */
  readonly schema: GraphQLSchema;
  whole(query: string, variables?: object, operationName?: string): Promise<ExecutionResult>;
}

export function serveBoth(world: World): Both {
  const schemas = Object.fromEntries(
    Object.entries(world.subgraphs).map(([name, sdl]) => [name, subgraphOf(world, `${link}${sdl}`)]),
  );
  const sdl = composed(Object.fromEntries(Object.entries(world.subgraphs).map(([name, text]) => [name, `${link}${text}`])));
  const graph = graphOf({
    name: world.name,
    sdl,
    schemas,
    words: world.words ?? ['1', '2', 'x'],
    reset: world.reset ?? (() => {}),
  });
  const schema = wholeSchema(world, graph.apiSchema);
  return {
    graph: world.faults ? { ...graph, call: async (...asked) => spoiled(await graph.call(...asked)) } : graph,
    schema,
    whole: async (query, variableValues, operationName) =>
      JSON.parse(
        JSON.stringify(
          await execute({
            schema,
            document: parse(query),
            variableValues: variableValues as Record<string, unknown>,
            ...(operationName && { operationName }),
          }),
        ),
      ),
  };
}

const faultOf = ({ faults = {} }: World, field: string, row: Row): Fault | undefined =>
  faults[`${row.__typename}.${field}`]?.(row);

const marks: readonly Fault[] = ['wrong', 'null', 'missing'];

/** A value that graphql-js lets pass and that `spoiled` finds in an answer. */
function marked(fault: Fault, type: GraphQLOutputType): unknown {
  return getNamedType(type).name === 'String' ? `fault ${fault}` : 987_654_320 + marks.indexOf(fault);
}

/** An answer as a misbehaving subgraph would have sent it. */
function spoiled<T>(answer: T): T {
  return JSON.parse(JSON.stringify(answer), (_key, value: unknown) => {
    const fault = typeof value === 'number' ? marks[value - 987_654_320] : marks.find((each) => value === `fault ${each}`);
    if (!fault) return value;
    return fault === 'wrong' ? { odd: true } : fault === 'null' ? null : undefined;
  });
}

/** How a field of a row is found, whoever asks: by its own rule, by that of an interface, or as it stands in the row. */
function ruleOf({ fields }: World, type: GraphQLObjectType, name: string): Resolve {
  const own = fields[`${type.name}.${name}`] ?? type.getInterfaces().flatMap((each) => fields[`${each.name}.${name}`] ?? [])[0];
  return own ?? ((row) => row[name] ?? null);
}

/** Reads fields of a row from the whole world. */
function itsOf(world: World, whole: () => GraphQLSchema, row: Row): Its {
  return (name, args = {}) => {
    const type = whole().getType(row.__typename);
    if (!isObjectType(type)) throw new Error(`no type ${row.__typename}`);
    const defaults = Object.fromEntries(
      (type.getFields()[name]?.args ?? []).flatMap((each) =>
        each.defaultValue === undefined ? [] : [[each.name, each.defaultValue]],
      ),
    );
    return ruleOf(world, type, name)(row, { ...defaults, ...args }, itsOf(world, whole, row));
  };
}

const wholes = new WeakMap<World, GraphQLSchema>();

function wholeSchema(world: World, api: GraphQLSchema): GraphQLSchema {
  const schema = buildSchema(printSchema(api));
  wholes.set(world, schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const rule = ruleOf(world, type, field.name);
      field.resolve = (row: Row | undefined, args) => {
        const fault = row && faultOf(world, field.name, row);
        if (fault === 'wrong') throw new Error('a value of another type');
        if (fault) return null;
        return rule(row ?? { __typename: type.name }, args, row ? itsOf(world, () => schema, row) : () => undefined);
      };
    }
  }
  return schema;
}

/** An object within a subgraph: what is known of it here, and what the gateway sent of it, if it was looked up by a key. */
interface Held {
  readonly row: Row;
  readonly sent?: Row;
}

function subgraphOf(world: World, sdl: string): GraphQLSchema {
  const typeDefs = parse(sdl);
  const first = buildSubgraphSchema({ typeDefs });
  const resolvers: Record<string, Record<string, unknown>> = {};
  const hold = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hold);
    return typeof value === 'object' && value !== null && '__typename' in value ? { row: value } : value;
  };
  for (const type of Object.values(first.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (!isObjectType(type)) {
      if ('resolveType' in type && (isInterfaceType(type) || 'getTypes' in type))
        resolvers[type.name] = {
          __resolveType: ({ row }: Held) => row.__typename,
          __resolveReference: referenceOf(world, type.name),
        };
      continue;
    }
    const root = rootNameOf(first, type);
    const isRoot = root !== undefined;
    const of: Record<string, unknown> = isRoot ? {} : { __resolveReference: referenceOf(world, type.name) };
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const directives = field.astNode?.directives ?? [];
      const isExternal = directives.some(({ name }) => name.value === 'external');
      const requires = directives.some(({ name }) => name.value === 'requires');
      of[field.name] = (held: Held | undefined, args: Record<string, unknown>) => {
        if (!held || isRoot) {
          const rule = world.fields[`${root ?? type.name}.${field.name}`] ?? (() => null);
          return hold(rule({ __typename: root ?? type.name }, args, () => undefined));
        }
        const { row, sent } = held;
        if (isExternal && sent) return held.sent?.[field.name] ?? null;
        const its: Its = requires
          ? (name) => (sent ? sent[name] : undefined)
          : itsOf(world, () => wholes.get(world) as GraphQLSchema, row);
        const fault = faultOf(world, field.name, row);
        return fault ? marked(fault, field.type) : hold(ruleHere(world, type, field, row)(row, args, its));
      };
    }
    resolvers[type.name] = of;
  }
  return buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
}

/** The name of a root type in the API, whatever its subgraph calls it. */
function rootNameOf(schema: GraphQLSchema, type: GraphQLObjectType): string | undefined {
  if (type === schema.getQueryType()) return 'Query';
  if (type === schema.getMutationType()) return 'Mutation';
  return type === schema.getSubscriptionType() ? 'Subscription' : undefined;
}

/** Within a subgraph a type may be an interface object: then the rule is that of the row's own type. */
function ruleHere(world: World, type: GraphQLObjectType, { name }: GraphQLField<unknown, unknown>, row?: Row): Resolve {
  const own = row && wholes.get(world)?.getType(row.__typename);
  return ruleOf(world, isObjectType(own) ? own : type, name);
}

/** Finds a row by the key that was sent. A reference without a whole key is an error, as in any subgraph that looks rows up. */
function referenceOf(world: World, typeName: string) {
  return (sent: Row) => {
    const keys = keysOf(world, typeName).filter((key) => isWhole(sent, key));
    if (keys.length === 0) throw new Error(`a reference to ${typeName} without a key: ${JSON.stringify(sent)}`);
    const key = keys[0] as SelectionSetNode;
    const row = world.rows.find((each) => isKind(world, each, typeName) && equalBy(key, each, sent));
    if (!row) return null;
    return { row, sent, __typename: sent.__typename };
  };
}

const isKind = (world: World, row: Row, typeName: string): boolean => {
  const type = wholes.get(world)?.getType(row.__typename);
  return row.__typename === typeName || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === typeName));
};

const keyTexts = new WeakMap<World, Map<string, SelectionSetNode[]>>();

function keysOf(world: World, typeName: string): SelectionSetNode[] {
  const known = keyTexts.get(world) ?? new Map<string, SelectionSetNode[]>();
  keyTexts.set(world, known);
  let keys = known.get(typeName);
  if (!keys) {
    keys = Object.values(world.subgraphs).flatMap((sdl) =>
      parse(sdl, { noLocation: true }).definitions.flatMap((each) => {
        if (!('name' in each) || each.name?.value !== typeName) return [];
        return (each.directives ?? []).flatMap(({ name, arguments: given = [] }) => {
          const fields = given.find((argument) => argument.name.value === 'fields')?.value;
          return name.value === 'key' && fields?.kind === Kind.STRING ? [selectionOf(fields.value)] : [];
        });
      }),
    );
    known.set(typeName, keys);
  }
  return keys;
}

function selectionOf(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`).definitions;
  return (definition as { selectionSet: SelectionSetNode }).selectionSet;
}

const isWhole = (sent: unknown, key: SelectionSetNode): boolean =>
  typeof sent === 'object' &&
  sent !== null &&
  key.selections.every((each) => {
    if (each.kind !== Kind.FIELD) return false;
    const value = (sent as Row)[each.name.value];
    return value !== undefined && value !== null && (!each.selectionSet || isWhole(value, each.selectionSet));
  });

const equalBy = (key: SelectionSetNode, a: Row, b: Row): boolean =>
  key.selections.every((each) => {
    if (each.kind !== Kind.FIELD) return false;
    const [x, y] = [a[each.name.value], b[each.name.value]];
    return each.selectionSet ? equalBy(each.selectionSet, x, y) : x === y;
  });
