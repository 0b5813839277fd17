// How does Apollo's own executor run a plan? It and the rest of its package are loaded when they are first needed, if ever.
import type { executeQueryPlan, ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import type { Graph } from './graph';

/** What Apollo Server knows of a request, of which the executor reads `request`, `context`, `logger`, `metrics` and `schema`. */
export type ApolloRequest = Parameters<typeof executeQueryPlan>[2];
export type ApolloAnswer = Awaited<ReturnType<typeof executeQueryPlan>>;

/** An operation of a valid document, and its plan. */
export interface Planned {
  readonly graph: Graph;
  readonly plan: QueryPlan;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
}

/** Loads it before it is needed, which takes a second. */
export const loadApollo = () => import('@apollo/gateway');

/** The variables must fit. */
export async function executeByApollo(planned: Planned, services: ServiceMap, request: ApolloRequest): Promise<ApolloAnswer> {
  const { graph, plan, document, operationName } = planned;
  const { apiSchema, supergraphSchema, api } = graph;
  const apollo = await loadApollo();
  const operation = apollo.buildOperationContext({ schema: apiSchema, operationDocument: document, operationName });
  return apollo.executeQueryPlan(plan, services, request, operation, supergraphSchema, api);
}
