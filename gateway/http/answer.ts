// What happens to a request to the graph, step by step, from what was sent to the text of the answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { type Answered, codeOf, type RequestRecord, responseType, traced } from '#kit/process/requests';
import type { Identity } from '#kit/words/identity';
import { identityHeaders, knownHeaders } from '#kit/words/secrets';
import type { IdentifyAt } from '../access/identify';
import type { Origins } from '../access/origins';
import { type Executed, responseText } from '../execution/executor';
import type { ExecutionError, FirstRun, OnBehalf, WaitingClient } from '../execution/run';
import type { RequestContext, Runnable } from '../graph/executors';
import type { Live } from '../live/live';
import { streamFormatFor } from '../live/streamFormats';
import type { Admission, Asked, Execute, Sent } from '../operation/admission';
import { parseExactly } from '../operation/digits';
import type { Operation } from '../operation/document';
import { ResponseTooLarge } from '../operation/refusals';
import {
  type RunOnBehalf,
  type SharedAnswer,
  type SharedAnswers,
  type SharedQuestion,
  validated,
  varied,
  withContent,
} from './sharedAnswers';

/** An HTTP request to the graph, its body read. */
interface GraphRequest extends Pick<IncomingMessage, 'headers'> {
  readonly method: string;
  readonly url: string;
  /** The query string, parsed. */
  readonly query: unknown;
  readonly body: unknown;
  readonly raw: IncomingMessage;
  /** What is found out about it is written there. */
  readonly record: RequestRecord;
  /** The body as it came, where it was read as text. */
  readonly text?: string;
  /** What that text is known to ask; the body was not read then. */
  readonly question?: SharedQuestion | undefined;
}

export interface ExecuteOptions {
  readonly apollo: ApolloServer<RequestContext>;
  /** What was compiled before, and what compiles at first sight: undefined when Apollo Server has to answer. */
  readonly plans: Pick<WeakMap<Operation, Runnable>, 'get'>;
  readonly compile: (
    operation: Operation,
    address?: string,
    first?: FirstRun,
  ) => Runnable | undefined | Promise<Runnable | undefined>;
  readonly formatError: (error: ExecutionError) => GraphQLFormattedError;
  /** The largest answer to a query or mutation, in bytes. */
  readonly maxResponseBytes: number;
  readonly answers: SharedAnswers;
}

export interface AnswerOptions extends ExecuteOptions {
  readonly live: Live;
  readonly identify: IdentifyAt;
  readonly admission: Admission;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  /** Whose pages may send what others may not. */
  readonly origins: Origins;
  /** Wraps the answers of requests that ask for their query plan; never given in production. */
  readonly explained?: (answer: AnswerRequest) => AnswerRequest;
  /** How long caches may keep the answer to a registered query that was sent without a token, in seconds. */
  readonly registeredMaxAgeS: number;
}

/**
 * Undefined when the response has been written as a stream. `handOver` is called before that: it gives the response, with the headers
 * that every answer has, to what writes the stream. Rejects with the first refusal, which is the answer then.
 */
export type AnswerRequest = (
  request: GraphRequest,
  response: ServerResponse,
  handOver: () => void,
) => Promise<Answered | undefined>;

/** Asks for the query plan, in `extensions.queryPlan`, and for the time that each part took, in `Server-Timing`. */
const planHeader = 'x-query-plan';

