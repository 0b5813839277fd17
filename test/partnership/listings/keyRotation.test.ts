// Promises: the key of contacts can be replaced, and what earlier releases mailed and stored stays valid.
import { DataSource } from 'typeorm';
import { silentLog } from '#kit/words/log';
import { ContactKeys } from '#partnership/listings/contactKeys';
import { resealContacts } from '#partnership/listings/listingContact';
import { codeOf, dataOf, post } from '../../support/graphql';
import { demoDatabase, startPartnershipAt } from '../../support/partnership';
import type { TestDatabase } from '../../support/postgres';

const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const id = 'seeking-demo-oslo-no';
const RENEW = 'mutation ($token: String!) { renewListing(token: $token) { id state } }';

let database: TestDatabase;
beforeAll(async () => {
  database = await demoDatabase();
});
afterAll(() => database.drop());

/** Renews by a link that was mailed under one key, at a running subgraph that has a ring. */
async function renew(mailedUnder: Buffer, ring: readonly Buffer[]) {
  const partnership = await startPartnershipAt(database.url, { contactKeys: ring });
  try {
    return await post(partnership.url, RENEW, { token: new ContactKeys([mailedUnder]).link('manage', id, new Date(), 30) });
  } finally {
    await partnership.stop();
  }
}

it('links of both keys work while both are in the ring, and those of the old key are refused afterwards', async () => {
  for (const key of [older, newer])
    expect(dataOf(await renew(key, [newer, older]))).toEqual({ renewListing: { id, state: 'PUBLISHED' } });
  expect(dataOf(await renew(newer, [newer]))).toEqual({ renewListing: { id, state: 'PUBLISHED' } });
  expect(codeOf(await renew(older, [newer]))).toBe('BAD_LINK');
});

it('contacts sealed with the old key are opened while it is in the ring, and by no other key', () => {
  const sealed = new ContactKeys([older]).seal('ana@example.org', id);
  expect(new ContactKeys([newer, older]).open(sealed, id)).toBe('ana@example.org');
  expect(() => new ContactKeys([newer, older]).open(sealed, 'another')).toThrow();
  expect(() => new ContactKeys([newer]).open(sealed, id)).toThrow(/not in CONTACT_KEY any more/);
});

describe('what an earlier release made', () => {
  const keys = new ContactKeys([newer, Buffer.alloc(32, 'made for this test')]);
  const now = new Date('2026-11-23T12:00:00Z');
  /** Kari as that release sealed her for listing-1. */
  const contact = '43219fb8.McrfonrIp1JtuuRhf8OSJjYsF0HjOkDpGjqklFgtE5YZlecyICmdp2IMwF-Bpu_yY74hGeGQixdRWmdZrisZ2O0nnnpc6g';

  it.each([
    ['manage', 'listing-1.ywpo00.R71RXfV6XKgfDL1KMp5GjQQA73gOo44iiPJHurquEEI', 'listing-1'],
    ['calendar', 'demo-oslo-no:1..ljg4vHix0b_kMP34sxjs9FOLcaO2D_SjwM61EBI8WWE', 'demo-oslo-no:1'],
    ['agreement', 'p-1:2.ywpo00.AYSA1kJ7nA6IHwEotcdQyR9Guc-BecdLStWvQteXka0', 'p-1:2'],
  ] as const)('stays valid: a link for %s', (purpose, token, named) => {
    expect(keys.follow(purpose, token, now)).toBe(named);
  });

  it('stays valid: sealed contacts, for their listing alone, and hashes of addresses', () => {
    expect(JSON.parse(keys.open(contact, 'listing-1'))).toEqual({ name: 'Kari', email: 'kari@example.org' });
    expect(() => keys.open(contact, 'listing-2')).toThrow();
    const digest = new ContactKeys([Buffer.alloc(32, 'made for this test')]).digest('Kari+x@example.org');
    expect(digest.toString('hex')).toBe('49ead6e2a960d957e0ef95daea670fecc9a279aa3180aefe706b4d9360da8274');
  });

  it('is sealed anew at night, and none is lost', async () => {
    const source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    try {
      await source.query(
        `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, historical, listed_at, demo, source_ids, confidence)
         VALUES ('listing-1', 'demo-oslo-no', 'WITHDRAWN', '{}', '{}', '{}', false, $1, false, '{}', 'HIGH')`,
        [now],
      );
      await source.query(
        `INSERT INTO listing_contact (listing_id, sealed, digest, submitted_at) VALUES ('listing-1', $1, '', $2)`,
        [contact, now],
      );
      const tasks = resealContacts({ database: source, log: silentLog }, keys);
      for (const task of Object.values(tasks)) await task({}, { jobId: '1', number: 1, isLast: false });
      const [{ sealed }] = await source.query(`SELECT sealed FROM listing_contact WHERE listing_id = 'listing-1'`);
      expect(sealed.startsWith(keys.head)).toBe(true);
      expect(JSON.parse(new ContactKeys([newer]).open(sealed, 'listing-1'))).toEqual({ name: 'Kari', email: 'kari@example.org' });
    } finally {
      await source.destroy();
    }
  });
});
