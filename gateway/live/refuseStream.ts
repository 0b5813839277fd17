// How is a client told over HTTP that it gets no stream?
import type { ServerResponse } from 'node:http';
import { Refusal } from '../operation/refusals';
import type { Framing } from './framing';
import { type FormatError, formatErrors, NotServing, StreamNotAcceptable, SubscriptionLimit } from './refusals';

/**
 * By a status and `application/graphql-response+json`; to readers of server-sent events in the stream, since an `EventSource` shows its
 * page nothing else. A response that has begun is cut off.
 */
export function refuse(response: ServerResponse, framing: Framing | undefined, error: unknown, formatError: FormatError): void {
  if (response.destroyed || response.headersSent) return void response.destroy();
  const errors = JSON.stringify(formatErrors(error, formatError));
  if (framing?.refusesByStatus === false) {
    response.writeHead(200, { 'content-type': framing.contentType, 'cache-control': 'no-cache, no-transform' });
    response.end(Buffer.concat([framing.fatal(errors), framing.closing]));
    return;
  }
  const headers = error instanceof Refusal ? error.headers : {};
  response.writeHead(statusOf(error), { ...headers, 'content-type': 'application/graphql-response+json; charset=utf-8' });
  response.end(`{"errors":${errors}}`);
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  if (error instanceof StreamNotAcceptable) return 406;
  return error instanceof SubscriptionLimit || error instanceof NotServing ? 503 : 400;
}
