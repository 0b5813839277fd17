// What pages need besides their text: styles, scripts and pictures, and what browsers and search engines ask for by themselves.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '#kit/words/clock';
import { anonymous } from '#kit/words/identity';
import type { Place, Site } from '../../dashboard/page';
import { languages, pathIn } from '../../languages/languages';
import type { Asker } from './asking';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ico': 'image/x-icon',
};

/** The pages, and where their styles, scripts and pictures are. */
export interface ServedSite extends Site {
  readonly assetsFolder: string;
}

type OriginOf = (request: FastifyRequest) => string;

interface Asset {
  readonly content: Buffer;
  /** Differs for different content. */
  readonly mark: string;
}

/** Each by its name, made when it is first asked for. */
type Assets = ReadonlyMap<string, () => Asset>;

/** The files of a folder by their names, and those that are made. */
export function readAssets(folder: string, made: ServedSite['made'] = {}): Assets {
  return new Map([
    ...readdirSync(folder).map((name) => [name, once(() => assetOf(contentOf(join(folder, name))))] as const),
    ...Object.entries(made).map(([name, make]) => [name, once(() => assetOf(Buffer.from(make())))] as const),
  ]);
}

/** Nothing is painted before the styles have arrived: what only people read in them stays here. */
function contentOf(path: string): Buffer {
  const content = readFileSync(path);
  if (extname(path) !== '.css') return content;
  const text = content.toString().replace(/\/\*.*?\*\//gs, '');
  return Buffer.from(
    text
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      .trim(),
  );
}

const assetOf = (content: Buffer): Asset => ({
  content,
  mark: createHash('sha256').update(content).digest('base64url').slice(0, 16),
});

function once<Result>(make: () => Result): () => Result {
  let result: { readonly made: Result } | undefined;
  return () => {
    result ??= { made: make() };
    return result.made;
  };
}

/** How pages name an asset: with a mark of its content, so that browsers may keep it for a year. */
export const naming =
  (assets: Assets): Place['asset'] =>
  (name) => {
    const mark = assets.get(name)?.().mark;
    return `/assets/${name}${mark ? `?v=${mark}` : ''}`;
  };

/** Adds a route for each. */
export function addAssets(http: FastifyInstance, assets: Assets): void {
  for (const [name, asset] of assets)
    http.get(name === 'favicon.ico' ? `/${name}` : `/assets/${name}`, async ({ headers, query }, reply) => {
      const { content, mark } = asset();
      const isMarked = (query as Record<string, string>).v === mark;
      // Weak: the same content may be sent compressed.
      const etag = `W/"${mark}"`;
      void reply.headers({
        'content-type': types[extname(name)] ?? 'application/octet-stream',
        'cache-control': isMarked ? 'public, max-age=31536000, immutable' : 'no-cache',
        etag,
        // Some stand on pages of other sites, which load modules by CORS alone.
        'access-control-allow-origin': '*',
      });
      if (headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.send(extname(name) === '.ico' ? content : content.toString());
    });
}

/** Which pages search engines may list, and where they are. */
export function addRobots(http: FastifyInstance, { pages }: ServedSite, asker: Asker, originOf: OriginOf, clock: Clock): void {
  http.get('/robots.txt', (request, reply) =>
    reply
      .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' })
      .send(`User-agent: *\nDisallow: /graphql\nSitemap: ${originOf(request)}/sitemap.xml\n`),
  );
  http.get('/sitemap.xml', async (request, reply) => {
    const indexed = pages.filter((page) => page.indexed);
    const paths = await Promise.all(
      indexed.map(async ({ address, everywhere }) => {
        if (!everywhere) return address.includes(':') ? [] : [address];
        const { data } = await asker.show(everywhere.asks, new URLSearchParams(), {
          identity: anonymous,
          who: {},
          now: clock(),
          address: undefined,
        });
        return data === undefined ? [] : everywhere.addresses(data);
      }),
    );
    const address = (path: string) => escaped(`${originOf(request)}${path}`);
    const places = paths.flat().map((path) => {
      const others = languages.map(
        (each) => `<xhtml:link rel="alternate" hreflang="${each}" href="${address(pathIn(each, path))}"/>`,
      );
      return languages.map((each) => `<url><loc>${address(pathIn(each, path))}</loc>${others.join('')}</url>`).join('\n');
    });
    return reply
      .headers({ 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' })
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${places.join('\n')}\n</urlset>\n`,
      );
  });
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
