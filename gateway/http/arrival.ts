// How long may a request take to arrive?
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isUpload } from './pages';

export interface ArrivalOptions {
  /** How long the head of a request may take, and from then on its body. */
  readonly arrivalMs: number;
  /** The same for the body of a file, which may be large. */
  readonly fileArrivalMs: number;
}

/** Cuts off whoever sends a body too slowly. Node itself knows one time for all requests, so it watches over their heads alone. */
export function arriving({ arrivalMs, fileArrivalMs }: ArrivalOptions, next: RequestListener): RequestListener {
  const watch = (request: IncomingMessage, response: ServerResponse) => {
    // Nearly every body comes with its head.
    if (request.complete) return;
    const late = (ms: number) => setTimeout(() => cutOff(request, response), ms);
    let timer = late(isUpload(request) ? fileArrivalMs : arrivalMs);
    // Who has been answered before the end, a refused one, has no reason to go on.
    response.once('finish', () => {
      clearTimeout(timer);
      if (!request.complete) timer = late(arrivalMs);
    });
    request.once('close', () => clearTimeout(timer));
  };
  return (request, response) => {
    process.nextTick(watch, request, response);
    next(request, response);
  };
}

function cutOff({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) socket.destroy();
  else socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n', () => socket.destroy());
}
