// Who executes an operation: its compiled plan, which documents that differ in chosen names share, or Apollo's own executor, which is also an oracle for tests and the way back.
import { setImmediate } from 'node:timers/promises';
import type { ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';
import type { Log } from '#kit/words/log';
import { asGraphQLError } from '../execution/errors';
import { CompiledOperation, type Executed, Executor } from '../execution/executor';
import { NotPlannable } from '../execution/rewording';
import type { Ask, FirstRun, OnBehalf, PlanLike } from '../execution/run';
import { readVariables } from '../execution/variables';
import { rounded } from '../operation/digits';
import type { Operation, Renaming, Variables } from '../operation/document';
import type { ChosenNames } from '../operation/pattern';
import { firstFault } from '../operation/rules';
import { type ApolloRequest, executeByApollo, loadApollo } from './apollo';
import { invalid, type Planning, TooComplex } from './planning';
import { type Graph, graphOf, type SupergraphFile } from './supergraph';

/** `compiled` leaves to Apollo's executor what it does not know. */
export type ExecutorName = 'compiled' | 'apollo';

/** What every request of the gateway carries to its subgraphs, and the operation it asks for, as far as it could be read. */
export interface RequestContext extends OnBehalf {
  readonly operation?: Operation | undefined;
}

type GatewayInterface = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type ByApollo = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type ServerRequest = Parameters<ByApollo>[0];
type ServerAnswer = Awaited<ReturnType<ByApollo>>;

interface ExecutorsOptions {
  readonly executor: ExecutorName;
  readonly ask: Ask;
  /** How Apollo's executor asks subgraphs, at this moment. */
  readonly services: () => ServiceMap;
  /** What a document must satisfy before it is compiled. */
  readonly rules: readonly ValidationRule[];
  /** Plans what may take long; everything is planned at once without it. */
  readonly planning?: Planning;
  readonly log: Log;
}

/** The lists of entities and the fields of what is planned at once. */
const [maxHops, maxFields] = [6, 200];

const isSmall = ({ hops, shape }: Operation): boolean => hops <= maxHops && shape.fields <= maxFields;

/**
 * Whether a valid operation may be planned in the event loop: it is small and takes no planner, so that takes some milliseconds at the most;
 * or it is of another supergraph.
 */
export const isQuick = (operation: Operation, graph: Graph | undefined, executor: Executor | undefined): boolean =>
  !graph || operation.schemas !== graph || (isSmall(operation) && executor?.planDirectly(operation) !== undefined);

/**
 * Executes the operations of the supergraph that is served now, whose plans are made when they are first needed. They are kept by their
 * operation, so the one cache of documents bounds them all.
 */
export class Executors {
  #graph: Graph | undefined;
  #executor: Executor | undefined;
  /** For a supergraph that is about to be served. */
  #next: { readonly graph: Graph; readonly executor: Executor } | undefined;
  readonly plans = new WeakMap<Operation, Runnable>();
  /** Operations that are not compiled: their documents are invalid, or the reason was logged. Apollo Server answers them. */
  readonly #leftToApollo = new WeakSet<Operation>();
  /** Operations for which no plan would be right, or it takes too much to find, with the refusal that every client of them reads. */
  readonly #refused = new WeakMap<Operation, NotPlannable | TooComplex>();
  /** Operations that are being planned, so that each is planned once. */
  readonly #planning = new WeakMap<Operation, Promise<Runnable | undefined>>();
  /** Plans for Apollo's executor. */
  readonly #plansOfApollo = new WeakMap<Operation, QueryPlan>();
  readonly #graphs = new WeakMap<GraphQLSchema, Graph>();

  constructor(
    private readonly supergraph: SupergraphFile,
    private readonly options: ExecutorsOptions,
  ) {
    supergraph.onChange((update) => {
      const graph = graphOf(update);
      this.#graph = graph;
      this.#graphs.set(graph.apiSchema, graph);
      this.#executor = this.#next?.graph === graph ? this.#next.executor : this.#executorOf(graph);
      this.#next = undefined;
      options.planning?.serve(graph, update.coreSupergraphSdl);
    });
  }

  /**
   * Compiles operations of a supergraph that is served or will be, one in each turn of the event loop; those that may take long are left for
   * the moment in which they are first asked for.
   */
  async prepare(graph: Graph, operations: readonly Operation[]): Promise<void> {
    if (this.options.executor === 'apollo') return;
    if (graph !== this.#graph) this.#next = { graph, executor: this.#executorOf(graph) };
    for (const operation of operations) {
      await setImmediate();
      const executor = graph === this.#graph ? this.#executor : this.#next?.graph === graph ? this.#next.executor : undefined;
      if (!executor) return;
      if (operation.kind === 'subscription' || this.plans.has(operation)) continue;
      try {
        if (!this.#fits(operation, graph) || !isQuick(operation, graph, executor)) continue;
        this.plans.set(operation, executor.compile(operation));
      } catch (err) {
        this.options.log.warn(
          { err, operation: operation.name },
          'registered operation cannot be compiled before it is asked for',
        );
      }
    }
  }

  /**
   * The compiled form of an operation, made at first sight of it: at once, or later where planning may take long. Undefined when Apollo
   * Server has to answer. `address` is whose turn it is to have something planned. With `first`, which is executed then, subgraphs are asked
   * as soon as it is known what. @throws TooComplex, RateLimited
   */
  readonly ready = (
    operation: Operation,
    address?: string,
    first?: FirstRun,
  ): Runnable | undefined | Promise<Runnable | undefined> => {
    const known = this.plans.get(operation);
    if (known) return known;
    const refused = this.#refused.get(operation);
    if (refused instanceof TooComplex) throw refused;
    if (!this.#isCompiled(operation)) return undefined;
    const { renaming } = operation;
    if (!renaming) return this.#readyAlone(operation, address, first);
    const ready = this.ready(renaming.pattern, address, first && { ...first, names: renaming.names });
    const renamed = (pattern: Runnable | undefined) => this.#renamed(operation, renaming, pattern, address);
    return ready instanceof Promise ? ready.then(renamed) : renamed(ready);
  };

  /** By its pattern, if that is compiled; otherwise what is wrong with the document has to be said in its own names. */
  #renamed(operation: Operation, { pattern, names }: Renaming, ready: Runnable | undefined, address: string | undefined) {
    if (ready instanceof CompiledOperation) {
      const renamed = new RenamedOperation(ready, names);
      this.plans.set(operation, renamed);
      return renamed;
    }
    if (this.#refused.has(pattern)) return this.#readyAlone(operation, address);
    this.#leftToApollo.add(operation);
    return undefined;
  }

  #readyAlone(
    operation: Operation,
    address: string | undefined,
    first?: FirstRun,
  ): Runnable | undefined | Promise<Runnable | undefined> {
    const { planning } = this.options;
    if (!planning) return this.compile(operation);
    if (isSmall(operation)) {
      if (!this.#isValid(operation)) return undefined;
      if (first) this.#executor?.begin(operation, first);
      if (isQuick(operation, this.#graph, this.#executor)) return this.#compile(operation);
      // Until there is a plan, the answer would be too old.
      first?.onBehalf.ahead?.clear();
    }
    let begun = this.#planning.get(operation);
    if (!begun) {
      begun = this.#planAndCompile(operation, planning, address).finally(() => this.#planning.delete(operation));
      this.#planning.set(operation, begun);
    }
    return begun;
  }

  async #planAndCompile(operation: Operation, planning: Planning, address: string | undefined) {
    try {
      const planned = await planning.plan(operation, address);
      if (planned !== invalid && this.#isCompiled(operation)) return this.#compile(operation, planned);
      if (planned === invalid) this.#leftToApollo.add(operation);
      return undefined;
    } catch (error) {
      if (error instanceof NotPlannable || error instanceof TooComplex) this.#leave(operation, error);
      if (error instanceof NotPlannable) return undefined;
      throw error;
    }
  }

  /** One that was read for another supergraph is executed by the server, on the schema it was validated against. */
  #isCompiled(operation: Operation): boolean {
    const { executor } = this.options;
    return executor === 'compiled' && !this.#leftToApollo.has(operation) && !!this.#graph && operation.schemas === this.#graph;
  }

  /** The same for an operation that is planned at once. */
  readonly compile = (operation: Operation): Runnable | undefined => {
    const known = this.plans.get(operation);
    if (known || !this.#isCompiled(operation)) return known;
    return this.#isValid(operation) ? this.#compile(operation) : undefined;
  };

  /** Apollo Server says what is wrong with one that is not. */
  #isValid(operation: Operation): boolean {
    if (this.#leftToApollo.has(operation)) return false;
    const isValid = this.#fits(operation, this.#graph as Graph);
    if (!isValid) this.#leftToApollo.add(operation);
    return isValid;
  }

  #fits(operation: Operation, { apiSchema }: Graph): boolean {
    return !firstFault(operation, apiSchema, this.options.rules);
  }

  #executorOf(graph: Graph): Executor {
    return new Executor({ ...graph, ask: this.options.ask });
  }

  #compile(operation: Operation, planned?: PlanLike): CompiledOperation | undefined {
    try {
      const compiled = this.#executor?.compile(operation, planned);
      if (compiled) this.plans.set(operation, compiled);
      return compiled;
    } catch (error) {
      this.#leave(operation, error);
      return undefined;
    }
  }

  /** From now on Apollo Server answers an operation: with the refusal, or by the other executor if that may plan it at once. */
  #leave(operation: Operation, err: unknown): void {
    const isRefusal = err instanceof NotPlannable || err instanceof TooComplex;
    if (!isRefusal)
      this.options.log.warn(
        { err, operation: operation.shownName },
        'operation cannot be compiled; the other executor answers it',
      );
    if (isRefusal) this.#refused.set(operation, err);
    else if (this.options.planning && !isQuick(operation, this.#graph, this.#executor))
      this.#refused.set(operation, new NotPlannable('its plan holds what this gateway does not know.'));
    this.#leftToApollo.add(operation);
  }

  /** The query plan as text, for developers of clients. @throws when the document is invalid or cannot be planned */
  explain(operation: Operation): string {
    const { document, name } = operation;
    const planned = this.options.executor === 'compiled' ? this.#executor?.plan(operation) : this.#graph?.plan(document, name);
    if (!planned) throw new Error('There is no supergraph yet.');
    // Only developers ask for it, and the package is large.
    const { prettyFormatQueryPlan } = require('@apollo/query-planner') as typeof import('@apollo/query-planner');
    return prettyFormatQueryPlan(planned as QueryPlan);
  }

  /** For Apollo Server, in place of Apollo's gateway. */
  get server(): GatewayInterface {
    return {
      onSchemaLoadOrUpdate: (listener) => this.supergraph.onChange(listener),
      stop: async () => this.supergraph.stop(),
      load: async () => {
        if (this.options.executor === 'apollo') await loadApollo();
        return { schema: (await this.supergraph.load()).apiSchema, executor: (request) => this.#execute(request) };
      },
    };
  }

  /** What came to Apollo Server because its answer takes negotiation, or because it is not compiled. */
  async #execute(request: ServerRequest): Promise<ServerAnswer> {
    const { operation, ...onBehalf } = request.context as unknown as RequestContext;
    const compiled =
      operation && operation.schemas === this.#graphs.get(request.schema) ? await this.ready(operation) : undefined;
    const refusal = operation && this.#refused.get(operation);
    if (refusal) return { errors: [refusal] };
    const variables = compiled?.coerce(request.request.variables);
    if (!compiled || !variables || 'errors' in variables) return this.#byApollo(request, operation);
    return asResult(await compiled.execute(variables.coerced, onBehalf));
  }

  async #byApollo(request: ServerRequest, read: Operation | undefined): Promise<ServerAnswer> {
    const { document, schema, operation, request: given } = request;
    const graph = this.#graphs.get(schema);
    if (!graph) throw new Error('The schema of a request is of no supergraph.');
    // This executor knows no bigints.
    if (given.variables) given.variables = rounded(given.variables);
    const { errors } = readVariables(schema, operation.variableDefinitions ?? [], given.variables ?? {});
    if (errors) return { errors };
    const operationName = given.operationName ?? undefined;
    const planned = { graph, plan: this.#plan(graph, read, document, operationName), document, operationName };
    return (await executeByApollo(planned, this.options.services(), request as unknown as ApolloRequest)) as ServerAnswer;
  }

  #plan(graph: Graph, read: Operation | undefined, document: DocumentNode, operationName: string | undefined): QueryPlan {
    if (!read || read.schemas !== graph) return graph.plan(document, operationName);
    const plan = this.#plansOfApollo.get(read) ?? graph.plan(document, operationName);
    this.#plansOfApollo.set(read, plan);
    return plan;
  }
}

function asResult({ data, errors }: Executed): ServerAnswer {
  return { data: JSON.parse(data), ...(errors.length > 0 && { errors: errors.map(asGraphQLError) }) };
}

/** What answers an operation: `coerce` reads what a client sent as variables, and `execute` takes these. */
export type Runnable = Pick<CompiledOperation, 'coerce' | 'execute'>;

/** An operation that is run by its pattern. */
export class RenamedOperation implements Runnable {
  constructor(
    private readonly pattern: CompiledOperation,
    private readonly names: ChosenNames,
  ) {}

  coerce(given: Variables | null | undefined): ReturnType<CompiledOperation['coerce']> {
    return this.pattern.coerce(given);
  }

  execute(variables: Variables, onBehalf: OnBehalf): Promise<Executed> {
    return this.pattern.execute(variables, onBehalf, undefined, this.names);
  }
}
