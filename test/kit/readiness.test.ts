// Promises of /ready of a subgraph: away only for what another replica would do better; anything else is told, and served on.
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { Advocacy } from '#advocacy/subgraph';
import { DatabaseProbe } from '#kit/data/probe';
import { Condition } from '#kit/process/condition';
import { silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { admitWith, ClockCheck, passportHeader, sealWith } from '#kit/words/secrets';
import { demoDatabase, startAdvocacyAt } from '../support/advocacy';
import { afterwards } from '../support/afterwards';
import { dataOf, operation, post } from '../support/graphql';
import { endSessions, type TestDatabase, withAdmin } from '../support/postgres';
import { eventually } from '../support/reader';

const id = 'fair-ebook-terms';
const documented = readFileSync(projectFile('docs', 'operating.md'), 'utf8');
const keys = [Buffer.alloc(32, 4)];
let database: TestDatabase;
let advocacy: Advocacy;
let admin: Client;
let signers = 0;
const log = { ...silentLog, warn: jest.fn() };

beforeAll(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url, { log });
  admin = new Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await advocacy.stop();
  await database.drop();
});

const name = () => new URL(database.url).pathname.slice(1);
const readiness = async (at: Pick<Advocacy, 'url'> = advocacy, headers: Record<string, string> = {}) => {
  const answer = await fetch(new URL('/ready', at.url), { headers });
  return { status: answer.status, ...((await answer.json()) as { cause?: string; degraded?: Record<string, string> }) };
};
/** Asks until it says what is waited for. */
const readyWith = async (fits: (said: Awaited<ReturnType<typeof readiness>>) => boolean) => {
  for (const deadline = performance.now() + 15_000; performance.now() < deadline; ) {
    const said = await readiness();
    if (fits(said)) return said;
  }
  throw new Error(`it says ${JSON.stringify(await readiness())}`);
};
const sign = () => {
  const input = { petitionId: id, name: 'Reader', email: `r${signers++}@library.example`, country: 'FI' };
  return post(advocacy.url, operation('SignPetition'), { input });
};

