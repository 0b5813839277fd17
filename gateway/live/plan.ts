// Which subgraph feeds a subscription, what the others add to each of its events, and which documents are refused.
import type { ServiceMap } from '@apollo/gateway';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import {
  type ExecutionResult,
  GraphQLError,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  specifiedRules,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import type { Log } from '#kit/words/log';
import { BadInput } from '#kit/words/problem';
import { asGraphQLError } from '../execution/errors';
import { type CompiledOperation, Executor } from '../execution/executor';
import { unfitAtRoot } from '../execution/nullArguments';
import type { Ask, OnBehalf, PlanLike, SubgraphAnswer } from '../execution/run';
import { readVariables } from '../execution/variables';
import { type ApolloRequest, executeByApollo } from '../graph/apollo';
import { isQuick } from '../graph/executors';
import { invalid, type Planning } from '../graph/planning';
import { type Graph, graphOf, type SupergraphUpdate } from '../graph/supergraph';
import type { Asked, Documents } from '../operation/admission';
import { rounded } from '../operation/digits';
import type { Fragments, Operation, Variables } from '../operation/document';
import { firstFault } from '../operation/rules';
import { BadSubscription, NotASubscription, NotServing, SubscriptionFailure } from './refusals';

/** A subscription that can run. It carries the schema it was planned for, so an event that is executed during a reload sees one schema. */
export interface PlannedSubscription {
  readonly runtime: Runtime;
  readonly operation: Operation;
  /** The operation and its fragments printed, equal for documents that differ only in layout or in other operations. */
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
  /** The documents of the whole gateway, which are told of a new supergraph first. Plans are kept as long as the operations they hold. */
  readonly documents: Documents;
  /** Validation rules; graphql-js' own when not given. */
  readonly rules?: readonly ValidationRule[];
  /** Plans what may take long; everything is planned at once without it. */
  readonly planning?: Planning;
  /** Asks subgraphs for compiled plans; without it, events are executed by Apollo's executor. */
  readonly ask?: Ask;
}

/** Plans subscriptions against the current supergraph. */
export class SubscriptionPlanner {
  #runtime: Runtime | undefined;

  constructor(private readonly options: PlannerOptions) {}

  /** Takes a new supergraph; plans made before stay usable. @throws when the supergraph cannot be read, keeping the former one */
  update(update: SupergraphUpdate): void {
    const graph = graphOf(update);
    const { ask } = this.options;
    this.#runtime = { graph, executor: ask ? new Executor({ ...graph, ask }) : null, plans: new WeakMap() };
  }

  /** Whether `plan` answers at once. An invalid one is refused at once. */
  isQuick(asked: Asked): boolean {
    const { planning } = this.options;
    try {
      const { runtime, operation, known } = this.#find(asked);
      return known !== undefined || !planning || isQuick(operation, runtime.graph, runtime.executor ?? undefined);
    } catch {
      return true;
    }
  }

  /**
   * Plans a subscription whose planning may take long, so that `plan` then finds it. Does nothing for any other. @throws as `plan`, and
   * TooComplex
   */
  async prepare(asked: Asked): Promise<void> {
    const { planning } = this.options;
    if (!planning || this.isQuick(asked)) return;
    const { runtime, operation } = this.#find(asked);
    if (!runtime.executor || operation.kind !== 'subscription') return;
    check(operation, runtime.graph, this.options.rules ?? specifiedRules);
    const planned = await planning.plan(operation, asked.opener?.address);
    if (planned !== invalid) runtime.plans.set(operation, build(operation, runtime, planned));
  }

  /** @throws SubscriptionFailure or a Problem, each error with a code, when the document is not a subscription that can run */
  plan(asked: Asked): PlannedSubscription {
    const { runtime, operation, known } = this.#find(asked);
    if (known) return known;
    check(operation, runtime.graph, this.options.rules ?? specifiedRules);
    const { graph, executor } = runtime;
    const planned = build(
      operation,
      runtime,
      executor ? executor.plan(operation) : graph.plan(operation.document, operation.name),
    );
    runtime.plans.set(operation, planned);
    return planned;
  }

  #find({ query, operationName, operation: given }: Asked) {
    const runtime = this.#runtime;
    if (!runtime) throw new NotServing();
    const operation = given?.schemas === runtime.graph ? given : this.options.documents.read(query, operationName);
    if (!operation) throw unreadable(query);
    return { runtime, operation, known: runtime.plans.get(operation) };
  }
}

function build(operation: Operation, runtime: Runtime, plan: PlanLike): PlannedSubscription {
  const { node } = plan as QueryPlan;
  if (node?.kind !== 'Subscription')
    throw new BadSubscription('This subscription selects nothing that a subgraph answers. Select a field of type Subscription.');
  const { primary, rest } = node;
  return {
    runtime,
    operation,
    text: print(separateOperations(operation.document)[operation.name ?? ''] ?? operation.document),
    primary,
    eventPlan: { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary },
    compiled: runtime.executor?.compile(operation, plan) ?? null,
  };
}

