// Promises: keys of signatures and links can be replaced, and what earlier releases mailed and stored stays valid.

import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { hashEmail, hashesOf } from '#advocacy/petitions/signing/emailHash';
import { readLink, signLink, subjectOf } from '#advocacy/petitions/signing/links';
import { addressOwner, resealAddresses, secretsOf } from '#advocacy/petitions/signing/secrets';
import { Signature } from '#advocacy/petitions/signing/signature';
import { addJob } from '#kit/data/queue';
import { silentLog } from '#kit/words/log';
import type { Mail, Mailer } from '#kit/words/mail';
import { inUse } from '#kit/words/secrets';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import type { TestDatabase } from '../../support/postgres';
import { Reader } from '../../support/reader';

const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const petitionId = 'fair-ebook-terms';
const mailLinksTask = 'petitions: mail the links that withdraw or erase a signature';
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
  it('nobody signs twice, whichever key they signed under before', async () => {
    expect(await sign([older], 'ann@library.example')).toEqual({ outcome: 'SIGNED', petition: { signatureCount: 1 } });
    const ring = [newer, older];
    expect((await sign(ring, 'ANN@library.example')).outcome).toBe('ALREADY_SIGNED');
    expect(await sign(ring, 'bob@library.example')).toEqual({ outcome: 'SIGNED', petition: { signatureCount: 2 } });
    expect((await sign(ring, 'bob@library.example')).outcome).toBe('ALREADY_SIGNED');
    expect((await sign([newer], 'bob@library.example')).outcome).toBe('ALREADY_SIGNED');
  });

  it('links that were mailed under the old key work', async () => {
    await sign([older], 'ann@library.example');
    await withKeys([newer, older], async ({ url, database: rows }) => {
      const [{ id, email_hash: hash }] = await rows.query('SELECT id, email_hash FROM signature');
      const subject = { petitionId, id, hash: hash.toString('base64url') };
      const until = new Date(Date.now() + 60_000);
      const token = signLink(inUse(secretsOf([older]).links), 'withdraw', subject, until);
      expect(dataOf(await post(url, WITHDRAW, { token }))).toEqual({ withdrawSignature: { signatureCount: 0 } });
    });
  });

  it('the link that erases finds what was signed or stands on paper under either key', async () => {
    await sign([older], 'ann@library.example');
    const mails = new Reader<Mail>();
    const mailer: Mailer = { send: async (mail) => mails.push(mail), stop: () => undefined };
    const advocacy = await startAdvocacyAt(database.url, { signatureKeys: [newer, older], mailer });
    try {
      await advocacy.database.query(
        `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
         VALUES ('second', 'Second', 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01')`,
      );
      const input = { petitionId: 'second', name: 'Ann Reader', email: 'ann@library.example', country: 'US' };
      dataOf(await post(advocacy.url, SIGN, { input }));
      const hashes = hashesOf(advocacy.app.secrets, input.email);
      await advocacy.database.query(
        `INSERT INTO paper_signature (petition_id, sheet, line, country, email_hash, also_online)
         SELECT 'second', 'a', line, 'US', hash, true FROM unnest($1::bytea[]) WITH ORDINALITY AS under(hash, line)`,
        [hashes],
      );
      await advocacy.database.query(
        `INSERT INTO paper_earlier (petition_id, sheet, line, country, people, email_hash) VALUES ('second', 'a', 1, 'US', 1, $1)`,
        [hashes.at(-1)],
      );
      await advocacy.database.query(`UPDATE petition SET paper_addresses = true WHERE id = 'second'`);
      const asked = { petitionId: 'second', email: input.email };
      await post(advocacy.url, 'mutation ($input: RequestSignatureLinksInput!) { requestSignatureLinks(input: $input) }', {
        input: asked,
      });
      const token = (await mails.next()).letter.aside?.url.split('#')[1];
      const ERASE = 'mutation ($token: String!) { eraseMySignature(token: $token) { signatures } }';
      expect(dataOf(await post(advocacy.url, ERASE, { token })).eraseMySignature.signatures).toBe(2);
      const kept = await advocacy.database.query(
        'SELECT email_hash FROM paper_signature UNION ALL SELECT email_hash FROM paper_earlier',
      );
      expect(kept).toEqual([{ email_hash: null }, { email_hash: null }, { email_hash: null }]);
      const tallies = await countAgain(advocacy.database);
      expect(tallies.filter((tally) => !agrees(tally))).toEqual([]);
      expect(codeOf(await post(advocacy.url, ERASE, { token }))).toBe('LINK_USED');
    } finally {
      await advocacy.stop();
    }
  });

  it('links that were mailed under a removed key are refused', async () => {
    await sign([older], 'ann@library.example');
    await withKeys([newer], async ({ url, database: rows }) => {
      const [{ id, email_hash: hash }] = await rows.query('SELECT id, email_hash FROM signature');
      const subject = { petitionId, id, hash: hash.toString('base64url') };
      const token = signLink(inUse(secretsOf([older]).links), 'withdraw', subject, new Date(Date.now() + 60_000));
      expect(codeOf(await post(url, WITHDRAW, { token }))).toBe('LINK_INVALID');
      expect((await rows.query('SELECT count(*)::int AS n FROM signature'))[0].n).toBe(1);
    });
  });

  it('addresses that were sealed with the old key can be opened', () => {
    const sealed = secretsOf([older]).addresses.seal('ann@library.example', 'a signature');
    expect(secretsOf([newer, older]).addresses.open(sealed, 'a signature')).toBe('ann@library.example');
    expect(() => secretsOf([newer, older]).addresses.open(sealed, 'another signature')).toThrow();
    expect(() => secretsOf([newer]).addresses.open(sealed, 'a signature')).toThrow('SIGNATURE_KEY');
  });
});

