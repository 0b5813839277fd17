// What can each client do with the graph of argv[2], as it comes from its package? Prints a line of JSON for each answer, and for each count
// that a feed shows until it is stopped. argv[3] is the folder of registered operations, argv[4] a token.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { persistedExchange } from '@urql/exchange-persisted';
import { GraphQLClient } from 'graphql-request';
import { createClient as sseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const require = createRequire(import.meta.url);
const relay = require('relay-runtime');
const [, , url, operations, token] = process.argv;
// Node has one of its own from 22 on only, and Apollo Client looks for it to learn of a lost connection.
globalThis.WebSocket ??= WebSocket;
const wsClient = (more) => createClient({ url: url.replace(/^http/, 'ws'), ...more });
const registered = (name) => readFileSync(`${operations}/${name}.graphql`, 'utf8');
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const byHash = (hash) => ({ persistedQuery: { version: 1, sha256Hash: hash } });
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const list =
  'query List($after: String) { petitions(first: 3, after: $after) { edges { cursor node { id title } } pageInfo { endCursor hasNextPage } } }';
const count = registered('PetitionCount');
const live = { id: 'fair-ebook-terms' };
const sign = 'mutation Sign($input: SignPetitionInput!) { signPetition(input: $input) { petition { id signatureCount } } }';
let signers = 0;
const signature = (who) => ({
  input: { petitionId: live.id, name: 'Reader', email: `${who}${signers++}@matrix.example`, country: 'FI' },
});
/** By hand, as all clients that keep no pages leave it to their users. */
const pagesBy = async (ask) => {
  const one = await ask({});
  const two = await ask({ after: one.petitions.pageInfo.endCursor });
  return distinct([...one.petitions.edges, ...two.petitions.edges]) === 6;
};
const distinct = (edges) => new Set(edges.map(({ node }) => node.id)).size;
const preflight = { 'apollo-require-preflight': 'true' };
/** As docs/dashboards.md advises. */
const stubborn = { shouldRetry: () => true, retryAttempts: Number.POSITIVE_INFINITY };

async function answerTo(body) {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

// Apollo Client.
const typePolicies = { Query: { fields: { petitions: relayStylePagination(['filter']) } } };
const apollo = (link) =>
  new ApolloClient({ cache: new InMemoryCache({ typePolicies }), link, clientAwareness: { name: 'matrix', version: '1.0.0' } });
const apolloHttp = apollo(new HttpLink({ uri: url }));
const apolloGet = apollo(new HttpLink({ uri: url, useGETForQueries: true, headers: preflight }));
const apolloByHash = apollo(ApolloLink.from([new PersistedQueryLink({ sha256 }), new HttpLink({ uri: url })]));

// urql.
const urql = (more = {}) =>
  new Client({ url, exchanges: [cacheExchange, fetchExchange], preferGetMethod: false, fetchSubscriptions: true, ...more });
const urqlAnswer = async (asked) => {
  const { data, error } = await asked.toPromise();
  if (error) throw error;
  return data;
};
const urqlCache = graphcache({ keys: { PetitionPage: () => null }, resolvers: { Query: { petitions: relayPagination() } } });
const urqlPages = urql({ exchanges: [urqlCache, fetchExchange] });

// Relay, over a network layer of a dozen lines.
const texts = JSON.parse(readFileSync(new URL('./persisted.json', import.meta.url), 'utf8'));
const artifact = (name) => require(`./src/__generated__/${name}.graphql.js`);
const relayFetch = async ({ id }, variables) => {
  const send = (query) => answerTo({ query, variables, extensions: byHash(id) });
  const answer = await send(undefined);
  return answer.errors?.[0]?.extensions?.code === 'PERSISTED_QUERY_NOT_FOUND' ? send(texts[id]) : answer;
};
const relayBy = (socket) =>
  new relay.Environment({
    network: relay.Network.create(relayFetch, ({ id }, variables) =>
      relay.Observable.create((sink) => socket.subscribe({ query: texts[id], variables }, sink)),
    ),
    store: new relay.Store(new relay.RecordSource()),
    getDataID: (fields, type) => (fields.id == null ? null : `${type}:${fields.id}`),
  });
const environment = relayBy(wsClient());

const request = new GraphQLClient(url);
const ws = wsClient();
const sse = sseClient({ url });
/** The first value of a feed or of a single answer. */
const firstOf = (client, asked) =>
  new Promise((resolve, reject) =>
    client.subscribe(asked, {
      next: ({ data, errors }) => (errors ? reject(new Error(errors[0].message)) : resolve(data)),
      error: (error) => reject(Array.isArray(error) ? new Error(error[0].message) : error),
      complete: () => {},
    }),
  );
const posted = async (body) => (await answerTo(body)).data;
const got = async (parameters) =>
  (await (await fetch(`${url}?${new URLSearchParams(parameters)}`, { headers: preflight })).json()).data;

/** What each does for each question of the table; a client that has no call for it is not listed. */
const abilities = {
  'Apollo Client': {
    query: async () => (await apolloHttp.query({ query: gql(list) })).data.petitions,
    get: async () => (await apolloGet.query({ query: gql(list) })).data.petitions,
    hash: async () => (await apolloByHash.query({ query: gql(list) })).data.petitions,
    mutation: async () => (await apolloHttp.mutate({ mutation: gql(sign), variables: signature('apollo') })).data.signPetition,
    pages: async () => {
      const seen = apolloHttp.watchQuery({ query: gql(list) });
      const reading = seen.subscribe({});
      const { data } = await apolloHttp.query({ query: gql(list) });
      await seen.fetchMore({ variables: { after: data.petitions.pageInfo.endCursor } });
      reading.unsubscribe();
      return distinct(apolloHttp.readQuery({ query: gql(list) }).petitions.edges) === 6;
    },
  },
  urql: {
    query: () => urqlAnswer(urql().query(list, {})),
    get: () => urqlAnswer(urql({ preferGetMethod: 'force', fetchOptions: { headers: preflight } }).query(list, {})),
    hash: () =>
      urqlAnswer(
        urql({
          exchanges: [
            persistedExchange({ preferGetForPersistedQueries: false, generateHash: async (text) => sha256(text) }),
            fetchExchange,
          ],
        }).query(list, {}),
      ),
    mutation: () => urqlAnswer(urql().mutation(sign, signature('urql'))),
    pages: async () => {
      const one = await urqlAnswer(urqlPages.query(list, {}));
      const two = await urqlAnswer(urqlPages.query(list, { after: one.petitions.pageInfo.endCursor }));
      return distinct(two.petitions.edges) === 6;
    },
  },
  Relay: {
    query: () => relay.fetchQuery(environment, artifact('relayListQuery'), {}).toPromise(),
    hash: () => relay.fetchQuery(environment, artifact('relayPageQuery'), { count: 2 }).toPromise(),
    mutation: () =>
      new Promise((onCompleted, onError) =>
        relay.commitMutation(environment, {
          mutation: artifact('relaySignMutation'),
          variables: signature('relay'),
          onCompleted,
          onError,
        }),
      ),
    pages: async () => {
      const edges = () => {
        const root = environment.getStore().getSource().get('client:root');
        const kept = environment.getStore().getSource().get(root.__relay_petitions_connection.__ref);
        return { cursor: environment.getStore().getSource().get(kept.pageInfo.__ref).endCursor, ids: kept.edges.__refs };
      };
      const page = relay.createOperationDescriptor(artifact('relayListQuery'), {});
      environment.retain(page);
      await relay.fetchQuery(environment, artifact('relayListQuery'), {}).toPromise();
      const { cursor } = edges();
      await relay.fetchQuery(environment, artifact('relayPageQuery'), { count: 3, cursor }).toPromise();
      return edges().ids.length === 6;
    },
  },
  'graphql-request': {
    query: () => request.request(list),
    get: () => new GraphQLClient(url, { method: 'GET', jsonSerializer: JSON, headers: preflight }).request(list),
    mutation: () => request.request(sign, signature('request')),
    pages: () => pagesBy((variables) => request.request(list, variables)),
  },
  'graphql-ws': {
    query: () => firstOf(ws, { query: list }),
    hash: () => firstOf(ws, { query: '', extensions: byHash(sha256(count)), variables: live }),
    mutation: () =>
      firstOf(wsClient({ connectionParams: { authorization: `Bearer ${token}` } }), { query: sign, variables: signature('ws') }),
    pages: () => pagesBy((variables) => firstOf(ws, { query: list, variables })),
  },
  'graphql-sse': {
    query: () => firstOf(sse, { query: list }),
    hash: () => firstOf(sse, { query: '', extensions: byHash(sha256(count)), variables: live }),
    mutation: () => firstOf(sse, { query: sign, variables: signature('sse') }),
    pages: () => pagesBy((variables) => firstOf(sse, { query: list, variables })),
  },
  fetch: {
    query: () => posted({ query: list }),
    get: () => got({ query: list }),
    hash: () => got({ extensions: JSON.stringify(byHash(sha256(registered('TrendingPetitions')))), variables: '{"first":3}' }),
    mutation: () => posted({ query: sign, variables: signature('fetch') }),
    pages: () => pagesBy((variables) => posted({ query: list, variables })),
  },
};

const countIn = (data) => data?.petitionCount?.petition?.signatureCount;
/** Each begins a feed: `show` is told every answer, `end` that it is over. */
const byClient = (client) => (show, end) =>
  void client.subscribe({ query: count, variables: live }, { next: ({ data }) => show(data), error: end, complete: end });
const byObservable = (subscribe) => (show, end) =>
  void subscribe().subscribe({ next: ({ data }) => data && show(data), error: end, complete: end });
const byUrql = (client) => (show, end) => {
  const { unsubscribe } = client.subscription(count, live).subscribe(({ data, error, hasNext }) => {
    if (data && !error) show(data);
    if (error || hasNext === false) end(error);
  });
  return unsubscribe;
};
/** Follows anew when a feed has ended, after a pause that grows. */
const again = (follow) => (show, end) => {
  let wait = 250;
  const once = () => {
    let over = false;
    follow(
      (data) => {
        wait = 250;
        show(data);
      },
      async () => {
        if (over) return;
        over = true;
        await pause(wait);
        wait = Math.min(5_000, wait * 2);
        once();
      },
    );
  };
  once();
  return end;
};
const fetched = (accept, cut) => async (show, end) => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: count, variables: live }),
    });
    let text = '';
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      const pieces = (text + part).split(cut);
      text = pieces.pop();
      for (const each of pieces) {
        const [json] = /\{.*\}/.exec(each) ?? [];
        const state = json && JSON.parse(json);
        if (state?.data ?? state?.payload?.data) show(state.data ?? state.payload.data);
      }
    }
    end();
  } catch (error) {
    end(error);
  }
};
const events = fetched('text/event-stream', '\n\n');
const parts = fetched('multipart/mixed;subscriptionSpec=1.0', '\r\n--graphql');
const apolloMultipart = byObservable(() =>
  apollo(new HttpLink({ uri: url })).subscribe({ query: gql(count), variables: live, fetchPolicy: 'no-cache' }),
);
const urqlBySocket = (socket) =>
  urql({
    fetchSubscriptions: false,
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
const sseFeed = () => byClient(sseClient({ url }));

const byRelay = (socket) => (show, end) =>
  relay.requestSubscription(relayBy(socket), {
    subscription: artifact('relayCountSubscription'),
    variables: live,
    onNext: show,
    onError: end,
    onCompleted: end,
  });

const feeds = {
  'Apollo Client': {
    multipart: apolloMultipart,
    'multipart, again': again(apolloMultipart),
    WebSocket: byObservable(() =>
      apollo(new GraphQLWsLink(wsClient())).subscribe({ query: gql(count), variables: live, fetchPolicy: 'no-cache' }),
    ),
    'WebSocket, again': byObservable(() =>
      apollo(new GraphQLWsLink(wsClient(stubborn))).subscribe({ query: gql(count), variables: live, fetchPolicy: 'no-cache' }),
    ),
  },
  urql: {
    events: byUrql(urql()),
    'events, again': again((show, end) => byUrql(urql())(show, end)),
    WebSocket: byUrql(urqlBySocket(wsClient())),
    'WebSocket, again': byUrql(urqlBySocket(wsClient(stubborn))),
  },
  Relay: {
    WebSocket: byRelay(wsClient()),
    'WebSocket, again': byRelay(wsClient(stubborn)),
  },
  'graphql-ws': { WebSocket: byClient(wsClient()), 'WebSocket, again': byClient(wsClient(stubborn)) },
  'graphql-sse': { events: sseFeed(), 'events, again': again((show, end) => sseFeed()(show, end)) },
  fetch: { events, 'events, again': again(events), multipart: parts, 'multipart, again': again(parts) },
};

for (const [client, able] of Object.entries(abilities))
  for (const [ability, ask] of Object.entries(able)) {
    const late = pause(15_000).then(() => Promise.reject(new Error('no answer in 15 s')));
    late.catch(() => {});
    const verdict = await Promise.race([ask(), late]).then(
      (seen) => Boolean(seen),
      (error) => String(error.message ?? error),
    );
    tell({ client, ability, verdict });
  }
// urql as it comes asks by GET, which is for web pages of allowed origins: a program is told what to set.
const { error } = await urql({ preferGetMethod: undefined }).query(list, {}).toPromise();
tell({ client: 'urql', ability: 'defaults', verdict: error?.graphQLErrors[0]?.extensions.code ?? true });
for (const [client, ways] of Object.entries(feeds))
  for (const [way, follow] of Object.entries(ways))
    follow(
      (data) => tell({ client, way, count: countIn(data) }),
      () => tell({ client, way, ended: true }),
    );
process.on('unhandledRejection', (fault) => tell({ unhandled: String(fault) }));