export function answerGraph(options: AnswerOptions): AnswerRequest {
  const { live, identify, admission, addressOf, explained, answers, origins } = options;
  const steps: AnswerRequest = async (request, response, handOver) => {
    const account = request.record;
    const address = addressOf(request.raw);
    const identified = identify(request.headers, address);
    // Each wait for what is there already costs a turn of all that waits above.
    const identity = identified instanceof Promise ? await identified : identified;
    const safeMethod = request.method === 'GET';
    const simple = isSimple(request) && !origins.allows(request.headers);
    const caller = { transport: 'http', simple, safeMethod, identity, address } as const;
    const known = request.question;
    const admitted = admission.admit(known ? undefined : sentIn(request), caller, known?.asked);
    const asked = admitted instanceof Promise ? await admitted : admitted;
    account.operation = asked?.operation;
    account.registered = asked?.registered;
    if (asked?.operation?.kind === 'subscription' || (asked && wantsStream(request.headers.accept))) {
      account.isStream = true;
      handOver();
      await live.stream(request.raw, response, asked, identity);
      return undefined;
    }
    const type = responseType(request.headers.accept);
    // Who asks for a plan wants to see it run.
    const isExplained = explained && request.headers[planHeader] !== undefined;
    const isQuery = asked?.operation?.kind === 'query';
    const question = isQuery && type && !isExplained && answers.questionOf(asked, identity, known, request.text);
    const client = () => whileConnected(response);
    const shared = question && (await (answers.find(question, client) ?? sharedAnswer(options, question, client, account)));
    if (shared) account.code = shared.code;
    if (shared && safeMethod)
      return validated(shared, request.headers, type as string, cachingOf(options, question.asked, identity));
    if (shared) return withContent(200, { 'content-type': type as string, 'cache-control': 'no-store' }, shared.content);
    const answer = await ownAnswer(options, request, response, asked, { account, identity, type });
    return safeMethod && asked ? cacheable(answer, cachingOf(options, asked, identity)) : answer;
  };
  return async (request, response, handOver) => {
    try {
      const wanted = explained && request.headers[planHeader] !== undefined ? explained(steps) : steps;
      return await wanted(request, response, handOver);
    } catch (refusal) {
      request.record.code = codeOf([refusal as GraphQLFormattedError]);
      if (!wantsStream(request.headers.accept)) throw refusal;
      handOver();
      live.refuse(request.raw, response, refusal);
      return undefined;
    }
  };
}

/** The answer to this request alone. */
async function ownAnswer(
  options: AnswerOptions,
  request: GraphRequest,
  response: ServerResponse,
  asked: Asked | undefined,
  { account, identity, type }: { account: RequestRecord; identity: Identity; type: string | undefined },
): Promise<Answered> {
  const { formatError, maxResponseBytes } = options;
  const headers = knownHeaders.get(identity) ?? identityHeaders(identity);
  // A mutation that has begun goes on, even when its caller leaves.
  const isQuery = asked?.operation?.kind === 'query';
  const onBehalf: OnBehalf = { headers, told: account, ...(isQuery && type && { client: whileConnected(response) }) };
  const ready = type && asked && (await readyIn(options, asked, onBehalf));
  let answer: Answered;
  if (ready) {
    const executed = await changing(options, asked, () => ready.plan.execute(ready.variables, onBehalf));
    answer = measured({
      status: 200,
      headers: { 'content-type': type, 'cache-control': 'no-store' },
      text: textOf(executed, formatError, account),
    });
  } else {
    const context = { headers, told: account, operation: asked?.operation };
    const { headers: more, ...given } = await changing(options, asked, () =>
      answerThroughApollo(options, request, context, asked),
    );
    answer = measured({ ...given, headers: { 'cache-control': 'no-store', ...more } });
    if (hasErrors.test(answer.text)) account.code = codeOf(JSON.parse(answer.text).errors ?? []);
  }
  if (answer.bytes > maxResponseBytes && asked) throw new ResponseTooLarge(maxResponseBytes);
  return answer;
}

/** Whoever asks after a mutation has been answered, or has failed half-way, reads what it wrote. */
async function changing<T>({ answers }: ExecuteOptions, asked: Asked | undefined, execute: () => Promise<T>): Promise<T> {
  if (asked?.operation?.kind === 'query') return execute();
  try {
    return await execute();
  } finally {
    answers.changes++;
  }
}

/** Undefined for an operation that only Apollo Server can answer. */
async function sharedAnswer(
  options: ExecuteOptions,
  question: SharedQuestion,
  client: () => WaitingClient | undefined,
  account: RequestRecord,
): Promise<SharedAnswer | undefined> {
  const { answers, formatError, maxResponseBytes } = options;
  const { changes } = answers;
  const arrived = performance.now();
  const first: OnBehalf = { headers: {}, told: account };
  const ready = await readyIn(options, question.asked, first);
  if (!ready) return undefined;
  // What was asked before a change is no answer to who asks after it.
  const ahead = answers.changes === changes ? first.ahead : undefined;
  const run: RunOnBehalf = async (onBehalf) => {
    const executed = await ready.plan.execute(ready.variables, { ...onBehalf, told: account, ...(ahead && { ahead }) });
    const text = textOf(executed, formatError, account);
    if (Buffer.byteLength(text) > maxResponseBytes) throw new ResponseTooLarge(maxResponseBytes);
    return { text, complete: executed.errors.length === 0, code: account.code };
  };
  // Somebody else may have asked it while it was planned.
  return answers.find(question, client) ?? answers.execute(question, client(), run, ahead ? arrived : performance.now());
}

