// Promises of: who gets a token of the local issuer, and is it one that a gateway believes?
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyBy } from '#gateway/access/identify';
import { verifyTokens } from '#gateway/access/tokens';
import { readOptions } from '#gateway/options';
import { Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { issueToken, readBearer } from '#start/commands/main';
import { issuerKey, publicHalf } from '#start/secrets';
import { finishProcess } from '../support/processes';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'issuer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a token of the local issuer', () => {
  it('is believed by a gateway that knows the public key', async () => {
    const bearer = readBearer(['--role', 'staff', '--library', 'lalin', '--role', 'editor']);
    const token = await issueToken(bearer, issuerKey(folder), new Date());
    const { access } = readOptions({ LOCAL_ISSUER_KEY: publicHalf(issuerKey(folder)) });
    if (!access) throw new Error('no access');
    const identity = await identifyBy(verifyTokens({ ...access, log: silentLog }))({ authorization: `Bearer ${token}` });
    expect(identity).toMatchObject({
      subject: 'urn:shelfbridge:local#local-staff-editor',
      roles: [Role.STAFF, Role.EDITOR],
      libraryIds: ['lalin'],
    });
  });

  it('rests on a key that is made once and readable by its owner alone', () => {
    const first = issuerKey(folder);
    expect(createPublicKey(issuerKey(folder)).equals(createPublicKey(first))).toBe(true);
    expect(statSync(join(folder, 'issuer.key')).mode & 0o777).toBe(0o600);
    expect(publicHalf(first)).not.toContain('"d"');
  });

  it.each([
    [[], /needs at least one --role/],
    [['--role', 'king'], /Unknown role "king"/],
    [['--role', 'staff'], /go together/],
    [['--role', 'editor', '--library', 'lalin'], /go together/],
    [['--role', 'editor', '--hours', '10000'], /720/],
  ])('is refused for %j', (words, fault) => {
    expect(() => readBearer(words)).toThrow(fault);
  });
});

it('npm run token says what is wrong and how it is used', () => {
  const { code, output } = finishProcess('start/commands/main.js', {}, ['token', '--role', 'king']);
  expect([code, output]).toEqual([1, expect.stringMatching(/^Unknown role "king"[\s\S]*npm run --silent token -- --role /)]);
});

describe('a gateway in production', () => {
  it('does not start with a local issuer', () => {
    const environment = { NODE_ENV: 'production', LOCAL_ISSUER_KEY: publicHalf(issuerKey(folder)) };
    expect(() => readOptions(environment)).toThrow(/LOCAL_ISSUER_KEY: the local issuer is for development only/);
  });

  it('does not start with a provider of no audience, or an algorithm that shares a secret', () => {
    expect(() => readOptions({ OIDC_ISSUER: 'https://id.example', OIDC_ALGORITHMS: 'HS256' })).toThrow(
      /OIDC_AUDIENCE[\s\S]*HS256/,
    );
  });

  it('does not start with a provider whose keys anybody on the way could replace', () => {
    const given = { OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: 'shelfbridge' };
    expect(() => readOptions({ ...given, NODE_ENV: 'production' })).toThrow(/OIDC_ISSUER: must be https/);
    expect(readOptions(given).access?.issuers[0]?.name).toBe('http://id.example');
  });

  it('lets people sign in to its pages over https alone, by a key that all gateways share', () => {
    const given = {
      OIDC_ISSUER: 'https://id.example',
      OIDC_AUDIENCE: 'shelfbridge',
      OIDC_CLIENT_ID: 'pages',
      NODE_ENV: 'production',
    };
    expect(() => readOptions(given)).toThrow(/SESSION_KEY: must be set[\s\S]*PUBLIC_URL: must be https/);
    expect(() => readOptions({ ...given, OIDC_ISSUER: '', OIDC_AUDIENCE: '' })).toThrow(/OIDC_ISSUER: must be set together/);
    const whole = { ...given, SESSION_KEY: 'ab'.repeat(32), PUBLIC_URL: 'https://library.example/' };
    expect(readOptions(whole)).toMatchObject({
      choice: false,
      openId: { clientId: 'pages' },
      publicUrl: 'https://library.example',
    });
  });

  it('does not start by a misspelt name of production, which would leave it open', () => {
    expect(() => readOptions({ NODE_ENV: 'prod' })).toThrow(/NODE_ENV/);
  });

  it('does not count in a database shared with gateways that would name addresses differently', () => {
    expect(() => readOptions({ RATE_LIMIT_DATABASE_URL: 'postgres://db/rates' })).toThrow(/PARTNERSHIP_KEY and ADVOCACY_KEY/);
  });
});
