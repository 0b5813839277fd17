// Promises of: npm run verify-counts finds every kind of difference, and nothing else.
import { Client } from 'pg';
import { entities, migrations } from '#advocacy/features';
import { agrees, countAgain, secretsOf, signDemoPetitions } from '#advocacy/petitions/index';
import { openDatabase } from '#kit/data/database';
import { silentLog } from '#kit/words/log';
import { demoDatabase, signatureKey } from '../../support/advocacy';
import type { TestDatabase } from '../../support/postgres';
import { finishProcess } from '../../support/processes';

const id = 'fair-ebook-terms';
let database: TestDatabase;
let client: Client;
const verify = () => finishProcess('services/advocacy/verify/main.js', { DATABASE_URL: database.url });

beforeEach(async () => {
  database = await demoDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    INSERT INTO signature (petition_id, email_hash, id, name, country, consent_to_show_name, updates_consent, signed_at)
    VALUES ('${id}', '\\x01', gen_random_uuid(), 'Ann', 'US', false, false, '2026-11-23T12:30:00Z');
    INSERT INTO area_count VALUES ('${id}', 'US', '', 1);
    INSERT INTO hour_count VALUES ('${id}', '2026-11-23T12:00:00Z', 1);
    UPDATE petition SET count = 1 WHERE id = '${id}';
    DELETE FROM milestone WHERE petition_id = '${id}'`);
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

describe('npm run verify-counts', () => {
  it('exits with 0 when all counts agree', () => {
    expect(verify()).toEqual({ code: 0, output: expect.stringMatching(/^\d+ petitions counted again, 0 differ\.\n$/) });
  });

  it('agrees with a demonstration, whose petitions begin signed, but for one that somebody has signed before', async () => {
    const connected = await openDatabase({ url: database.url, name: 'test', entities, migrations, log: silentLog });
    const now = new Date('2026-11-30T12:00:00Z');
    const first = secretsOf([signatureKey]);
    await Promise.all([signDemoPetitions(connected, first, now), signDemoPetitions(connected, first, now)]);
    await connected.destroy();
    const { rows } = await client.query('SELECT id, count FROM petition WHERE demo ORDER BY id');
    expect(rows).toEqual([
      { id: 'demo-menos-espera', count: 642 },
      { id, count: 1 },
    ]);
    const weeks = `SELECT count(DISTINCT date_trunc('week', hour))::int AS weeks FROM hour_count WHERE petition_id = 'demo-menos-espera'`;
    expect((await client.query(weeks)).rows).toEqual([{ weeks: 7 }]);
    expect(verify().output).toContain('0 differ.');
  });

  it('exits with 1 and names the petition whose count differs', async () => {
    await client.query(`UPDATE petition SET count = 2 WHERE id = '${id}'`);
    const { code, output } = verify();
    expect(code).toBe(1);
    expect(output).toContain(`"petitionId":"${id}"`);
    expect(output).toContain('"count":2');
    expect(output).toContain('1 differ.');
  });

  it('exits with 2 where there is nothing to count, and says what to name', async () => {
    const url = new URL(database.url);
    url.pathname = '/postgres';
    const elsewhere = finishProcess('services/advocacy/verify/main.js', { DATABASE_URL: url.href });
    expect(elsewhere).toEqual({ code: 2, output: expect.stringContaining('DATABASE_URL must name the one that advocacy uses.') });
    url.port = '1';
    const nowhere = finishProcess('services/advocacy/verify/main.js', { DATABASE_URL: url.href });
    expect(nowhere).toEqual({ code: 2, output: expect.stringMatching(/^The counts could not be verified: .*ECONNREFUSED/) });
  });
});

it.each([
  ['a total', 'UPDATE petition SET count = 2', { count: 2 }],
  ['a signature that is gone', 'DELETE FROM signature', { rows: 0 }],
  ['an area, when the sum is right', `UPDATE area_count SET country = 'FI'`, { partsThatDiffer: 2 }],
  ['an hour, when the sum is right', `UPDATE hour_count SET hour = hour - interval '1 hour'`, { partsThatDiffer: 2 }],
  ['paper', 'UPDATE petition SET paper_count = 3', { paperRows: 0 }],
  ['a milestone without its moment', `INSERT INTO milestone VALUES ('${id}', 1, NULL)`, { milestonesMissed: 1 }],
])('a tally differs at one petition for %s', async (_what, damage, told) => {
  const scope = damage.startsWith('INSERT') ? '' : ` WHERE ${damage.includes(' petition ') ? 'id' : 'petition_id'} = '${id}'`;
  await client.query(damage + scope);
  const tallies = await countAgain({ query: async (sql: string) => (await client.query(sql)).rows } as never);
  expect(tallies.filter((tally) => !agrees(tally))).toEqual([expect.objectContaining({ petitionId: id, ...told })]);
});
