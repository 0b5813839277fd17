// A dashboard in one file: a count as it moves, the policies of a day, and what ten copies would have cost.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { ApolloProvider, useQuery, useSubscription } from '@apollo/client/react';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { graphql } from './gql';

// ?graph= names another server.
const url = new URLSearchParams(location.search).get('graph') ?? 'http://127.0.0.1:4000/graphql';
// By its defaults graphql-ws never tries a refused connection again, such as while the gateway restarts.
const socket = createClient({ url: url.replace(/^http/, 'ws'), shouldRetry: () => true, retryAttempts: Infinity });
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: url }),
  ),
});

const CountDocument = graphql(`
  subscription Count($id: ID!) {
    petitionCount(id: $id) { petition { id title totalCount } }
  }
`);
function Count({ id }: { id: string }) {
  const { data, error } = useSubscription(CountDocument, { variables: { id } });
  if (error) return <p role="alert">{error.message}</p>;
  const petition = data?.petitionCount.petition;
  if (!petition) return <p>…</p>;
  return (
    <p>
      <strong id="count">{petition.totalCount?.toLocaleString('en')}</strong> people have signed “{petition.title}”.
    </p>
  );
}

const PoliciesDocument = graphql(`
  query Policies($on: Date!) {
    publishers(first: 50) {
      nodes { id name policiesInForce(on: $on, format: EBOOK) { period { id license { model durationMonths checkouts } } } }
    }
  }
`);
function Policies({ on }: { on: string }) {
  const { data, error } = useQuery(PoliciesDocument, { variables: { on } });
  if (error) return <p role="alert">{error.message}</p>;
  const rows = data?.publishers?.nodes.flatMap(({ name, policiesInForce }) =>
    (policiesInForce ?? []).map(({ period }) => ({ name, ...period })),
  );
  return (
    <table>
      <caption>Licenses of ebooks on {on}</caption>
      <thead>
        <tr>
          <th>Publisher</th>
          <th>Model</th>
          <th>Months</th>
          <th>Loans</th>
        </tr>
      </thead>
      <tbody>
        {rows?.map(({ id, name, license }) => (
          <tr key={id}>
            <th>{name}</th>
            <td>{license.model}</td>
            {/* Null is "no such limit" for a license of this kind. */}
            <td>{license.durationMonths ?? '–'}</td>
            <td>{license.checkouts ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CostsDocument = graphql(`
  query Costs($input: CompareLendingInput!) {
    compareLending(input: $input) { rows { label totalCost { amount currency } unavailable { field reason } } }
  }
`);
const scenario = { copies: 10, holds: 100, checkoutsPerYear: 12, years: 6, loanDays: 14, reader: 100 };
function Costs({ on }: { on: string }) {
  const input = { publisherIds: ['macmillan', 'hachette', 'harpercollins'], on, format: 'EBOOK' as const, scenario };
  const { data, error } = useQuery(CostsDocument, { variables: { input } });
  if (error) return <p role="alert">{error.message}</p>;
  const rows = data?.compareLending?.rows ?? [];
  // Money is decimal text: a number is good enough for the length of a bar.
  const most = Math.max(1, ...rows.map(({ totalCost }) => Number(totalCost?.amount ?? 0)));
  return (
    <figure>
      <figcaption>What ten copies would have cost on {on}</figcaption>
      {rows.map(({ label, totalCost, unavailable }) => (
        <div key={label} className="bar">
          {label}: {totalCost ? `${totalCost.amount} ${totalCost.currency}` : unavailable[0]?.reason}
          {totalCost && <div style={{ background: 'teal', height: 8, width: `${(100 * Number(totalCost.amount)) / most}%` }} />}
        </div>
      ))}
    </figure>
  );
}

createRoot(document.querySelector('#root') as Element).render(
  <ApolloProvider client={client}>
    <h1>Dashboard</h1>
    <Count id="fair-ebook-terms" />
    <Policies on="2019-11-15" />
    <Costs on="2019-11-15" />
  </ApolloProvider>,
);
