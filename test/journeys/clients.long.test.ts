// Does each client do with the graph what docs/dashboards.md says of it, before and after a restart of all processes?
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { installClients } from '../../bench/clientPackages';
import { type Ability, abilities, clients, type Way } from '../../docs/clients';
import { openBrowser } from '../support/browser';
import { dataOf, operation } from '../support/graphql';
import { Reader } from '../support/reader';
import { Federation } from './federation';

const root = resolve(__dirname, '..', '..');
const ways: readonly string[] = ['WebSocket', 'events', 'multipart'] satisfies Way[];

interface Told {
  readonly client: string;
  readonly ability?: string;
  readonly verdict?: unknown;
  readonly way?: string;
  readonly count?: number;
  readonly ended?: true;
}

let shelfbridge: Federation;
let browser: Browser;
let folder: string;
let matrix: ChildProcess;
let server: Server;
const told = new Reader<Told>();

beforeAll(async () => {
  folder = await installClients();
  browser = await openBrowser();
  shelfbridge = await Federation.start();
  const token = await shelfbridge.token(['--role', 'committee']);
  const program = [join(folder, 'matrix.mjs'), shelfbridge.url, join(root, 'schema', 'operations'), token];
  matrix = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (matrix.stdout) createInterface(matrix.stdout).on('line', (line) => told.push(JSON.parse(line)));
  server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
}, 300_000);
afterAll(async () => {
  matrix?.kill();
  server?.closeAllConnections();
  server?.close();
  await browser?.close();
  await shelfbridge?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let signers = 0;
async function sign(): Promise<number> {
  const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: `clients${signers++}@library.example`, country: 'FI' };
  return dataOf(await shelfbridge.ask(operation('SignPetition'), { input })).signPetition.petition.signatureCount;
}

/** Follows by EventSource on a page of another origin, by the text of a document or by its hash, and keeps in `counts` what it shows. */
async function followed(how: 'text' | 'hash'): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`);
  const text = operation('PetitionCount');
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') };
  const asked: Record<string, string> = how === 'text' ? { query: text } : { extensions: JSON.stringify({ persistedQuery }) };
  const search = new URLSearchParams({ ...asked, variables: '{"id":"fair-ebook-terms"}' });
  await page.evaluate(
    `window.counts = []; new EventSource(${JSON.stringify(`${shelfbridge.url}?${search}`)}).addEventListener('next', ({ data }) =>
      counts.push(JSON.parse(data).data.petitionCount.petition.signatureCount))`,
  );
  return page;
}
const shows = (page: Page, count: number) => page.waitForFunction(`counts.at(-1) === ${count}`, undefined, { timeout: 60_000 });

/** What the table says, without EventSource, which is tried in a browser. */
const inPrograms = Object.entries(clients).filter(([name]) => name !== 'EventSource');
const feeds = inPrograms.flatMap(([client, { restart }]) =>
  Object.entries(restart).flatMap(([way, { back }]) => [
    { client, way, back },
    { client, way: `${way}, again`, back: true },
  ]),
);

it('does every client what the table says, and nothing that it leaves out', async () => {
  const isOf = (name: string) => (line: Told) => line.client === name && line.ability !== undefined;
  await told.until(({ ability }) => ability === 'defaults', 120_000);
  const seen = Object.fromEntries(
    inPrograms.map(([name]) => [
      name,
      told.seen.filter(isOf(name)).flatMap(({ ability, verdict }) => (ability === 'defaults' ? [] : [[ability, verdict]])),
    ]),
  );
  const said = Object.fromEntries(
    inPrograms.map(([name, { does }]) => [
      name,
      (Object.keys(abilities) as Ability[]).flatMap((each) => (does[each] && !ways.includes(each) ? [[each, true]] : [])),
    ]),
  );
  expect(seen).toEqual(said);
  expect(told.seen.find(({ ability }) => ability === 'defaults')?.verdict).toBe('UNSAFE_REQUEST');
  for (const [, { does, restart }] of inPrograms)
    expect(Object.keys(restart)).toEqual(ways.filter((way) => does[way as Ability] !== undefined));
});

it.each(['text', 'hash'] as const)('an EventSource follows by the %s of a document, on a page of another origin', async (how) => {
  const page = await followed(how);
  await shows(page, await sign());
  await shows(page, await sign());
  await page.close();
});

it('every feed shows the present count and the next, and after a restart those come back that the table says', async () => {
  const page = await followed('hash');
  const shown = ({ client, way }: { client: string; way: string }, count: number) =>
    told.seen.some((line) => line.client === client && line.way === way && line.count === count);
  const all = async (some: typeof feeds, count: number) => {
    for (const feed of some) if (!shown(feed, count)) await told.until(() => shown(feed, count), 60_000);
  };
  const first = await sign();
  await all(feeds, first);
  await all(feeds, await sign());
  await shelfbridge.end('SIGTERM');
  // A short outage would end before the clients that give up have asked again.
  const over = ({ client, way }: { client: string; way: string }) =>
    told.seen.some((line) => line.client === client && line.way === way && line.ended);
  const gone = feeds.filter(({ back }) => !back);
  for (const feed of gone) if (!over(feed)) await told.until(() => over(feed), 60_000);
  await shelfbridge.begin();
  await shelfbridge.whole();
  const last = await sign();
  await all(
    feeds.filter(({ back }) => back),
    last,
  );
  await shows(page, last);
  expect(gone.filter((feed) => shown(feed, last))).toEqual([]);
  await page.close();
}, 180_000);