describe('a subgraph', () => {
  it('stays ready while all its connections wait for a lock', async () => {
    await admin.query('BEGIN; LOCK TABLE petition IN ACCESS EXCLUSIVE MODE');
    const waiting = Array.from({ length: 12 }, () => post(advocacy.url, `{ petition(id: "${id}") { title } }`));
    expect(await readiness()).toEqual({ status: 200, ready: true });
    await admin.query('COMMIT');
    for (const { data } of await Promise.all(waiting)) expect(data?.petition.title).toBeTruthy();
  });

  it('has no more connections than docs/operating.md says, however much waits for its database', async () => {
    await admin.query('BEGIN; LOCK TABLE petition IN ACCESS EXCLUSIVE MODE');
    const waiting = Array.from({ length: 40 }, (_, i) =>
      post(advocacy.url, `{ petition(id: "${id}") { title alias${i}: title } }`),
    );
    await readiness();
    // Others look from elsewhere.
    const now = () =>
      withAdmin(async (other) => {
        const { rows } = await other.query(
          `SELECT application_name AS name, count(*)::int AS n FROM pg_stat_activity
           WHERE datname = $1 AND pid <> $2 AND backend_type = 'client backend' GROUP BY 1`,
          [name(), (admin as unknown as { processID: number }).processID],
        );
        return new Map(rows.map((row) => [row.name, row.n]));
      });
    await eventually('all connections of the pool are taken', async () => (await now()).get('shelfbridge advocacy') === 10);
    const open = await now();
    await admin.query('COMMIT');
    for (const { data } of await Promise.all(waiting)) expect(data?.petition.title).toBeTruthy();
    const [, pool, jobs, listening, asking, all] = (
      documented
        .match(/^\| advocacy \|.*$/m)?.[0]
        .split('|')
        .slice(1) ?? []
    ).map(Number);
    const listeners = [...open].flatMap(([each, n]) => (each.startsWith('listen ') ? [n] : [])).reduce((sum, n) => sum + n, 0);
    expect([open.get('shelfbridge advocacy'), listeners, open.get('shelfbridge advocacy readiness')]).toEqual([
      pool,
      listening,
      asking,
    ]);
    expect(open.get('shelfbridge jobs')).toBeLessThanOrEqual(jobs ?? 0);
    expect([...open.values()].reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(all ?? 0);
  });

  it('is ready and says so while its database takes no changes, and who signs meanwhile is counted after it', async () => {
    const before = dataOf(await post(advocacy.url, `{ petition(id: "${id}") { signatureCount } }`)).petition.signatureCount;
    await admin.query(`ALTER DATABASE ${name()} SET default_transaction_read_only = on`);
    await endSessions(admin, 'shelfbridge %');
    const said = await readyWith(({ degraded }) => degraded !== undefined);
    expect(said).toMatchObject({ status: 200, degraded: { 'read-only': expect.stringContaining('takes no changes') } });
    const signing = Promise.all(Array.from({ length: 5 }, sign));
    await readiness();
    await admin.query(`ALTER DATABASE ${name()} RESET default_transaction_read_only`);
    // The connections of the pool still take none: they are left for new ones.
    for (const answer of await signing) expect(dataOf(answer).signPetition.petition.signatureCount).toBe(before + 5);
    await readyWith(({ degraded }) => degraded === undefined);
    expect(log.warn).toHaveBeenCalledWith(expect.objectContaining({ trouble: 'read-only' }), 'degraded');
  });

  it('is ready while notices are lost, says so, and shows counts within seconds all the same', async () => {
    const feed = await advocacy.app.feed.watch([id]);
    afterwards(() => feed.return());
    const [{ revision, count }] = (await feed.next()).value as unknown as [{ revision: number; count: number }];
    await withAdmin((other) => other.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`));
    await endSessions(admin, 'listen notices');
    const said = await readyWith(({ degraded }) => degraded?.['notices of petition_counts'] !== undefined);
    expect(said.status).toBe(200);
    await admin.query('UPDATE petition SET count = count + 1, revision = $2 WHERE id = $1', [id, Number(revision) + 1]);
    expect((await feed.next()).value).toMatchObject([{ count: count + 1 }]);
    await withAdmin((other) => other.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`));
    await readyWith(({ degraded }) => degraded === undefined);
    await admin.query('UPDATE petition SET count = count - 1, revision = $2 WHERE id = $1', [id, Number(revision) + 2]);
  });

  it('is not ready while its database cannot be reached', async () => {
    await withAdmin((other) => other.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`));
    await endSessions(admin, '%readiness');
    // 55000: a database that is told to take no connections. The one that asks may first meet the end of its own (57P01).
    const said = await readyWith(({ cause }) => cause?.includes('55000') ?? false);
    expect(said).toEqual({ status: 503, ready: false, cause: 'The database cannot be reached (55000).' });
    await endSessions(admin, 'shelfbridge advocacy');
    const unavailable = { extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } };
    const asked = [
      `{ petition(id: "${id}") { title } }`,
      '{ petitions { totalCount } }',
      '{ laws { totalCount } }',
      'mutation { requestSignatureLinks(input: { petitionId: "fair-ebook-terms", email: "a@library.example" }) }',
    ];
    for (const document of asked) expect((await post(advocacy.url, document)).errors).toMatchObject([unavailable]);
    const page = await fetch(new URL('/exports/policies.csv', advocacy.url));
    expect([page.status, await page.json()]).toEqual([503, { errors: [expect.objectContaining(unavailable)] }]);
    await withAdmin((other) => other.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`));
    await readyWith(({ status }) => status === 200);
  });

  it.each([
    ['ahead of', 70],
    ['behind', -7_200],
  ])('is not ready while its clock is %s that of its gateway, and is once somebody has set it', async (where, seconds) => {
    let wrong = seconds;
    const clock = () => new Date(Date.now() + wrong * 1_000);
    const other = await startAdvocacyAt(database.url, { gatewayKeys: keys, clock });
    afterwards(() => other.stop());
    const passport = () => sealWith(new Map([['advocacy', keys]]), Date.now)('advocacy', {});
    expect(await readiness(other)).toEqual({ status: 200, ready: true });
    const refused = await post(other.url, '{ __typename }', {}, passport());
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining('clocks'),
      extensions: { code: 'GATEWAY_REQUIRED' },
    });
    expect((await readiness(other)).cause).toContain(`The clock of this subgraph is ${Math.abs(seconds)} seconds ${where}`);
    wrong = 0;
    expect(await readiness(other)).toEqual({ status: 200, ready: true });
    wrong = seconds;
    // The check of a gateway tells by itself.
    expect((await readiness(other, passport())).status).toBe(503);
  });
});

