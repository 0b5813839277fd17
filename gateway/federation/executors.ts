// Who executes what Apollo Server has parsed, validated and let through: the compiled plans, Apollo's own executor, or both?
import type { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { Log } from '#kit/log';
import { asGraphQLError } from '../execution/errors';
import type { CompiledOperation, Executed } from '../execution/executor';
import type { Ask, OnBehalf } from '../execution/run';
import { CompiledDocuments } from './compiledDocuments';
import { graphOf } from './graph';
import { Shadow } from './shadow';
import type { RequestContext } from './subgraphSource';

/** `compiled` falls back to Apollo's for what it does not know; `shadow` answers by Apollo's and compares a share with the compiled plans. */
export type ExecutorName = 'compiled' | 'apollo' | 'shadow';

type GatewayInterface = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type ByApollo = Awaited<ReturnType<GatewayInterface['load']>>['executor'];
type ServerRequest = Parameters<NonNullable<ByApollo>>[0];
type ServerAnswer = Awaited<ReturnType<NonNullable<ByApollo>>>;

export interface ExecutorsOptions {
  readonly executor: ExecutorName;
  readonly ask: Ask;
  readonly log: Log;
  /** The share of queries that `shadow` compares, between 0 and 1. */
  readonly shadowShare?: number;
}

/** Executors behind Apollo Server, which loads the supergraph through `gateway` and executes through `server`. */
export class Executors {
  /** Compiled operations of the supergraph that is served now; none under `apollo`, or before there is a supergraph. */
  #documents: CompiledDocuments | undefined;
  readonly shadow: Shadow;

  constructor(
    private readonly gateway: ApolloGateway,
    private readonly options: ExecutorsOptions,
  ) {
    this.shadow = new Shadow(options.log, options.shadowShare);
    if (options.executor === 'apollo') return;
    gateway.onSchemaLoadOrUpdate((update) => {
      this.#documents = new CompiledDocuments(graphOf(update), options.ask, options.log);
    });
  }

  /** The operation of a text that Apollo Server has let through before, to be answered without it. */
  accepted(text: string, operationName: string | null | undefined): CompiledOperation | undefined {
    return this.options.executor === 'compiled' ? this.#documents?.accepted(text, operationName) : undefined;
  }

  /** For Apollo Server, in place of the gateway. */
  get server(): GatewayInterface {
    const gateway = this.gateway;
    return {
      onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
      stop: () => gateway.stop(),
      load: async (options) => {
        const { schema, executor } = await gateway.load(options);
        const byApollo = executor as NonNullable<ByApollo>;
        return {
          schema,
          executor: this.options.executor === 'apollo' ? byApollo : (request) => this.#execute(request, byApollo),
        };
      },
    };
  }

  async #execute(request: ServerRequest, byApollo: NonNullable<ByApollo>): Promise<ServerAnswer> {
    const documents = this.#documents;
    // A request that came before a new supergraph was loaded is executed on the one it was validated against.
    if (!documents || documents.graph.apiSchema !== request.schema) return byApollo(request);
    const { source, document, request: given } = request;
    const compiled = documents.accept(source, given.operationName, document);
    const variables = compiled?.coerce(given.variables);
    if (!compiled || !variables || 'errors' in variables) return byApollo(request);
    const run = () => compiled.execute(variables.coerced, request.context as unknown as OnBehalf);
    if (this.options.executor === 'compiled') return asResult(await run());
    const answer = await byApollo(request);
    const isQuery = compiled.operation.definition.operation === OperationTypeNode.QUERY;
    if (isQuery) void this.shadow.compare(answer, run, request.queryHash);
    return answer;
  }
}

function asResult({ data, errors }: Executed): ServerAnswer {
  return { data: JSON.parse(data), ...(errors.length > 0 && { errors: errors.map(asGraphQLError) }) };
}
