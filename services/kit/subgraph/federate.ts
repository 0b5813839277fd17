// Builds a subgraph that composes with others from a list of features.
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { AnyType, entitiesResolver, ServiceType } from '@apollo/subgraph/dist/types';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  assertValidSchema,
  type ConstDirectiveNode,
  defaultFieldResolver,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLFieldConfigMap,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  getNamedType,
  graphqlSync,
  isEnumType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { type BuildSchemaOptions, buildSchema, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { audienceTag } from '../words/audience';
import { inWords } from '../words/enums';
import { type Identity, type Role, requireRole } from '../words/identity';
import { DateTime, validateGiven } from '../words/validation';
import type { Page } from './pages';
import { withMergedArguments } from './serving';
import type { Upload } from './uploads';

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag"])`;

/** Finds an entity by the key fields another subgraph sent; null when there is none. */
export type ReferenceResolver<Context> = (reference: never, context: Context, info: GraphQLResolveInfo) => unknown;

/** One feature of a subgraph: what it adds to the schema. A new feature is one more entry of `features.ts`. */
export interface Feature<Context> {
  readonly resolvers: readonly Function[];
  /** Types that no field of a resolver returns, above all entities of the other subgraph. */
  readonly orphanedTypes?: readonly Function[];
  /** What it offers to people without GraphQL. */
  readonly pages?: readonly Page<Context>[];
  /** Where it takes files. */
  readonly uploads?: readonly Upload<Context>[];
  /** By type name, how an entity is found from its key. */
  readonly references?: Readonly<Record<string, ReferenceResolver<Context>>>;
}

export interface Subgraph {
  /** As it is served. */
  readonly schema: GraphQLSchema;
  /** With its federation directives, as it is composed and committed. @throws when it cannot be composed with others */
  readonly sdl: string;
}

const built = new WeakMap<object, Promise<Subgraph>>();

/** The subgraph of a list of features, built once per process. Only these features take part, however many classes are loaded. */
export function federate<Context>(features: readonly Feature<Context>[]): Promise<Subgraph> {
  const subgraph = built.get(features) ?? build(features);
  built.set(features, subgraph);
  return subgraph;
}

async function build<Context>(features: readonly Feature<Context>[]): Promise<Subgraph> {
  // Decorators of parameters run from the last to the first; arguments are printed in the order in which they are written.
  getMetadataStorage().params.sort((a, b) => a.index - b.index);
  const typeGraphql = await buildSchema({
    resolvers: features.flatMap((feature) => feature.resolvers) as unknown as NonEmptyArray<Function>,
    orphanedTypes: features.flatMap((feature) => feature.orphanedTypes ?? []) as Function[],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validateFn: validateGiven,
    authChecker: ({ context }, roles) => {
      requireRole((context as { identity: Identity }).identity, ...(roles as Role[]));
      return true;
    },
    pubSub: liveFieldsOnly,
    skipCheck: true,
  });
  const rooted = withWords(withNullableRoots(typeGraphql));
  requireAudiences(rooted);
  for (const [name, resolveReference] of features.flatMap((feature) => Object.entries(feature.references ?? {}))) {
    const type = rooted.getType(name);
    if (isObjectType(type)) type.extensions = { ...type.extensions, apollo: { subgraph: { resolveReference } } };
  }
  for (const root of [rooted.getQueryType(), rooted.getMutationType(), rooted.getSubscriptionType()])
    for (const field of Object.values(root?.getFields() ?? {})) {
      const { resolve, subscribe } = field;
      Object.assign(field, withMergedArguments({ field: { resolve, subscribe } }).field);
    }
  const contract = contractOf(rooted);
  const schema = served(rooted, () => contract().served);
  // The schema remembers that it is valid; otherwise the first operation would wait for this check.
  assertValidSchema(schema);
  return {
    schema,
    get sdl() {
      return contract().committed;
    },
  };
}

/** The texts that others compose it from, made by Apollo's package, which takes as long to load and run as all the rest of a start. */
function contractOf(schema: GraphQLSchema) {
  let texts: { readonly served: string; readonly committed: string } | undefined;
  return () => {
    const make = () => {
      const composed = buildSubgraphSchema({ typeDefs: [parse(federation), parse(printSchemaWithDirectives(schema))] });
      const { data } = graphqlSync({ schema: composed, source: '{ _service { sdl } }' }) as {
        data: { _service: { sdl: string } };
      };
      return { served: data._service.sdl, committed: `${printSubgraphSchema(composed)}\n` };
    };
    texts ??= make();
    return texts;
  };
}

/** Adds what a gateway asks of a subgraph: its text, and entities by their keys. */
function served(schema: GraphQLSchema, sdl: () => string): GraphQLSchema {
  const { query, types, ...config } = schema.toConfig();
  const entities = types
    .filter(isObjectType)
    .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'key'));
  const { fields, ...root } = (query as GraphQLObjectType).toConfig();
  const entity = new GraphQLUnionType({ name: '_Entity', types: entities, resolveType: ({ __typename }) => __typename });
  const ofEntities: GraphQLFieldConfigMap<unknown, unknown> = {
    _entities: {
      type: new GraphQLNonNull(new GraphQLList(entity)),
      args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(AnyType))) } },
      resolve: (_source, { representations }, context, info) => entitiesResolver({ representations, context, info }),
    },
  };
  const ofService: GraphQLFieldConfigMap<unknown, unknown> = {
    _service: { type: new GraphQLNonNull(ServiceType), resolve: () => ({ sdl: sdl() }) },
  };
  const asked = { ...fields, ...ofService, ...(entities.length > 0 && ofEntities) };
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({ ...root, fields: asked }),
    types: types.filter((type) => type !== query),
  } as ConstructorParameters<typeof GraphQLSchema>[0]);
}

