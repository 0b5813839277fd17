// Do the examples of examples/ run as whoever copies them runs them?
import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { buildExample } from '../../bench/clientPackages';
import { openBrowser } from '../support/browser';
import { dataOf, operation } from '../support/graphql';
import { Federation } from './federation';

const run = promisify(execFile);
const examples = resolve(__dirname, '..', '..', 'examples');

let shelfbridge: Federation;
let browser: Browser;
const servers: Server[] = [];
const folders: string[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  shelfbridge = await Federation.start();
}, 120_000);
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await browser?.close();
  await shelfbridge?.stop();
});

/** A number as a browser that speaks English shows it. */
const shown = (count: number) => count.toLocaleString('en-US');

let signers = 0;
async function sign(): Promise<number> {
  const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: `example${signers++}@library.example`, country: 'FI' };
  return dataOf(await shelfbridge.ask(operation('SignPetition'), { input })).signPetition.petition.signatureCount;
}

/** Serves a folder as any small server of a developer does; on localhost, another origin than the graph. */
async function serving(folder: string): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    response.setHeader('content-type', extname(file) === '.js' ? 'text/javascript' : 'text/html; charset=utf-8');
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  servers.push(server);
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Installs an example in a folder of its own by its lock, and builds it. */
async function built(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-example-'));
  folders.push(folder);
  return buildExample(name, folder);
}

it('examples/react builds with types from the schema, and shows a live count, the policies of a day and the costs', async () => {
  const own = readFileSync(`${examples}/react/src/main.tsx`, 'utf8').split('\n').length;
  expect(own).toBeLessThanOrEqual(150);
  const site = await serving(await built('react'));
  const before = await sign();
  const page = await browser.newPage();
  await page.goto(`${site}?${new URLSearchParams({ graph: shelfbridge.url })}`);
  await page.locator(`#count:text-is("${shown(before)}")`).waitFor();
  await page.locator(`#count:text-is("${shown(await sign())}")`).waitFor();
  await page
    .getByRole('row', { name: /^Macmillan/ })
    .first()
    .waitFor();
  await page.getByText('Macmillan Publishers (new releases): 1650.00 USD').waitFor();
  await page.getByText('HarperCollins Publishers: PRICE_NOT_STATED').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.close();
}, 300_000);

it('examples/urql builds with types that need no generated documents, draws a chart that grows, and turns pages', async () => {
  const own = readFileSync(`${examples}/urql/src/main.tsx`, 'utf8').split('\n').length;
  expect(own).toBeLessThanOrEqual(150);
  const site = await serving(await built('urql'));
  const before = await sign();
  const page = await browser.newPage();
  await page.goto(`${site}?${new URLSearchParams({ graph: shelfbridge.url })}`);
  await page.locator(`#count:text-is("${shown(before)}")`).waitFor();
  const ofToday = async () => Number((await page.locator('svg title').last().textContent())?.split(': ')[1]);
  const signedToday = await ofToday();
  await page.locator(`#count:text-is("${shown(await sign())}")`).waitFor();
  expect(await ofToday()).toBe(signedToday + 1);
  await page.locator('li:nth-of-type(5)').waitFor();
  expect(await page.getByRole('listitem').count()).toBe(5);
  await page.getByRole('button', { name: 'More' }).click();
  await page.locator('li:nth-of-type(10)').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.goto(`${site}?${new URLSearchParams({ graph: shelfbridge.url, petition: 'no-such-petition' })}`);
  await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
  await page.close();
}, 300_000);

it('docs/dashboards.md leads from an empty folder to a chart that grows, by each of its three clients', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-example-'));
  folders.push(folder);
  const [, section = ''] = readFileSync(resolve(examples, '..', 'docs', 'dashboards.md'), 'utf8')
    .split(/^## /m)
    .filter((each) => /^A live|^Begin/.test(each));
  const blocks = [...section.matchAll(/^```\w+\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  const [commands = '', html = '', ...programs] = blocks;
  expect(programs).toHaveLength(3);
  await run('sh', ['-c', commands], { cwd: folder });
  writeFileSync(join(folder, 'index.html'), html);
  const page = await browser.newPage();
  page.on('dialog', (dialog) => dialog.dismiss());
  for (const program of programs) {
    writeFileSync(join(folder, 'main.js'), program.replaceAll('http://localhost:4000/graphql', shelfbridge.url));
    await run('npx', ['vite', 'build'], { cwd: folder });
    const before = await sign();
    await page.goto(await serving(join(folder, 'dist')));
    await page.locator(`h1:text("${before} people for")`).waitFor();
    await page.locator(`h1:text("${await sign()} people for")`).waitFor();
    expect(await page.locator('rect').count()).toBeGreaterThan(10);
  }
  await page.close();
}, 300_000);

it('examples/plain follows a count from an origin of its own, and says what is wrong with a question', async () => {
  const before = await sign();
  const site = await serving(`${examples}/plain`);
  const page = await browser.newPage();
  await page.goto(`${site}?${new URLSearchParams({ graph: shelfbridge.url })}`);
  await page.getByRole('heading', { name: 'Fair ebook terms for every library' }).waitFor();
  await page.locator(`#count:text-is("${shown(before)}")`).waitFor();
  await page.locator(`#count:text-is("${shown(await sign())}")`).waitFor();
  await page.goto(`${site}?${new URLSearchParams({ graph: shelfbridge.url, petition: 'no-such-petition' })}`);
  await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
  await page.close();
}, 60_000);

it('examples/python reads the comparison as a table, with a reason in place of each missing cost, and one count', async () => {
  const signed = await sign();
  const { stdout } = await run('python3', [`${examples}/python/compare.py`, new URL('/', shelfbridge.url).href]);
  expect(stdout).toContain('Macmillan Publishers (new releases) | 1650.00 | USD\n');
  expect(stdout).toMatch(/HarperCollins Publishers \| totalCost: PRICE_NOT_STATED/);
  expect(stdout).toContain(`Fair ebook terms for every library: ${signed} of 10000 signatures\n`);
}, 60_000);