type Unmeasured = Omit<Answered, 'bytes'>;

const measured = ({ status, headers, text }: Unmeasured): Answered => ({
  status,
  headers,
  text,
  bytes: Buffer.byteLength(text),
});

/**
 * What goes straight from its compiled plan to text, at once where it was seen before. Undefined when the operation has no such plan or its
 * variables do not fit: Apollo Server answers then, and is the one place that words what is wrong.
 */
function readyIn({ plans, compile }: ExecuteOptions, { operation, variables: given, opener }: Asked, onBehalf: OnBehalf) {
  if (!operation) return undefined;
  const plan = plans.get(operation) ?? compile(operation, opener?.address, { variables: given, onBehalf });
  return plan instanceof Promise ? plan.then((compiled) => fitting(compiled, given)) : fitting(plan, given);
}

function fitting(plan: Runnable | undefined, given: Asked['variables']) {
  const variables = plan?.coerce(given);
  return plan && variables && 'coerced' in variables ? { plan, variables: variables.coerced } : undefined;
}

function textOf({ data, errors }: Executed, formatError: ExecuteOptions['formatError'], account: RequestRecord): string {
  if (errors.length === 0) return responseText({ data, errors });
  const shown = errors.map(formatError);
  account.code = codeOf(shown);
  return responseText({ data, errors: shown });
}

/** Apollo Server sees an admitted operation as a POST: how it may be sent has been checked. */
async function answerThroughApollo(
  { apollo }: ExecuteOptions,
  request: GraphRequest,
  context: RequestContext,
  asked: Asked | undefined,
): Promise<Unmeasured> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  if (asked) headers.set('content-type', 'application/json');
  const search = asked ? '' : new URL(request.url, 'http://gateway').search;
  const {
    status = 200,
    headers: given,
    body,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: asked ? 'POST' : request.method,
      headers,
      search,
      body: asked ? requestOf(asked) : request.body,
    },
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('Incremental delivery was not asked for.');
  // To clients that know only application/json, a status other than 200 says that no GraphQL server answered.
  const worded = asked && status === 400 && given.get('content-type')?.startsWith('application/json');
  return { status: worded ? 200 : status, headers: Object.fromEntries(given), text: body.string };
}

const requestOf = ({ query, operationName, variables }: Asked) => ({
  query,
  ...(operationName && { operationName }),
  ...(variables && { variables: { ...variables } }),
});

/** Answers operations of live transports and pages as an HTTP request would be answered, and tells operators of them. */
export function executing(options: ExecuteOptions, tell?: (account: RequestRecord, ms: number) => void): Execute {
  const { apollo, maxResponseBytes, answers } = options;
  const withoutSharing = async (account: RequestRecord, asked: Asked, identity: Identity): Promise<FormattedExecutionResult> => {
    const headers = identityHeaders(identity);
    const onBehalf: OnBehalf = { headers, told: account };
    const ready = await readyIn(options, asked, onBehalf);
    if (ready) {
      const executed = await ready.plan.execute(ready.variables, onBehalf);
      const text = textOf(executed, options.formatError, account);
      if (Buffer.byteLength(text) > maxResponseBytes) throw new ResponseTooLarge(maxResponseBytes);
      return JSON.parse(text) as FormattedExecutionResult;
    }
    const context = { contextValue: { headers, told: account, operation: asked.operation } };
    const { body } = await apollo.executeOperation(requestOf(asked), context);
    if (body.kind === 'incremental') throw new Error('Incremental delivery was not asked for.');
    if (Buffer.byteLength(JSON.stringify(body.singleResult)) > maxResponseBytes) throw new ResponseTooLarge(maxResponseBytes);
    account.code = codeOf(body.singleResult.errors ?? []);
    return body.singleResult;
  };
  const execute = async (account: RequestRecord, asked: Asked, identity: Identity): Promise<FormattedExecutionResult> => {
    const question = answers.questionOf(asked, identity, undefined, undefined);
    const client = () => undefined;
    const shared = question && (await (answers.find(question, client) ?? sharedAnswer(options, question, client, account)));
    if (!shared) return changing(options, asked, () => withoutSharing(account, asked, identity));
    account.code = shared.code;
    return JSON.parse(shared.content.toString()) as FormattedExecutionResult;
  };
  return (asked, identity) => {
    const begun = performance.now();
    const account: RequestRecord = { subgraphs: new Set(), operation: asked.operation, registered: asked.registered };
    return traced(account, async () => {
      try {
        return await execute(account, asked, identity);
      } catch (error) {
        account.code = codeOf([error as GraphQLFormattedError]);
        throw error;
      } finally {
        tell?.(account, performance.now() - begun);
      }
    });
  };
}

