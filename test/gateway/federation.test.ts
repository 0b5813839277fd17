// Promises of: how subgraphs are asked, what is compiled and kept, who executes what, and how a shadow compares.
import { EventEmitter } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, parse } from 'graphql';
import { FetchFailed } from '#gateway/execution/errors';
import { CompiledDocuments } from '#gateway/federation/compiledDocuments';
import type { Graph } from '#gateway/federation/graph';
import { Shadow } from '#gateway/federation/shadow';
import { SubgraphConnection } from '#gateway/federation/subgraphConnection';
import { responseType } from '#gateway/http/fastPath';
import { whileConnected } from '#gateway/http/whileConnected';
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
  const connection = new SubgraphConnection({ name: 'books', url, deadlineMs, log: silentLog, headersOf });
  connections.push(connection);
  return connection;
}

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: Error) => (error instanceof FetchFailed ? `${error.code}: ${error.message}` : String(error)),
  );

describe('a subgraph', () => {
  it('is sent the body with the headers of whoever asks', async () => {
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

  it('that can not be reached, or cuts the connection, is a refusal too', async () => {
    expect(await refusal(connected('http://127.0.0.1:1/').ask('{}', { headers: {} }))).toContain('can not be reached');
    const cutting = await connectionTo((request) => request.socket.destroy());
    expect(await refusal(cutting.ask('{}', { headers: {} }))).toContain('can not be reached');
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
    const reader = whileConnected(left as ServerResponse);
    let closed = () => {};
    const released = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const connection = await connectionTo((request) => {
      request.socket.once('close', closed);
      left.emit('close');
    });
    expect(await refusal(connection.ask('{}', { headers: {}, reader }))).toContain('SUBGRAPH_UNAVAILABLE');
    await released;
    expect(await refusal(connection.ask('{}', { headers: {}, reader }))).toContain('SUBGRAPH_UNAVAILABLE');
  });
});

describe('compiled documents', () => {
  const schema = buildSchema('type Query { a: Int }');
  const fetch = { kind: 'Fetch', serviceName: 's', operation: '{a}', operationKind: 'query' };
  const documents = (node: unknown = fetch) => {
    let plans = 0;
    const plan = () => {
      plans++;
      return { node };
    };
    const graph = { apiSchema: schema, supergraphSchema: schema, plan } as unknown as Graph;
    return { kept: new CompiledDocuments(graph, async () => ({ data: { a: 1 } }), silentLog), plans: () => plans };
  };

  it('are found by their text once they have been accepted, each compiled once', () => {
    const { kept, plans } = documents();
    expect(kept.accepted('{ a }', undefined)).toBeUndefined();
    const compiled = kept.accept('{ a }', undefined, parse('{ a }'));
    expect(kept.accept('{ a }', null, parse('{ a }'))).toBe(compiled);
    expect(kept.accepted('{ a }', undefined)).toBe(compiled);
    expect(plans()).toBe(1);
  });

  it('do not hold what can not be compiled, and try it once', () => {
    const { kept, plans } = documents({ kind: 'Novelty' });
    expect(kept.accept('{ a }', undefined, parse('{ a }'))).toBeUndefined();
    expect(kept.accept('{ a }', undefined, parse('{ a }'))).toBeUndefined();
    expect([kept.accepted('{ a }', undefined), plans()]).toEqual([undefined, 1]);
  });

  it('are forgotten by the size of what clients wrote', () => {
    const { kept } = documents();
    const long = (i: number) => `{ a } #${i}${'x'.repeat(1_000_000)}`;
    for (let i = 0; i < 6; i++) kept.accept(long(i), undefined, parse('{ a }'));
    expect([0, 1, 2, 3, 4, 5].map((i) => kept.accepted(long(i), undefined) !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('a shadow', () => {
  const compare = async (answer: Parameters<Shadow['compare']>[0], other: { data: string; errors: [] | [never] }, share = 1) => {
    const shadow = new Shadow(silentLog, share, () => 0.5);
    await shadow.compare(answer, async () => other, 'hash');
    return [shadow.compared, shadow.differed];
  };
  const failed = [{ message: 'x' }] as unknown as [never];

  it.each([
    ['the same data', { data: { a: 1, b: 2 } }, { data: '{"b":2,"a":1}', errors: [] as [] }, [1, 0]],
    ['other data', { data: { a: 1 } }, { data: '{"a":2}', errors: [] as [] }, [1, 1]],
    ['errors on one side', { data: { a: null } }, { data: '{"a":null}', errors: failed }, [1, 1]],
    ['errors on both sides', { data: null, errors: [{}] }, { data: 'null', errors: failed }, [1, 0]],
    ['errors that Apollo hides', { data: null, extensions: { valueCompletion: [] } }, { data: 'null', errors: failed }, [1, 0]],
  ])('counts %s', async (_what, answer, other, expected) => {
    expect(await compare(answer, other)).toEqual(expected);
  });

  it('leaves out what is not of its share', async () => {
    expect(await compare({ data: 1 }, { data: '2', errors: [] }, 0.4)).toEqual([0, 0]);
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
