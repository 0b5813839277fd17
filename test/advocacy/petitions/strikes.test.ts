// Promises of: signatures that are abuse leave the counts by the batch, and come back by the batch, and every count stays exact.
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { summaryTask, summaryTasks } from '#advocacy/petitions/organizing/summaries';
import type { Advocacy } from '#advocacy/subgraph';
import { silentLog } from '#kit/words/log';
import { demoDatabase, ownPetition, signatureKey, startAdvocacyAt } from '../../support/advocacy';
import { afterwards } from '../../support/afterwards';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf } from '../../support/identities';
import { Letterbox } from '../../support/mailbox';
import type { TestDatabase } from '../../support/postgres';
import { eventually } from '../../support/reader';

const SIGN = `mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome signature { id } petition { signatureCount } } }`;
const STRIKE = `mutation ($input: StrikeOutSignaturesInput!) { strikeOutSignatures(input: $input) {
  signatures withoutDomain strike { id byDomain putBackAt } petition { signatureCount paperCount } } }`;
const PUT_BACK = `mutation ($input: PutBackSignaturesInput!) { putBackSignatures(input: $input) {
  signatures strike { putBack putBackAt } petition { signatureCount paperCount } } }`;
const COUNTS = `query ($id: ID!, $at: DateTime) { petition(id: $id) { now: signatureCount past: signatureCount(asOf: $at)
  signatureHistory(interval: HOUR) { signed withdrawn count } signaturesByArea { country region count } supporters { totalCount } } }`;
const WORK = `query ($id: ID!) { petitionWork(id: $id) { domains { domainHash signatures } strikes { id reason country signatures putBack } } }`;
const FIGURES = `query ($id: ID!) { petitionWork(id: $id) { namesToShow areas { country count } domains { domainHash signatures firstAt lastAt } }
  petition(id: $id) { supporters { totalCount } } }`;
const LINKS = 'mutation ($input: RequestSignatureLinksInput!) { requestSignatureLinks(input: $input) }';

let database: TestDatabase;
let advocacy: Advocacy;
const letters = new Letterbox();
let now: Date;
/** Each test has a petition of its own. */
let id: string;
const at = (time: string) => {
  now = new Date(`2026-11-23T${time}Z`);
};
const ask = (document: string, variables: object = {}, identity = organizer) =>
  post(
    advocacy.url,
    document,
    variables,
    passportOf(identity, 'advocacy', () => now),
  );
const sign = async (email: string, more: object = {}) =>
  dataOf(await ask(SIGN, { input: { petitionId: id, name: 'Ann', email, country: 'US', consentToShowName: true, ...more } }))
    .signPetition;
const strike = async (more: object) =>
  dataOf(await ask(STRIKE, { input: { petitionId: id, reason: 'A script.', ...more } })).strikeOutSignatures;
const putBack = async (strikeId: string) =>
  dataOf(await ask(PUT_BACK, { input: { id: strikeId, reason: 'They were people.' } })).putBackSignatures;
const counts = async (moment = now) => dataOf(await ask(COUNTS, { id, at: moment })).petition;
const paper = (rows: string) =>
  fetch(new URL(`/petitions/${id}/paper-signatures`, advocacy.url), {
    method: 'POST',
    headers: { ...passportOf(organizer, 'advocacy', () => now), 'content-type': 'text/csv' },
    body: `sheet,line,name,country,email\n${rows}`,
  }).then((answer) => answer.text());
const exact = async () => expect((await countAgain(advocacy.database)).filter((tally) => !agrees(tally))).toEqual([]);
const linkOf = async (email: string, purpose: string) => {
  dataOf(await ask(LINKS, { input: { petitionId: id, email } }));
  const { letter } = await letters.to(email);
  return new RegExp(`/signatures/${purpose}#(\\S+?)"`).exec(JSON.stringify(letter))?.[1] as string;
};
const start = async (keys = [signatureKey]) => {
  advocacy = await startAdvocacyAt(database.url, { gatewayKeys, mailer: letters, signatureKeys: keys, clock: () => now });
};

