// How is one operation sent over every transport, and what comes back first?
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Reader } from '../../support/reader';
import type { Stage } from './stage';

export const transports = ['HTTP', 'server-sent events', 'multipart', 'WebSocket'] as const;
export type Transport = (typeof transports)[number];

/** The Accept header by which an HTTP client asks for each form. */
export const accepts = {
  HTTP: 'application/json',
  'server-sent events': 'text/event-stream',
  multipart: 'multipart/mixed;subscriptionSpec=1.0',
} as const;

export interface Sender {
  /** From where it comes, by the word of a proxy. */
  readonly address?: string;
  readonly token?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The text of the first answer, whatever form it has; for a WebSocket that is closed, its code. The transport is left at once. */
export async function firstAnswer(stage: Stage, transport: Transport, query: string, sender: Sender = {}): Promise<string> {
  const { address, token, variables } = sender;
  const headers = { ...(address && { 'x-forwarded-for': address }), ...(token && { authorization: `Bearer ${token}` }) };
  const operationName = sender.operationName ?? (query.startsWith('query A') ? 'A' : undefined);
  if (transport === 'WebSocket') return overWebSocket(stage, { query, operationName, variables }, headers);
  const leave = new AbortController();
  const response = await fetch(stage.url, {
    method: 'POST',
    signal: leave.signal,
    headers: { 'content-type': 'application/json', accept: accepts[transport], ...headers },
    body: JSON.stringify({ query, operationName, variables }),
  });
  const body = response.body?.getReader();
  let text = '';
  while (!/"(errors|data)":/.test(text)) {
    const { done, value } = (await body?.read()) ?? { done: true, value: undefined };
    if (done) break;
    text += Buffer.from(value).toString();
  }
  leave.abort();
  return text;
}

async function overWebSocket(
  stage: Stage,
  payload: { query: string; operationName: string | undefined; variables: Record<string, unknown> | undefined },
  headers: Record<string, string>,
): Promise<string> {
  const { authorization, ...rest } = headers;
  const socket = class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers: rest });
    }
  };
  const client = createClient({
    url: stage.webSocketUrl,
    webSocketImpl: socket,
    retryAttempts: 0,
    connectionParams: { ...(authorization && { authorization }) },
  });
  const reader = new Reader<string>();
  client.subscribe(payload, {
    next: (answer) => reader.push(JSON.stringify(answer)),
    error: (fault) =>
      reader.push(Array.isArray(fault) ? JSON.stringify({ errors: fault }) : String((fault as { code: number }).code)),
    complete: () => reader.end(),
  });
  return reader.next().finally(() => client.dispose());
}

/** The codes of the errors in an answer. */
export const codesIn = (text: string): string[] => [...text.matchAll(/"code":"(\w+)"/g)].map(([, code = '']) => code);
