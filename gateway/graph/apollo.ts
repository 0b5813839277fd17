// How Apollo's own executor runs a plan and asks subgraphs. Its package is loaded when it is first needed, if ever.
import type { executeQueryPlan, GraphQLDataSource, ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { within } from '#kit/process/requests';
import { rootNames } from '../execution/errors';
import type { OnBehalf } from '../execution/run';
import type { SubgraphConnection, Subgraphs } from './subgraphs';
import type { Graph } from './supergraph';

/** What Apollo Server knows of a request, of which the executor reads `request`, `context`, `logger`, `metrics` and `schema`. */
export type ApolloRequest = Parameters<typeof executeQueryPlan>[2];

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
export async function executeByApollo(
  planned: Planned,
  services: ServiceMap,
  request: ApolloRequest,
): ReturnType<typeof executeQueryPlan> {
  const { graph, plan, document, operationName } = planned;
  const { apiSchema, supergraphSchema } = graph;
  const apollo = await loadApollo();
  const operation = apollo.buildOperationContext({ schema: apiSchema, operationDocument: document, operationName });
  return apollo.executeQueryPlan(plan, services, request, operation, supergraphSchema, graph.api());
}

/** The data sources of Apollo's executor, over the connections that there are now. */
export const servicesOf = ({ connections }: Subgraphs): ServiceMap =>
  Object.fromEntries([...connections].map(([name, connection]) => [name, new SubgraphSource(connection)]));

/** The data source of one subgraph. */
export class SubgraphSource implements GraphQLDataSource {
  constructor(private readonly connection: SubgraphConnection) {}

  /** Never rejects: when a subgraph fails, the answer is one coded error that names no address. */
  async process({ request, context }: Parameters<GraphQLDataSource['process']>[0]) {
    const { query = '', operationName } = request;
    const { variables, restore } = deduplicateRepresentations(request);
    try {
      const onBehalf = { headers: {}, ...(context as Partial<OnBehalf>) };
      const body = JSON.stringify({ query, operationName, variables });
      const ask = () => this.connection.ask(body, onBehalf);
      return restore(await within('gateway.fetch', { subgraph: this.connection.options.name }, ask)) as never;
    } catch (error) {
      return unavailable(error as Error, query, variables) as never;
    }
  }
}

/** One error for each root field, or one for all entities: at the first place that waits for them. */
function unavailable({ message }: Error, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const error = { message, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  return {
    data: null,
    errors: rootNames(query, variables).map((field) => ({ ...error, path: field === '_entities' ? [field, 0] : [field] })),
  };
}

interface EntitiesRequest {
  readonly query?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** A request that names each entity once, and how its answer is put back in the order of the longer request. */
interface Deduplicated {
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** Puts the answer of the shorter request where the longer one expects it; shared objects are copied, since merging writes to them. */
  restore<T>(response: T): T;
}

/**
 * Many petitions endorsed by one library make many equal keys; the subgraph is asked for each key once.
 * Calls that are not `_entities` calls, or repeat nothing, pass unchanged.
 */
export function deduplicateRepresentations({ variables }: EntitiesRequest): Deduplicated {
  const asked = variables?.representations;
  const unchanged: Deduplicated = { variables, restore: (response) => response };
  if (!Array.isArray(asked) || asked.length < 2) return unchanged;
  const places = new Map<string, number>();
  const distinct: unknown[] = [];
  const placeOf = asked.map((representation) => {
    const key = JSON.stringify(representation);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, distinct.length);
    return distinct.push(representation) - 1;
  });
  if (distinct.length === asked.length) return unchanged;
  return {
    variables: { ...variables, representations: distinct },
    restore: (response) => restored(response, placeOf),
  };
}

interface Answer {
  data?: { _entities?: unknown[] } | null;
  errors?: { path?: (string | number)[] }[];
}

function restored<T>(response: T, placeOf: readonly number[]): T {
  const { data, errors, ...rest } = response as Answer;
  const entities = data?._entities;
  return {
    ...rest,
    ...(data !== undefined && {
      data: entities ? { ...data, _entities: placeOf.map((place) => structuredClone(entities[place])) } : data,
    }),
    ...(errors && { errors: errors.flatMap((error) => everywhere(error, placeOf)) }),
  } as T;
}

/** An error of one entity stands for every place that asked for it. */
function everywhere<E extends { path?: (string | number)[] }>(error: E, placeOf: readonly number[]): E[] {
  const [root, place, ...below] = error.path ?? [];
  if (root !== '_entities' || typeof place !== 'number') return [error];
  return placeOf.flatMap((at, i) => (at === place ? [{ ...error, path: [root, i, ...below] }] : []));
}
