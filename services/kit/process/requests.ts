// What operators are told of each request; and which need none of the routing and parsing that odd ones do, and go from the socket straight to their answer.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ProxyTracerProvider,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '../words/log';
import { durations } from './measuring';

/** What a client is sent. */
export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of the text as UTF-8. */
  readonly bytes: number;
  /** What is sent in place of the text, where many are sent the same bytes. */
  readonly content?: Buffer;
}

export interface PlainPosts<Taken> {
  readonly maxBodyBytes: number;
  /** Once it is, nothing more is taken, and every connection ends with its answer. */
  readonly state: { readonly stopping: boolean };
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is known of a plain request before its body is read; undefined for one that is left alone. */
  readonly take: (request: IncomingMessage) => Taken | undefined;
  /** The answer to a request whose body has arrived; undefined when it has been written. Never rejects. Writes into the record what it finds out. */
  readonly answer: (text: string, taken: Taken, response: ServerResponse, record: RequestRecord) => Promise<Answered | undefined>;
}

/** Takes plain JSON POSTs to /graphql; gives everything else to `next`. */
export function plainPosts<Taken extends object>(options: PlainPosts<Taken>, next: RequestListener): RequestListener {
  const { maxBodyBytes, state, headers, take, answer } = options;
  const fixed = Object.entries(headers).flat();
  const write = (response: ServerResponse, { status, headers, text, bytes, content }: Answered) => {
    const own = fixed.slice();
    for (const name in headers) own.push(name, headers[name] as string);
    own.push('content-length', String(bytes));
    if (state.stopping) own.push('connection', 'close');
    response.writeHead(status, own);
    if (content) response.end(content);
    // Text of one byte each is handed on as it is.
    else response.end(text, bytes === text.length ? 'latin1' : 'utf8');
  };
  return async (request, response) => {
    const taken = state.stopping || !isPlain(request, maxBodyBytes) ? undefined : take(request);
    if (!taken) return next(request, response);
    const text = await bodyOf(request);
    const record: RequestRecord = { subgraphs: new Set() };
    const answered = await traced(record, () => answer(text, taken, response, record), request.headers);
    if (answered) write(response, answered);
  };
}

/** Stays open for ever where the client leaves. */
const bodyOf = (request: IncomingMessage) =>
  new Promise<string>((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const [first] = chunks;
      resolve((first && chunks.length === 1 ? first : Buffer.concat(chunks)).toString('utf8'));
    });
  });

function isPlain({ method, url, headers }: IncomingMessage, maxBodyBytes: number): boolean {
  if (method !== 'POST' || url !== '/graphql') return false;
  if (headers['content-encoding'] !== undefined || headers.expect !== undefined) return false;
  const { 'content-type': type, 'content-length': length } = headers;
  if (type !== 'application/json' && type?.toLowerCase() !== 'application/json; charset=utf-8') return false;
  return length !== undefined && Number(length) <= maxBodyBytes;
}

/** What operators are told of a request, as far as it is known. */
export interface RequestRecord {
  operation?: { readonly name?: string | null | undefined; readonly kind: string } | undefined;
  /** Its text is one of this project's own, so that its name is one of few. */
  registered?: boolean | undefined;
  /** Those that were asked. */
  readonly subgraphs: Set<string>;
  /** The trace that its calls continue, as W3C Trace Context writes it. */
  traceparent?: string;
  /** Of the first error that is ours, or else of the first; undefined where all went well. */
  code?: string | undefined;
  /** Its end is that of a stream, which live feeds count. */
  isStream?: boolean;
}

/** What is not the fault of the client. */
const ours = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'EVENTS_MISSED',
  'INVALID_SUBGRAPH_ANSWER',
  'DOWNSTREAM_SERVICE_ERROR',
  'SERVICE_UNAVAILABLE',
  'SIGNING_UNAVAILABLE',
  'IDENTITY_PROVIDER_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
]);

/** Of graphs of others, any word may come. */
const isCode = (code: unknown): code is string => typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,59}$/.test(code);

