// Promises of: what does an operator read in metrics, alerts and lines, and does each alert say what to do?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '#gateway/options';
import { catchConsole } from '#kit/process/lifecycle';
import { counter, observed } from '#kit/process/measuring';
import { observing } from '#kit/process/observing';
import { codeOf, type RequestRecord, telling, traceparent } from '#kit/process/requests';
import { BadConfiguration } from '#kit/words/config';
import { silentLog, withoutClient } from '#kit/words/log';
import { freePort } from '#start/ports';
import { afterwards } from '../support/afterwards';
import { alerts, folder, guide, panels, scrapeAt } from '../support/observed';

const off = {
  METRICS_HOST: '127.0.0.1',
  OTEL_EXPORTER_OTLP_HEADERS: '',
  OTEL_TRACES_SAMPLER_ARG: 1,
  OTEL_EXPORTER_OTLP_TIMEOUT: 1_000,
};
const stops: string[] = [];
const running = { stop: async () => void stops.push('stopped') };

describe('a process with METRICS_PORT', () => {
  it('answers Prometheus from before it begins until after it ended, with totals that begin at zero', async () => {
    const port = await freePort();
    let stopObserving = () => {};
    const process = await observing({ name: 'gateway', given: { ...off, METRICS_PORT: port }, log: silentLog }, async () => {
      counter('test.things', 'Things', [{ kind: 'small' }, { kind: 'large' }]).add(2, { kind: 'large' });
      stopObserving = observed('test.level', 'A level', async () => [[7, { at: 'here' }]]);
      observed('test.broken', 'Cannot be told', () => {
        throw new Error('no database');
      });
      return running;
    });
    const scrape = await scrapeAt(port);
    expect(scrape).toContain('test_things_total{kind="small"} 0');
    expect(scrape).toContain('test_things_total{kind="large"} 2');
    expect(scrape).toContain('test_level{at="here"} 7');
    expect(scrape).toContain('nodejs_eventloop_utilization');
    expect(scrape).not.toMatch(/^test_broken /m);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    stopObserving();
    await process.stop();
    expect(stops).toEqual(['stopped']);
    await expect(scrapeAt(port)).rejects.toThrow();
  });

  it('says which port is taken, by the name of the setting, and starts nothing', async () => {
    const port = await freePort();
    const first = await observing(
      { name: 'gateway', given: { ...off, METRICS_PORT: port }, log: silentLog },
      async () => running,
    );
    afterwards(() => first.stop());
    const second = observing({ name: 'gateway', given: { ...off, METRICS_PORT: port }, log: silentLog }, async () => {
      throw new Error('was started');
    });
    await expect(second).rejects.toThrow(BadConfiguration);
    await expect(second).rejects.toThrow(`METRICS_PORT: something else listens on ${port} already`);
  });
});

