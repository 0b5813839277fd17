// What do programs get wrong, and how does each transport carry it? Every mistake is sent in every way a client could send it.
import WebSocket from 'ws';
import { Reader } from '../support/reader';

/** One operation as a client sends it. */
export interface Attempt {
  readonly query?: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

/** How an attempt was answered: an HTTP status or the close code of a WebSocket, and the codes of the errors. */
export interface Outcome {
  readonly status: number;
  readonly codes: readonly string[];
  readonly text: string;
}

export type Way = (url: string, attempt: Attempt, token?: string) => Promise<Outcome>;

/** A client that has waited this long waits in vain. */
const patienceMs = 8_000;

const outcome = (status: number, text: string): Outcome => ({
  status,
  codes: [...text.matchAll(/"code":"(\w+)"/g)].map(([, code = '']) => code),
  text,
});

/** The answer of one HTTP request; of a stream, what came until the first errors or data. */
export async function asked(url: string, init: RequestInit): Promise<Outcome> {
  const leave = new AbortController();
  const late = setTimeout(() => leave.abort(new Error(`no answer in ${patienceMs} ms`)), patienceMs);
  try {
    const response = await fetch(url, { ...init, signal: leave.signal });
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes as Uint8Array, { stream: true });
      if (response.headers.get('content-type')?.match(/event-stream|multipart/) && /"(errors|data)":/.test(text)) break;
    }
    return outcome(response.status, text);
  } finally {
    clearTimeout(late);
    leave.abort();
  }
}

const bearer = (token: string | undefined): Record<string, string> => (token ? { authorization: `Bearer ${token}` } : {});

const posting =
  (accept: string): Way =>
  (url, attempt, token) =>
    asked(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...bearer(token) },
      body: JSON.stringify(attempt),
    });

const getting =
  (accept: string): Way =>
  (url, { query, variables, operationName, extensions }, token) => {
    const search = new URLSearchParams();
    if (query !== undefined) search.set('query', query);
    if (typeof operationName === 'string') search.set('operationName', operationName);
    for (const [name, value] of Object.entries({ variables, extensions }))
      if (value !== undefined) search.set(name, JSON.stringify(value));
    return asked(`${url}?${search}`, { headers: { accept, 'apollo-require-preflight': 'true', ...bearer(token) } });
  };

/** One message of ours after `connection_ack`, and what comes back for it. */
const overWebSocket: Way = (url, attempt, token) =>
  said(url, 'graphql-transport-ws', [
    { type: 'connection_init', payload: bearer(token) },
    { id: '1', type: 'subscribe', payload: { ...attempt } },
  ]);

/** Says the first message over a WebSocket, and the others once it is admitted; the answer is a first `next` or `error`, or how it was closed. */
export async function said(
  url: string,
  protocol: string | undefined,
  messages: readonly (object | string)[],
  until: 'answered' | 'closed' = 'answered',
): Promise<Outcome> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocol);
  const came = new Reader<Outcome>();
  const [first, ...others] = messages;
  const say = (message: object | string) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  socket.on('open', () => first && say(first));
  socket.on('message', (data) => {
    const text = String(data);
    if (text.includes('"connection_ack"')) others.forEach(say);
    if (until === 'answered' && /"type":"(next|error|complete)"/.test(text)) came.push(outcome(200, text));
  });
  socket.on('unexpected-response', (_request, response) => {
    response.setEncoding('utf8');
    let words = '';
    response.on('data', (text) => {
      words += text;
    });
    response.on('end', () => came.push(outcome(response.statusCode ?? 0, words)));
  });
  socket.on('close', (code, reason) => came.push(outcome(code, String(reason))));
  socket.on('error', (error) => came.end(error));
  return came.next(patienceMs).finally(() => socket.terminate());
}

/** In which ways a query can be sent. */
export const waysOfQueries: Readonly<Record<string, Way>> = {
  'a POST': posting('application/json'),
  'a POST that accepts GraphQL responses': posting('application/graphql-response+json, application/json;q=0.9'),
  'a POST that accepts anything': posting('*/*'),
  'a GET': getting('application/json'),
  'a stream of events': posting('text/event-stream'),
  'a multipart stream': posting('multipart/mixed;subscriptionSpec=1.0'),
  'a WebSocket': overWebSocket,
};

/** In which ways a subscription can be sent. */
export const waysOfFeeds: Readonly<Record<string, Way>> = {
  'a stream of events': posting('text/event-stream'),
  'an EventSource': getting('text/event-stream'),
  'a multipart stream': posting('multipart/mixed;subscriptionSpec=1.0, application/graphql-response+json, application/json'),
  'a WebSocket': overWebSocket,
};

const wide = (times: number) => Array.from({ length: times }, (_, i) => `f${i}: __typename`).join(' ');

const many = [...'abcdefghi'].map((name) => `${name}: endorsements(first: 100) { nodes { library { id name } } }`).join(' ');

