// What is answered to the messages of a WebSocket client, by graphql-transport-ws?
import { type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { CloseCode, makeServer, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Identity } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import { BadInput, Problem } from '#kit/words/problem';
import type { Asked, Execute, Sent } from '../operation/document';
import { Delivery } from './delivery';
import type { SubscriptionHub } from './hub';
import type { PacedSocket } from './pacedSocket';
import { type FormatError, formatErrors, NotASubscription, SubscriptionFailure, SubscriptionLimit } from './refusals';
import { Scope } from './scope';
import { at } from './until';

export interface ProtocolOptions {
  readonly hub: SubscriptionHub;
  readonly formatError: FormatError;
  readonly log: Log;
  /** Who may share streams; those for whom subgraphs are sent the same headers, when not given. */
  readonly scopeOf?: (identity: Identity) => Scope;
  /** Who connects, by the payload of connection_init; undefined refuses with 4403. Never by cookies: origins may be absent. */
  readonly identify: (
    connectionParams: Readonly<Record<string, unknown>> | undefined,
    address: string | undefined,
  ) => Promise<Identity | undefined> | Identity | undefined;
  /** Asked for each operation before anything else: what is to be executed in its place. Throws Problems to refuse it. */
  readonly admit?: (request: Sent, identity: Identity, address: string | undefined) => Promise<Asked>;
  /** Without it queries and mutations are refused with a code. */
  readonly executeOperation?: Execute;
  readonly maxSubscriptionsPerSocket?: number;
  readonly initTimeoutMs?: number;
}

/** One connected client. */
export class LiveClient {
  identity: Identity | undefined;
  stopWatching: () => void = () => {};
  /** Ids of operations that are being begun. */
  readonly beginning = new Set<string>();

  constructor(
    readonly ws: WebSocket,
    readonly paced: PacedSocket,
    readonly address: string | undefined,
  ) {}
}

const maxIdLength = 128;
/** graphql-ws asks a document only for the kind of its operation. */
const anySubscription = parse('subscription { any }');
const anyQuery = parse('{ any }');

/** The server side of the protocol, for sockets that carry a LiveClient. */
export function protocolFor(options: ProtocolOptions) {
  return makeServer<Record<string, unknown>, LiveClient>({
    connectionInitWaitTimeout: options.initTimeoutMs ?? 3_000,
    onConnect: ({ connectionParams, extra }) => admit(options, extra, connectionParams),
    onSubscribe: ({ extra, subscriptions }, id, payload) => begin(options, extra, id, payload, Object.keys(subscriptions).length),
    subscribe: (args) => args.contextValue as never,
    execute: (args) => args.contextValue as never,
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) =>
      errors.flatMap((error) => formatErrors(error.originalError ?? error, options.formatError)),
  });
}

/** Whether the client may stay; until when its token says. */
async function admit(
  { identify, log }: ProtocolOptions,
  client: LiveClient,
  connectionParams: Readonly<Record<string, unknown>> | undefined,
): Promise<boolean> {
  try {
    client.identity = await identify(connectionParams, client.address);
  } catch (err) {
    if (!(err instanceof Problem)) log.error({ err }, 'an identity could not be checked');
  }
  if (!client.identity) return false;
  if (client.paced.open)
    client.stopWatching = at(client.identity.expiresAt, () => client.ws.close(CloseCode.Forbidden, 'Token expired'));
  return true;
}

/** What graphql-ws is to run for one subscribe message. Whatever is wrong with it ends that operation alone. */
async function begin(
  { hub, formatError, executeOperation, log, scopeOf = Scope.of, ...options }: ProtocolOptions,
  client: LiveClient,
  id: string,
  { query, operationName, variables, extensions }: SubscribePayload,
  open: number,
) {
  const identity = client.identity as Identity;
  let request: Asked = { query, operationName, variables };
  try {
    refuseUnfit(hub, client, id, open, options.maxSubscriptionsPerSocket ?? 20);
    client.beginning.add(id);
    try {
      request = (await options.admit?.({ ...request, extensions }, identity, client.address)) ?? request;
    } finally {
      client.beginning.delete(id);
    }
    const delivery = new Delivery(id, client.paced);
    delivery.onLeave = hub.subscribe(request, scopeOf(identity), delivery);
    return run(anySubscription, delivery);
  } catch (error) {
    if (error instanceof NotASubscription && executeOperation)
      return run(
        anyQuery,
        answer(() => executeOperation(request, identity), formatError),
      );
    if (error instanceof SubscriptionFailure) return error.errors;
    if (error instanceof GraphQLError) return [error];
    log.error({ err: error }, 'a subscription could not be begun');
    return [new GraphQLError('', { originalError: error as Error })];
  }
}

/** @throws BadInput, SubscriptionLimit */
function refuseUnfit({ counts }: SubscriptionHub, { beginning }: LiveClient, id: string, open: number, most: number): void {
  if (id.length > maxIdLength) throw new BadInput('id', `The id of a subscription can have ${maxIdLength} characters at most.`);
  // Completed and used again before it had begun, an id would stand for two subscriptions, of which nobody could end the first.
  if (beginning.has(id)) throw new BadInput('id', 'This id was used a moment ago for what has not begun yet; use another.');
  if (open <= most && beginning.size < most) return;
  counts.refused++;
  throw new SubscriptionLimit(`One WebSocket carries ${most} subscriptions at most; complete one first.`);
}

const run = (document: ExecutionArgs['document'], contextValue: unknown) =>
  ({ document, contextValue, rootValue: undefined }) as unknown as ExecutionArgs;

async function answer(execute: () => Promise<FormattedExecutionResult>, formatError: FormatError): Promise<ExecutionResult> {
  try {
    return (await execute()) as ExecutionResult;
  } catch (error) {
    return { errors: formatErrors(error, formatError) } as ExecutionResult;
  }
}
