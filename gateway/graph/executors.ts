// Who executes an operation: its compiled plan, which documents that differ in chosen names share, or Apollo's own executor, which is also an oracle for tests and the way back.
import { setImmediate } from 'node:timers/promises';
import type { ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/words/log';
import { asGraphQLError } from '../execution/errors';
import { type CompiledOperation, type Executed, Executor } from '../execution/executor';
import { NotPlannable } from '../execution/rewording';
import type { Ask, OnBehalf, PlanLike } from '../execution/run';
import { readVariables } from '../execution/variables';
import { rounded } from '../operation/digits';
import type { Operation } from '../operation/document';
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
  readonly plans = new WeakMap<Operation, CompiledOperation>();
  /** Operations that are not compiled: their documents are invalid, or the reason was logged. Apollo Server answers them. */
  readonly #leftToApollo = new WeakSet<Operation>();
  /** Operations for which no plan would be right, or it takes too much to find, with the refusal that every client of them reads. */
  readonly #refused = new WeakMap<Operation, NotPlannable | TooComplex>();
  /** Operations that are being planned, so that each is planned once. */
  readonly #planning = new WeakMap<Operation, Promise<CompiledOperation | undefined>>();
  /** Plans for Apollo's executor. */
  readonly #plansOfApollo = new WeakMap<Operation, QueryPlan>();
  readonly #graphs = new WeakMap<GraphQLSchema, Graph>();
  readonly #shapes = new WeakMap<Graph, OncePerShape>();

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
        if (!this.#shapesOf(graph).isValid(operation.document) || !isQuick(operation, graph, executor)) continue;
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
   * Server has to answer. `address` is whose turn it is to have something planned. @throws TooComplex, RateLimited
   */
  readonly ready = (
    operation: Operation,
    address?: string,
  ): CompiledOperation | undefined | Promise<CompiledOperation | undefined> => {
    const { planning } = this.options;
    const known = this.plans.get(operation);
    if (known) return known;
    const refused = this.#refused.get(operation);
    if (refused instanceof TooComplex) throw refused;
    if (!this.#isCompiled(operation)) return undefined;
    if (!planning || (isSmall(operation) && (!this.#isValid(operation) || isQuick(operation, this.#graph, this.#executor))))
      return this.compile(operation);
    let begun = this.#planning.get(operation);
    if (!begun) {
      begun = this.#planAndCompile(operation, planning, address).finally(() => this.#planning.delete(operation));
      this.#planning.set(operation, begun);
    }
    return begun;
  };

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
  readonly compile = (operation: Operation): CompiledOperation | undefined => {
    const known = this.plans.get(operation);
    if (known || !this.#isCompiled(operation)) return known;
    return this.#isValid(operation) ? this.#compile(operation) : undefined;
  };

  /** Apollo Server says what is wrong with one that is not. */
  #isValid(operation: Operation): boolean {
    if (this.#leftToApollo.has(operation)) return false;
    const isValid = this.#shapesOf(this.#graph as Graph).isValid(operation.document);
    if (!isValid) this.#leftToApollo.add(operation);
    return isValid;
  }

  #shapesOf(graph: Graph): OncePerShape {
    let once = this.#shapes.get(graph);
    if (!once) {
      once = oncePerShape(graph, this.options.rules);
      this.#shapes.set(graph, once);
    }
    return once;
  }

  #executorOf(graph: Graph): Executor {
    return new Executor({ ...graph, plan: this.#shapesOf(graph).plan, ask: this.options.ask });
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
      this.options.log.warn({ err, operation: operation.name }, 'operation cannot be compiled; the other executor answers it');
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

/** The most that is remembered of shapes: plans in bytes with their documents, and valid documents. */
const [maxPlanBytes, maxValidBytes] = [4_000_000, 2_000_000];
/** Stands in the shape for the name of an operation, or for an alias. */
const standIn = /_plan(\d+)_/g;

/** A document with names of ours in place of those that a client chose. */
interface Shape {
  readonly document: DocumentNode;
  /** Of the operation. */
  readonly name: string | undefined;
  readonly text: string;
  /** The chosen names in place of ours. */
  readonly restored: (text: string) => string;
}

/** Undefined for what has to be taken as it is. */
type ShapeOf = (document: DocumentNode) => Shape | undefined;

/** An alias that a field of the schema could be meant by stays: a reader of a shape has to see where names meet. */
function shapesBy(schema: GraphQLSchema): ShapeOf {
  const fields = new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
  const isFree = (alias: string) => !fields.has(alias) && !alias.startsWith('_') && !alias.includes('__');
  return (document) => {
    const names = new Map<string, string>();
    let times = 0;
    const nameFor = (name: string) => {
      times++;
      let shown = names.get(name);
      if (shown === undefined) {
        shown = `_plan${names.size}_`;
        names.set(name, shown);
      }
      return shown;
    };
    const renamed = withNames(document, isFree, nameFor);
    const text = renamed && print(renamed.document);
    // A name, or a text in a literal, may look like one of ours.
    if (!text || (text.match(standIn)?.length ?? 0) !== times) return undefined;
    const own = [...names.keys()];
    return { ...renamed, text, restored: (given) => given.replace(standIn, (_all, at) => own[Number(at)] as string) };
  };
}

interface OncePerShape {
  readonly isValid: (document: DocumentNode) => boolean;
  readonly plan: Graph['plan'];
}

/**
 * Validates and plans documents that differ in chosen names only once: both take longer than all else that is done for a document that
 * nobody sent before. A plan is kept as text, in which the chosen names take the place of ours.
 */
export function oncePerShape(
  { apiSchema, supergraphSchema, plan }: Omit<Graph, 'api' | 'subgraphs'>,
  rules: readonly ValidationRule[],
): OncePerShape {
  const shapeOf = shapesBy(supergraphSchema);
  const valid = new LRUCache<string, true>({ maxSize: maxValidBytes, sizeCalculation: (_true, key) => key.length });
  const plans = new LRUCache<string, string>({ maxSize: maxPlanBytes, sizeCalculation: (text, key) => text.length + key.length });
  return {
    isValid(document) {
      const shape = shapeOf(document);
      if (shape && valid.has(shape.text)) return true;
      const isValid = validate(apiSchema, document, rules, { maxErrors: 1 }).length === 0;
      if (shape && isValid) valid.set(shape.text, true);
      return isValid;
    },
    plan(document, operationName) {
      const shape = shapeOf(document);
      if (!shape) return plan(document, operationName);
      let text = plans.get(shape.text);
      if (text === undefined) {
        try {
          text = JSON.stringify(plan(shape.document, operationName && shape.name));
        } catch (error) {
          (error as Error).message = shape.restored((error as Error).message);
          throw error;
        }
        plans.set(shape.text, text);
      }
      return JSON.parse(shape.restored(text)) as QueryPlan;
    },
  };
}

/** A document of one operation with its name and free aliases replaced; undefined for one of several. */
function withNames(
  { kind, definitions }: DocumentNode,
  isFree: (alias: string) => boolean,
  nameFor: (name: string) => string,
): { readonly document: DocumentNode; readonly name: string | undefined } | undefined {
  if (definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION).length !== 1) return undefined;
  let name: string | undefined;
  const renamedSet = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: set.selections.map(renamed) });
  const renamed = (node: SelectionNode): SelectionNode => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    const below = node.selectionSet && { selectionSet: renamedSet(node.selectionSet) };
    if (node.kind === Kind.INLINE_FRAGMENT) return { ...node, ...below };
    if (!node.alias || !isFree(node.alias.value)) return below ? { ...node, ...below } : node;
    return { ...node, ...below, alias: { ...node.alias, value: nameFor(node.alias.value) } };
  };
  const shown = definitions.map((each) => {
    if (each.kind !== Kind.OPERATION_DEFINITION && each.kind !== Kind.FRAGMENT_DEFINITION) return each;
    const selectionSet = renamedSet(each.selectionSet);
    if (each.kind === Kind.FRAGMENT_DEFINITION || !each.name) return { ...each, selectionSet };
    name = nameFor(each.name.value);
    return { ...each, selectionSet, name: { ...each.name, value: name } };
  });
  return { document: { kind, definitions: shown }, name };
}
