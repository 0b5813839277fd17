// Promises of weight: no page is heavier than its budget, however many rows it has to show and however long their names and texts are; it leads on to the rest.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { print } from 'graphql';
import { site, writePage } from '#dashboard/index';
import type { Given, Page, Place } from '#dashboard/page';
import { projectFile } from '#kit/words/projectFile';
import { plentifulAnswer } from '../support/invented';

/** The most bytes, compressed, of a page, its styles and its scripts, and of what a first window needs to be painted. */
const budgets = { html: 15_000, css: 6_000, js: 8_000, first: 12_000 };

const now = new Date('2026-11-30T12:00:00Z');
const who = {
  account: { name: 'Ana', roles: ['staff', 'committee', 'organizer', 'editor'], libraries: ['x'] },
  signIn: { provider: true, choice: true },
} as const;
const zipped = (text: string) => gzipSync(text).length;
const assets = new Map<string, number>();
const assetSize = (name: string) => {
  const size = assets.get(name) ?? zipped(readFileSync(projectFile('dashboard', 'assets', name), 'utf8'));
  assets.set(name, size);
  return size;
};

const nothing = ({ asks = {} }: Page) => Object.fromEntries(Object.keys(asks).map((name) => [name, {}]));

/** A page with as many rows as its documents ask for. */
function plentiful(page: Page, language: 'en' | 'es', asks = page.asks ?? {}): string {
  const fields = new URLSearchParams([
    ['token', 'a.b'],
    ...[...page.address.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, 'x']),
  ]);
  const answers = Object.entries(asks).map(([name, each]) => [name, plentifulAnswer(each, fields, now)]);
  const given = {
    ...{
      answers: { ...nothing(page), ...Object.fromEntries(answers) },
      done: undefined,
      live: page.live && `/graphql?${'x'.repeat(300)}`,
      who,
      now,
    },
    form: { fields, unique: '01234567-89ab-cdef-0123-456789abcdef', refused: undefined },
  };
  const place: Place = {
    ...{ language, origin: 'https://library.example', path: '/', everyLanguage: [], readAsset: () => '' },
    asset: (name) => `/assets/${name}?v=0123456789abcdef`,
  };
  return writePage(page, given as unknown as Given, place);
}

it.each(site.pages.flatMap((page) => (['en', 'es'] as const).map((language) => [page.address, language, page] as const)))(
  '%s keeps its budget with many long rows, in %s',
  (_address, language, page) => {
    const html = plentiful(page, language);
    if (page.asks) expect(html.length).toBeGreaterThan(plentiful(page, language, {}).length);
    const brought = (ending: string) =>
      [...html.matchAll(/(?:href|src)="\/assets\/([\w.-]+)\?/g)]
        .flatMap(([, name = '']) => (name.endsWith(ending) ? [assetSize(name)] : []))
        .reduce((sum, size) => sum + size, 0);
    const css = brought('.css');
    // A window ends before the first section or group of fields does, and nothing below it is waited for.
    const [seenFirst = ''] = html.split(/<\/(?:section|fieldset)>/, 1);
    const weight = { html: zipped(html), css, js: brought('.js'), first: zipped(seenFirst) + css };
    expect(css).toBeGreaterThan(0);
    const over = Object.entries(weight).filter(([name, bytes]) => bytes > budgets[name as keyof typeof budgets]);
    expect(over).toEqual([]);
  },
);

/** A search for one library is narrowed by more of its name, and examples for developers show the answers that programs read. */
const isEnough = new Set(['/committee/libraries/:id', '/committee/files', '/developers']);
const goesOn = ({ address, asks = {} }: Page) =>
  !isEnough.has(address) && Object.values(asks).some(({ document, whole }) => !whole && /\bpageInfo\b/.test(print(document)));

it.each(site.pages.filter(goesOn).map((page) => [page.address, page] as const))(
  '%s leads to the rows that follow those it shows',
  (_address, page) => {
    expect(plentiful(page, 'en')).toContain('rel="next"');
  },
);
