// What follows from one supergraph: its schemas and its planner, made once for everything that needs them.
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { within } from './tracing';

/** What the gateway tells listeners of `onSchemaLoadOrUpdate`. */
export interface SupergraphUpdate {
  readonly apiSchema: GraphQLSchema;
  readonly coreSupergraphSdl: string;
}

export interface Graph {
  /** What clients may see. */
  readonly apiSchema: GraphQLSchema;
  /** What clients may see, for Apollo's executor. */
  readonly api: Schema;
  /** Everything, with what clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
  /** The plan for a valid document. @throws when the planner can not plan it */
  plan(document: DocumentNode, operationName?: string | null): QueryPlan;
}

const graphs = new WeakMap<GraphQLSchema, { readonly sdl: string; readonly graph: Graph }>();

/** The graph of a supergraph that was loaded, the same object for the same schema and text. @throws when it can not be read */
export function graphOf({ apiSchema, coreSupergraphSdl }: SupergraphUpdate): Graph {
  const known = graphs.get(apiSchema);
  if (known?.sdl === coreSupergraphSdl) return known.graph;
  const supergraph = Supergraph.build(coreSupergraphSdl, { validateSupergraph: false });
  const api = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  const graph: Graph = {
    apiSchema,
    api,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    plan: (document, operationName) =>
      within('gateway.plan', { 'graphql.operation.name': operationName ?? '' }, () =>
        planner.buildQueryPlan(operationFromDocument(api, document, operationName ? { operationName } : {})),
      ),
  };
  graphs.set(apiSchema, { sdl: coreSupergraphSdl, graph });
  return graph;
}