/** What went wrong, in one word: what is ours before what is not. */
export function codeOf(errors: readonly GraphQLFormattedError[]): string | undefined {
  if (errors.length === 0) return undefined;
  const codes = errors.map(({ extensions }) => (isCode(extensions?.code) ? extensions.code : 'INTERNAL_SERVER_ERROR'));
  return codes.find((code) => ours.has(code)) ?? codes[0];
}

/** The same for the span in which it was answered. */
function showIn(span: Span | undefined, { operation, registered, code }: RequestRecord): void {
  if (!span) return;
  const { kind, name } = operation ?? {};
  if (kind) span.updateName(`${kind} ${(registered && name) || 'other'}`);
  if (kind) span.setAttributes({ 'graphql.operation.type': kind, ...(name && { 'graphql.operation.name': name }) });
  if (code) span.setAttributes({ 'error.type': code });
  if (code && ours.has(code)) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Different codes that metrics tell apart. */
const mostCodes = 100;

/** `ms` is how long it took. */
export type Tell = (account: RequestRecord, transport: 'http' | 'live' | 'page', ms: number, more?: Sent) => void;

/** How it was asked. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** Tells operators of an operation that was answered: in one line, which is an error where the fault is ours, and in the metrics. */
export function telling(log: Log): Tell {
  const took = durations(
    'gateway.operation.duration',
    'Operations that were answered, by their registered name, kind, code and transport (http, live, page)',
  );
  const codes = new Set<string>();
  return (account, transport, ms, asked) => {
    const { registered, code, subgraphs, isStream } = account;
    const { name, kind } = account.operation ?? {};
    if (code && codes.size < mostCodes) codes.add(code);
    const label = code && !codes.has(code) ? 'OTHER' : (code ?? 'OK');
    const operation = (registered && name) || 'other';
    if (!isStream) took.record(ms / 1_000, { operation, type: kind ?? 'unknown', code: label, transport });
    // Written out, not spread: this runs for every request.
    const line = {
      method: asked?.method,
      path: asked?.path,
      status: asked?.status,
      ms: Math.round(ms),
      operation: name?.slice(0, 100),
      code,
      subgraphs: subgraphs.size > 0 ? [...subgraphs] : undefined,
      trace: account.traceparent?.slice(3, 35),
    };
    if (code && ours.has(code)) log.error(line, 'request');
    else if (transport === 'page') log.debug(line, 'request');
    else log.info(line, 'request');
  };
}

/** The trace that calls continue: of the span in which they are made; where none is recorded, the one that was given, or one of its own. */
export function traceparent(given?: unknown): string {
  return spanInTrace() ?? (typeof given === 'string' && wellFormed.test(given) ? given : newTrace());
}

/** The same for a call within a request whose trace is known. */
export const callTraceparent = ({ traceparent: known }: Pick<RequestRecord, 'traceparent'> = {}): string =>
  spanInTrace() ?? known ?? newTrace();

function spanInTrace(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}` : undefined;
}

const newTrace = () => `00-${randomDigits(16)}-${randomDigits(8)}-00`;

let random = { hexadecimal: '', used: 0 };

/** Hexadecimal digits of random bytes, of which many are asked for at once. */
function randomDigits(bytes: number): string {
  if (random.used + 2 * bytes > random.hexadecimal.length) random = { hexadecimal: randomBytes(8_192).toString('hex'), used: 0 };
  const begin = random.used;
  random.used += 2 * bytes;
  return random.hexadecimal.slice(begin, random.used);
}

const wellFormed = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What came of a request: `route` is one of ours, whatever address was asked for. The record is that of one to the graph. */
interface Outcome {
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly record?: RequestRecord | undefined;
}

export type ToldRequest = (request: IncomingMessage, outcome: Outcome) => void;

/** Without what follows a question mark, which clients choose. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Tells operators of each request: of an operation with all that is known of it, and of a balancer that asks how we are only at debug. */
export function tellingRequests(log: Log, tell: Tell): ToldRequest {
  const took = durations('http.server.request.duration', 'Requests that were answered, by method, route and status');
  return (request, { route, status, ms, record }) => {
    const { method = '', url = '' } = request;
    const labels = {
      'http.request.method': methods.includes(method) ? method : '_OTHER',
      'http.route': route,
      'http.response.status_code': status,
    };
    took.record(ms / 1_000, labels);
    const line = { method, path: pathOf(url), status };
    if (record && route === '/graphql' && method !== 'OPTIONS') tell(record, 'http', ms, line);
    else if (route === '/ready' || route === '/health') log.debug({ ...line, ms: Math.round(ms) }, 'request');
    else log[status >= 500 ? 'error' : 'info']({ ...line, ms: Math.round(ms) }, 'request');
  };
}

/** Undefined where no traces are recorded. Asked each time: a tracer that is kept stays with the SDK that was installed first. */
function tracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider ? provider.getDelegateTracer('shelfbridge') : provider.getTracer('shelfbridge');
}

/**
 * Answers an operation, within a span where traces are recorded: with headers, which somebody outside sent, it continues their trace. The
 * record is told the trace, and the span at last what the record says.
 */
export function traced<T>(record: RequestRecord, answer: () => Promise<T>, headers?: IncomingHttpHeaders): Promise<T> {
  if (!tracer()) {
    record.traceparent = traceparent(headers?.traceparent);
    return answer();
  }
  const steps = async () => {
    record.traceparent = traceparent(headers?.traceparent);
    try {
      return await answer();
    } finally {
      showIn(trace.getActiveSpan(), record);
    }
  };
  return inSpan('graphql', {}, steps, headers && propagation.extract(context.active(), headers));
}

/** Runs something within a span, where traces are recorded. The span says if it failed; with a `caller`, it is work that somebody outside asked for. */
export function inSpan<T>(name: string, attributes: Attributes, run: () => T, caller?: Context): T {
  const spans = tracer();
  if (!spans) return run();
  const begin = (span: Span): T => {
    const ended = <V>(value: V): V => {
      span.end();
      return value;
    };
    const failed = (error: unknown): never => {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      throw error;
    };
    try {
      const result = run();
      return result instanceof Promise ? (result.then(ended, failed) as T) : ended(result);
    } catch (error) {
      return failed(error);
    }
  };
  if (!caller) return spans.startActiveSpan(name, { attributes }, begin);
  return spans.startActiveSpan(name, { attributes, kind: SpanKind.SERVER }, caller, begin);
}

const json = 'application/json; charset=utf-8';
const graphql = 'application/graphql-response+json; charset=utf-8';

/** How long a part of a request took, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly attributes: Attributes;
  readonly ms: number;
}

/** Notes the parts of a request that runs within it, for a developer. Other requests note nothing. */
export const timings = new AsyncLocalStorage<Timing[]>();

/**
 * Runs something within a span of the OpenTelemetry API, which costs next to nothing until an SDK is installed. The span says if it failed.
 * With a `caller`, what runs is the work that somebody outside asked for.
 */
export function within<T>(name: string, attributes: Attributes, run: () => T, caller?: Context): T {
  const noted = timings.getStore();
  if (!noted) return inSpan(name, attributes, run, caller);
  const begun = performance.now();
  const note = () => void noted.push({ name, attributes, ms: performance.now() - begun });
  const result = inSpan(name, attributes, run, caller);
  if (result instanceof Promise) void result.then(note, note);
  else note();
  return result;
}

/** The type a client prefers, where it says so without weights; undefined where it takes negotiation to tell. */
export function responseType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return json;
  if (accept.includes(';')) return undefined;
  const wanted = accept.split(',').map((type) => type.trim());
  const first = wanted.find((type) => type === 'application/json' || type === 'application/graphql-response+json');
  if (first) return first === 'application/json' ? json : graphql;
  return wanted.includes('*/*') ? json : undefined;
}
