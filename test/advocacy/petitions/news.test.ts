// Promises of: those who asked for news of a petition, and nobody else, get it once, in a mail whose link stops it.
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import type { Advocacy } from '#advocacy/subgraph';
import { anonymous, type Identity } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { openMail } from '#kit/words/mail';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf } from '../../support/identities';
import { type Mailbox, openMailbox } from '../../support/mailbox';
import type { TestDatabase } from '../../support/postgres';

const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome signature { consentVersion } } }';
const SEND = `mutation ($input: SendNewsInput!) { sendPetitionNews(input: $input) { recipients news { subject text sentAt } } }`;
const STOP = 'mutation ($token: String!) { stopPetitionNews(token: $token) { id signatureCount } }';
const WITHDRAW = 'mutation ($token: String!) { withdrawSignature(token: $token) { signatureCount } }';
const LINKS = 'mutation ($input: RequestSignatureLinksInput!) { requestSignatureLinks(input: $input) }';
const DRAFT = 'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }';
const OPEN = 'mutation ($id: ID!) { openPetition(id: $id) { id } }';
const news = { petitionId: 'ours', subject: 'We met the publisher', text: 'First things first.\n\n<b>They</b> listened.\n' };

let database: TestDatabase;
let mailbox: Mailbox;
let advocacy: Advocacy;
let now: Date;
const ask = (document: string, variables: object, identity: Identity = anonymous) =>
  post(
    advocacy.url,
    document,
    variables,
    passportOf(identity, 'advocacy', () => now),
  );
const sign = async (reader: string, updatesConsent: boolean, more: object = {}) =>
  dataOf(
    await ask(SIGN, {
      input: { petitionId: 'ours', name: 'Reader', email: `${reader}@library.example`, country: 'US', updatesConsent, ...more },
    }),
  ).signPetition;
const token = (text: string | undefined, purpose: string) =>
  new RegExp(`/signatures/${purpose}#(\\S+)`).exec(text ?? '')?.[1] ?? '';
const rows = () => advocacy.database.query('SELECT name, updates_consent, address FROM signature ORDER BY id');

beforeEach(async () => {
  now = new Date('2026-11-23T12:30:00Z');
  [database, mailbox] = await Promise.all([demoDatabase(), openMailbox()]);
  const mailer = openMail({ smtpUrl: mailbox.url, folder: '/nowhere', from: 'post@shelfbridge.example', log: silentLog });
  advocacy = await startAdvocacyAt(database.url, { mailer, clock: () => now, gatewayKeys });
  const draft = { id: 'ours', title: 'Ours', ask: 'Lend', target: 'All', organizers: ['We'], confirmation: 'NONE' };
  dataOf(await ask(DRAFT, { input: draft }, organizer));
  dataOf(await ask(OPEN, { id: 'ours' }, organizer));
});
afterEach(async () => {
  await advocacy.stop();
  await mailbox.close();
  await database.drop();
});

