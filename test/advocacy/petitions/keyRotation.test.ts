// Promises of: can the keys of signatures and links be replaced without anybody signing twice or a mailed link dying?

import { signLink } from '#advocacy/petitions/signing/links';
import { inUse, openAddress, sealAddress, secretsOf } from '#advocacy/petitions/signing/secrets';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import type { TestDatabase } from '../../support/postgres';

const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const petitionId = 'fair-ebook-terms';
const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome petition { signatureCount } } }';
const WITHDRAW = 'mutation ($token: String!) { withdrawSignature(token: $token) { signatureCount } }';

let database: TestDatabase;
beforeEach(async () => {
  database = await demoDatabase();
});
afterEach(() => database.drop());

async function withKeys<T>(keys: readonly Buffer[], work: (advocacy: Awaited<ReturnType<typeof startAdvocacyAt>>) => Promise<T>) {
  const advocacy = await startAdvocacyAt(database.url, { signatureKeys: keys });
  try {
    return await work(advocacy);
  } finally {
    await advocacy.stop();
  }
}

const sign = (keys: readonly Buffer[], email: string) =>
  withKeys(keys, async ({ url }) => {
    const input = { petitionId, name: 'Ann Reader', email, country: 'US' };
    return dataOf(await post(url, SIGN, { input })).signPetition;
  });

describe('while one signature key replaces another', () => {
  it('nobody signs twice, by whichever key they signed before', async () => {
    expect(await sign([older], 'ann@library.example')).toEqual({ outcome: 'SIGNED', petition: { signatureCount: 1 } });
    const ring = [newer, older];
    expect((await sign(ring, 'ANN@library.example')).outcome).toBe('ALREADY_SIGNED');
    expect(await sign(ring, 'bob@library.example')).toEqual({ outcome: 'SIGNED', petition: { signatureCount: 2 } });
    expect((await sign(ring, 'bob@library.example')).outcome).toBe('ALREADY_SIGNED');
    expect((await sign([newer], 'bob@library.example')).outcome).toBe('ALREADY_SIGNED');
  });

  it('links that were mailed under the old key are good', async () => {
    await sign([older], 'ann@library.example');
    await withKeys([newer, older], async ({ url, database: rows }) => {
      const [{ id, email_hash: hash }] = await rows.query('SELECT id, email_hash FROM signature');
      const subject = { petitionId, id, hash: hash.toString('base64url') };
      const until = new Date(Date.now() + 60_000);
      const token = signLink(inUse(secretsOf([older]).links), 'withdraw', subject, until);
      expect(dataOf(await post(url, WITHDRAW, { token }))).toEqual({ withdrawSignature: { signatureCount: 0 } });
    });
  });

  it('links that were mailed under a key that is gone are not', async () => {
    await sign([older], 'ann@library.example');
    await withKeys([newer], async ({ url, database: rows }) => {
      const [{ id, email_hash: hash }] = await rows.query('SELECT id, email_hash FROM signature');
      const subject = { petitionId, id, hash: hash.toString('base64url') };
      const token = signLink(inUse(secretsOf([older]).links), 'withdraw', subject, new Date(Date.now() + 60_000));
      expect(codeOf(await post(url, WITHDRAW, { token }))).toBe('LINK_INVALID');
      expect((await rows.query('SELECT count(*)::int AS n FROM signature'))[0].n).toBe(1);
    });
  });

  it('addresses that were sealed under the old key are opened', () => {
    const sealed = sealAddress(secretsOf([older]), 'ann@library.example');
    expect(openAddress(secretsOf([newer, older]), sealed)).toBe('ann@library.example');
    expect(() => openAddress(secretsOf([newer]), sealed)).toThrow();
  });
});
