// Which subgraph feeds a subscription, and what must be fetched from the others for each of its events?
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import { type FetchNode, type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  print,
  separateOperations,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/log';
import { checkSubscription, chooseOperation, coded } from './document';
import { BadSubscription, NotServing, SubscriptionFailure } from './refusals';

/** What the gateway tells listeners of `onSchemaLoadOrUpdate`. */
export interface SupergraphUpdate {
  readonly apiSchema: GraphQLSchema;
  readonly coreSupergraphSdl: string;
}

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
  readonly operation: ReturnType<typeof buildOperationContext>;
}

/** Everything that follows from one supergraph. */
interface Runtime {
  readonly schema: GraphQLSchema;
  readonly api: Schema;
  readonly supergraphSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly plans: LRUCache<string, PlannedSubscription>;
}

export interface PlannerOptions {
  /** Validation rules, above all limits; graphql-js' own when not given. */
  readonly rules?: readonly ValidationRule[];
  readonly maxTokens?: number;
  /** How many plans are kept, the least recently used going first. */
  readonly maxPlans?: number;
}

/** Plans subscriptions against the current supergraph. */
export class SubscriptionPlanner {
  #runtime: Runtime | undefined;
  readonly #rules: readonly ValidationRule[];
  readonly #maxTokens: number;
  readonly #maxPlans: number;

  constructor({ rules = specifiedRules, maxTokens = 2_000, maxPlans = 500 }: PlannerOptions = {}) {
    this.#rules = rules;
    this.#maxTokens = maxTokens;
    this.#maxPlans = maxPlans;
  }

  /** Takes a new supergraph; plans made before stay usable. @throws when the supergraph can not be read, keeping the former one */
  update({ apiSchema, coreSupergraphSdl }: SupergraphUpdate): void {
    const supergraph = Supergraph.build(coreSupergraphSdl, { validateSupergraph: false });
    this.#runtime = {
      schema: apiSchema,
      api: supergraph.apiSchema(),
      supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
      planner: new QueryPlanner(supergraph),
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
    checkSubscription(runtime.schema, chosen, this.#rules);
    const name = chosen.operation.name?.value;
    const document = separateOperations(chosen.document)[name ?? ''] ?? chosen.document;
    const planned = this.#build(runtime, document, name);
    runtime.plans.set(key, planned);
    return planned;
  }

  #build(runtime: Runtime, document: DocumentNode, operationName: string | undefined): PlannedSubscription {
    const { node } = runtime.planner.buildQueryPlan(operationFromDocument(runtime.api, document, { operationName }));
    if (node?.kind !== 'Subscription') throw new BadSubscription('A subscription must select a field that a subgraph answers.');
    const { primary, rest } = node;
    return {
      runtime,
      document,
      text: print(document),
      operationName,
      primary,
      eventPlan: { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary },
      operation: buildOperationContext({ schema: runtime.schema, operationDocument: document, operationName }),
    };
  }
}

/** The variables with defaults applied and values in one spelling. @throws SubscriptionFailure when they do not fit */
export function coerceVariables({ runtime, operation }: PlannedSubscription, variables: Variables): Variables {
  const definitions = operation.operation.variableDefinitions ?? [];
  const { errors, coerced } = getVariableValues(runtime.schema, definitions, variables, { maxErrors: 10 });
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

/**
 * Runs one event through Apollo's own executor, with the event as the answer of the primary fetch and the other subgraphs asked
 * for the rest. The executor changes the event, so each event object can be used once. Errors are as subgraphs and network left them.
 */
export function executeEvent(plan: PlannedSubscription, event: ExecutionResult, execution: EventExecution) {
  const { primary, runtime } = plan;
  const owner = execution.services[primary.serviceName];
  const services: ServiceMap = {
    ...execution.services,
    [primary.serviceName]: {
      async process(options) {
        if (options.request.query === primary.operation) return event as SubgraphAnswer;
        if (!owner) throw new Error(`The subgraph ${primary.serviceName} is gone.`);
        return owner.process(options);
      },
    },
  };
  return executeQueryPlan(
    plan.eventPlan,
    services,
    requestContext(plan, execution),
    plan.operation,
    runtime.supergraphSchema,
    runtime.api,
  );
}

type SubgraphAnswer = Awaited<ReturnType<ServiceMap[string]['process']>>;
type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** The executor reads only these parts of Apollo Server's request, which for an event does not exist. */
function requestContext(plan: PlannedSubscription, { variables, context, log }: EventExecution): RequestContext {
  const request = { query: plan.text, operationName: plan.operationName, variables: { ...variables } };
  const needed: Partial<RequestContext> = { request, context, logger: log, metrics: {}, schema: plan.runtime.schema };
  return needed as RequestContext;
}
