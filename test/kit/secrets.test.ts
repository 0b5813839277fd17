// Promises of: a token or a sealed text is good for what it was made for, under each key of the ring, and for nothing else.
import { decrypt, derived, inUse, keyedHash, keyedHasher, readToken, Sealer, shortHasher, signToken } from '#kit/words/secrets';

const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const sealerOf = (...keys: Buffer[]) =>
  new Sealer(derived(keys, 'test sealing'), derived(keys, 'test id'), (sealed) => decrypt(keys.at(-1) ?? inUse(keys), sealed));

describe('a token', () => {
  const token = signToken(older, ['renew'], ['listing-1', 'later']);

  it('gives back its parts for its purpose, by any key of the ring', () => {
    expect(readToken([newer, older], ['renew'], token)).toEqual(['listing-1', 'later']);
  });

  it.each([
    ['another purpose', ['withdraw'], token],
    ['another part', ['renew'], token.replace('listing-1', 'listing-2')],
    ['a part more', ['renew'], `more.${token}`],
    ['no proof', ['renew'], 'listing-1.later'],
    ['a shorter proof', ['renew'], token.slice(0, -1)],
    ['nothing', ['renew'], ''],
  ])('is refused for %s', (_what, context, shown) => {
    expect(readToken([newer, older], context, shown)).toBeNull();
  });

  it('is refused under a key that has left the ring', () => {
    expect(readToken([newer], ['renew'], token)).toBeNull();
  });
});

it.each([16, 32, 64, 65, 200])('a hasher of many texts says what an HMAC with a key of %i bytes says of each', (bytes) => {
  const key = Buffer.alloc(bytes, 'key');
  const hasher = keyedHasher(key);
  for (const text of ['', 'ann', 'Žofie 📚', '\ud800', 'ž'.repeat(5_000), 'ann'])
    expect(hasher(text)).toEqual(keyedHash(key, text));
});

/** The first four bytes of the vectors that the authors of SipHash published, for messages of the bytes 0, 1, 2 and so on. */
it.each([
  [0, '310e0edd'],
  [1, 'fd67dc93'],
  [7, '37d1018b'],
  [8, '6224939a'],
  [15, 'e545be49'],
  [63, '724506eb'],
])('a short hash of %i bytes is what the authors of its algorithm say', (length, hash) => {
  const hasher = shortHasher(Buffer.from(Array.from({ length: 16 }, (_, i) => i)));
  const found = Buffer.alloc(4);
  found.writeInt32LE(hasher(String.fromCharCode(...Array.from({ length }, (_, i) => i))));
  expect(found.toString('hex')).toBe(hash);
});

it('a short hash is of a text alone, however long the one before', () => {
  const hasher = shortHasher(Buffer.alloc(16, 'key'));
  const texts = ['', 'ann', 'Žofie 📚', '\ud800', 'ž'.repeat(5_000), 'ann'];
  expect(texts.map(hasher)).toEqual(texts.map((text) => shortHasher(Buffer.alloc(16, 'key'))(text)));
  expect(new Set(texts.map(hasher)).size).toBe(5);
});

describe('a sealed text', () => {
  const sealed = sealerOf(older).seal('ann@library.example', 'signature 1');

  it('is opened by any key of the ring, for its owner', () => {
    expect(sealerOf(newer, older).open(sealed, 'signature 1')).toBe('ann@library.example');
    expect(sealed.toString('latin1')).not.toContain('ann');
  });

  it('begins with the version and the id of its key', () => {
    expect(sealed[0]).toBe(1);
    expect(sealed.subarray(0, 5)).toEqual(sealerOf(older).head);
    expect(sealerOf(newer, older).head).not.toEqual(sealerOf(older).head);
  });

  it('is opened for no other owner, not after a change, and not without its key', () => {
    const changed = Buffer.from(sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => sealerOf(older).open(sealed, 'signature 2')).toThrow();
    expect(() => sealerOf(older).open(changed, 'signature 1')).toThrow();
    expect(() => sealerOf(newer).open(sealed, 'signature 1')).toThrow();
  });

  it('of an earlier release is opened even when it happens to begin like one of today', () => {
    const [head, opened] = [sealerOf(older).head, 'an earlier text'];
    const lucky = new Sealer(derived([older], 'test sealing'), derived([older], 'test id'), () => opened);
    expect(lucky.open(Buffer.concat([head, Buffer.alloc(40)]), 'anyone')).toBe(opened);
  });

  it('needs a ring of at least one key', () => {
    expect(() => sealerOf()).toThrow(RangeError);
  });
});
