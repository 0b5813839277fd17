// Unmodified clients of live feeds, behind one interface: graphql-ws, graphql-sse and Apollo Client.
import { ApolloClient, CombinedGraphQLErrors, CombinedProtocolErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';
import { eventually } from '../../../support/reader';

export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** What one client has seen of one subscription. */
export class Reading {
  readonly frames: FormattedExecutionResult[] = [];
  errors: readonly GraphQLFormattedError[] | undefined;
  completed = false;
  /** Leaves, and ends the connection if it was this reading's own. */
  stop: () => void = () => {};

  get last(): FormattedExecutionResult | undefined {
    return this.frames.at(-1);
  }

  get ended(): boolean {
    return this.completed || this.errors !== undefined;
  }

  /** The frame of that number, counted from 1, once it is there. */
  async frame(number: number): Promise<FormattedExecutionResult> {
    await eventually(`frame ${number} came; ${this.#seen()}`, () => this.frames.length >= number || this.ended);
    const frame = this.frames[number - 1];
    if (!frame) throw new Error(`ended before frame ${number}: ${this.#seen()}`);
    return frame;
  }

  /** Resolves when the newest frame shows the count. */
  async count(count: number): Promise<void> {
    await eventually(`the count ${count} came; ${this.#seen()}`, () => countOf(this.last) === count);
  }

  /** The errors that ended it; a frame with errors and no data at all counts as such. */
  async refusal(): Promise<readonly GraphQLFormattedError[]> {
    await eventually(`it was refused; ${this.#seen()}`, () => this.errors !== undefined);
    return this.errors ?? [];
  }

  async completion(): Promise<void> {
    await eventually(`it completed; ${this.#seen()}`, () => this.completed);
  }

  #seen(): string {
    return JSON.stringify({ frames: this.frames.length, errors: this.errors, completed: this.completed });
  }
}

export const countOf = (frame: FormattedExecutionResult | undefined) =>
  (frame?.data?.petitionCount as { count?: number } | undefined)?.count;

export type Transport = 'WebSocket' | 'server-sent events' | 'multipart';
export const transports: readonly Transport[] = ['WebSocket', 'server-sent events', 'multipart'];

/** Where a gateway is. */
export interface Addresses {
  readonly url: string;
  readonly webSocketUrl: string;
}

/** Subscribes through one transport, on a connection of its own. */
export function read(gateway: Addresses, transport: Transport, operation: Operation, token?: string): Reading {
  if (transport === 'WebSocket') return readWebSocket(gateway, operation, token);
  return transport === 'multipart' ? readMultipart(gateway, operation, token) : readEvents(gateway, operation, token);
}

/** A graphql-ws client of the gateway. */
export function webSocketClient({ webSocketUrl }: Pick<Addresses, 'webSocketUrl'>, token?: string) {
  return createWsClient({
    url: webSocketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token ? { token } : {},
  });
}

/** Subscribes with a client that may carry other subscriptions too. */
export function readWith(client: ReturnType<typeof webSocketClient>, operation: Operation): Reading {
  const reading = new Reading();
  reading.stop = client.subscribe(operation, {
    next: (frame) => reading.frames.push(frame as FormattedExecutionResult),
    error: (error) => {
      const close = error as { code?: number; reason?: string };
      reading.errors = Array.isArray(error) ? error : [{ message: `${close.code} ${close.reason}` }];
    },
    complete: () => {
      reading.completed = true;
    },
  });
  return reading;
}

function readWebSocket(gateway: Addresses, operation: Operation, token?: string): Reading {
  const client = webSocketClient(gateway, token);
  const reading = readWith(client, operation);
  const leave = reading.stop;
  reading.stop = () => {
    leave();
    void Promise.resolve(client.dispose()).catch(() => undefined);
  };
  return reading;
}

function readEvents({ url }: Addresses, operation: Operation, token?: string): Reading {
  const reading = new Reading();
  const client = createSseClient({ url, retryAttempts: 0, headers: headersOf(token) });
  const leave = client.subscribe(operation, {
    // Errors that end a stream have no form of their own here: they come as a last frame without data.
    next: (frame) => {
      if (frame.errors && frame.data === undefined) reading.errors = frame.errors as readonly GraphQLFormattedError[];
      else reading.frames.push(frame as FormattedExecutionResult);
    },
    error: (error) => {
      reading.errors = [{ message: String(error) }];
    },
    complete: () => {
      reading.completed = true;
    },
  });
  reading.stop = () => {
    leave();
    client.dispose();
  };
  return reading;
}

function readMultipart({ url }: Addresses, { query, variables, operationName }: Operation, token?: string): Reading {
  const reading = new Reading();
  const link = new HttpLink({ uri: url, headers: headersOf(token) });
  const client = new ApolloClient({ cache: new InMemoryCache(), link, defaultOptions: {} });
  const document = gql(query);
  const chosen = document.definitions.filter(
    (each) => each.kind !== 'OperationDefinition' || (each.name?.value ?? '') === (operationName ?? each.name?.value ?? ''),
  );
  const subscription = client
    .subscribe({ query: { ...document, definitions: chosen }, variables, errorPolicy: 'all', fetchPolicy: 'no-cache' })
    .subscribe({
      next: ({ data, error }) => {
        if (CombinedGraphQLErrors.is(error))
          reading.frames.push({ data: data ?? null, errors: error.errors } as FormattedExecutionResult);
        else if (CombinedProtocolErrors.is(error)) reading.errors = [{ message: `the transport broke: ${error.message}` }];
        else if (error) reading.errors = [{ message: String(error) }];
        else reading.frames.push({ data } as FormattedExecutionResult);
      },
      error: (error) => {
        reading.errors = [{ message: String(error) }];
      },
      complete: () => {
        reading.completed = true;
        // What ends a feed has no data at all.
        const { last } = reading;
        if (last?.data === null && last.errors) reading.errors = reading.frames.pop()?.errors;
      },
    });
  reading.stop = () => {
    subscription.unsubscribe();
    client.stop();
  };
  return reading;
}

const headersOf = (token: string | undefined): Record<string, string> => (token ? { 'x-token': token } : {});
