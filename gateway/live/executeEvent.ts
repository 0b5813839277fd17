// What becomes of one event of a subscription, with what the other subgraphs add to it?
import type { ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import type { Log } from '#kit/words/log';
import { asGraphQLError } from '../execution/errors';
import type { SubgraphAnswer } from '../execution/run';
import { type ApolloRequest, executeByApollo } from '../graph/apollo';
import type { Variables } from '../operation/document';
import type { PlannedSubscription } from './plan';

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
  const { operation, eventPlan } = plan;
  const { document, name } = operation;
  const planned = { graph: runtime.graph, plan: eventPlan, document, operationName: name ?? undefined };
  const { data = null, errors = [] } = await executeByApollo(planned, services, requestContext(plan, execution));
  return { data: JSON.stringify(data), errors };
}

type SourceAnswer = Awaited<ReturnType<ServiceMap[string]['process']>>;

/** The executor reads only these parts of Apollo Server's request, which for an event does not exist. */
function requestContext(plan: PlannedSubscription, { variables, context, log }: EventExecution): ApolloRequest {
  const request = { query: plan.text, operationName: plan.operation.name ?? undefined, variables: { ...variables } };
  const needed: Partial<ApolloRequest> = { request, context, logger: log, metrics: {}, schema: plan.runtime.graph.apiSchema };
  return needed as ApolloRequest;
}
