// Promises of: how subgraphs are asked, and which requests are answered without negotiation.
import { EventEmitter } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FetchFailed } from '#gateway/execution/errors';
import { Addresses } from '#gateway/graph/addresses';
import { SubgraphConnection } from '#gateway/graph/subgraphs';
import { whileConnected } from '#gateway/http/answer';
import { responseType } from '#kit/process/requests';
import { silentLog } from '#kit/words/log';

const servers: Server[] = [];
const connections: SubgraphConnection[] = [];
afterEach(async () => {
  await Promise.all(connections.splice(0).map((each) => each.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function connectionTo(answer: RequestListener, deadlineMs = 5_000): Promise<SubgraphConnection> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return connected(url, deadlineMs);
}

function connected(url: string, deadlineMs = 5_000): SubgraphConnection {
  const headersOf = (headers: Readonly<Record<string, string>>) => ({ ...headers, 'x-sealed': 'yes' });
  const connection = new SubgraphConnection({
    name: 'books',
    addresses: new Addresses([url]),
    deadlineMs,
    log: silentLog,
    headersOf,
  });
  connections.push(connection);
  return connection;
}

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: Error) => (error instanceof FetchFailed ? `${error.code}: ${error.message}` : String(error)),
  );

describe('a subgraph', () => {
  it('is sent the body with the headers of the client it is for', async () => {
    let seen: unknown;
    const connection = await connectionTo(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      seen = [request.url, request.headers['x-who'], request.headers['x-sealed'], Buffer.concat(chunks).toString()];
      response.end('{"data":{"é":1}}');
    });
    expect(await connection.ask('{"query":"é"}', { headers: { 'x-who': 'me' } })).toEqual({ data: { é: 1 } });
    expect(seen).toEqual(['/graphql', 'me', 'yes', '{"query":"é"}']);
  });

  it.each([
    ['failed', 500, '<html>'],
    ['did not answer with GraphQL', 200, 'not JSON'],
    ['did not answer with GraphQL', 200, '[]'],
    ['did not answer with GraphQL', 200, '{"hello":1}'],
  ])('that %s is one coded refusal without its address', async (what, status, text) => {
    const connection = await connectionTo((_request, response) => response.writeHead(status).end(text));
    const words = await refusal(connection.ask('{}', { headers: {} }));
    expect(words).toContain(`SUBGRAPH_UNAVAILABLE: The part of the graph served by "books" ${what}`);
    expect(words).not.toContain('127.0.0.1');
  });

  it('may answer with errors under any status', async () => {
    const connection = await connectionTo((_request, response) => response.writeHead(500).end('{"errors":[{"message":"no"}]}'));
    expect(await connection.ask('{}', { headers: {} })).toEqual({ errors: [{ message: 'no' }] });
  });

  it('that cannot be reached, or cuts the connection, is a refusal too', async () => {
    expect(await refusal(connected('http://127.0.0.1:1/').ask('{}', { headers: {} }))).toContain('cannot be reached');
    const cutting = await connectionTo((request) => request.socket.destroy());
    expect(await refusal(cutting.ask('{}', { headers: {} }))).toContain('cannot be reached');
  });

  it('that is silent is given up at the deadline, and its socket is closed', async () => {
    let closed = () => {};
    const released = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const connection = await connectionTo((request) => request.socket.once('close', closed), 50);
    expect(await refusal(connection.ask('{}', { headers: {} }))).toContain('did not answer in time');
    await released;
  });

  it('is let go when nobody waits any more', async () => {
    const left = new EventEmitter();
    const client = whileConnected(left as ServerResponse);
    let closed = () => {};
    const released = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const connection = await connectionTo((request) => {
      request.socket.once('close', closed);
      left.emit('close');
    });
    expect(await refusal(connection.ask('{}', { headers: {}, client }))).toContain('SUBGRAPH_UNAVAILABLE');
    await released;
    expect(await refusal(connection.ask('{}', { headers: {}, client }))).toContain('SUBGRAPH_UNAVAILABLE');
  });
});

it.each([
  [undefined, 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
  ['application/json, */*', 'application/json; charset=utf-8'],
  ['application/graphql-response+json, application/json', 'application/graphql-response+json; charset=utf-8'],
  ['application/json, application/graphql-response+json', 'application/json; charset=utf-8'],
  ['application/json;q=0.1, application/graphql-response+json', undefined],
  ['text/html', undefined],
])('answers the header accept: %s with %s, or leaves it to negotiation', (accept, type) => {
  expect(responseType(accept)).toBe(type);
});