/** How caches may keep the answer to a GET: one of our own documents that is public, sent without a token. Undefined for any other. */
function cachingOf({ answers, registeredMaxAgeS: maxAge }: AnswerOptions, asked: Asked, identity: Identity): string | undefined {
  if (!asked.registered || identity.subject !== null || !answers.isPublic(asked, identity)) return undefined;
  return `public, max-age=${maxAge}, stale-while-revalidate=${maxAge * 6}`;
}

const hasErrors = /^\{"errors"|"errors":\[/;

/** No cache keeps what failed. */
function cacheable(answer: Answered, cacheControl: string | undefined): Answered {
  const mayBeKept = cacheControl !== undefined && answer.status === 200 && !hasErrors.test(answer.text);
  return { ...answer, headers: { ...answer.headers, vary: varied, ...(mayBeKept && { 'cache-control': cacheControl }) } };
}

/** The operation of a well-formed request; undefined for anything else, about which Apollo Server says best what is wrong. */
export function sentIn({ method, query, body }: Pick<GraphRequest, 'method' | 'query' | 'body'>): Sent | undefined {
  const sent = method === 'GET' ? fromQueryString(query) : body;
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return undefined;
  const { query: text, operationName, variables, extensions } = sent as Sent;
  const wellFormed =
    isAbsentOr('string', text) &&
    isAbsentOr('string', operationName) &&
    [variables, extensions].every((each) => isAbsentOr('object', each) && !Array.isArray(each));
  return wellFormed && (text || extensions) ? (sent as Sent) : undefined;
}

function fromQueryString(parameters: unknown): unknown {
  const { query, operationName, variables, extensions } = parameters as Record<string, string | undefined>;
  try {
    return { query, operationName, variables: read(variables), extensions: read(extensions) };
  } catch {
    return undefined;
  }
}

const read = (text: string | undefined) => (text === undefined || text === '' ? undefined : parseExactly(text));
const isAbsentOr = (type: string, value: unknown) => value === undefined || value === null || typeof value === type;

/** A client that accepts streams and no JSON wants a stream, also of a query. */
const wantsStream = (accept = ''): boolean => !/json|\*\/\*/.test(accept) && streamFormatFor(accept) !== undefined;

const simpleTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** True for what browsers send to other origins without asking them first: no header of the client's own, no JSON. */
function isSimple({ method, headers }: Pick<GraphRequest, 'method' | 'headers'>): boolean {
  if (headers['apollo-require-preflight'] || headers['x-apollo-operation-name'] || headers.authorization) return false;
  if (headers['content-type'] === 'application/json') return false;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || simpleTypes.includes(type) || (method === 'GET' && type === '');
}

/** The client behind a response, who has gone when the connection ends before the whole answer was handed to it. */
export function whileConnected(response: ServerResponse): WaitingClient {
  const stops = new Set<() => void>();
  const client = {
    gone: false,
    whenGone(stop: () => void) {
      stops.add(stop);
      return () => void stops.delete(stop);
    },
  };
  response.once('close', () => {
    if (response.writableFinished) return;
    client.gone = true;
    for (const stop of stops) stop();
  });
  return client;
}
