// Which client does what, as its package comes. The client matrix proves every cell (test/journeys/clients.long.test.ts).

/** What the matrix tries with each client. */
export const abilities = {
  query: 'query',
  get: 'GET',
  hash: 'by hash',
  mutation: 'mutation',
  pages: 'pages',
  WebSocket: 'WebSocket',
  events: 'server-sent events',
  multipart: 'multipart',
} as const;
export type Ability = keyof typeof abilities;

/** A way to follow a feed, and what a restart of the gateway does to it. */
export type Way = 'WebSocket' | 'events' | 'multipart';

interface ClientWords {
  readonly version: string;
  /** How it does it; what it cannot do is left out. */
  readonly does: Readonly<Partial<Record<Ability, string>>>;
  /** What to set, and why it cannot do what is left out. */
  readonly note: string;
  /** By the ways in which it follows: whether it comes back by itself after a restart, or what ends it, and what brings it back. */
  readonly restart: Readonly<
    Partial<Record<Way, { readonly back: boolean; readonly defaults: string; readonly remedy: string }>>
  >;
}

const socketDies = {
  back: false,
  defaults: 'dead: a connection that is refused is not tried again',
  remedy: '`shouldRetry` and `retryAttempts` of graphql-ws',
};
const streamEnds = {
  back: false,
  defaults: 'the stream completes, as it should',
  remedy: 'subscribe again on completion and on errors, after a pause that grows',
};

/** ALL CLIENTS of the matrix. */
export const clients: Readonly<Record<string, ClientWords>> = {
  'Apollo Client': {
    version: '4.3',
    does: {
      query: 'yes',
      get: '`useGETForQueries`',
      hash: '`PersistedQueryLink`',
      mutation: 'yes',
      pages: '`relayStylePagination`',
      WebSocket: '`GraphQLWsLink`',
      multipart: 'yes',
    },
    note: 'Nothing; `clientAwareness` passes the preflight. It has no link for server-sent events.',
    restart: { WebSocket: socketDies, multipart: streamEnds },
  },
  urql: {
    version: '6.0',
    does: {
      query: 'yes',
      get: 'yes',
      hash: '`persistedExchange`',
      mutation: 'yes',
      pages: '`relayPagination`',
      WebSocket: '`subscriptionExchange`',
      events: '`fetchSubscriptions`',
    },
    note: 'It asks by GET: in a program, or from an origin that is not allowed, `preferGetMethod: false`. Of the streams that it accepts it gets server-sent events.',
    restart: { WebSocket: socketDies, events: streamEnds },
  },
  Relay: {
    version: '21',
    does: { query: 'yes', hash: '`persistConfig`', mutation: 'yes', pages: '`@connection`', WebSocket: 'network layer' },
    note: '`getDataID`, see below. What its network layer does is yours: a dozen lines of fetch and graphql-ws.',
    restart: { WebSocket: socketDies },
  },
  'graphql-request': {
    version: '7.4',
    does: { query: 'yes', get: "`method: 'GET'`", mutation: 'yes', pages: 'by hand' },
    note: 'GET from allowed origins. It knows neither hashes nor subscriptions.',
    restart: {},
  },
  'graphql-ws': {
    version: '6.4',
    does: { query: 'yes', hash: "`query: ''`", mutation: 'with an account', pages: 'by hand', WebSocket: 'yes' },
    note: '`shouldRetry` and `retryAttempts`. Any web page can open a WebSocket, so a mutation needs a token.',
    restart: { WebSocket: socketDies },
  },
  'graphql-sse': {
    version: '2.6',
    does: { query: 'yes', hash: "`query: ''`", mutation: 'yes', pages: 'by hand', events: 'yes' },
    note: 'Nothing: distinct connections. Not spoken: `singleConnection`. It sends POST alone.',
    restart: { events: streamEnds },
  },
  EventSource: {
    version: 'Chromium',
    does: { get: 'yes', hash: 'yes', events: 'yes' },
    note: 'It sends no header: from an origin that is not allowed, a registered document. By GET there are no mutations.',
    restart: { events: { back: true, defaults: 'back by itself, asking every three seconds', remedy: 'nothing' } },
  },
  fetch: {
    version: 'Node, browsers',
    does: { query: 'yes', get: 'yes', hash: 'yes', mutation: 'yes', pages: 'by hand', events: 'by hand', multipart: 'by hand' },
    note: 'A GET wants `apollo-require-preflight: true`, an allowed origin, or a registered document.',
    restart: { events: streamEnds, multipart: streamEnds },
  },
};

const columns = Object.entries(abilities) as [Ability, string][];

export function clientsTable(): string {
  const head = ['client', ...columns.map(([, title]) => title), 'what to set, and why not'];
  const rows = Object.entries(clients).map(([name, { version, does, note }]) => [
    `${name} ${version}`,
    ...columns.map(([ability]) => does[ability] ?? '–'),
    note,
  ]);
  return written([head, ...rows]);
}

export function restartTable(): string {
  const rows = new Map<string, string[]>();
  for (const [name, { restart }] of Object.entries(clients))
    for (const [way, { defaults, remedy }] of Object.entries(restart)) {
      const key = `${defaults}|${remedy}`;
      rows.set(key, [...(rows.get(key) ?? []), `${name} (${abilities[way as Way]})`]);
    }
  const lines = [...rows].map(([key, names]) => [names.join(', '), ...key.split('|')]);
  return written([['client', 'with its defaults', 'to come back'], ...lines]);
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
const written = ([head = [], ...rows]: readonly (readonly string[])[]) =>
  row(head) + row(head.map(() => '---')) + rows.map(row).join('');