/** The variables with defaults applied and values in one spelling. @throws SubscriptionFailure when they do not fit */
export function coerceVariables({ runtime, operation, compiled }: PlannedSubscription, given: Variables): Variables {
  const { apiSchema: schema } = runtime.graph;
  const definitions = operation.definition.variableDefinitions ?? [];
  // Apollo's executor can write no digits beyond those of numbers.
  const read = compiled?.coerce(given) ?? readVariables(schema, definitions, rounded(given));
  const { errors, coerced } = { errors: undefined, coerced: {}, ...read };
  if (errors) throw new SubscriptionFailure(errors.map((error) => coded('BAD_USER_INPUT', error)));
  const unfit = unfitAtRoot({ schema, operation, variables: coerced });
  if (unfit) throw new BadInput(unfit.field, unfit.message);
  return compiled ? coerced : rounded(coerced);
}

/** Why a document has no operation that can run, with positions in its text: it is parsed again for them. */
function unreadable(query: string): Error {
  try {
    parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new SubscriptionFailure([coded('GRAPHQL_PARSE_FAILED', error)]);
  }
  return new BadSubscription('The document holds no operation. Send one with a subscription.');
}

/** Accepts a subscription that fits the schema and has one unconditional root field. @throws Problem, SubscriptionFailure */
function check(operation: Operation, { apiSchema }: Graph, rules: readonly ValidationRule[]): void {
  const { kind, document, definition, fragments, text } = operation;
  if (kind !== 'subscription') throw new NotASubscription(kind);
  if (!apiSchema.getSubscriptionType()) throw new BadSubscription('This graph has no subscriptions.');
  visit(document, {
    Directive({ name }) {
      if (name.value === 'defer' || name.value === 'stream')
        throw new BadSubscription(`A subscription cannot use @${name.value}, because each event is sent whole. Leave it out.`);
    },
  });
  for (const { directives } of rootSelections(fragments, definition.selectionSet)) {
    if (directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
      throw new BadSubscription(
        'The root field of a subscription cannot be conditional. Move @skip or @include into its selection.',
      );
  }
  if (!firstFault(operation, apiSchema, rules)) return;
  // The operation was read without positions, which its author needs now.
  const errors = validate(apiSchema, parse(text), rules, { maxErrors: 10 });
  throw new SubscriptionFailure(errors.map((error) => coded('GRAPHQL_VALIDATION_FAILED', error)));
}

/** The same error with a code, unless it has one. */
function coded(code: string, error: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code, ...extensions } });
}

function* rootSelections(
  fragments: Fragments,
  { selections }: SelectionSetNode,
  seen = new Set<string>(),
): Generator<SelectionNode> {
  for (const selection of selections) {
    yield selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootSelections(fragments, selection.selectionSet, seen);
    if (selection.kind !== Kind.FRAGMENT_SPREAD || seen.has(selection.name.value)) continue;
    seen.add(selection.name.value);
    const fragment = fragments.get(selection.name.value);
    if (fragment) yield* rootSelections(fragments, fragment.selectionSet, seen);
  }
}

/** What the execution of one event needs besides its plan. */
interface EventContext {
  readonly variables: Variables;
  readonly services: ServiceMap;
  readonly onBehalf: OnBehalf;
  readonly log: Log;
}

/** What one event became. Errors are as subgraphs and network left them. */
interface ExecutedEvent {
  /** JSON text. */
  readonly data: string;
  readonly errors: readonly unknown[];
}

/** Executes one event, asking the other subgraphs for the rest. The event is taken over and changed, so each can be used once. */
export async function executeEvent(
  plan: PlannedSubscription,
  event: ExecutionResult,
  context: EventContext,
): Promise<ExecutedEvent> {
  if (!plan.compiled) return byApollo(plan, event, context);
  const { data, errors } = await plan.compiled.execute(context.variables, context.onBehalf, event as SubgraphAnswer);
  return { data, errors: errors.map(asGraphQLError) };
}

/** Through Apollo's own executor, with the event as the answer of the primary fetch. */
async function byApollo(plan: PlannedSubscription, event: ExecutionResult, context: EventContext): Promise<ExecutedEvent> {
  const { primary, runtime, operation, eventPlan } = plan;
  const owner = context.services[primary.serviceName];
  const services: ServiceMap = {
    ...context.services,
    [primary.serviceName]: {
      async process(options) {
        if (options.request.query === primary.operation) return rounded(event as Variables) as SourceAnswer;
        if (!owner) throw new Error(`the supergraph no longer has the subgraph ${primary.serviceName}`);
        return owner.process(options);
      },
    },
  };
  const { document, name } = operation;
  const planned = { graph: runtime.graph, plan: eventPlan, document, operationName: name ?? undefined };
  const { data = null, errors = [] } = await executeByApollo(planned, services, apolloRequest(plan, context));
  return { data: JSON.stringify(data), errors };
}

type SourceAnswer = Awaited<ReturnType<ServiceMap[string]['process']>>;

/** The executor reads only these parts of Apollo Server's request, which does not exist for an event. */
function apolloRequest(
  { text, operation, runtime }: PlannedSubscription,
  { variables, onBehalf, log }: EventContext,
): ApolloRequest {
  const request = { query: text, operationName: operation.name ?? undefined, variables: { ...variables } };
  const needed: Partial<ApolloRequest> = {
    request,
    context: { ...onBehalf },
    logger: log,
    metrics: {},
    schema: runtime.graph.apiSchema,
  };
  return needed as ApolloRequest;
}