beforeAll(async () => {
  at('12:30:00');
  database = await demoDatabase();
  await start();
});
afterAll(async () => {
  await advocacy?.stop();
  await database?.drop();
});
beforeEach(async () => {
  at('12:30:00');
  id = await ownPetition(advocacy.database, { owner_subject: organizer.subject });
});
afterEach(exact);

describe('a batch of signatures', () => {
  it('is counted first, struck out by domain, in any spelling of it, and put back, and past counts stay', async () => {
    for (const n of [1, 2, 3]) await sign(`bot${n}@spam.example`, { region: 'US-NE' });
    await sign('ann@library.example');
    expect(await strike({ domain: 'SPAM.example.', preview: true })).toEqual({
      signatures: 3,
      withoutDomain: 0,
      strike: null,
      petition: { signatureCount: 4, paperCount: 0 },
    });
    at('13:10:00');
    const struck = await strike({ domain: 'x@Spam.Example', expected: 3 });
    expect(struck).toMatchObject({ signatures: 3, petition: { signatureCount: 1 }, strike: { byDomain: true } });
    expect(await counts(new Date('2026-11-23T12:59:00Z'))).toEqual({
      now: 1,
      past: 4,
      signatureHistory: [
        { signed: 4, withdrawn: 0, count: 4 },
        { signed: 0, withdrawn: 3, count: 1 },
      ],
      signaturesByArea: [{ country: 'US', region: null, count: 1 }],
      supporters: { totalCount: 1 },
    });
    at('13:20:00');
    expect((await counts(new Date('2026-11-23T13:09:59Z'))).past).toBe(4);
    expect((await counts()).past).toBe(1);
    await exact();
    at('13:30:00');
    expect(await putBack(struck.strike.id)).toEqual({
      signatures: 3,
      strike: { putBack: 3, putBackAt: '2026-11-23T13:30:00.000Z' },
      petition: { signatureCount: 4, paperCount: 0 },
    });
    expect((await putBack(struck.strike.id)).signatures).toBe(0);
    for (const [moment, count] of [
      ['13:09:59', 4],
      ['13:10:00', 1],
      ['13:29:59', 1],
      ['13:30:00', 4],
    ] as const)
      expect([moment, (await counts(new Date(`2026-11-23T${moment}Z`))).past]).toEqual([moment, count]);
    at('15:00:00');
    expect((await counts(new Date('2026-11-23T13:15:00Z'))).past).toBe(1);
    expect(dataOf(await ask(WORK, { id })).petitionWork.strikes).toEqual([
      { id: struck.strike.id, reason: 'A script.', country: null, signatures: 3, putBack: 3 },
    ]);
  });

  it('is chosen by time and area together', async () => {
    await sign('a@library.example', { country: 'FI' });
    at('12:40:00');
    await sign('b@library.example', { region: 'US-NE' });
    await sign('c@library.example', { region: 'US-CA' });
    await sign('d@library.example');
    at('12:50:00');
    await sign('e@library.example', { region: 'US-NE' });
    const [from, to] = ['2026-11-23T12:40:00Z', '2026-11-23T12:50:00Z'];
    const previewed = async (more: object) => (await strike({ preview: true, ...more })).signatures;
    expect(await previewed({ from, to })).toBe(3);
    expect(await previewed({ from })).toBe(4);
    expect(await previewed({ to: from })).toBe(1);
    expect(await previewed({ country: 'us', region: 'us-ne' })).toBe(2);
    expect(await strike({ from, to, country: 'US', region: 'US-NE' })).toMatchObject({ signatures: 1 });
    expect((await counts()).signaturesByArea).toEqual([
      { country: 'FI', region: null, count: 1 },
      { country: 'US', region: null, count: 1 },
      { country: 'US', region: 'US-CA', count: 1 },
      { country: 'US', region: 'US-NE', count: 1 },
    ]);
  });

  it('is found under every key of the ring, and signatures of earlier releases are told apart', async () => {
    await sign('bot1@spam.example');
    await sign('old@spam.example');
    await advocacy.database.query(`UPDATE signature SET domain_hash = NULL WHERE signed_at IS NOT NULL AND ctid IN (
      SELECT ctid FROM signature WHERE petition_id = '${id}' ORDER BY id DESC LIMIT 1)`);
    const before = advocacy;
    await start([Buffer.alloc(32, 8), signatureKey]);
    afterwards(async () => {
      await advocacy.stop();
      advocacy = before;
    });
    await sign('bot2@spam.example');
    const { domains } = dataOf(await ask(WORK, { id })).petitionWork;
    expect(domains).toEqual([]);
    expect(await strike({ domain: 'spam.example', preview: true })).toMatchObject({ signatures: 2, withoutDomain: 1 });
    expect(await strike({ domain: 'spam.example' })).toMatchObject({ signatures: 2, petition: { signatureCount: 1 } });
  });

  it('can be named by the hash that the work on the petition lists, without the domain', async () => {
    for (const n of [1, 2]) await sign(`bot${n}@spam.example`);
    await sign('ann@library.example');
    const { domains } = dataOf(await ask(WORK, { id })).petitionWork;
    expect(domains).toEqual([{ domainHash: expect.any(String), signatures: 2 }]);
    expect(await strike({ domainHash: domains[0].domainHash })).toMatchObject({ signatures: 2 });
    const [{ text }] = await advocacy.database.query(
      `SELECT string_agg(to_jsonb(s)::text, '') || (SELECT string_agg(to_jsonb(a)::text, '') FROM audit_entry AS a) AS text FROM strike AS s`,
    );
    expect(text).not.toContain('spam.example');
    expect(text).toContain('A script.');
  });

  it.each([
    ['no condition', {}, 'input'],
    ['a region of another country', { country: 'FI', region: 'US-NE' }, 'region'],
    ['a region alone', { region: 'US-NE' }, 'country'],
    ['an end before its start', { from: '2026-11-23T12:00:00Z', to: '2026-11-23T11:00:00Z' }, 'to'],
    ['a domain that is none', { domain: 'a b' }, 'domain'],
    ['all domains below one', { domain: '*.library.example' }, 'domain'],
    ['two domains', { domain: 'library.example,ok.example' }, 'domain'],
    ['an address of the web', { domain: 'https://library.example/' }, 'domain'],
    ['a hash that is none', { domainHash: 'abc' }, 'domainHash'],
    ['another number than in the preview', { country: 'US', expected: 7 }, 'expected'],
    ['nobody', { country: 'FI' }, 'input'],
  ])('is refused for %s', async (_what, more, field) => {
    await sign('ann@library.example');
    const answer = await ask(STRIKE, { input: { petitionId: id, reason: 'A script.', ...more } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect((await counts()).now).toBe(1);
  });

  it('belongs to the organizer of the petition', async () => {
    await sign('ann@library.example');
    const input = { petitionId: id, reason: 'A script.', country: 'US' };
    expect(codeOf(await ask(STRIKE, { input }, otherOrganizer))).toBe('FORBIDDEN');
    const { strike: struck } = await strike({ country: 'US' });
    expect(codeOf(await ask(PUT_BACK, { input: { id: struck.id, reason: 'No.' } }, otherOrganizer))).toBe('FORBIDDEN');
  });
});

describe('a signature that was struck out', () => {
  it('stays struck out: who signs again hears the truth, and the mail tells it', async () => {
    await sign('bot@spam.example', { clientMutationId: 'one' });
    await strike({ domain: 'spam.example' });
    for (const more of [{}, { name: 'Ben' }, { clientMutationId: 'one' }])
      expect(await sign('bot@spam.example', more)).toEqual({
        outcome: 'STRUCK_OUT',
        signature: null,
        petition: { signatureCount: 0 },
      });
    expect(JSON.stringify((await letters.to('bot@spam.example')).letter)).toContain('does not count now');
    await advocacy.database.query(`UPDATE petition SET confirmation = 'EMAIL' WHERE id = '${id}'`);
    at('12:41:00');
    expect((await sign('bot@spam.example')).outcome).toBe('CONFIRMATION_SENT');
    expect(JSON.stringify((await letters.to('bot@spam.example')).letter)).toContain('does not count now');
  });

  it.each(['withdraw', 'erase'])('is not taken from the counts twice when its person takes it back: %s', async (purpose) => {
    // An erasure reaches every petition that an address has signed.
    const bot = `${purpose}@spam.example`;
    await sign(bot);
    await sign('ann@library.example');
    at('13:10:00');
    const { strike: struck } = await strike({ domain: 'spam.example' });
    at('14:10:00');
    const token = await linkOf(bot, purpose);
    const call =
      purpose === 'erase' ? 'eraseMySignature(token: $t) { signatures }' : 'withdrawSignature(token: $t) { signatureCount }';
    const taken = dataOf(await ask(`mutation ($t: String!) { done: ${call} }`, { t: token })).done;
    expect(taken).toEqual(purpose === 'erase' ? { signatures: 0 } : { signatureCount: 1 });
    expect((await counts(new Date('2026-11-23T13:09:59Z'))).past).toBe(2);
    expect((await counts(new Date('2026-11-23T13:10:00Z'))).past).toBe(1);
    await exact();
    expect(await putBack(struck.id)).toMatchObject({ signatures: 0, petition: { signatureCount: 1 } });
    expect((await sign(bot)).outcome).toBe('SIGNED');
  });

  it('lets the row on paper with its address count, until it is put back', async () => {
    await sign('ann@library.example');
    await paper('S1,1,Ann,US,ann@library.example\nS1,2,Bob,US,\n');
    await sign('cy@library.example');
    const { strike: struck, petition } = await strike({ domain: 'library.example' });
    expect(petition).toEqual({ signatureCount: 0, paperCount: 2 });
    await exact();
    await paper('S2,1,Cy,US,cy@library.example\n');
    await exact();
    expect((await putBack(struck.id)).petition).toEqual({ signatureCount: 2, paperCount: 1 });
    await exact();
    dataOf(
      await ask(`mutation ($t: String!) { withdrawSignature(token: $t) { id } }`, {
        t: await linkOf('ann@library.example', 'withdraw'),
      }),
    );
    const [{ paper_count: left }] = await advocacy.database.query(`SELECT paper_count FROM petition WHERE id = '${id}'`);
    expect(left).toBe(2);
  });

  it('reaches the milestone again that its petition had not reached without it, and no reader of news', async () => {
    await advocacy.database.query(`INSERT INTO milestone VALUES ('${id}', 2, NULL)`);
    await sign('bot@spam.example', { updatesConsent: true });
    const { strike: struck } = await strike({ domain: 'spam.example' });
    await sign('ann@library.example');
    const NEWS = `mutation { sendPetitionNews(input: { petitionId: "${id}", subject: "News", text: "Open." }) { recipients } }`;
    expect(dataOf(await ask(NEWS)).sendPetitionNews).toEqual({ recipients: 0 });
    at('12:35:00');
    await putBack(struck.id);
    const [{ reached_at: reached }] = await advocacy.database.query('SELECT reached_at FROM milestone WHERE petition_id = $1', [
      id,
    ]);
    expect(reached).toEqual(now);
  });
});

it('counts stay exact while people sign, are struck out and put back at once', async () => {
  const crowd = (from: number) => Promise.all(Array.from({ length: 40 }, (_, i) => sign(`r${from + i}@spam${i % 3}.example`)));
  const first = crowd(0);
  const batches = await Promise.all(
    [0, 1].map(async (n) => {
      let struck: ReturnType<typeof dataOf>;
      await eventually('there is something to strike', async () => {
        const { data } = await ask(STRIKE, { input: { petitionId: id, reason: 'A script.', domain: `spam${n}.example` } });
        struck = data?.strikeOutSignatures;
        return Boolean(struck);
      });
      return struck;
    }),
  );
  const second = crowd(40);
  await Promise.all(batches.map((batch) => putBack(batch.strike.id)));
  await Promise.all([first, second]);
  expect((await counts()).now).toBe(80);
});

it('a domain that was struck out is gone from the list at once, also where more have signed than are counted each time', async () => {
  await advocacy.database.query(
    `WITH rows AS (INSERT INTO signature (petition_id, email_hash, id, name, country, consent_to_show_name, updates_consent, signed_at, domain_hash)
       SELECT $1::text, sha256(i::text::bytea), gen_random_uuid(), 'Reader', 'US', false, false, $2::timestamptz, substr(sha256((i % 3)::text::bytea), 1, 16)
       FROM generate_series(1, 1200) AS i RETURNING petition_id)
     , area AS (INSERT INTO area_count SELECT $1, 'US', '', count(*), 0, count(*) FROM rows)
     , hours AS (INSERT INTO hour_count SELECT $1, date_trunc('hour', $2::timestamptz, 'UTC'), count(*) FROM rows)
     UPDATE petition SET count = (SELECT count(*) FROM rows), revision = revision + 1 WHERE id = $1`,
    [id, now],
  );
  await figuresAgree();
  for (const n of [1, 2, 3]) await sign(`bot${n}@spam.example`);
  at('12:50:00');
  expect(await strike({ domain: 'spam.example' })).toMatchObject({ signatures: 3 });
  await figuresAgree();
  const work = async () =>
    dataOf(await ask('query ($id: ID!) { petitionWork(id: $id) { domains { domainHash signatures } domainsAsOf } }', { id }))
      .petitionWork;
  const [{ domainHash }] = (await work()).domains;
  at('12:55:00');
  expect(await strike({ domainHash })).toMatchObject({ signatures: 400 });
  const listed = [400, 400].map((signatures) => expect.objectContaining({ signatures }));
  expect(await work()).toEqual({ domains: listed, domainsAsOf: now.toISOString() });
});

/** What an organizer is shown of names and domains, beside the same counted row by row. */
async function figuresAgree() {
  const { petitionWork: work, petition } = dataOf(await ask(FIGURES, { id }));
  const [plain] = await advocacy.database.query(
    `SELECT (SELECT count(*)::int FROM signature WHERE petition_id = $1 AND consent_to_show_name AND strike_id IS NULL) AS names,
       (SELECT json_agg(d ORDER BY signatures DESC, hash) FROM (SELECT encode(domain_hash, 'hex') AS hash, count(*)::int AS signatures,
          min(signed_at) AS first, max(signed_at) AS last FROM signature
          WHERE petition_id = $1 AND strike_id IS NULL AND domain_hash IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS d) AS domains`,
    [id],
  );
  const domains = (plain.domains ?? []).map((one: Record<string, string>) => ({
    domainHash: Buffer.from(one.hash ?? '', 'hex').toString('base64url'),
    signatures: one.signatures,
    firstAt: new Date(one.first ?? '').toISOString(),
    lastAt: new Date(one.last ?? '').toISOString(),
  }));
  expect({ names: work.namesToShow, listed: petition.supporters.totalCount, domains: work.domains }).toEqual({
    names: plain.names,
    listed: plain.names,
    domains,
  });
}

/** How the release before signs and takes back: it counts, and knows nothing of names that are counted. */
const earlierRelease = (email: string, change: 1 | -1, mayShow: boolean) =>
  advocacy.database.query(`
    WITH row AS (${
      change > 0
        ? `INSERT INTO signature (petition_id, email_hash, id, name, country, consent_to_show_name, updates_consent, signed_at)
           VALUES ('${id}', sha256('${email}'), gen_random_uuid(), 'Old', 'US', ${mayShow}, false, '${now.toISOString()}') RETURNING signed_at`
        : `DELETE FROM signature WHERE petition_id = '${id}' AND email_hash = sha256('${email}') RETURNING signed_at`
    }), kept AS (INSERT INTO withdrawal SELECT '${id}', gen_random_uuid(), signed_at, '${now.toISOString()}' FROM row WHERE ${change < 0}
    ), area AS (INSERT INTO area_count AS a (petition_id, country, region, count) VALUES ('${id}', 'US', '', greatest(${change}, 0))
      ON CONFLICT (petition_id, country, region) DO UPDATE SET count = a.count + ${change}
    ), hour AS (INSERT INTO hour_count AS h VALUES ('${id}', date_trunc('hour', '${now.toISOString()}'::timestamptz, 'UTC'), ${+(change > 0)}, ${+(change < 0)})
      ON CONFLICT (petition_id, hour) DO UPDATE SET count = h.count + excluded.count, withdrawn = h.withdrawn + excluded.withdrawn)
    UPDATE petition SET count = count + ${change}, revision = revision + 1 WHERE id = '${id}'`);

it('names to be shown and domains are those of the rows after anything that happens to signatures, in any order', async () => {
  // Begun so, it finds what is wrong where the release before changes a count and nobody notices.
  let state = 847_333;
  const any = (most: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const unused: string[] = [];
  const [struck, files, earlier]: string[][] = [[], [], []];
  const take = (from: string[] = []) => from.splice(any(from.length), 1)[0];
  const runTask = summaryTasks({ database: advocacy.database, clock: () => now, log: silentLog })[
    summaryTask
  ] as () => Promise<void>;
  const takeBack = async (purpose: string, call: string) => {
    const email = take(unused);
    if (!email) return;
    dataOf(await ask(`mutation ($t: String!) { ${call} }`, { t: await linkOf(email, purpose) }));
  };
  const confirmation = (kind: string) =>
    advocacy.database.query('UPDATE petition SET confirmation = $2 WHERE id = $1', [id, kind]);
  const steps: Record<string, (n: number) => unknown> = {
    async sign(n) {
      const email = `r${n}@d${any(4)}.example`;
      await sign(email, { consentToShowName: any(2) === 0, country: ['US', 'FI'][any(2)] });
      unused.push(email);
    },
    async confirm(n) {
      const email = `r${n}@d${any(4)}.example`;
      await confirmation('EMAIL');
      await sign(email, { consentToShowName: any(2) === 0 });
      const token = /\/signatures\/confirm#(\S+?)"/.exec(JSON.stringify((await letters.to(email)).letter))?.[1];
      dataOf(await ask('mutation ($t: String!) { confirmSignature(token: $t) { outcome } }', { t: token }));
      await confirmation('NONE');
    },
    withdraw: () => takeBack('withdraw', 'withdrawSignature(token: $t) { id }'),
    erase: () => takeBack('erase', 'eraseMySignature(token: $t) { signatures }'),
    async strike() {
      const input = { petitionId: id, reason: 'A script.', ...(any(2) ? { domain: `d${any(4)}.example` } : { country: 'FI' }) };
      const { data } = await ask(STRIKE, { input });
      if (data?.strikeOutSignatures) struck?.push(data.strikeOutSignatures.strike.id);
    },
    async putBack() {
      const batch = take(struck);
      if (batch) await putBack(batch);
    },
    async paper(n) {
      const told = await paper(`S${n},1,Ann,US,${unused[any(unused.length)] ?? ''}\nS${n},2,Bob,FI,\n`);
      const file = /"importId":"([^"]+)"/.exec(told)?.[1];
      if (file) files?.push(file);
    },
    async undoPaper() {
      const file = take(files);
      const UNDO = 'mutation ($input: UndoPaperImportInput!) { undoPaperImport(input: $input) { removed } }';
      if (file) dataOf(await ask(UNDO, { input: { id: file, reason: 'Twice.' } }));
    },
    async 'sign at the release before'(n) {
      earlier?.push(`old${n}`);
      await earlierRelease(`old${n}`, 1, any(2) === 0);
    },
    async 'withdraw at the release before'() {
      const email = take(earlier);
      if (email) await earlierRelease(email, -1, false);
    },
    'the minute is over': runTask,
  };
  const names = ['sign', 'sign', 'sign', ...Object.keys(steps)];
  for (let n = 0; n < 45; n++) {
    now = new Date(now.getTime() + 7 * 60_000);
    await steps[names[any(names.length)] ?? '']?.(n);
    await figuresAgree();
  }
  await runTask();
  await figuresAgree();
  const [{ unknown }] = await advocacy.database.query(
    'SELECT count(*)::int AS unknown FROM area_count WHERE petition_id = $1 AND (shown + not_shown = count) IS NOT TRUE',
    [id],
  );
  expect(unknown).toBe(0);
});
