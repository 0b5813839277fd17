// How does a subgraph behave that is down, slow, broken, misconfigured or cut off?
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

export const faultySdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { weather: String forecast: String }
  type Node @key(fields: "id") { id: ID! mood: String }
  type Mutation { order: Int }
`;

export type Fault = 'none' | 'down' | 'slow' | 'status 500' | 'HTML' | 'cut' | 'cut half-way' | 'no GraphQL';

export class FaultySubgraph {
  fault: Fault = 'none';
  /** How often it was asked for a mutation. */
  orders = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  readonly #schema = buildSubgraphSchema({
    typeDefs: parse(faultySdl),
    resolvers: {
      Query: { weather: () => 'sunny', forecast: () => 'rain' },
      Node: { __resolveReference: ({ id }: { id: string }) => ({ id }), mood: ({ id }: { id: string }) => `mood of ${id}` },
      Mutation: { order: () => 1 },
    } as never,
  });

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/graphql`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Begins to behave badly, or well again. */
  async become(fault: Fault): Promise<void> {
    if (this.fault === 'down' && fault !== 'down') await this.start();
    if (this.fault !== 'down' && fault === 'down') await this.stop();
    this.fault = fault;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    if (/order/.test(query)) this.orders++;
    const send = (status: number, type: string, text: string) => response.writeHead(status, { 'content-type': type }).end(text);
    if (this.fault === 'slow') return;
    if (this.fault === 'status 500') return void send(500, 'text/plain', 'SECRET words at 10.0.0.7');
    if (this.fault === 'HTML') return void send(200, 'text/html', '<h1>SECRET proxy</h1>');
    if (this.fault === 'no GraphQL') return void send(200, 'application/json', '{"hello":"SECRET"}');
    if (this.fault === 'cut') return void response.socket?.destroy();
    if (this.fault === 'cut half-way') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"data":{"we');
      return void setImmediate(() => response.socket?.destroy());
    }
    const result = await graphql({ schema: this.#schema, source: query, variableValues: variables });
    send(200, 'application/json', JSON.stringify(result));
  }
}
