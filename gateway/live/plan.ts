// Which subgraph feeds a subscription, and what must be fetched from the others for each of its events?
import type { ServiceMap } from '@apollo/gateway';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  type OperationDefinitionNode,
  print,
  separateOperations,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/log';
import { asGraphQLError } from '../execution/errors';
import { type CompiledOperation, Executor } from '../execution/executor';
import type { Ask, SubgraphAnswer } from '../execution/run';
import { type ApolloRequest, executeByApollo } from '../federation/byApollo';
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

/** What the execution of one event needs besides its plan. */
export interface EventExecution {
  readonly variables: Variables;
  readonly services: ServiceMap;
  readonly context: Record<string, unknown>;
  readonly log: Log;
}

/** What one event became; errors are as subgraphs and network left them. */
export interface ExecutedEvent {
  /** JSON text. */
  readonly data: string;
  readonly errors: readonly unknown[];
}

/** Executes one event, asking the other subgraphs for the rest. The event is taken over and changed, so each can be used once. */
export async function executeEvent(
  plan: PlannedSubscription,
  event: ExecutionResult,
  execution: EventExecution,
): Promise<ExecutedEvent> {
  if (!plan.compiled) return byApollo(plan, event, execution);
  const onBehalf = { headers: {}, ...execution.context };
  const { data, errors } = await plan.compiled.execute(execution.variables, onBehalf, event as SubgraphAnswer);
  return { data, errors: errors.map(asGraphQLError) };
}

/** Through Apollo's own executor, with the event as the answer of the primary fetch. */
async function byApollo(plan: PlannedSubscription, event: ExecutionResult, execution: EventExecution): Promise<ExecutedEvent> {
  const { primary, runtime } = plan;
  const owner = execution.services[primary.serviceName];
  const services: ServiceMap = {
    ...execution.services,
    [primary.serviceName]: {
      async process(options) {
        if (options.request.query === primary.operation) return event as SourceAnswer;
        if (!owner) throw new Error(`The subgraph ${primary.serviceName} is gone.`);
        return owner.process(options);
      },
    },
  };
  const { graph } = runtime;
  const { document, operationName, eventPlan } = plan;
  const planned = { graph, plan: eventPlan, document, operationName };
  const { data = null, errors = [] } = await executeByApollo(planned, services, requestContext(plan, execution));
  return { data: JSON.stringify(data), errors };
}

type SourceAnswer = Awaited<ReturnType<ServiceMap[string]['process']>>;

/** The executor reads only these parts of Apollo Server's request, which for an event does not exist. */
function requestContext(plan: PlannedSubscription, { variables, context, log }: EventExecution): ApolloRequest {
  const request = { query: plan.text, operationName: plan.operationName, variables: { ...variables } };
  const needed: Partial<ApolloRequest> = { request, context, logger: log, metrics: {}, schema: plan.runtime.graph.apiSchema };
  return needed as ApolloRequest;
}
