// Promises of `docker/observe/`: Prometheus itself, by its promtool, reads the alerts, the configuration and what the dashboard asks.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counter, observed } from '#kit/process/measuring';
import { observing } from '#kit/process/observing';
import { silentLog } from '#kit/words/log';
import { freePort } from '#start/ports';
import { afterwards } from '../support/afterwards';
import { dashboardQueries, folder, scrapeAt } from '../support/observed';

/** @throws with what promtool says, or where there is none */
const promtool = (...words: string[]) => execFileSync('promtool', words, { stdio: 'pipe' });

it('reads the configuration and the alerts, which ring when they should', () => {
  promtool('check', 'config', join(folder, 'prometheus.yaml'));
  promtool('check', 'rules', join(folder, 'alerts.yaml'));
  promtool('test', 'rules', join(folder, 'alerts.test.yaml'));
});

/** Has expressions read, each as a rule of one file. */
function readQueries(queries: readonly string[]): void {
  const temporary = mkdtempSync(join(tmpdir(), 'observe-'));
  afterwards(() => rm(temporary, { recursive: true }));
  const rules = queries.map((expr, i) => ({ record: `panel:query${i}`, expr: expr.replaceAll('$__rate_interval', '5m') }));
  // JSON is YAML.
  writeFileSync(join(temporary, 'rules.yaml'), JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  promtool('check', 'rules', join(temporary, 'rules.yaml'));
}

it('understands what the dashboard asks', () => {
  expect(dashboardQueries.length).toBeGreaterThan(15);
  readQueries(dashboardQueries);
});

it('refuses a query that it does not understand', () => {
  expect(() => readQueries(['rate(nothing'])).toThrow('could not parse expression');
});

it('reads the metrics of a process without a complaint of its own', async () => {
  const given = {
    METRICS_HOST: '127.0.0.1',
    METRICS_PORT: await freePort(),
    OTEL_EXPORTER_OTLP_HEADERS: '',
    OTEL_TRACES_SAMPLER_ARG: 1,
    OTEL_EXPORTER_OTLP_TIMEOUT: 1_000,
  };
  const running = await observing({ name: 'gateway', given, log: silentLog }, async () => {
    counter('test.things', 'Things', [{ kind: 'small' }]).add(2, { kind: 'small' });
    afterwards(observed('test.level', 'A level', async () => [[7, { at: 'here' }]]));
    return { stop: async () => undefined };
  });
  afterwards(() => running.stop());
  const { stderr } = spawnSync('promtool', ['check', 'metrics'], { input: await scrapeAt(given.METRICS_PORT), encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line !== '' && !/_count" suffix|no help text/.test(line))).toEqual([]);
});
