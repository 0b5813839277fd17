// Who executes what Apollo Server has parsed, validated and let through: the compiled plans, Apollo's own executor, or both?
import type { ServiceMap } from '@apollo/gateway';
import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { type DocumentNode, getVariableValues, OperationTypeNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/words/log';
import { asGraphQLError } from '../execution/errors';
import type { CompiledOperation, Executed } from '../execution/executor';
import type { Ask, OnBehalf } from '../execution/run';
import { type ApolloRequest, executeByApollo, loadApollo } from './byApollo';
import { CompiledDocuments } from './compiledDocuments';
import { type Graph, graphOf, graphWith } from './graph';
import { Shadow } from './shadow';
import type { RequestContext } from './subgraphSource';
import type { SupergraphFile } from './supergraph';

/** `compiled` falls back to Apollo's for what it does not know; `shadow` answers by Apollo's and compares a share with the compiled plans. */
export type ExecutorName = 'compiled' | 'apollo' | 'shadow';

type GatewayInterface = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type ByApollo = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type ServerRequest = Parameters<ByApollo>[0];
type ServerAnswer = Awaited<ReturnType<ByApollo>>;

export interface ExecutorsOptions {
  readonly executor: ExecutorName;
  readonly ask: Ask;
  /** How Apollo's executor asks subgraphs, at this moment. */
  readonly services: () => ServiceMap;
  readonly log: Log;
  /** The share of queries that `shadow` compares, between 0 and 1. */
  readonly shadowShare?: number;
}

/** Executors behind Apollo Server, which loads the supergraph and executes through `server`. */
export class Executors {
  #graph: Graph | undefined;
  /** Compiled operations of the supergraph that is served now; none under `apollo`, or before there is a supergraph. */
  #documents: CompiledDocuments | undefined;
  /** Plans for Apollo's executor, of the same supergraph. Clients choose the texts. */
  readonly #plans = new LRUCache<string, QueryPlan>({
    max: 500,
    maxSize: 4_000_000,
    sizeCalculation: (_plan, key) => key.length,
  });
  readonly shadow: Shadow;

  constructor(
    private readonly supergraph: SupergraphFile,
    private readonly options: ExecutorsOptions,
  ) {
    this.shadow = new Shadow(options.log, options.shadowShare);
    supergraph.onChange((update) => {
      const graph = graphOf(update);
      this.#graph = graph;
      this.#plans.clear();
      if (options.executor !== 'apollo') this.#documents = new CompiledDocuments(graph, options.ask, options.log);
    });
  }

  /** The operation of a text that Apollo Server has let through before, to be answered without it. */
  accepted(text: string, operationName: string | null | undefined): CompiledOperation | undefined {
    return this.options.executor === 'compiled' ? this.#documents?.accepted(text, operationName) : undefined;
  }

  /** The plan of a valid document as text, for whoever develops against this graph. @throws when it can not be planned */
  explain(text: string, operationName: string | null | undefined): string {
    const planned = this.options.executor === 'compiled' ? this.#documents : this.#graph;
    if (!planned) throw new Error('There is no supergraph yet.');
    return prettyFormatQueryPlan(planned.plan(parse(text), operationName) as QueryPlan);
  }

  /** For Apollo Server, in place of Apollo's gateway. */
  get server(): GatewayInterface {
    return {
      onSchemaLoadOrUpdate: (listener) => this.supergraph.onChange(listener),
      stop: async () => this.supergraph.stop(),
      load: async () => {
        if (this.options.executor !== 'compiled') await loadApollo();
        return { schema: (await this.supergraph.load()).apiSchema, executor: (request) => this.#execute(request) };
      },
    };
  }

  async #execute(request: ServerRequest): Promise<ServerAnswer> {
    const documents = this.#documents;
    // A request that came before a new supergraph was loaded is executed on the one it was validated against.
    if (!documents || documents.graph.apiSchema !== request.schema) return this.#byApollo(request);
    const { source, document, request: given } = request;
    const compiled = documents.accept(source, given.operationName, document);
    const variables = compiled?.coerce(given.variables);
    if (!compiled || !variables || 'errors' in variables) return this.#byApollo(request);
    const run = () => compiled.execute(variables.coerced, request.context as unknown as OnBehalf);
    if (this.options.executor === 'compiled') return asResult(await run());
    const answer = await this.#byApollo(request);
    const isQuery = compiled.operation.definition.operation === OperationTypeNode.QUERY;
    if (isQuery) void this.shadow.compare(answer, run, request.queryHash);
    return answer;
  }

  async #byApollo(request: ServerRequest): Promise<ServerAnswer> {
    const { document, source, schema, operation, request: given } = request;
    const graph = graphWith(schema);
    if (!graph) throw new Error('The schema of a request is of no supergraph.');
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given.variables ?? {}, { maxErrors: 10 });
    if (errors) return { errors };
    const operationName = given.operationName ?? undefined;
    const planned = { graph, plan: this.#plan(graph, source, document, operationName), document, operationName };
    return (await executeByApollo(planned, this.options.services(), request as unknown as ApolloRequest)) as ServerAnswer;
  }

  #plan(graph: Graph, source: string, document: DocumentNode, operationName: string | undefined): QueryPlan {
    if (graph !== this.#graph) return graph.plan(document, operationName);
    const key = `${operationName ?? ''}\n${source}`;
    const plan = this.#plans.get(key) ?? graph.plan(document, operationName);
    this.#plans.set(key, plan);
    return plan;
  }
}

function asResult({ data, errors }: Executed): ServerAnswer {
  return { data: JSON.parse(data), ...(errors.length > 0 && { errors: errors.map(asGraphQLError) }) };
}
