// How does a list of resolver classes become a subgraph that an Apollo gateway can compose?
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { assertValidSchema, type GraphQLResolveInfo, type GraphQLSchema, parse } from 'graphql';
import { type BuildSchemaOptions, buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { checkRole } from '../words/identity';
import { CountryCode, DateScalar, DateTime, DecimalScalar, LanguageTag } from '../words/scalars';
import { validateArgument } from '../words/validation';
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

/** Builds a subgraph. Only the features given take part, however many classes the process has loaded. */
export async function federate<Context>(features: readonly Feature<Context>[]): Promise<Subgraph> {
  const typeGraphql = await buildSchema({
    resolvers: features.flatMap((feature) => feature.resolvers) as unknown as NonEmptyArray<Function>,
    orphanedTypes: features.flatMap((feature) => feature.orphanedTypes ?? []) as Function[],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validateFn: validateArgument,
    // type-graphql wants one as soon as any class in the process is @Authorized, so every subgraph has it.
    authChecker: checkRole as NonNullable<BuildSchemaOptions['authChecker']>,
    pubSub: liveFieldsOnly,
    skipCheck: true,
  });
  const resolvers = createResolversMap(typeGraphql) as Record<string, Record<string, unknown>>;
  for (const [type, find] of features.flatMap((feature) => Object.entries(feature.references ?? {}))) {
    resolvers[type] = { ...resolvers[type], __resolveReference: find };
  }
  const typeDefs = [parse(federation), parse(printSchemaWithDirectives(typeGraphql))];
  const schema = buildSubgraphSchema({ typeDefs, resolvers: { ...resolvers, ...scalars } as never });
  // Checked here, while nobody waits, and remembered by the schema; else the first operation would pay for it.
  assertValidSchema(schema);
  return { schema, sdl: `${printSubgraphSchema(schema)}\n` };
}

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
