// Starts GraphiQL: registered operations as tabs and in a list, live feeds by WebSocket, and a field for a token.

/* global React, ReactDOM, GraphiQL, graphqlWs */
const url = new URL('/graphql', location.href).href;
const token = document.querySelector('#token');
const list = document.querySelector('#operation');
const { operations, tabs } = await (await fetch('/graphql/explorer/operations.json')).json();

const bearer = () => (token.value.trim() ? { authorization: `Bearer ${token.value.trim().replace(/^Bearer /i, '')}` } : {});
const wsClient = graphqlWs.createClient({
  url: url.replace(/^http/, 'ws'),
  connectionParams: bearer,
  shouldRetry: () => true,
});
// A connection keeps the token with which it was opened.
token.addEventListener('change', () => wsClient.terminate());

const fetcher = GraphiQL.createFetcher({ url, wsClient });
/** The operations of a document as GraphiQL writes it. */
const operationsIn = (text) => [...text.matchAll(/^(query|mutation|subscription)\b\s*(\w*)/gm)];
const asking = (sent, { headers, ...options } = {}) => {
  const [only, ...more] = operationsIn(sent.query);
  const given = { ...bearer(), ...headers };
  if (!only || more.length > 0) return fetcher(sent, { ...options, headers: given });
  // For a moment after another tab was chosen, GraphiQL still names the operation of the one before.
  const [, kind, operationName] = only;
  const own = { ...sent, ...(operationName && { operationName }) };
  return kind === 'subscription' ? wsClient.iterate(own) : fetcher(own, { headers: given });
};

const root = ReactDOM.createRoot(document.querySelector('#explorer'));
const show = (chosen) =>
  root.render(
    React.createElement(GraphiQL, {
      fetcher: asking,
      defaultTabs: tabs,
      defaultEditorToolsVisibility: 'variables',
      ...(chosen && { query: chosen.query, variables: chosen.variables }),
    }),
  );
for (const { name, kind } of operations) list.append(new Option(`${name} (${kind})`, name));
list.addEventListener('change', () => show(operations.find(({ name }) => name === list.value)));
// The variables of a first tab are shown only where they are given beside it. Tabs of an earlier visit stay as they were left.
const isFirstVisit = localStorage.getItem('graphiql:tabState') === null;
show(operations.find(({ name }) => name === location.hash.slice(1)) ?? (isFirstVisit ? tabs[0] : undefined));
