// How long, and how many bytes, until a page of each client shows its first live count? npm run bench:clients [-- ROUNDS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { freePort } from '../start/ports';
import { here } from './against';
import { buildExample, installClients } from './clientPackages';
import { interleave, ratio, spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 10);
const say = (line: string) => process.stdout.write(`${line}\n`);

const document = 'subscription Count($id: ID!) { petitionCount(id: $id) { petition { id title totalCount } } }';
const head = `const url = new URLSearchParams(location.search).get('graph'), query = ${JSON.stringify(document)}, variables = { id: 'fair-ebook-terms' };
const show = (data) => { if (data) document.querySelector('#count').textContent = data.petitionCount.petition.totalCount ?? data.petitionCount.petition.signatureCount; };
const socket = () => createClient({ url: url.replace(/^http/, 'ws') });\n`;
const ws = `import { createClient } from 'graphql-ws';\n`;
const sse = `import { createClient } from 'graphql-sse';\n`;
const apollo = `import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';\n`;
const urql = `import { Client, fetchExchange, subscriptionExchange } from '@urql/core';\n`;
const noSocket = 'const createClient = () => {};\n';
const sink = '{ next: ({ data }) => show(data), error: console.error, complete() {} }';

/** The least that each client needs to show a count. */
const programs: Readonly<Record<string, string>> = {
  EventSource: `${noSocket}${head}new EventSource(url + '?' + new URLSearchParams({ query, variables: JSON.stringify(variables) })).addEventListener('next', ({ data }) => show(JSON.parse(data).data));`,
  'graphql-sse': `${sse}${head}createClient({ url }).subscribe({ query, variables }, ${sink});`,
  'graphql-ws': `${ws}${head}socket().subscribe({ query, variables }, ${sink});`,
  'urql, events': `${urql}${noSocket}${head}new Client({ url, exchanges: [fetchExchange], fetchSubscriptions: true }).subscription(query, variables).subscribe(({ data }) => show(data));`,
  'urql, WebSocket': `${urql}${ws}${head}const live = socket();
new Client({ url, exchanges: [subscriptionExchange({ forwardSubscription: ({ query, variables }) => ({ subscribe: (sink) => ({ unsubscribe: live.subscribe({ query, variables }, sink) }) }) })] }).subscription(query, variables).subscribe(({ data }) => show(data));`,
  'Apollo Client, multipart': `${apollo}${noSocket}${head}new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: url }) }).subscribe({ query: gql(query), variables }).subscribe(${sink});`,
  'Apollo Client, WebSocket': `${apollo}${ws}import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
${head}new ApolloClient({ cache: new InMemoryCache(), link: new GraphQLWsLink(socket()) }).subscribe({ query: gql(query), variables }).subscribe(${sink});`,
  'Relay, WebSocket': `${ws}import { Environment, Network, Observable, RecordSource, requestSubscription, Store } from 'relay-runtime';
import subscription from './src/__generated__/relayCountSubscription.graphql.js';
import texts from './persisted.json';
${head}const live = socket();
const network = Network.create(() => {}, ({ id }, variables) => Observable.create((sink) => live.subscribe({ query: texts[id], variables }, sink)));
requestSubscription(new Environment({ network, store: new Store(new RecordSource()) }), { subscription, variables, onNext: show });`,
};

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  say('Installing the clients and building the examples ...');
  const clients = await installClients();
  const sites: Record<string, string> = { 'examples/plain': join(here, 'examples', 'plain') };
  for (const name of ['react', 'urql']) sites[`examples/${name}`] = await buildExample(name, folder);
  for (const [name, program] of Object.entries(programs)) sites[name] = await bundled(name, program, clients);
  const graph = await started(folder);
  const servers = Object.entries(sites).map(([name, site]) => ({ name, server: serving(site) }));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const opened: Record<string, () => Promise<{ ms: number; bytes: number }>> = {};
    for (const { name, server } of servers) {
      const { port } = server.address() as AddressInfo;
      const address = `http://localhost:${port}/?${new URLSearchParams({ graph: graph.url })}`;
      opened[name] = () => firstCount(browser, address, '#count');
    }
    // Our own pages have the count in them before any script runs.
    for (const path of ['/petitions/fair-ebook-terms', '/embed/petitions/fair-ebook-terms'])
      opened[`our ${path}`] = () => firstCount(browser, new URL(path, graph.url).href, '[data-count]');
    const { ms, bytes } = await interleave(rounds, opened);
    say('\nuntil the first live count: ms [min..max], bytes over the network, beside examples/react');
    for (const name of Object.keys(opened)) {
      const many = spread(bytes[name] ?? []).median;
      const part = written(ratio(bytes, name, 'examples/react'), 3);
      say(`${name}: ${written(spread(ms[name] ?? []))} ms, ${Math.round(many)} bytes, ${part} of the bytes`);
    }
    say(`goal: examples/plain at most 0.1 of the bytes of examples/react`);
  } finally {
    await browser.close();
    for (const { server } of servers) {
      server.closeAllConnections();
      server.close();
    }
    await graph.stop();
    for (const each of [folder, clients]) rmSync(each, { recursive: true, force: true });
  }
}

