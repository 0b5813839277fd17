// Promises of tokens: which are accepted, and what they say about their holder.
import { generateKeyPairSync } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { identifyBy } from '#gateway/access/identify';
import { discoveredKeys, fixedKeys, type Issuer } from '#gateway/access/provider';
import { BadToken, ProviderUnavailable, verifyTokens } from '#gateway/access/tokens';
import { anonymous, Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { audience, type ProviderProcess, startProvider } from './provider';

const claims = { roles: 'realm.roles', libraryIds: 'libraries' };
const identifier = (issuers: Issuer[], clockToleranceS = 30) => {
  const identify = identifyBy(verifyTokens({ issuers, claims, clockToleranceS, log: silentLog }));
  return (token: string) => identify({ authorization: `Bearer ${token}` });
};

describe('tokens of an OpenID Connect provider', () => {
  let provider: ProviderProcess;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.stop());

  const issuer = (more: Partial<Issuer> = {}): Issuer => ({
    name: provider.issuer,
    audience,
    algorithms: ['RS256', 'ES256'],
    keys: discoveredKeys(provider.issuer, 0),
    ...more,
  });

  it.each(['RS256', 'ES256'] as const)('tell who holds them, signed by %s', async (algorithm) => {
    const identity = await identifier([issuer()])(await provider.token('committee other', algorithm));
    expect(identity).toEqual({
      subject: `${provider.issuer}#${algorithm}`,
      roles: [Role.COMMITTEE],
      libraryIds: ['lalin'],
      expiresAt: expect.any(Number),
    });
    expect(identity.expiresAt).toBeGreaterThan(Date.now());
  });

  it('stay valid, old and new, while the provider rotates its keys and requests run', async () => {
    const identify = identifier([issuer()]);
    const old = await provider.token('editor');
    let running = true;
    let answered = 0;
    const requests = Array.from({ length: 4 }, async () => {
      while (running) {
        expect((await identify(answered % 2 ? old : await provider.token('editor'))).roles).toEqual([Role.EDITOR]);
        answered++;
        await setImmediate();
      }
    });
    for (let rotation = 0; rotation < 3; rotation++) {
      const before = answered;
      if (rotation === 0) await provider.rotate();
      const fresh = await provider.token('editor');
      expect((await identify(fresh)).roles).toEqual([Role.EDITOR]);
      while (answered < before + 8) {
        await identify(fresh);
        await setImmediate();
      }
    }
    running = false;
    await Promise.all(requests);
    await provider.forget();
    await expect(identifier([issuer()])(old)).rejects.toThrow(/names no key of its issuer/);
  });

  it('are valid no longer than their issuer keeps the key, even those that were accepted before', async () => {
    const identify = identifier([issuer()]);
    const old = await provider.token('editor');
    for (let i = 0; i < 3; i++) expect((await identify(old)).roles).toEqual([Role.EDITOR]);
    await provider.rotate();
    await provider.forget();
    // A token of the new key makes the gateway look for the keys again.
    await identify(await provider.token('editor'));
    await expect(identify(old)).rejects.toThrow(/names no key of its issuer/);
  });

  it('are refused when meant for another audience, or signed with an algorithm that is not allowed', async () => {
    const foreign = await provider.token('editor', 'RS256', 'https://elsewhere.example');
    await expect(identifier([issuer()])(foreign)).rejects.toThrow(/claim "aud"/);
    const allowed = issuer({ algorithms: ['ES256'] });
    await expect(identifier([allowed])(await provider.token('editor', 'RS256'))).rejects.toThrow(/algorithm is not allowed/);
  });

  it('are refused while the provider does not answer, and checked again when it does', async () => {
    const token = await provider.token('editor');
    let reachable = false;
    const real = globalThis.fetch;
    const broken = jest.spyOn(globalThis, 'fetch').mockImplementation(async (...call) => {
      if (!reachable) throw new TypeError('fetch failed');
      return real(...call);
    });
    const identify = identifier([issuer()]);
    await expect(identify(token)).rejects.toBeInstanceOf(ProviderUnavailable);
    reachable = true;
    expect((await identify(token)).roles).toEqual([Role.EDITOR]);
    broken.mockRestore();
  });
});