describe('what an earlier release made', () => {
  const key = Buffer.alloc(32, 'made for this test');
  const secrets = secretsOf([key]);
  /** ann@library.example as that release sealed it. */
  const address = Buffer.from('Pm1UTRNuWsQ0cCeiff9ENp/qvCoKvJSz1pJWPFIvsU4HNJJmF1e4AWgRGlyAWsI=', 'base64');
  const link =
    'eyJwdXJwb3NlIjoid2l0aGRyYXciLCJwZXRpdGlvbklkIjoiZmFpci1lYm9vay10ZXJtcyIsImlkIjoiMDE5YWI3ZjItMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwiaGFzaCI6IkF3TURBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQXdNREF3TURBd00iLCJleHBpcmVzIjoyMTExMDU0NDAwfQ.hsXenZ_9AbeQn7Ox87TChJ4IsJBR21j8hNwoI2ScwWU';

  it('stays valid: hashes of addresses, links in mails, sealed addresses', async () => {
    const hash = await hashEmail(secrets, {} as never, petitionId, 'Ann.Reader@Library.example');
    expect(hash.toString('hex')).toBe('a026d84257e5b15d9fbf3db4de97bf736d77d345884be965d8b1387dbd0178dd');
    expect(readLink(secrets.links, 'withdraw', link, new Date('2026-11-23T12:00:00Z'))).toEqual({
      petitionId,
      id: '019ab7f2-0000-7000-8000-000000000001',
      hash: Buffer.alloc(32, 3).toString('base64url'),
    });
    expect(secrets.addresses.open(address, 'anyone')).toBe('ann@library.example');
  });

  it('reaches people: a queued mail is sent, and the address that is kept for news is sealed anew for its row', async () => {
    const mails = new Reader<Mail>();
    const mailer: Mailer = { send: async (mail) => mails.push(mail), stop: () => undefined };
    const advocacy = await startAdvocacyAt(database.url, { signatureKeys: [key], mailer });
    try {
      const input = { petitionId, name: 'Ann Reader', email: 'ann@library.example', country: 'US', updatesConsent: true };
      await post(advocacy.url, SIGN, { input });
      await advocacy.database.query('UPDATE signature SET address = $1', [address]);
      const read = () => advocacy.database.getRepository(Signature).findOneByOrFail({ petitionId });
      const signature = await read();
      const to = address.toString('base64');
      await addJob(advocacy.database, mailLinksTask, { ...subjectOf(signature), to });
      expect((await mails.next()).to).toBe('ann@library.example');
      const { tasks } = resealAddresses({ database: advocacy.database, log: silentLog, secrets });
      for (const task of Object.values(tasks)) await task({}, { jobId: '1', number: 1, isLast: false });
      const { address: anew } = await read();
      expect(anew?.subarray(0, 5)).toEqual(secrets.addresses.head);
      expect(secrets.addresses.open(anew as Buffer, addressOwner(signature))).toBe('ann@library.example');
      expect(() => secrets.addresses.open(anew as Buffer, addressOwner({ ...signature, petitionId: 'another' }))).toThrow();
    } finally {
      await advocacy.stop();
    }
  });
});
