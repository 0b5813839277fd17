// Promises of: signatures that are abuse leave the counts by the batch, and come back by the batch, and every count stays exact.
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import type { Advocacy } from '#advocacy/subgraph';
import { demoDatabase, ownPetition, signatureKey, startAdvocacyAt } from '../../support/advocacy';
import { afterwards } from '../../support/afterwards';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf } from '../../support/identities';
import { Letterbox } from '../../support/mailbox';
import type { TestDatabase } from '../../support/postgres';

const SIGN = `mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome signature { id } petition { signatureCount } } }`;
const STRIKE = `mutation ($input: StrikeOutSignaturesInput!) { strikeOutSignatures(input: $input) {
  signatures withoutDomain strike { id byDomain putBackAt } petition { signatureCount paperCount } } }`;
const PUT_BACK = `mutation ($input: PutBackSignaturesInput!) { putBackSignatures(input: $input) {
  signatures strike { putBack putBackAt } petition { signatureCount paperCount } } }`;
const COUNTS = `query ($id: ID!, $at: DateTime) { petition(id: $id) { now: signatureCount past: signatureCount(asOf: $at)
  signatureHistory(interval: HOUR) { signed withdrawn count } signaturesByArea { country region count } supporters { totalCount } } }`;
const WORK = `query ($id: ID!) { petitionWork(id: $id) { domains { domainHash signatures } strikes { id reason country signatures putBack } } }`;
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
      for (;;) {
        const { data } = await ask(STRIKE, { input: { petitionId: id, reason: 'A script.', domain: `spam${n}.example` } });
        if (data?.strikeOutSignatures) return data.strikeOutSignatures;
      }
    }),
  );
  const second = crowd(40);
  await Promise.all(batches.map((batch) => putBack(batch.strike.id)));
  await Promise.all([first, second]);
  expect((await counts()).now).toBe(80);
});
