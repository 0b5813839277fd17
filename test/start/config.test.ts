// Which settings does `npm start` accept, and how does it refuse the others?
import { BadConfiguration } from '#kit/words/config';
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
