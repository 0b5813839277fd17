// What `docker/observe/` and the guide for operators name, and what processes tell when they are asked.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { portFault } from '#start/ports';

const root = resolve(__dirname, '..', '..');
const textOf = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

export const folder = join(root, 'docker', 'observe');
export const guide = textOf('docs', 'operating.md');

interface Panel {
  readonly id: number;
  readonly targets: readonly { readonly expr: string }[];
}

export const panels: readonly Panel[] = JSON.parse(textOf('docker', 'observe', 'dashboard.json')).panels;
const alertText = textOf('docker', 'observe', 'alerts.yaml');
export const alerts = [...alertText.matchAll(/alert: (\w+)\s+expr: '(.*)'[\s\S]*?runbook: (\S+)/g)].map(
  ([, name = '', expr = '', runbook = '']) => ({ name, expr, runbook }),
);
export const dashboardQueries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** The metrics in queries and texts, without their labels; `up` is Prometheus' own. */
export const metricsIn = (text: string): string[] => [
  ...new Set(
    text.replace(/\{[^{}]*\}|\bby \([^()]*\)/g, '').match(/\b(gateway|shelfbridge|http|db|nodejs|process|v8js)_[a-z0-9_]+\b/g),
  ),
];

/** The names that a scrape has, with the three that each histogram has. */
export const namesIn = (scrape: string): ReadonlySet<string> =>
  new Set([...scrape.matchAll(/^(\w+)(?:\{.*\})? \S+$/gm)].map(([, name = '']) => name));

/** Three ports beside each other, where nobody else of a test listens. */
export async function threePorts(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const first = 19_000 + 3 * Math.floor(Math.random() * 300);
    const faults = await Promise.all([first, first + 1, first + 2].map((port) => portFault(port)));
    if (faults.every((fault) => fault === null)) return first;
  }
  throw new Error('no three ports beside each other are free');
}

export const scrapeAt = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