describe('news of a petition', () => {
  it('reaches those who asked for it, once each, and nobody else', async () => {
    for (const reader of ['ann', 'ben', 'cem']) await sign(reader, reader !== 'ben');
    expect(dataOf(await ask(SEND, { input: news }, organizer)).sendPetitionNews).toEqual({
      recipients: 2,
      news: { subject: news.subject, text: news.text, sentAt: now.toISOString() },
    });
    const mails = [await mailbox.mails.next(), await mailbox.mails.next()];
    expect(mails.flatMap(({ envelope }) => envelope.to).sort()).toEqual(['ann@library.example', 'cem@library.example']);
    expect(mails[0]?.subject).toBe('We met the publisher');
    expect(mails[0]?.text).toContain('<b>They</b> listened.');
    expect(mails[0]?.html).toContain('&lt;b&gt;They&lt;/b&gt; listened.');
    const read = 'query ($id: ID!) { petition(id: $id) { news { subject text } } }';
    expect(dataOf(await ask(read, { id: 'ours' })).petition.news).toEqual([{ subject: news.subject, text: news.text }]);
    const [entry] = await advocacy.database.query(`SELECT subject FROM audit_entry WHERE action = 'sendPetitionNews'`);
    expect(entry).toEqual({ subject: 'organizer-1' });
  });

  it('reaches more people than are queued at once, each once, with two processes at work', async () => {
    await advocacy.database.query(
      `INSERT INTO signature (petition_id, email_hash, id, name, country, consent_to_show_name, updates_consent, consent_version, signed_at, address)
       SELECT 'ours', sha256(n::text::bytea), gen_random_uuid(), 'Reader', 'US', false, true, 2, now(), NULL FROM generate_series(1, 1200) AS n`,
    );
    const second = await startAdvocacyAt(database.url, { gatewayKeys, clock: () => now });
    await advocacy.database.query(`CREATE TABLE queued (key text)`);
    await advocacy.database.query(
      `CREATE FUNCTION note_job() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.key LIKE 'news %' THEN INSERT INTO public.queued VALUES (NEW.key); END IF; RETURN NEW; END $$;
       CREATE TRIGGER note_job AFTER INSERT ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION note_job()`,
    );
    expect(dataOf(await ask(SEND, { input: news }, organizer)).sendPetitionNews.recipients).toBe(1_200);
    const count = async () =>
      (await advocacy.database.query('SELECT count(*)::int AS n, count(DISTINCT key)::int AS d FROM queued'))[0];
    for (const deadline = performance.now() + 20_000; (await count()).n < 1_200; )
      if (performance.now() > deadline) throw new Error('not all were queued');
    await second.stop();
    expect(await count()).toEqual({ n: 1_200, d: 1_200 });
  });

  it('stops by the link in each mail, as often as the link is opened, and the signature stays', async () => {
    await sign('ann', true);
    dataOf(await ask(SEND, { input: news }, organizer));
    const mail = await mailbox.mails.next();
    const link = token(mail.text, 'news');
    const list = JSON.stringify(mail.headers.get('list'));
    expect(list).toContain('List-Unsubscribe=One-Click');
    expect(list).toContain(`/signatures/news?token=${link}`);
    now = new Date('2027-11-20T00:00:00Z');
    for (let i = 0; i < 2; i++)
      expect(dataOf(await ask(STOP, { token: link })).stopPetitionNews).toEqual({ id: 'ours', signatureCount: 1 });
    expect(await rows()).toEqual([{ name: 'Reader', updates_consent: false, address: null }]);
    expect(dataOf(await ask(SEND, { input: news }, organizer)).sendPetitionNews.recipients).toBe(0);
    expect((await countAgain(advocacy.database)).filter((tally) => !agrees(tally))).toEqual([]);
    now = new Date('2027-11-23T12:30:00Z');
    expect(codeOf(await ask(STOP, { token: link }))).toBe('LINK_EXPIRED');
  });

  it('is not mailed to a person who stopped it, or withdrew the signature, while the mail was waiting', async () => {
    for (const reader of ['ann', 'ben', 'cem']) await sign(reader, true);
    dataOf(await ask(SEND, { input: news }, organizer));
    const mails = [await mailbox.mails.next(), await mailbox.mails.next(), await mailbox.mails.next()];
    const linkOf = (reader: string, purpose: string) =>
      token(mails.find(({ envelope }) => envelope.to[0] === `${reader}@library.example`)?.text, purpose);
    dataOf(await ask(LINKS, { input: { petitionId: 'ours', email: 'ben@library.example' } }));
    const links = await mailbox.mails.next();
    expect(token(links.text, 'news')).not.toBe('');
    now = new Date('2026-11-24T12:30:00Z');
    mailbox.refuse = 450;
    expect(dataOf(await ask(SEND, { input: news }, organizer)).sendPetitionNews.recipients).toBe(3);
    for (const deadline = performance.now() + 10_000; ; ) {
      const [{ tried }] = await advocacy.database.query(
        `SELECT count(*)::int AS tried FROM graphile_worker.jobs WHERE key LIKE 'news %' AND attempts > 0 AND locked_at IS NULL`,
      );
      if (tried === 3) break;
      if (performance.now() > deadline) throw new Error(`only ${tried} were tried`);
    }
    dataOf(await ask(STOP, { token: linkOf('ann', 'news') }));
    dataOf(await ask(WITHDRAW, { token: token(links.text, 'withdraw') }));
    expect(codeOf(await ask(STOP, { token: linkOf('ben', 'news') }))).toBe('LINK_USED');
    mailbox.refuse = undefined;
    await advocacy.database.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'news %'`);
    expect((await mailbox.mails.next()).envelope.to).toEqual(['cem@library.example']);
    for (const deadline = performance.now() + 10_000; ; ) {
      const [{ left }] = await advocacy.database.query(
        `SELECT count(*)::int AS left FROM graphile_worker.jobs WHERE key LIKE 'news %'`,
      );
      if (left === 0) break;
      if (performance.now() > deadline) throw new Error(`${left} mails are left`);
    }
    expect(mailbox.mails.seen).toHaveLength(5);
  });

  it('is sent only by the organizer, once a day, and not about a draft', async () => {
    const draft = { id: 'later', title: 'Later', ask: 'Lend', target: 'All', organizers: ['We'], confirmation: 'NONE' };
    dataOf(await ask(DRAFT, { input: draft }, organizer));
    dataOf(await ask(SEND, { input: news }, organizer));
    now = new Date('2026-11-24T12:29:59.999Z');
    const codes = await Promise.all([
      ask(SEND, { input: news }, organizer),
      ask(SEND, { input: news }, otherOrganizer),
      ask(SEND, { input: news }),
      ask(SEND, { input: { ...news, petitionId: 'later' } }, organizer),
      ask(SEND, { input: { ...news, petitionId: 'nothing' } }, organizer),
      ask(SEND, { input: { ...news, subject: 'two\nlines' } }, organizer),
      ask(SEND, { input: { ...news, text: ' \n ' } }, organizer),
    ]);
    expect(codes.map(codeOf)).toEqual([
      'NEWS_TOO_SOON',
      'FORBIDDEN',
      'UNAUTHENTICATED',
      'WRONG_STATE',
      'NOT_FOUND',
      'BAD_USER_INPUT',
      'BAD_USER_INPUT',
    ]);
    now = new Date('2026-11-24T12:30:00Z');
    dataOf(await ask(SEND, { input: news }, organizer));
  });
});

describe('the words of consent', () => {
  it('are kept by version with each signature, and every version can be read', async () => {
    const texts = dataOf(await ask('{ consentTexts { version updates } currentConsent { version } }', {}));
    expect(texts.consentTexts.map(({ version }: { version: number }) => version)).toEqual([1, 2, 3]);
    expect(texts.consentTexts[0].updates).not.toBe(texts.consentTexts[1].updates);
    expect(texts.currentConsent).toEqual({ version: 3 });
    expect((await sign('ann', true)).signature.consentVersion).toBe(3);
    expect((await sign('ben', true, { consentVersion: 1 })).signature.consentVersion).toBe(1);
    const input = { petitionId: 'ours', name: 'R', email: 'c@library.example', country: 'US', consentVersion: 4 };
    expect(codeOf(await ask(SIGN, { input }))).toBe('BAD_USER_INPUT');
  });
});
