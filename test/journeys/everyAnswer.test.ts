// What every answer of the real processes brings: little, compressed, under a strict policy, and with what search engines and shared links need.
import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'undici';
import { projectFile } from '#kit/words/projectFile';
import { pathIn } from '#languages/languages';
import { site } from '../../dashboard/index';
import { cookieOf, type Reached, reachedByLinks } from '../support/reached';
import { Federation } from './federation';

let shelfbridge: Federation;
/** Every page that anybody comes to by links, and those that mails open. */
let pages: readonly Omit<Reached, 'page'>[];
let reached: readonly Reached[];
const at = (path: string) => new URL(path, shelfbridge.url);

beforeAll(async () => {
  shelfbridge = await Federation.start({ RATE_LIMIT: '10000/60', COST_LIMIT: '100000000/60' });
  reached = await reachedByLinks(shelfbridge.url);
  const known = new Set(reached.map(({ page }) => page.address));
  const others = site.pages.filter(({ address, embedded }) => !known.has(address) && !embedded);
  const paths = [
    ...others.map(({ address }) => address.replace(/:\w+/g, 'none')),
    '/nothing/here',
    '/petitions?filter.state=LOST',
  ];
  const opened = await Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(at(path), { headers: { accept: 'text/html' } });
      return { path, role: undefined, text: await answer.text(), headers: answer.headers };
    }),
  );
  pages = [...reached, ...opened];
}, 120_000);
afterAll(() => shelfbridge?.stop());
jest.setTimeout(120_000);

const zipped = (text: string) => gzipSync(text).length;
const assets = projectFile('dashboard', 'assets');
const forOtherSites = ['petition-count.js', 'embedded.css'];
const weightOf = (ending: string) =>
  readdirSync(assets)
    .filter((name) => name.endsWith(ending) && !forOtherSites.includes(name))
    .reduce((sum, name) => sum + zipped(readFileSync(`${assets}/${name}`, 'utf8')), 0);
/** Which of them are not as they should be, with what they are. */
const faultsOf = (wrong: (page: (typeof pages)[number]) => unknown) =>
  pages.flatMap((page) => {
    const found = wrong(page);
    return found ? [[page.path, page.role, found]] : [];
  });

it('there is an answer of every page', () => {
  expect(reached.length).toBeGreaterThan(75);
  expect(pages.length - reached.length).toBeGreaterThan(12);
});

describe('a reader on a slow line', () => {
  it('gets at most 6 kB of styles and 8 kB of scripts, and other sites an element of at most 1.5 kB', () => {
    expect(weightOf('.css')).toBeLessThanOrEqual(6_000);
    expect(weightOf('.js')).toBeLessThanOrEqual(8_000);
    expect(zipped(readFileSync(`${assets}/petition-count.js`, 'utf8'))).toBeLessThanOrEqual(1_500);
  });

  it('gets no page of more than 15 kB, and paints its first window after 12 kB', () => {
    // A window ends before the first section or group of fields does, and nothing below it is waited for.
    const first = (text: string) => zipped(text.split(/<\/(?:section|fieldset)>/, 1)[0] ?? '') + weightOf('.css');
    expect(faultsOf(({ text }) => zipped(text) > 15_000 && zipped(text))).toEqual([]);
    expect(faultsOf(({ text }) => first(text) > 12_000 && first(text))).toEqual([]);
  });

  it.each([
    '/policies?territory=&format=',
    '/policies?on=2019-11-15&territory=&format=',
    '/compare?territory=&format=',
    '/embargoes?territory=&format=',
  ])('gets no page of more than 15 kB that asks for everything: %s', async (path) => {
    const answer = await fetch(at(path), { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(200);
    expect(zipped(await answer.text())).toBeLessThanOrEqual(15_000);
  });

  it.each([
    ...['/', '/es/policies', '/policies/timeline.svg', '/policies/timeline.csv', '/policies/timeline.json', '/assets/style.css'],
    ...['/assets/pages.js', '/assets/world.svg', '/petitions/ebooksforall.csv', '/petitions/ebooksforall.json', '/sitemap.xml'],
    ...['/exports/policies.csv', '/feeds/policies.atom', '/nothing/here'],
  ])('gets every text compressed, as it was before: %s', async (path) => {
    const as = async (encoding: string) => {
      const { headers, body } = await request(at(path), { headers: { accept: 'text/html', 'accept-encoding': encoding } });
      return { encoding: headers['content-encoding'], bytes: Buffer.from(await body.arrayBuffer()) };
    };
    const [plain, br, gzip] = await Promise.all(['identity', 'gzip, deflate, br', 'gzip'].map(as));
    expect([plain?.encoding, br?.encoding, gzip?.encoding]).toEqual([undefined, 'br', 'gzip']);
    // A page names what it sends once by a value of its own each time.
    const same = (bytes: Buffer) => bytes.toString().replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|T\d\d:\d\d:[\d.]+/g, '');
    const whole = same(plain?.bytes ?? Buffer.of());
    expect(same(brotliDecompressSync(br?.bytes ?? Buffer.of()))).toBe(whole);
    expect(same(gunzipSync(gzip?.bytes ?? Buffer.of()))).toBe(whole);
    expect(br?.bytes.length).toBeLessThan((plain?.bytes.length ?? 0) * 0.7);
  });
});

it('every page, refusals and rooms as well, lets in nothing but our own files, and holds no script, style or handler', () => {
  const policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'";
  const strict = (header: string | null) => header?.replace(/; ?upgrade-insecure-requests/, '') === policy;
  const reachedPages = faultsOf(
    ({ path, headers }) => !path.startsWith('/embed/') && !strict(headers.get('content-security-policy')),
  );
  expect(reachedPages).toEqual([]);
  const inner =
    /<style|\sstyle="|<script(?![^>]*\ssrc="\/)|\son\w+="|javascript:|(?:src|<link[^>]* href)="(?:https?:)?\/\/(?!127\.0\.0\.1|localhost)/;
  expect(faultsOf(({ text }) => inner.exec(text)?.[0])).toEqual([]);
});

