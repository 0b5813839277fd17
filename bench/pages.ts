// What does a page cost beside its own queries, a chart beside the same one by React, and the way to the first word? npm run bench:pages [-- ROUNDS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { minify } from '@swc/core';
import type { OperationDefinitionNode } from 'graphql';
import { request } from 'undici';
import type { site as ourSite } from '../dashboard/index';
import { grouped, joined } from '../gateway/site/together';
import { freePort } from '../start/ports';
import { here } from './against';
import { interleave, ratio, spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 30);
const say = (line: string) => process.stdout.write(`${line}\n`);
process.env.NODE_ENV = 'production';

/** Pages that ask both subgraphs, the last one of them a single one, and the parts of their addresses. */
const measured = [
  ['/', '/'],
  ['/petitions/:id', '/petitions/fair-ebook-terms'],
  ['/libraries/:id', '/libraries/demo-chicago-us'],
  ['/statements', '/statements'],
] as const;

async function main(): Promise<void> {
  await charts();
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  const names = ['PORT', 'PARTNERSHIP_PORT', 'ADVOCACY_PORT', 'POSTGRES_PORT'];
  const ports: Record<string, string> = {};
  for (const name of names) ports[name] = String(await freePort());
  const env = { ...process.env, ...ports, NODE_ENV: 'development', DATA_DIR: folder, LOG_LEVEL: 'warn', SHARED_ANSWERS: 'off' };
  const child = spawn(process.execPath, [join(here, 'dist', 'start', 'main.js')], { cwd: here, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const base = `http://127.0.0.1:${ports.PORT}`;
  try {
    while (!(await fetch(`${base}/ready`).catch(() => undefined))?.ok) {
      if (child.exitCode !== null) throw new Error('npm start ended before it was ready');
      await pause(50);
    }
    await pages(base);
    await firstPaint(base);
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each page beside each of its documents, asked alone at the same gateway. */
async function pages(base: string): Promise<void> {
  const { site } = require('../dashboard/index') as { site: typeof ourSite };
  say('\npage: ms [min..max], its slowest query alone, and the ratio (goal: 1.3)');
  for (const [address, path] of measured) {
    const page = site.pages.find((each) => each.address === address);
    if (!page?.asks) throw new Error(`there is no page ${address} that asks`);
    const id = path.split('/')[2];
    const fields = new URLSearchParams(id === undefined ? {} : { id });
    // Both are asked as browsers ask, and read as they come: what a client does to unpack an answer is no time of the server's.
    const timed = async (at: string, body?: string) => {
      const began = performance.now();
      const headers = { 'accept-encoding': 'gzip, deflate, br, zstd', ...(body && { 'content-type': 'application/json' }) };
      const { statusCode, body: answer } = await request(base + at, {
        method: body ? 'POST' : 'GET',
        headers,
        ...(body && { body }),
      });
      const text = await answer.text();
      if (statusCode !== 200 || /"errors":/.test(text)) throw new Error(`${at}: ${text.slice(0, 300)}`);
      return { ms: performance.now() - began };
    };
    const contenders: Record<string, () => Promise<{ ms: number }>> = { page: () => timed(path) };
    // As the page asks them: those of one subgraph together.
    const { alone, groups } = grouped(page.asks, page.together ?? []);
    for (const asks of [...groups, ...Object.entries(alone).map(([name, one]) => ({ [name]: one }))]) {
      const parts = Object.entries(asks).flatMap(([name, { document, variables }]) => {
        const values = variables ? variables(fields, {}, new Date()) : Object.fromEntries(fields);
        const [definition] = document.definitions as OperationDefinitionNode[];
        return values && definition ? [{ name, definition, variables: values }] : [];
      });
      const body = JSON.stringify(joined(parts));
      if (parts.length > 0) contenders[Object.keys(asks).join('+')] = () => timed('/graphql', body);
    }
    // What a busy machine lets wait at its first call would end the run.
    for (const [name, once] of Object.entries(contenders))
      for (let tries = 1; ; tries++) {
        const fault = await once().then(
          () => undefined,
          (error: unknown) => error,
        );
        if (!fault) break;
        if (tries > 20) throw new Error(`${path}, ${name}`, { cause: fault });
        await pause(250);
      }
    const { ms } = await interleave(rounds, contenders);
    const slowest = Object.keys(contenders)
      .filter((name) => name !== 'page')
      .reduce((one, other) => (spread(ms[one] ?? []).median >= spread(ms[other] ?? []).median ? one : other));
    const of = (name: string) => written(spread(ms[name] ?? []));
    say(`${path}: ${of('page')}, ${slowest} ${of(slowest)}, ratio ${written(ratio(ms, 'page', slowest), 2)}`);
  }
}

/** What must arrive before anything is painted: a page and its styles, beside React and Apollo Client, which paint nothing without their scripts. */
async function firstPaint(base: string): Promise<void> {
  const zipped = (text: string) => gzipSync(text).length;
  const html = await (await fetch(`${base}/petitions/fair-ebook-terms`)).text();
  const styles = await Promise.all(
    [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(async ([, at = '']) => (await fetch(new URL(at, base))).text()),
  );
  if (styles.length === 0) throw new Error('the page names no style sheet');
  // Windows end before the first section does.
  const [seenFirst = ''] = html.split('</section>', 1);
  const ours = [seenFirst, ...styles].reduce((sum, text) => sum + zipped(text), 0);
  const before = new Set(Object.keys(require.cache));
  require('react-dom/client');
  require('@apollo/client/react');
  const brought = Object.keys(require.cache).filter((file) => !before.has(file) && /\.c?js$/.test(file));
  const small = await Promise.all(
    brought.map((file) => {
      const code = readFileSync(file, 'utf8');
      return minify(code, { compress: true, mangle: true, module: /^(import|export) /m.test(code) });
    }),
  );
  const theirs = zipped(small.map(({ code }) => code).join('\n'));
  say(`\nbytes before the first paint: a petition ${ours}; React and Apollo Client, without a line of an application, ${theirs}`);
  say(`ratio ${(ours / theirs).toFixed(3)} (goal: 0.1)`);
}

/** The same source of each chart, written by our own markup and by React's renderer for servers. */
async function charts(): Promise<void> {
  const [ours, theirs] = [drawings('markup'), drawings('react')];
  say(
    'chart, and its picture alone: ms of the processor for 100 by our markup and by React [min..max], and the ratio (goal: 0.5)',
  );
  for (const name of Object.keys(ours)) {
    const hundred = (draw: (() => string) | undefined) => async () => {
      const began = process.cpuUsage();
      for (let i = 0; i < 100; i++) draw?.();
      const { user, system } = process.cpuUsage(began);
      return { ms: (user + system) / 1_000 };
    };
    const [one = '', other = ''] = [ours[name]?.(), theirs[name]?.()];
    const elements = (text: string) => text.match(/<\w/g)?.length;
    if (elements(one) !== elements(other))
      throw new Error(`the two drawings of ${name} differ:\n${one.slice(0, 500)}\n\n${other.slice(0, 500)}`);
    // What is drawn for the first times is compiled meanwhile.
    for (let i = 0; i < 20; i++) for (const draw of [ours[name], theirs[name]]) await hundred(draw)();
    const { ms } = await interleave(rounds, { ours: hundred(ours[name]), react: hundred(theirs[name]) });
    say(`${name}: ${written(spread(ms.ours))}, ${written(spread(ms.react))}, ratio ${written(ratio(ms, 'ours', 'react'), 2)}`);
  }
}

type Loader = typeof Module & { _load(request: string, ...rest: unknown[]): unknown };

/** Loads the modules of the charts anew, with React in place of our markup if so named, and gives them something to draw. */
function drawings(by: 'markup' | 'react'): Record<string, () => string> {
  const loader = Module as Loader;
  const load = loader._load;
  const mine = [join(here, 'dist', 'dashboard'), join(here, 'dist', 'languages')];
  for (const file of Object.keys(require.cache)) if (mine.some((folder) => file.startsWith(folder))) delete require.cache[file];
  const { renderToStaticMarkup: written } = require('react-dom/server');
  const react = { ...require('react'), ...require('react/jsx-runtime'), written };
  if (by === 'react')
    loader._load = (request, ...rest) => (/markup\/jsx-runtime$/.test(request) ? react : load.call(loader, request, ...rest));
  try {
    const { Timeline } = require('../dashboard/charts/timeline');
    const { Bars } = require('../dashboard/charts/bars');
    const { History } = require('../dashboard/charts/history');
    const { WorldMap } = require('../dashboard/charts/map');
    const { Spark } = require('../dashboard/charts/spark');
    const { Chart, Table } = require('../dashboard/components/show');
    const { useWords } = require('../dashboard/words/words');
    const { jsx, written } = by === 'react' ? react : require('../dashboard/markup/jsx-runtime');
    const drawn = (chart: unknown, props: object) => () => written(jsx(chart, props)) as string;
    /** A chart as pages show it: with its caption, its numbers as a table, its source, its age and its addresses. */
    const told = (name: string, chart: unknown, props: object, rows: readonly (readonly (string | number)[])[]) => {
      const Figure = () => {
        const { day, number } = useWords();
        const cell = (at: number) => (row: (typeof rows)[number]) => {
          const value = row[at];
          return typeof value === 'number' ? number(value) : day(value);
        };
        const columns = (rows[0] ?? []).map((_, at) => ({ title: `Column ${at}`, cell: cell(at) }));
        const table = jsx(Table, { caption: name, empty: 'Nothing', rows, columns });
        const downloads = { SVG: `/${name}.svg`, CSV: `/${name}.csv`, JSON: `/${name}.json` };
        return jsx(Chart, {
          caption: name,
          table,
          source: 'Shelfbridge',
          age: 'Counted today.',
          downloads,
          children: jsx(chart, props),
        });
      };
      return { [name]: drawn(Figure, {}), [`${name}, the picture`]: drawn(chart, props) };
    };
    const spark = { of: history.steps.slice(0, 14).map(({ count }) => count % 17), title: 'Two weeks' };
    return {
      ...told(
        'timeline',
        Timeline,
        timeline,
        timeline.lanes.flatMap(({ name, bars }) => bars.map(({ title, from, to }) => [name, title, from, to])),
      ),
      ...told(
        'bars',
        Bars,
        bars,
        bars.bars.map(({ label, lower, upper, words }) => [label, lower, upper, words]),
      ),
      ...told(
        'history',
        History,
        { id: 'history', title: 'Signatures', of: history },
        history.steps.slice(-14).map(({ count }, i) => [dayOf(5_776 + i), count, 'counted here']),
      ),
      ...told(
        'map',
        WorldMap,
        map,
        map.lines.map(({ title }, i) => [title, `Library ${i}`, dayOf(i * 90), 'active']),
      ),
      'small bars': drawn(Spark, spark),
    };
  } finally {
    loader._load = load;
  }
}

const dayOf = (index: number) => new Date(Date.UTC(2011, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
const kinds = ['lasting', 'time', 'loans', 'both', 'bundle', 'perLoan'] as const;
const timeline = {
  id: 'timeline',
  title: 'Policies',
  from: dayOf(0),
  to: dayOf(5_800),
  lanes: Array.from({ length: 24 }, (_, lane) => ({
    name: `Publisher ${lane}`,
    bars: Array.from({ length: 4 }, (_, bar) => ({
      kind: kinds[(lane + bar) % kinds.length],
      labels: ['24 months or 52 loans', '24 months'],
      title: `Publisher ${lane}, terms ${bar}`,
      from: dayOf(bar * 1_400),
      to: dayOf(bar * 1_400 + 1_300),
      begins: 'MONTH',
      ends: bar < 3 ? 'DAY' : null,
      noEndFound: bar === 3,
      embargo: bar === 2,
      option: bar === 1,
      link: `#row-${lane}-${bar}`,
    })),
  })),
};
const bars = {
  id: 'wait',
  title: 'Waits',
  tick: String,
  bars: Array.from({ length: 12 }, (_, i) => ({
    label: `Publisher ${i}`,
    upper: 40 + i * 9,
    lower: 20 + i * 9,
    words: `${i} days`,
    kind: kinds[i % kinds.length],
  })),
};
const history = {
  steps: Array.from({ length: 90 }, (_, i) => ({ at: Date.parse(dayOf(5_700 + i)), count: i * 21 })),
  reported: (['DAY', 'MONTH', 'YEAR', 'APPROX'] as const).map((precision, i) => ({
    on: dayOf(5_710 + i * 20),
    precision,
    count: 500 * (i + 1),
    written: `about ${500 * (i + 1)}`,
  })),
  delivered: [dayOf(5_750)],
  goal: 2_500,
  until: dayOf(5_790),
};
const map = {
  title: 'Sisters',
  outline: '/world.svg',
  places: Array.from({ length: 30 }, (_, i) => ({
    at: [i * 11 - 160, ((i * 37) % 110) - 45],
    title: `Library ${i}`,
    hollow: i % 2 === 0,
  })),
  lines: Array.from({ length: 15 }, (_, i) => ({
    from: [i * 21 - 150, 40],
    to: [150 - i * 17, -20 + i * 3],
    title: `Pair ${i}`,
  })),
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
