// What stands within pages of other sites: pages that they show in a frame, and live feeds that their scripts read.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anonymous } from '#kit/words/identity';
import type { Page } from '../../dashboard/page';
import type { Live } from '../live/live';
import { type AskingOptions, registered } from './asking';
import { fieldsOf } from './forms';
import { variablesOf } from './variables';

/** Any site may show them, also one that lets in only what agrees to it (COEP). They hold no form that a visitor could be led to send. */
export const embeddedHeaders = {
  'cache-control': 'public, max-age=30',
  'cross-origin-resource-policy': 'cross-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; " +
    "frame-ancestors *; base-uri 'none'",
} as const;

export interface OpenFeeds {
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly stream: Live['stream'];
}

/**
 * Adds the feed of a page at an address whose answers every site may read: as everybody without an account reads it, counted like any
 * other operation, and never by the cookies of a visitor.
 */
export function addOpenFeed(
  http: FastifyInstance,
  url: string,
  { live }: Page,
  { admission, schema }: Pick<AskingOptions, 'admission' | 'schema'>,
  { addressOf, stream }: OpenFeeds,
): void {
  if (!live) throw new Error(`The page with the feed ${url} names no subscription.`);
  const { text, definition } = registered(live);
  http.get(url, async (request: FastifyRequest, reply: FastifyReply) => {
    // What is refused is read by them as well.
    void reply.headers({ 'access-control-allow-origin': '*', 'x-robots-tag': 'noindex' });
    const sent = { query: text, variables: variablesOf(definition, schema(), fieldsOf(request)) };
    const address = addressOf(request.raw);
    const caller = { transport: 'http', simple: false, safeMethod: true, identity: anonymous, address } as const;
    const asked = await admission.admit(sent, caller);
    if (!asked) throw new Error('A registered document is always found.');
    handOver(reply);
    await stream(request.raw, reply.raw, asked, anonymous);
  });
}

/** Gives the socket to a live feed, with the headers already set for the answer: without those of CORS no web page could read it. */
export function handOver(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.hijack();
}