/**
 * Every root field of Query and Mutation may be null, whatever its resolver declares: a subgraph that is away, or a refused mutation,
 * then costs the client its own fields and no others.
 */
function withNullableRoots(schema: GraphQLSchema): GraphQLSchema {
  for (const root of [schema.getQueryType(), schema.getMutationType()])
    for (const field of Object.values(root?.getFields() ?? {})) if (isNonNullType(field.type)) field.type = field.type.ofType;
  return schema;
}

/** Every field that answers with an enum has a sibling in words, so that no client has to keep a table of them. */
function withWords(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (isIntrospectionType(type)) continue;
    const fields = type.getFields();
    for (const [name, field] of Object.entries(fields)) {
      // Deleted and set again, so that siblings stand side by side.
      delete fields[name];
      fields[name] = field;
      const named = getNamedType(field.type);
      if (isEnumType(named)) fields[`${name}InWords`] = saidInWords(field, named);
    }
  }
  return schema;
}

type AnyField = GraphQLField<unknown, unknown>;

function saidInWords(field: AnyField, type: GraphQLEnumType): AnyField {
  const { name: of } = type;
  const [first] = type.getValues();
  const nullable = isNonNullType(field.type) ? '' : ` Null where ${field.name} is.`;
  const resolve = field.resolve ?? defaultFieldResolver;
  const said = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(said);
    return typeof value === 'string' ? inWords(of, value) : value;
  };
  return {
    ...field,
    name: `${field.name}InWords`,
    type: asText(field.type),
    description: `${field.name} in English words, such as "${inWords(of, first?.name ?? '')}".${nullable}`,
    resolve: (source, args, context, info) => {
      const value = resolve(source, args, context, { ...info, fieldName: field.name });
      return value instanceof Promise ? value.then(said) : said(value);
    },
  };
}

/** The same wrapping around text. */
function asText(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(asText(type.ofType) as GraphQLNullableType & GraphQLOutputType);
  return isListType(type) ? new GraphQLList(asText(type.ofType)) : GraphQLString;
}

const roots: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/** Answers are shared only where the schema says that everybody reads the same, so every root field has to say who reads it. */
function requireAudiences(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith('__')) continue;
    const isRoot = roots.includes(type.name);
    for (const { name, astNode } of Object.values(type.getFields())) {
      const audiences = astNode?.directives?.filter(isAudience).length ?? 0;
      if (audiences > 1 || (isRoot && audiences === 0)) throw new Error(`${type.name}.${name} ${wantsAudience}`);
    }
  }
}

const isAudience = ({ name, arguments: [argument] = [] }: ConstDirectiveNode) =>
  name.value === 'tag' && argument?.value.kind === Kind.STRING && argument.value.value.startsWith(audienceTag);

const wantsAudience =
  'must say once who reads it. Give its method one decorator: @Audience(anyone) if everybody reads the same rows, ' +
  '@Audience(Role.STAFF) if only that role may ask, @Audience(dependsOnReader) if the rows depend on who asks.';

/** Our subscriptions bring their own iterator (current state first); type-graphql's topics are never used. */
const liveFieldsOnly: BuildSchemaOptions['pubSub'] = {
  publish: () => {
    throw new Error('Live fields subscribe to a feed, not to a topic.');
  },
  subscribe: () => {
    throw new Error('Live fields subscribe to a feed, not to a topic.');
  },
};