describe('a search engine, or somebody who shares a link,', () => {
  const one = (text: string, pattern: RegExp) => {
    const found = [...text.matchAll(new RegExp(pattern, 'g'))].map(([, value = '']) => value);
    return found.length === 1 ? found[0] : undefined;
  };
  const titleOf = (text: string) => one(text, /<title>(.*?) · Shelfbridge<\/title>/);
  const meta = (text: string, name: string) => one(text, new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"/>`));

  it.each(['en', 'es'] as const)(
    'is told of every public page what it is, where it stands, and where in other languages (%s)',
    async (language) => {
      const listed = reached.filter(({ page, role }) => page.indexed && role === undefined);
      expect(new Set(listed.map(({ page }) => page)).size).toBe(site.pages.filter(({ indexed }) => indexed).length);
      const described = new Map<string, string[]>();
      for (const path of new Set(listed.map((each) => each.path))) {
        const answer = await fetch(at(pathIn(language, path)), { headers: { accept: 'text/html' } });
        const text = await answer.text();
        const description = meta(text, 'description') ?? '';
        const [here, english, spanish] = [pathIn(language, path), path, pathIn('es', path)].map((each) =>
          at(each).href.replace(/\/$/, ''),
        );
        const plain = (address: string | undefined) => address?.replace(/\/$/, '');
        expect({
          path,
          language: one(text, /<html lang="(\w+)"/),
          robots: answer.headers.get('x-robots-tag'),
          shared: [meta(text, 'og:title'), meta(text, 'og:description'), plain(meta(text, 'og:url')), meta(text, 'og:type')],
          canonical: plain(one(text, /<link rel="canonical" href="([^"]*)"/)),
          others: [...text.matchAll(/<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)"/g)].map(([, of, to]) => [
            of,
            plain(to),
          ]),
        }).toEqual({
          path,
          language,
          robots: null,
          shared: [titleOf(text)?.replaceAll('"', '&quot;'), description, here, 'website'],
          canonical: here,
          others: [
            ['en', english],
            ['es', spanish],
            ['x-default', english],
          ],
        });
        expect([path, description.length > 20 && description.length <= 310]).toEqual([path, true]);
        described.set(description, [...(described.get(description) ?? []), path]);
      }
      // One description for two pages says of neither what it is.
      expect([...described.values()].filter((paths) => paths.length > 1)).toEqual([]);
    },
  );

  it('is told of no room and no page of a mail', () => {
    const isListed = ({ text, headers }: (typeof pages)[number]) =>
      headers.get('x-robots-tag') !== 'noindex' ||
      !text.includes('<meta name="robots" content="noindex"/>') ||
      text.includes('rel="canonical"');
    const closed = reached.filter(({ page }) => page.audience);
    expect(closed.length).toBeGreaterThan(30);
    expect(closed.filter(isListed).map(({ path }) => path)).toEqual([]);
  });
});

it('the first start shows a house that lives: weeks of signatures, libraries with interests, pairs; all marked as examples', async () => {
  const read = async (path: string) => (await fetch(at(path), { headers: { accept: 'text/html' } })).text();
  const parts = (text: string, pattern: RegExp) => text.match(pattern) ?? [];
  const isMarked = (html: string) => html.includes('<span class="mark">Example</span>');
  const front = await read('/');
  const [petitions = ''] = parts(front, /<section id="petitions".*?<\/section>/s);
  const cards = parts(petitions, /<li>.*?<\/li>/gs);
  expect([cards.length > 1, cards.filter((card) => !isMarked(card))]).toEqual([true, []]);
  for (const card of cards) {
    expect(card).toMatch(/<strong data-count="[^"]+" data-of="signatureCount">[1-9][\d,]*<\/strong>/);
    expect(card).toContain('class="spark"');
    const [, id = ''] = /href="\/petitions\/([^"]+)"/.exec(card) ?? [];
    const { days } = (await (await fetch(at(`/petitions/${id}.json`))).json()) as { days: { signed: number }[] };
    expect(days.filter(({ signed }) => signed > 0).length).toBeGreaterThan(14);
  }
  const listed = parts(await read('/listings'), /<li><h2>.*?<\/li>/gs).filter(isMarked);
  expect(listed.length).toBeGreaterThan(5);
  const ids = listed.map((card) => /href="\/libraries\/([^"]+)"/.exec(card)?.[1]);
  const libraries = await Promise.all(ids.map((id) => read(`/libraries/${id}`)));
  expect(ids.filter((_, i) => !isMarked(libraries[i] ?? '') || !libraries[i]?.includes('<dt>Would like</dt>'))).toEqual([]);
  expect(parts(front, /<section id="pairs".*?<\/section>/s)[0]).toMatch(/<svg [\s\S]*<line|<svg [\s\S]*<path/);
});

it.each(['/imports/libraries', '/imports/pairs', '/petitions/fair-ebook-terms/paper-signatures'])(
  'a session is believed by pages, and by no door for the files of programs: %s',
  async (path) => {
    for (const role of ['committee', 'organizer']) {
      const headers = { cookie: await cookieOf(shelfbridge.url, role), 'content-type': 'text/csv' };
      const answer = await fetch(at(path), { method: 'POST', headers, body: 'name,country\nAnn,PT\n' });
      const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
      expect([answer.status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  },
);