it('a subgraph is not ready for a gateway of another key or none, and says which must be the same; for all others it is', async () => {
  const other = await startAdvocacyAt(database.url, { gatewayKeys: keys });
  afterwards(() => other.stop());
  const sealedBy = (key: Buffer) => sealWith(new Map([['advocacy', [key]]]), Date.now)('advocacy', {});
  const refused = { status: 503, ready: false, cause: expect.stringMatching(/rejects the signature.*GATEWAY_KEY.*the same/) };
  expect(await readiness(other, sealedBy(Buffer.alloc(32, 5)))).toEqual(refused);
  expect(await readiness(other, { [passportHeader]: '' })).toEqual(refused);
  const ready = { status: 200, ready: true };
  expect([await readiness(other), await readiness(other, sealedBy(Buffer.alloc(32, 4)))]).toEqual([ready, ready]);
});

describe('the clock of a subgraph', () => {
  it('is right where another gateway agrees with it', () => {
    const check = new ClockCheck(() => new Date());
    const admit = admitWith(keys, 'advocacy', () => new Date(), check.note);
    const from = (aheadMs: number) => sealWith(new Map([['advocacy', keys]]), () => Date.now() + aheadMs)('advocacy', {});
    expect(() => admit(from(90_000))).toThrow('clocks');
    expect(check.fault).toContain('90 seconds behind');
    expect(admit(from(0)).subject).toBeNull();
    expect(() => admit(from(-90_000))).toThrow('clocks');
    expect(check.fault).toBeUndefined();
    expect(passportHeader in from(0)).toBe(true);
  });
});

describe('a database that cannot be reached', () => {
  const warn = jest.fn();
  const condition = new Condition({ ...silentLog, warn });
  afterAll(() => condition.stop());

  it.each([
    ['port', '1', /^The database cannot be reached: nothing listens at its port \(ECONNREFUSED\)\.$/],
    // Where nobody answers questions for names, the answer is late.
    ['hostname', 'nowhere.invalid', /: (its name has no address \((ENOTFOUND|EAI_AGAIN)\)|it does not answer in time)\.$/],
    ['pathname', '/nothing', /^The database cannot be reached: it has no database of that name \(3D000\)\.$/],
    ['username', 'nobody', /^The database cannot be reached: it refuses the role or its password \((28000|28P01)\)\.$/],
  ] as const)('is told by the reason, without its address, where its %s is %s', async (part, value, cause) => {
    const url = new URL(database.url);
    url[part] = value;
    warn.mockClear();
    const probe = new DatabaseProbe(url.href, 'test', condition);
    expect(await probe.unready()).toMatch(cause);
    expect(Object.keys(condition.degraded)).toEqual(['database away']);
    expect(await probe.unready()).toContain('cannot be reached');
    expect(warn).toHaveBeenCalledTimes(1);
    await probe.stop();
    const right = new DatabaseProbe(database.url, 'test', condition);
    expect(await right.unready()).toBeUndefined();
    expect(condition.degraded).toEqual({});
    await right.stop();
  });
});

describe('what is wrong with a process', () => {
  it('is in the log at once and then once in each interval, until it is over', async () => {
    const warn = jest.fn();
    const condition = new Condition({ ...silentLog, warn }, 20);
    afterwards(() => condition.stop());
    for (let i = 0; i < 5; i++) condition.begin('disk full', 'no space');
    expect(warn.mock.calls).toEqual([[{ trouble: 'disk full', cause: 'no space' }, 'degraded']]);
    await eventually('it was said three times', () => warn.mock.calls.length >= 3);
    condition.end('disk full');
    expect(condition.degraded).toEqual({});
    condition.begin('brief', 'soon over', 0);
    expect(condition.degraded).toEqual({});
  });
});