describe('the line of an operation', () => {
  const lines: [string, Record<string, unknown>][] = [];
  const say = (level: string) => (line: object) => void lines.push([level, line as Record<string, unknown>]);
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const told = (record: Partial<RequestRecord>, transport: 'http' | 'page' = 'http') => {
    lines.length = 0;
    const { operation = { name: 'Petitions', kind: 'query' } } = record;
    telling(log)(
      { subgraphs: new Set(['advocacy']), traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`, ...record, operation },
      transport,
      4.4,
    );
    return lines[0];
  };

  it.each([
    [undefined, 'info'],
    ['NOT_FOUND', 'info'],
    ['RATE_LIMITED', 'info'],
    ['SUBGRAPH_UNAVAILABLE', 'error'],
    ['SIGNING_UNAVAILABLE', 'error'],
    ['INTERNAL_SERVER_ERROR', 'error'],
  ])('with the code %s is at the level %s', (code, level) => {
    const expected = { operation: 'Petitions', code, subgraphs: ['advocacy'], trace: 'ab'.repeat(16), ms: 4 };
    expect(told({ code })).toEqual([level, expected]);
  });

  it('is at debug for what our own pages ask, unless it failed', () => {
    expect(told({}, 'page')?.[0]).toBe('debug');
    expect(told({ code: 'SUBGRAPH_UNAVAILABLE' }, 'page')?.[0]).toBe('error');
  });

  it('names our fault before that of the client, and takes words that are no code for ours', () => {
    const errors = (...codes: unknown[]) => codes.map((code) => ({ message: 'm', extensions: { code } }));
    expect(codeOf([])).toBeUndefined();
    expect(codeOf(errors('NOT_FOUND', 'SUBGRAPH_UNAVAILABLE'))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(codeOf(errors('NOT_FOUND', 'FORBIDDEN'))).toBe('NOT_FOUND');
    expect(codeOf(errors('ann@library.example'))).toBe('INTERNAL_SERVER_ERROR');
    expect(codeOf([{ message: 'm' }])).toBe('INTERNAL_SERVER_ERROR');
  });
});

it('an error is logged with its code, and without the connection that met it', () => {
  const lost = Object.assign(new Error('terminated'), { code: '57P01', client: { connectionParameters: { user: 'advocacy' } } });
  expect(JSON.parse(JSON.stringify(withoutClient(lost)))).toEqual({
    type: 'Error',
    message: 'terminated',
    code: '57P01',
    stack: lost.stack,
  });
});

it('what a library writes to the console becomes a line of the log, without what its errors quote', () => {
  const lines: unknown[][] = [];
  const library = { error() {}, warn() {}, trace() {} };
  catchConsole({ ...silentLog, warn: (...line: unknown[]) => void lines.push(line) }, library);
  const [fault, write] = [new Error('connection lost'), library.error as (...parts: unknown[]) => void];
  write('getJob: attempt 1/3 failed; retrying after 9ms. Error: Key (email)=(ann@library.example)');
  write(fault);
  const said = 'a library wrote to the console';
  expect(lines).toEqual([
    [{ what: 'getJob: attempt 1/3 failed; retrying after 9ms.' }, said],
    [{ err: fault }, said],
  ]);
});

it.each([
  [`00-${'0'.repeat(32)}-${'cd'.repeat(8)}-01`],
  [`00-${'ab'.repeat(16)}-${'0'.repeat(16)}-01`],
  ['00-ab-cd-01'],
  ['ff'],
  [undefined],
  [['a', 'b']],
])('a traceparent of %j begins a trace of its own', (given) => {
  expect(traceparent(given)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
});

it('a traceparent that is one is continued', () => {
  const given = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
  expect(traceparent(given)).toBe(given);
});

it('a gateway names all that is wrong with its settings at once: what cannot be read, and what does not fit together', () => {
  const wrong = { RATE_LIMIT: 'often', METRICS_PORT: 'high', OTEL_TRACES_SAMPLER_ARG: '2', OIDC_CLIENT_ID: 'pages' };
  const start = () => readOptions({ ...wrong, ALLOWED_ORIGINS: '*', OIDC_ISSUER: 'https://id.example' });
  for (const words of [/RATE_LIMIT: must be/, /METRICS_PORT: /, /OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1/])
    expect(start).toThrow(words);
  for (const words of [/ALLOWED_ORIGINS: \* is no origin/, /OIDC_AUDIENCE: must be set together/]) expect(start).toThrow(words);
});

describe('the alerts', () => {
  it('have a section each in the guide, in their order, and no section is without its alert', () => {
    expect(alerts.length).toBeGreaterThan(10);
    expect([...guide.matchAll(/^### (Shelfbridge\w+)$/gm)].map(([, name]) => name)).toEqual(alerts.map(({ name }) => name));
    for (const { name, runbook } of alerts) expect(runbook).toBe(`docs/operating.md#${name.toLowerCase()}`);
  });

  it('are each tried by what rings them', () => {
    const tried = readFileSync(join(folder, 'alerts.test.yaml'), 'utf8');
    for (const { name } of alerts) expect(tried).toMatch(new RegExp(`alertname: ${name}\\n +exp_alerts:\\n +- exp_labels`));
  });
});

describe('the dashboard', () => {
  it('has panels of different ids', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.length).toBeGreaterThan(15);
  });
});
