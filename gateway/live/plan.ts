// Which subgraph feeds a subscription, and what must be fetched from the others for each of its events?
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  getVariableValues,
  type OperationDefinitionNode,
  print,
  separateOperations,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledOperation, Executor } from '../execution/executor';
import type { Ask } from '../execution/run';
import { type Graph, graphOf, type SupergraphUpdate } from '../federation/graph';
import { checkSubscription, chooseOperation, coded } from './document';
import { BadSubscription, NotServing, SubscriptionFailure } from './refusals';

export type Variables = Readonly<Record<string, unknown>>;

/** A subscription that can run. It carries the schema it was planned for, so an event in flight over a reload sees one schema. */
export interface PlannedSubscription {
  readonly runtime: Runtime;
  /** The operation and its fragments, without anything else the client sent along. */
  readonly document: DocumentNode;
  /** The document printed, equal for documents that differ in layout only. */
  readonly text: string;
  readonly operationName: string | undefined;
  /** The subscription that the owning subgraph is sent. */
  readonly primary: FetchNode;
  /** The primary fetch and then the rest, as a plan for one event. */
  readonly eventPlan: QueryPlan;
  readonly operation: OperationDefinitionNode;
  /** Executes events; null when Apollo's executor does. */
  readonly compiled: CompiledOperation | null;
}

/** Everything that follows from one supergraph. */
interface Runtime {
  readonly graph: Graph;
  readonly executor: Executor | null;
  readonly plans: LRUCache<string, PlannedSubscription>;
}

export interface PlannerOptions {
  /** Validation rules, above all limits; graphql-js' own when not given. */
  readonly rules?: readonly ValidationRule[];
  readonly maxTokens?: number;
  /** How many plans are kept, the least recently used going first. */
  readonly maxPlans?: number;
  /** Asks subgraphs for compiled plans; without it, events are executed by Apollo's executor. */
  readonly ask?: Ask;
}

/** Plans subscriptions against the current supergraph. */
export class SubscriptionPlanner {
  #runtime: Runtime | undefined;
  readonly #rules: readonly ValidationRule[];
  readonly #maxTokens: number;
  readonly #maxPlans: number;
  readonly #ask: Ask | undefined;

  constructor({ rules = specifiedRules, maxTokens = 2_000, maxPlans = 500, ask }: PlannerOptions = {}) {
    this.#ask = ask;
    this.#rules = rules;
    this.#maxTokens = maxTokens;
    this.#maxPlans = maxPlans;
  }

  /** Takes a new supergraph; plans made before stay usable. @throws when the supergraph can not be read, keeping the former one */
  update(update: SupergraphUpdate): void {
    const graph = graphOf(update);
    this.#runtime = {
      graph,
      executor: this.#ask ? new Executor({ ...graph, ask: this.#ask }) : null,
      plans: new LRUCache({ max: this.#maxPlans, maxSize: 4_000_000, sizeCalculation: (_plan, key) => key.length }),
    };
  }

  /** @throws SubscriptionFailure or a Problem, each error with a code, when the document is not a subscription that can run */
  plan(query: string, operationName?: string | null): PlannedSubscription {
    const runtime = this.#runtime;
    if (!runtime) throw new NotServing();
    const key = `${operationName ?? ''}\n${query}`;
    const known = runtime.plans.get(key);
    if (known) return known;
    const chosen = chooseOperation(query, operationName, this.#maxTokens);
    checkSubscription(runtime.graph.apiSchema, chosen, this.#rules);
    const name = chosen.operation.name?.value;
    const document = separateOperations(chosen.document)[name ?? ''] ?? chosen.document;
    const planned = this.#build(runtime, document, chosen.operation);
    runtime.plans.set(key, planned);
    return planned;
  }

  #build(runtime: Runtime, document: DocumentNode, operation: OperationDefinitionNode): PlannedSubscription {
    const { graph } = runtime;
    const operationName = operation.name?.value;
    const { node } = graph.plan(document, operationName);
    if (node?.kind !== 'Subscription') throw new BadSubscription('A subscription must select a field that a subgraph answers.');
    const { primary, rest } = node;
    return {
      runtime,
      document,
      text: print(document),
      operationName,
      primary,
      eventPlan: { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary },
      operation,
      compiled: compiledBy(runtime.executor, document, operationName),
    };
  }
}

/** Null for plans that the compiled executor does not know; those are left to Apollo's. */
function compiledBy(executor: Executor | null, document: DocumentNode, name: string | undefined): CompiledOperation | null {
  try {
    return executor?.compile(document, name) ?? null;
  } catch {
    return null;
  }
}

/** The variables with defaults applied and values in one spelling. @throws SubscriptionFailure when they do not fit */
export function coerceVariables({ runtime, operation }: PlannedSubscription, variables: Variables): Variables {
  const definitions = operation.variableDefinitions ?? [];
  const { errors, coerced } = getVariableValues(runtime.graph.apiSchema, definitions, variables, { maxErrors: 10 });
  if (errors) throw new SubscriptionFailure(errors.map((error) => coded('BAD_USER_INPUT', error)));
  return coerced;
}