describe('a provider with an https address', () => {
  it('is rejected when its keys would come without https, from another issuer, or by a redirect', async () => {
    const name = 'https://issuer.example';
    const described: object[] = [
      { issuer: name, jwks_uri: 'http://issuer.example/jwks' },
      { issuer: 'https://other.example', jwks_uri: 'https://issuer.example/jwks' },
      { issuer: name },
    ];
    const asked: unknown[] = [];
    const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(async (...call) => {
      asked.push(call);
      return Response.json(described[asked.length - 1]);
    });
    const { privateKey } = generateKeyPairSync('ed25519');
    const token = await new SignJWT({ iss: name, aud: audience, sub: 'eve', exp: Date.now() / 1_000 + 60 })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(privateKey);
    const identify = identifier([{ name, audience, algorithms: ['EdDSA'], keys: discoveredKeys(name) }]);
    for (const _ of described) await expect(identify(token)).rejects.toBeInstanceOf(ProviderUnavailable);
    fetched.mockRestore();
    // Nothing but the description was asked for, and no redirect of it would have been followed.
    const description = [`${name}/.well-known/openid-configuration`, expect.objectContaining({ redirect: 'error' })];
    expect(asked).toEqual(described.map(() => description));
  });
});

describe('tokens of one known key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const now = () => Math.floor(Date.now() / 1_000);
  const signed = (more: Record<string, unknown> = {}, key = privateKey) =>
    new SignJWT({ iss: 'urn:test', aud: audience, sub: 'ana', exp: now() + 60, ...more })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(key);
  let identify: ReturnType<typeof identifier>;
  beforeAll(async () => {
    const keys = fixedKeys({ keys: [await exportJWK(publicKey)] });
    identify = identifier([{ name: 'urn:test', audience, algorithms: ['EdDSA'], keys }]);
  });

  it.each([
    ['of another issuer', () => signed({ iss: 'urn:other' }), /not one that this gateway trusts/],
    ['signed by a stranger', () => signed({}, stranger), /signature is not valid/],
    ['that expired a minute ago', () => signed({ exp: now() - 60 }), /has expired/],
    ['that begin in an hour', () => signed({ nbf: now() + 3_600 }), /claim "nbf"/],
    ['without an end', () => signed({ exp: undefined }), /claim "exp"/],
    ['without a subject', () => signed({ sub: undefined }), /claim "sub"/],
    ['with an empty subject', () => signed({ sub: '' }), /claim "sub"/],
    ['with a blank subject', () => signed({ sub: ' ' }), /claim "sub"/],
    ['with a subject that is no text', () => signed({ sub: 7 as never }), /claim "sub"/],
    [
      'without a signature',
      async () => new UnsecuredJWT({ iss: 'urn:test', sub: 'ana', aud: audience }).encode(),
      /signature|algorithm/,
    ],
    ['that are not tokens', async () => 'abc', /not a JSON Web Token/],
    ['that are too long', async () => 'x'.repeat(10_000), /longer than/],
  ])('are refused %s', async (_what, token, words) => {
    const refused = identify(await token());
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toBeInstanceOf(BadToken);
  });

  it('are accepted within the difference of clocks', async () => {
    const exp = now() - 10;
    // What is open ends with the difference, too.
    expect(await identify(await signed({ exp }))).toMatchObject({ subject: 'urn:test#ana', expiresAt: (exp + 30) * 1_000 });
  });

  it('are refused once they have expired, even those that were accepted before', async () => {
    const token = await signed({ exp: now() + 60 });
    expect((await identify(token)).subject).toBe('urn:test#ana');
    const clock = jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask', 'performance'] });
    clock.setSystemTime(Date.now() + 89_000);
    expect((await identify(token)).subject).toBe('urn:test#ana');
    clock.setSystemTime(Date.now() + 2_000);
    await expect(identify(token)).rejects.toThrow(/has expired/);
    jest.useRealTimers();
  });

  it('hold the roles that this project knows, and the libraries, however their claims are written', async () => {
    const written = { realm: { roles: 'staff admin' }, libraries: 'lalin porto' };
    expect(await identify(await signed(written))).toMatchObject({ roles: [Role.STAFF], libraryIds: ['lalin', 'porto'] });
    expect(await identify(await signed({ realm: 'staff', libraries: 7 }))).toMatchObject({ roles: [], libraryIds: [] });
  });
});

describe('requests without a bearer token', () => {
  const identify = identifyBy(verifyTokens({ issuers: [], claims, clockToleranceS: 0, log: silentLog }));

  it.each([{}, { authorization: '' }, { authorization: 'Basic YTpi' }])('are anonymous: %j', async (shown) => {
    expect(await identify(shown)).toBe(anonymous);
  });

  it('differ from requests with a malformed token, which are refused', async () => {
    for (const shown of [{ authorization: 'Bearer' }, { Authorization: 7 }, { authorization: 'Bearer a b' }])
      await expect(identify(shown)).rejects.toBeInstanceOf(BadToken);
  });
});
