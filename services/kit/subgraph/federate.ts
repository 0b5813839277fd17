// Builds a subgraph that composes with others from a list of features.
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  assertValidSchema,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { type BuildSchemaOptions, buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { audienceTag } from '../words/audience';
import { type Identity, type Role, requireRole } from '../words/identity';
import { CountryCode, DateScalar, DateTime, DecimalScalar, LanguageTag, validateArgument } from '../words/validation';
import { withMergedArguments } from './mergedArguments';
import type { Page } from './pages';
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
  readonly schema: GraphQLSchema;
  /** With its federation directives, as it is composed and committed. */
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
  const typeGraphql = await buildSchema({
    resolvers: features.flatMap((feature) => feature.resolvers) as unknown as NonEmptyArray<Function>,
    orphanedTypes: features.flatMap((feature) => feature.orphanedTypes ?? []) as Function[],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validateFn: validateArgument,
    authChecker: ({ context }, roles) => {
      requireRole((context as { identity: Identity }).identity, ...(roles as Role[]));
      return true;
    },
    pubSub: liveFieldsOnly,
    skipCheck: true,
  });
  const resolvers = createResolversMap(typeGraphql) as Record<string, Record<string, unknown>>;
  for (const [type, find] of features.flatMap((feature) => Object.entries(feature.references ?? {}))) {
    resolvers[type] = { ...resolvers[type], __resolveReference: find };
  }
  for (const type of roots) if (resolvers[type]) resolvers[type] = withMergedArguments(resolvers[type]);
  const contract = withNullableRoots(parse(printSchemaWithDirectives(typeGraphql)));
  requireAudiences(contract);
  const schema = buildSubgraphSchema({
    typeDefs: [parse(federation), contract],
    resolvers: { ...resolvers, ...scalars } as never,
  });
  // The schema remembers that it is valid; otherwise the first operation would wait for this check.
  assertValidSchema(schema);
  return { schema, sdl: `${printSubgraphSchema(schema)}\n` };
}

/**
 * Every root field of Query and Mutation may be null, whatever its resolver declares: a subgraph that is away, or a refused mutation,
 * then costs the client its own fields and no others.
 */
function withNullableRoots(contract: DocumentNode): DocumentNode {
  const nullable = (field: FieldDefinitionNode): FieldDefinitionNode =>
    field.type.kind === Kind.NON_NULL_TYPE ? { ...field, type: field.type.type } : field;
  return visit(contract, {
    ObjectTypeDefinition: ({ name, fields = [], ...type }) =>
      ['Query', 'Mutation'].includes(name.value) ? { ...type, name, fields: fields.map(nullable) } : false,
  });
}

const roots: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/** Answers are shared only where the schema says that everybody reads the same, so every root field has to say who reads it. */
function requireAudiences({ definitions }: DocumentNode): void {
  for (const type of definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const isRoot = roots.includes(type.name.value);
    for (const { name, directives = [] } of type.fields ?? []) {
      const audiences = directives.filter((directive) => print(directive).startsWith(`@tag(name: "${audienceTag}`)).length;
      if (audiences > 1 || (isRoot && audiences === 0)) throw new Error(`${type.name.value}.${name.value} ${wantsAudience}`);
    }
  }
}

const wantsAudience =
  'must say once who reads it. Give its method one decorator: @Audience(anyone) if everybody reads the same rows, ' +
  '@Audience(Role.STAFF) if only that role may ask, @Audience(dependsOnReader) if the rows depend on who asks.';

const scalars = Object.fromEntries(
  [CountryCode, DateScalar, DateTime, DecimalScalar, LanguageTag].map((scalar) => [scalar.name, scalar]),
);

/** Our subscriptions bring their own iterator (current state first); type-graphql's topics are never used. */
const liveFieldsOnly: BuildSchemaOptions['pubSub'] = {
  publish: () => {
    throw new Error('Live fields subscribe to a feed, not to a topic.');
  },
  subscribe: () => {
    throw new Error('Live fields subscribe to a feed, not to a topic.');
  },
};