/** Opens a page without a cache; how long until it shows a count, and what came over the network until then. */
async function firstCount(browser: Browser, address: string, where: string): Promise<{ ms: number; bytes: number }> {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  /** By request, as heads and bodies come; the end of a request tells what it took altogether. */
  const taken = new Map<string, number>();
  const add = (id: string, more: number) => void taken.set(id, (taken.get(id) ?? 0) + more);
  await network.send('Network.enable');
  network.on('Network.responseReceived', ({ requestId, response }) => add(requestId, response.encodedDataLength));
  network.on('Network.dataReceived', ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  network.on('Network.webSocketFrameReceived', ({ requestId, response }) => add(requestId, response.payloadData.length));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void taken.set(requestId, encodedDataLength));
  const begun = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(where).filter({ hasText: /\d/ }).first().waitFor();
  const ms = performance.now() - begun;
  await context.close();
  return { ms, bytes: [...taken.values()].reduce((sum, each) => sum + each, 0) };
}

/** One page with the program and all that it imports, minified. */
async function bundled(name: string, program: string, clients: string): Promise<string> {
  const site = join(clients, 'sites', name.replace(/\W+/g, '-'));
  mkdirSync(site, { recursive: true });
  const entry = join(clients, `${name.replace(/\W+/g, '-')}.js`);
  writeFileSync(entry, program);
  const flags = ['--bundle', '--minify', '--format=esm', '--platform=browser', '--define:process.env.NODE_ENV="production"'];
  const child = spawn('npx', ['esbuild', entry, ...flags, '--log-level=error', `--outfile=${site}/main.js`], {
    cwd: clients,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${name} could not be bundled`);
  writeFileSync(
    join(site, 'index.html'),
    '<!doctype html><title>Count</title><output id="count"></output><script type="module" src="main.js"></script>',
  );
  return site;
}

/** Serves a folder compressed, as in production. */
function serving(site: string): Server {
  const listener: RequestListener = ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(site, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(file)) return void response.writeHead(404).end();
    const content = gzipSync(readFileSync(file));
    const type = extname(file) === '.js' ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'content-length': content.length }).end(content);
  };
  return createServer(listener).listen(0, '127.0.0.1');
}

/** `npm start` on free ports and new data. */
async function started(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const ports: Record<string, string> = {};
  for (const name of ['PORT', 'PARTNERSHIP_PORT', 'ADVOCACY_PORT', 'POSTGRES_PORT']) ports[name] = String(await freePort());
  const env = { ...process.env, ...ports, NODE_ENV: 'development', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [join(here, 'dist', 'start', 'main.js')], { cwd: here, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const base = `http://127.0.0.1:${ports.PORT}`;
  while (!(await fetch(`${base}/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error('npm start ended before it was ready');
    await pause(50);
  }
  return {
    url: `${base}/graphql`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
