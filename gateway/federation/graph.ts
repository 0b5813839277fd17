// What follows from one supergraph: its schemas and its planner, made once for everything that needs them.
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { within } from '../tracing';

/** What is told of a supergraph that is served from now on. */
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
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** The plan for a valid document. @throws when the planner can not plan it */
  plan(document: DocumentNode, operationName?: string | null): QueryPlan;
}

const graphs = new WeakMap<GraphQLSchema, { readonly sdl: string; readonly graph: Graph }>();

/** Reads and checks the text of a supergraph. @throws when it is none, or asks for features that are not known here */
export function readGraph(sdl: string): Graph {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
  const api = supergraph.apiSchema();
  return remembered(sdl, supergraph, api, api.toGraphQLJSSchema());
}

/** The graph of a supergraph that was loaded, the same object for the same schema and text. @throws when it can not be read */
export function graphOf({ apiSchema, coreSupergraphSdl: sdl }: SupergraphUpdate): Graph {
  const known = graphs.get(apiSchema);
  if (known?.sdl === sdl) return known.graph;
  const supergraph = Supergraph.build(sdl, { validateSupergraph: false });
  return remembered(sdl, supergraph, supergraph.apiSchema(), apiSchema);
}

function remembered(sdl: string, supergraph: Supergraph, api: Schema, apiSchema: GraphQLSchema): Graph {
  const planner = new QueryPlanner(supergraph);
  const graph: Graph = {
    apiSchema,
    api,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    subgraphs: supergraph.subgraphsMetadata(),
    plan: (document, operationName) =>
      within('gateway.plan', { 'graphql.operation.name': operationName ?? '' }, () =>
        planner.buildQueryPlan(operationFromDocument(api, document, operationName ? { operationName } : {})),
      ),
  };
  graphs.set(apiSchema, { sdl, graph });
  return graph;
}

/** The graph whose clients see this schema, for as long as anybody holds it. */
export const graphWith = (apiSchema: GraphQLSchema): Graph | undefined => graphs.get(apiSchema)?.graph;
