// The limits: one prebuilt message, written to the socket under each client of `ws`, or of a bare HTTP stream, or sent by `ws` itself, without looking back.
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { obey, stateOf } from './orders';

const clients = new Set<Socket>();
const webSockets = new Set<WebSocket>();
const id = '00000000-0000-4000-8000-000000000000';
const [, , transport] = process.argv;

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write(':\n\n');
  if (response.socket) join(response.socket);
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (ws, { socket }) => {
  ws.once('message', () =>
    ws.send('{"type":"connection_ack"}', () => (transport === 'send' ? webSockets.add(ws) : join(socket))),
  );
  ws.once('close', () => webSockets.delete(ws));
});
server.listen(0, '127.0.0.1', () => {
  obey((server.address() as AddressInfo).port, (count) => {
    const message = transport === 'WebSocket' ? frame(count) : chunk(count);
    for (const client of clients) client.write(message);
    const text = Buffer.from(textOf(count));
    for (const ws of webSockets) ws.send(text, { binary: false });
  });
});

function join(socket: Socket): void {
  clients.add(socket);
  socket.once('close', () => clients.delete(socket));
}

const payload = (count: number) => JSON.stringify({ data: { petitionCount: stateOf(count) } });

const textOf = (count: number) => `{"id":"${id}","type":"next","payload":${payload(count)}}`;

function frame(count: number): Buffer {
  const text = textOf(count);
  return Buffer.concat([Buffer.from([0x81, 126, text.length >> 8, text.length & 255]), Buffer.from(text)]);
}

function chunk(count: number): Buffer {
  const text = `event: next\ndata: ${payload(count)}\n\n`;
  return Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`);
}
