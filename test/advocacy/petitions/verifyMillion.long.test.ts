// Promise of: npm run verify-counts proves a million signatures of 200 petitions about as fast as PostgreSQL can count them.
import { Client } from 'pg';
import { demoDatabase } from '../../support/advocacy';
import { finishProcess } from '../../support/processes';

/** Few petitions have most of the signatures, as campaigns go; over a month, from five countries. */
const fill = `
INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
  SELECT 'many-' || i, 'Many', 'Sell to libraries.', 'A publisher', '{}', 'OPEN', false, false, '2026-10-01' FROM generate_series(1, 200) AS i;
INSERT INTO signature (petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, signed_at)
  SELECT 'many-' || 1 + floor(200 * power((i::bigint * 7919 % 1000) / 1000.0, 3)), sha256(i::text::bytea), gen_random_uuid(), 'Reader ' || i,
         (ARRAY['US', 'GB', 'DE', 'FI', 'ES'])[1 + i % 5], CASE WHEN i % 5 = 0 THEN 'US-NE' END, false, false,
         '2026-10-01T00:00:00Z'::timestamptz + (i * 2.5 || ' seconds')::interval
  FROM generate_series(1, 1000000) AS i;
INSERT INTO area_count SELECT petition_id, country, coalesce(region, ''), count(*) FROM signature GROUP BY 1, 2, 3;
INSERT INTO hour_count SELECT petition_id, date_trunc('hour', signed_at, 'UTC'), count(*) FROM signature GROUP BY 1, 2;
UPDATE petition SET count = n FROM (SELECT petition_id, count(*) AS n FROM signature GROUP BY 1) AS signed WHERE petition_id = id;
`;

const onePass = `
SELECT petition_id, country, region, date_trunc('hour', signed_at, 'UTC'), count(*) FROM signature GROUP BY 1, 2, 3, 4`;

it('takes at most three times as long as one pass over the same rows, in bounded memory, and sees one lost signature', async () => {
  const database = await demoDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  // Rows that do not fit such a heap would end the command.
  const verify = () =>
    finishProcess('services/advocacy/verify/main.js', { DATABASE_URL: database.url, NODE_OPTIONS: '--max-old-space-size=80' });
  const secondsOf = async (work: () => unknown) => {
    const begin = performance.now();
    await work();
    return (performance.now() - begin) / 1_000;
  };
  try {
    await client.query(fill);
    await client.query('ANALYZE');
    // The command is measured as an operator waits for it: with the start of its process.
    let [pass, command] = [Infinity, Infinity];
    for (let round = 0; round < 3; round++) {
      pass = Math.min(pass, await secondsOf(() => client.query(`SELECT count(*) FROM (${onePass}) AS passed`)));
      command = Math.min(
        command,
        await secondsOf(() => expect(verify().output).toMatch(/^\d{3} petitions counted again, 0 differ\.\n$/)),
      );
    }
    expect(command).toBeLessThan(3 * pass);
    await client.query(`DELETE FROM signature WHERE ctid = (SELECT ctid FROM signature WHERE petition_id = 'many-200' LIMIT 1)`);
    expect(verify()).toEqual({ code: 1, output: expect.stringContaining('"petitionId":"many-200"') });
  } finally {
    await client.end();
    await database.drop();
  }
}, 600_000);
