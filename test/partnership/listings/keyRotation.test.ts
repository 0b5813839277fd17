// Promises of: can the key of contacts be replaced without a mailed link dying, and is the old one worth nothing afterwards?
import { ContactKeys } from '#kit/words/contactKeys';
import { codeOf, dataOf, post } from '../../support/graphql';
import { startPartnershipAt } from '../../support/partnership';
import type { TestDatabase } from '../../support/postgres';
import { demoDatabase } from '../stage';

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

it('links of both keys are good while both are known, and those of the old one are refused afterwards', async () => {
  for (const key of [older, newer])
    expect(dataOf(await renew(key, [newer, older]))).toEqual({ renewListing: { id, state: 'PUBLISHED' } });
  expect(dataOf(await renew(newer, [newer]))).toEqual({ renewListing: { id, state: 'PUBLISHED' } });
  expect(codeOf(await renew(older, [newer]))).toBe('BAD_LINK');
});

it('contacts that were sealed under the old key are opened while it is known, and by nothing else', () => {
  const sealed = new ContactKeys([older]).seal('ana@example.org', id);
  expect(new ContactKeys([newer, older]).open(sealed, id)).toBe('ana@example.org');
  expect(() => new ContactKeys([newer, older]).open(sealed, 'another')).toThrow();
  expect(() => new ContactKeys([newer]).open(sealed, id)).toThrow(/not in CONTACT_KEY any more/);
});
