// Which subgraph feeds a subscription, and what must be fetched from the others for each of its events?
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { getVariableValues, print, separateOperations, specifiedRules, type ValidationRule } from 'graphql';
import { type CompiledOperation, Executor } from '../execution/executor';
import type { Ask } from '../execution/run';
import { type Graph, graphOf, type SupergraphUpdate } from '../graph/supergraph';
import { Documents } from '../operation/admission';
import type { Asked, Operation, Variables } from '../operation/document';
import { checkSubscription, coded, unreadable } from './document';
import { BadSubscription, NotServing, SubscriptionFailure } from './refusals';

/** A subscription that can run. It carries the schema it was planned for, so an event in flight over a reload sees one schema. */
export interface PlannedSubscription {
  readonly runtime: Runtime;
  readonly operation: Operation;
  /** The operation and its fragments printed, equal for documents that differ in layout, or in other operations, only. */
  readonly text: string;
  /** The subscription that the owning subgraph is sent. */
  readonly primary: FetchNode;
  /** The primary fetch and then the rest, as a plan for one event. */
  readonly eventPlan: QueryPlan;
  /** Executes events; null when Apollo's executor does. */
  readonly compiled: CompiledOperation | null;
}

/** Everything that follows from one supergraph. */
interface Runtime {
  readonly graph: Graph;
  readonly executor: Executor | null;
  readonly plans: WeakMap<Operation, PlannedSubscription>;
}

export interface PlannerOptions {
  /** Validation rules, above all limits; graphql-js' own when not given. */
  readonly rules?: readonly ValidationRule[];
  readonly maxTokens?: number;
  /** The documents of the whole gateway, whose operations the plans are kept by. */
  readonly documents?: Documents;
  /** Asks subgraphs for compiled plans; without it, events are executed by Apollo's executor. */
  readonly ask?: Ask;
}

/** Plans subscriptions against the current supergraph. */
export class SubscriptionPlanner {
  #runtime: Runtime | undefined;
  readonly #rules: readonly ValidationRule[];
  readonly #maxTokens: number;
  readonly #documents: Documents;
  readonly #ask: Ask | undefined;

  constructor({ rules = specifiedRules, maxTokens = 2_000, documents, ask }: PlannerOptions = {}) {
    this.#ask = ask;
    this.#rules = rules;
    this.#maxTokens = maxTokens;
    this.#documents = documents ?? new Documents({ folder: '', registeredOnly: false, automatic: false, maxTokens });
  }

  /** Takes a new supergraph; plans made before stay usable. @throws when the supergraph can not be read, keeping the former one */
  update(update: SupergraphUpdate): void {
    const graph = graphOf(update);
    this.#documents.supergraphChanged(graph);
    this.#runtime = {
      graph,
      executor: this.#ask ? new Executor({ ...graph, ask: this.#ask }) : null,
      plans: new WeakMap(),
    };
  }

  /** @throws SubscriptionFailure or a Problem, each error with a code, when the document is not a subscription that can run */
  plan({ query, operationName, operation: given }: Asked): PlannedSubscription {
    const runtime = this.#runtime;
    if (!runtime) throw new NotServing();
    const operation = given?.schemas === runtime.graph ? given : this.#documents.read(query, operationName);
    // An unreadable document is parsed once more, for the words about what is wrong with it.
    if (!operation) throw unreadable(query, operationName, this.#maxTokens);
    const known = runtime.plans.get(operation);
    if (known) return known;
    checkSubscription(runtime.graph.apiSchema, operation, this.#rules);
    const planned = this.#build(runtime, operation);
    runtime.plans.set(operation, planned);
    return planned;
  }

  #build(runtime: Runtime, operation: Operation): PlannedSubscription {
    const { graph } = runtime;
    const { node } = graph.plan(operation.document, operation.name);
    if (node?.kind !== 'Subscription') throw new BadSubscription('A subscription must select a field that a subgraph answers.');
    const { primary, rest } = node;
    return {
      runtime,
      operation,
      text: print(separateOperations(operation.document)[operation.name ?? ''] ?? operation.document),
      primary,
      eventPlan: { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary },
      compiled: compiledBy(runtime.executor, operation),
    };
  }
}

/** Null for plans that the compiled executor does not know; those are left to Apollo's. */
function compiledBy(executor: Executor | null, operation: Operation): CompiledOperation | null {
  try {
    return executor?.compile(operation) ?? null;
  } catch {
    return null;
  }
}

/** The variables with defaults applied and values in one spelling. @throws SubscriptionFailure when they do not fit */
export function coerceVariables({ runtime, operation }: PlannedSubscription, variables: Variables): Variables {
  const definitions = operation.definition.variableDefinitions ?? [];
  const { errors, coerced } = getVariableValues(runtime.graph.apiSchema, definitions, variables, { maxErrors: 10 });
  if (errors) throw new SubscriptionFailure(errors.map((error) => coded('BAD_USER_INPUT', error)));
  return coerced;
}
