// How are pages and files made small on their way? What is whole already is compressed at once; what arrives in pieces, as it arrives.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Brotli's slowest level would take longer than it saves. A page lies within 64 kB: for such, tables of their own are smaller and sooner made. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 16 } };

/** Small texts do not get smaller. */
const threshold = 1_000;

/** Up to this length a text takes less than a few milliseconds, and nobody waits for it. */
const atOnce = 100_000;

const ways = {
  br: (text: string) => brotliCompressSync(text, brotliOptions),
  gzip: (text: string) => gzipSync(text),
} as const;

/** What browsers ask for: they name encodings without weights. Programs that weigh them are left to the plugin. */
function wayFor(header: string | undefined): keyof typeof ways | undefined {
  if (header === undefined || /[*;]/.test(header)) return undefined;
  const named = header.toLowerCase().split(/\s*,\s*/);
  return (['br', 'gzip'] as const).find((way) => named.includes(way));
}

/** A page of text is compressed where it stands: in pieces it would go to other threads and back, and wait for them each time. */
async function compressWhole(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (typeof payload !== 'string' || payload.length < threshold || payload.length > atOnce) return payload;
  const way = wayFor(request.headers['accept-encoding']);
  const isText = /^(text\/|image\/svg|application\/json)/.test(String(reply.getHeader('content-type')));
  if (!way || !isText || reply.hasHeader('content-encoding') || 'x-no-compression' in request.headers) return payload;
  const varying = reply.getHeader('vary');
  void reply.headers({ 'content-encoding': way, vary: varying ? `${varying}, accept-encoding` : 'accept-encoding' });
  void reply.removeHeader('content-length');
  return ways[way](payload);
}

/** Text is compressed in the scope in which this is registered. */
export async function compressing(http: FastifyInstance): Promise<void> {
  http.addHook('onSend', compressWhole);
  await http.register(compress, { threshold, encodings: ['br', 'gzip'], brotliOptions });
}