/** A query and a subscription that make the same mistake, and the code of it. */
export const mistakes: Readonly<Record<string, { readonly code: string; readonly query?: Attempt; readonly feed?: Attempt }>> = {
  'a text that is no GraphQL': {
    code: 'GRAPHQL_PARSE_FAILED',
    query: { query: '{ publishers(' },
    feed: { query: 'subscription {' },
  },
  'a document of comments only': { code: 'GRAPHQL_PARSE_FAILED', query: { query: '# nothing' }, feed: { query: ' , ' } },
  'a document without an operation': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: 'fragment F on Petition { id }' },
    feed: { query: 'fragment F on PetitionCount { count }' },
  },
  'a field that is not there': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: '{ petitions { nodes { titel } } }' },
    feed: { query: 'subscription { petitionCount(id: "x") { number } }' },
  },
  'a root field that is not there': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: '{ allPetitions { id } }' },
    feed: { query: 'subscription { counts }' },
  },
  'no selection of an object': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: '{ petitions }' },
    feed: { query: 'subscription { petitionCount(id: "x") }' },
  },
  'an argument that is not there': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: '{ petitions(limit: 3) { totalCount } }' },
    feed: { query: 'subscription { petitionCount(id: "x", every: 5) { count } }' },
  },
  'an argument that is missing': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: '{ petition { id } }' },
    feed: { query: 'subscription { petitionCount { count } }' },
  },
  'a fragment that is not there': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: '{ petitions { ...Rows } }' },
    feed: { query: 'subscription { petitionCount(id: "x") { ...Count } }' },
  },
  'a variable that is not declared': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: 'query Q { petition(id: $id) { id } }', variables: { id: 'x' } },
    feed: { query: 'subscription S { petitionCount(id: $id) { count } }', variables: { id: 'x' } },
  },
  'a variable declared with another type': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: { query: 'query Q($id: Int!) { petition(id: $id) { id } }', variables: { id: 1 } },
    feed: { query: 'subscription S($id: Int!) { petitionCount(id: $id) { count } }', variables: { id: 1 } },
  },
  'a variable that is not sent': {
    code: 'BAD_USER_INPUT',
    query: { query: 'query Q($id: ID!) { petition(id: $id) { id } }' },
    feed: { query: 'subscription S($id: ID!) { petitionCount(id: $id) { count } }' },
  },
  'null for a variable that may not be null': {
    code: 'BAD_USER_INPUT',
    query: { query: 'query Q($id: ID!) { petition(id: $id) { id } }', variables: { id: null } },
    feed: { query: 'subscription S($id: ID!) { petitionCount(id: $id) { count } }', variables: { id: null } },
  },
  'an object for a variable that is text': {
    code: 'BAD_USER_INPUT',
    query: { query: 'query Q($id: ID!) { petition(id: $id) { id } }', variables: { id: { eq: 'x' } } },
    feed: { query: 'subscription S($id: ID!) { petitionCount(id: $id) { count } }', variables: { id: ['x', 'y'] } },
  },
  'an input field that is not there': {
    code: 'BAD_USER_INPUT',
    query: { query: 'query Q($f: PublisherFilter) { publishers(filter: $f) { totalCount } }', variables: { f: { big: true } } },
    feed: {
      query: 'subscription S($f: ListingFilter) { listingPublished(filter: $f) { __typename } }',
      variables: { f: { land: 'FI' } },
    },
  },
  'more than a page may hold': {
    code: 'BAD_USER_INPUT',
    query: { query: '{ petitions(first: 101) { nodes { id } } }' },
    feed: {
      query: `subscription S($ids: [ID!]) { petitionCounts(ids: $ids) { count } }`,
      variables: { ids: Array(501).fill('x') },
    },
  },
  'an operation that the document does not hold': {
    code: 'OPERATION_RESOLUTION_FAILURE',
    query: { query: 'query A { __typename }', operationName: 'B' },
    feed: { query: 'subscription A { petitionCount(id: "x") { count } }', operationName: 'B' },
  },
  'two operations and no name': {
    code: 'OPERATION_RESOLUTION_FAILURE',
    query: { query: 'query A { __typename } query B { __typename }' },
    feed: { query: 'subscription A { petitionCount(id: "x") { count } } subscription B { petitionCount(id: "x") { count } }' },
  },
  'an id that nothing has': {
    code: 'NOT_FOUND',
    feed: { query: 'subscription { petitionCount(id: "no-such-petition") { count } }' },
  },
  'a feed of what does not move': {
    code: 'NO_LIVE_COUNT',
    feed: { query: 'subscription { petitionCount(id: "fftf-2020") { count } }' },
  },
  'two fields of one subscription': {
    code: 'GRAPHQL_VALIDATION_FAILED',
    feed: { query: 'subscription { a: petitionCount(id: "x") { count } b: petitionCount(id: "y") { count } }' },
  },
  'more values than one operation may ask for': {
    code: 'OPERATION_TOO_COSTLY',
    query: { query: `{ petitions(first: 100) { nodes { ${many} } } }` },
    feed: { query: `subscription { petitionCount(id: "x") { petition { ${many} } } }` },
  },
  'too many aliases': { code: 'TOO_MANY_ALIASES', query: { query: `{ ${wide(400)} }` } },
  'a hash that nobody has sent': {
    code: 'PERSISTED_QUERY_NOT_FOUND',
    query: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    feed: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } } },
  },
  'the hash of another text': {
    code: 'BAD_USER_INPUT',
    query: { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    feed: {
      query: 'subscription { petitionCount(id: "x") { count } }',
      extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } },
    },
  },
  'what only an account may see': {
    code: 'UNAUTHENTICATED',
    query: { query: '{ committeeImports { id } }' },
    feed: { query: 'subscription { partnershipUpdated(libraryId: "demo-helsinki-fi") { __typename } }' },
  },
};
