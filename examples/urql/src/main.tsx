// A dashboard in one file: a chart that grows as people sign, and all petitions page by page.

import { initGraphQLTada } from 'gql.tada';
import { createClient } from 'graphql-ws';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Client, cacheExchange, fetchExchange, Provider, subscriptionExchange, useQuery, useSubscription } from 'urql';
import type { introspection } from './graph';

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Date: string; DateTime: string; Decimal: string } }>();

// ?graph= and ?petition= name another server and another petition.
const asked = new URLSearchParams(location.search);
const url = asked.get('graph') ?? 'http://127.0.0.1:4000/graphql';
// By its defaults graphql-ws never tries a refused connection again, such as while the gateway restarts.
const socket = createClient({ url: url.replace(/^http/, 'ws'), shouldRetry: () => true, retryAttempts: Infinity });
const client = new Client({
  url,
  // urql asks by GET, which a page of an allowed origin may; in a program set this to false.
  preferGetMethod: 'within-url-limit',
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables, operationName }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables, operationName }, sink) }),
      }),
    }),
  ],
});

const GrowthDocument = graphql(`
  subscription Growth($id: ID!) {
    petitionCount(id: $id) { petition { id title totalCount signatureHistory(interval: DAY) { from signed } } }
  }
`);
function Growth({ id }: { id: string }) {
  const [{ data, error }] = useSubscription({ query: GrowthDocument, variables: { id } });
  if (error) return <p role="alert">{error.message}</p>;
  const petition = data?.petitionCount.petition;
  if (!petition) return <p>…</p>;
  const days = petition.signatureHistory;
  const most = Math.max(1, ...days.map(({ signed }) => signed));
  return (
    <figure>
      <figcaption>
        <strong id="count">{petition.totalCount?.toLocaleString('en')}</strong> people have signed “{petition.title}”
      </figcaption>
      <svg
        viewBox={`0 0 ${days.length * 10} 100`}
        width="100%"
        height="120"
        preserveAspectRatio="none"
        role="img"
        aria-label="Signatures by day"
      >
        {days.map(({ from, signed }, i) => (
          <rect key={from} x={i * 10} y={100 - (100 * signed) / most} width="8" height={(100 * signed) / most} fill="teal">
            <title>{`${from.slice(0, 10)}: ${signed}`}</title>
          </rect>
        ))}
      </svg>
    </figure>
  );
}

const PageDocument = graphql(`
  query Page($after: String) {
    petitions(first: 5, after: $after) { nodes { id title totalCount stateInWords } pageInfo { endCursor hasNextPage } }
  }
`);
/** One page, and below it the next ones when they are asked for. */
function Page({ after }: { after: string | null }) {
  const [more, setMore] = useState(false);
  const [{ data, error }] = useQuery({ query: PageDocument, variables: { after } });
  if (error) return <p role="alert">{error.message}</p>;
  const page = data?.petitions;
  if (!page) return null;
  return (
    <>
      {page.nodes.map(({ id, title, totalCount, stateInWords }) => (
        <li key={id}>
          {/* Null is a petition that was signed elsewhere: it has reported counts only. */}
          {title}: {stateInWords}, {totalCount ?? 'no count here'}
        </li>
      ))}
      {more ? (
        <Page after={page.pageInfo.endCursor} />
      ) : (
        page.pageInfo.hasNextPage && (
          <button type="button" onClick={() => setMore(true)}>
            More
          </button>
        )
      )}
    </>
  );
}

createRoot(document.querySelector('#root') as Element).render(
  <Provider value={client}>
    <h1>Petitions</h1>
    <Growth id={asked.get('petition') ?? 'fair-ebook-terms'} />
    <ul>
      <Page after={null} />
    </ul>
  </Provider>,
);
