// Which settings does `npm start` accept, and how does it refuse the others?
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadConfiguration, type BadEnvironment } from '#kit/words/config';
import { readEverySetting } from '#start/children';
import { listenersOf, readStartSettings } from '#start/config';

const [one, two] = ['postgres://role:hush@db/one', 'postgresql://role:hush@db/two'];

const key = 'ab'.repeat(32);

describe('readStartSettings', () => {
  it('needs nothing', () => {
    expect(readStartSettings({})).toEqual({
      PORT: 4000,
      HOST: '127.0.0.1',
      METRICS_HOST: '127.0.0.1',
      PARTNERSHIP_PORT: 4001,
      ADVOCACY_PORT: 4002,
      POSTGRES_PORT: 4003,
      DATA_DIR: './.data',
      SEED: 'demo',
      LOG_LEVEL: 'info',
      SIGNATURE_KEY: undefined,
      PARTNERSHIP_KEY: undefined,
      ADVOCACY_KEY: undefined,
      NODE_ENV: 'development',
      foundations: null,
    });
  });

  it('takes two databases of your own, and then listens on three ports only', () => {
    const own = { PARTNERSHIP_DATABASE_URL: one, ADVOCACY_DATABASE_URL: two, SIGNATURE_KEY: key };
    const settings = readStartSettings({ ...own, POSTGRES_PORT: '4000' });
    expect(settings.foundations).toEqual({ databases: { partnership: one, advocacy: two }, signatureKey: key });
    expect(listenersOf(settings).map(({ setting }) => setting)).toEqual(['PORT', 'PARTNERSHIP_PORT', 'ADVOCACY_PORT']);
  });

  it.each([
    [{ PORT: 'high' }, /PORT: .*high.* \(where the gateway listens/],
    [{ SEED: 'all' }, /SEED: .*all/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: .*loud/],
    [{ PARTNERSHIP_DATABASE_URL: one }, /PARTNERSHIP_DATABASE_URL is set, but ADVOCACY_DATABASE_URL is not.*or set neither/],
    [{ ADVOCACY_DATABASE_URL: two }, /ADVOCACY_DATABASE_URL is set, but PARTNERSHIP_DATABASE_URL is not/],
    [{ ADVOCACY_DATABASE_URL: one, PARTNERSHIP_DATABASE_URL: one }, /names the same database/],
    [
      { ADVOCACY_DATABASE_URL: 'mysql://role:hush@db', PARTNERSHIP_DATABASE_URL: one },
      /ADVOCACY_DATABASE_URL: must be an address like/,
    ],
    [{ PARTNERSHIP_DATABASE_URL: one, ADVOCACY_DATABASE_URL: two }, /SIGNATURE_KEY is not set. Databases of your own need one/],
    [{ SIGNATURE_KEY: 'hush' }, /SIGNATURE_KEY: must be at least 32 bytes/],
    [{ PORT: '4002' }, /ADVOCACY_PORT: 4002 is also the value of PORT/],
    [{ ADVOCACY_PORT: '4003' }, /POSTGRES_PORT: 4003 is also the value of ADVOCACY_PORT/],
    [{ METRICS_PORT: '3999' }, /METRICS_PORT: 4000 is also the value of PORT[\s\S]*METRICS_PORT: 4001 is also/],
    [{ METRICS_PORT: '65534' }, /METRICS_PORT: 65534 leaves no room/],
    [{ PORT: '0', SEED: 'all' }, /PORT: [\s\S]*SEED: /],
  ])('refuses %j', (environment, words) => {
    expect(() => readStartSettings(environment)).toThrow(BadConfiguration);
    expect(() => readStartSettings(environment)).toThrow(words);
    expect(() => readStartSettings(environment)).not.toThrow(/hush/);
  });
});

describe('npm start', () => {
  const faultsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
    try {
      readEverySetting(environment);
      return [];
    } catch (fault) {
      return (fault as BadEnvironment).faults;
    }
  };
  const file = (text: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'shelfbridge-setting-')), 'one');
    writeFileSync(path, text);
    return path;
  };

  it('finds nothing wrong with what one usually sets', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ NODE_ENV: 'production', METRICS_PORT: '9464', LOG_FORMAT: 'json', SEED: 'none', HOST: '0.0.0.0' })).toEqual(
      [],
    );
    const own = { PARTNERSHIP_DATABASE_URL: one, ADVOCACY_DATABASE_URL: two, SIGNATURE_KEY: key, RATE_LIMIT_DATABASE_URL: two };
    expect(faultsOf({ ...own, SMTP_URL_FILE: file('smtp://mail.example'), NATS_URL: 'nats://one:4222' })).toEqual([]);
    expect(readEverySetting({ PORT: '5000' })).toEqual(readStartSettings({ PORT: '5000' }));
  });

  it.each([
    ['of itself and of each process', { PORT: 'high', RATE_LIMIT: 'much', COMMITTEE_LANGUAGE: 'xx', LINK_KEY: 'hush' }, 4],
    ['that two processes share, once', { PUBLIC_URL: 'library', JOBS_AT_ONCE: '0', DATABASE_POOL: '1', METRICS_PORT: 'x' }, 4],
    ['that only production knows', { NODE_ENV: 'production', OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: 'us' }, 1],
    ['of an unknown environment', { NODE_ENV: 'prod' }, 1],
    ['in what does not fit together', { OIDC_CLIENT_ID: 'us', SMTP_URL: 'hush' }, 2],
    ['in a file', { SMTP_URL_FILE: file('hush'), LINK_KEY_FILE: file('hush'), OIDC_CLIENT_SECRET_FILE: '/nowhere/hush' }, 3],
    [
      'where a key stands in place of its file',
      { LINK_KEY_FILE: 'hush', SESSION_KEY_FILE: '/hush+7', CONTACT_KEY_FILE: 'x/hush' },
      3,
    ],
    ['with a secret among parameters', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector?api_key=hush', PUBLIC_URL: 'me:hush@host' }, 2],
    ['in keys of others', { RATE_LIMIT_DATABASE_URL: 'mysql://role:hush@db', NATS_URL: 'hush', CONTACT_KEY: 'hush' }, 3],
  ])('tells every fault %s, and no secret', (_which, environment, count) => {
    const faults = faultsOf(environment);
    const named = new Set(faults.map((fault) => fault.split(/[: ]/)[0]));
    expect([faults.length, named.size]).toEqual([count, count]);
    expect(faults.join()).not.toMatch(/hush/);
    for (const fault of faults) expect(fault).toMatch(/must|is set, but|needs/);
  });
});
