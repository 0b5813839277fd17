// Promises of: a signature counts only after its mail was answered, once, and can be withdrawn without a trace in the counts.

import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { forgetTask, reminders, remindTask } from '#advocacy/petitions/signing/attempts';
import { signLink } from '#advocacy/petitions/signing/links';
import type { Advocacy } from '#advocacy/subgraph';
import { silentLog } from '#kit/words/log';
import { openMail } from '#kit/words/mail';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import { type Mailbox, openMailbox } from '../../support/mailbox';
import type { TestDatabase } from '../../support/postgres';
import { eventually } from '../../support/reader';

const SIGN = `mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome signature { id } petition { signatureCount } } }`;
const CONFIRM = `mutation ($token: String!) { confirmSignature(token: $token) { outcome signature { id name } petition { signatureCount } } }`;
const CONFIRM_SHOWN = `mutation ($token: String!, $attempt: ID) { confirmSignature(token: $token, attempt: $attempt) {
  outcome signature { name country consentToShowName } } }`;
const LOOK = `query ($token: String!) { signatureToConfirm(token: $token) {
  attempt name country region consentToShowName updatesConsent petition { id } } }`;
const STOP = 'mutation ($token: String!) { stopConfirmationMails(token: $token) { id } }';
const WITHDRAW = `mutation ($token: String!) { withdrawSignature(token: $token) { id signatureCount } }`;
const ERASE = `mutation ($token: String!) { eraseMySignature(token: $token) { signatures petitions { id signatureCount } } }`;
const LINKS = `mutation ($input: RequestSignatureLinksInput!) { requestSignatureLinks(input: $input) }`;
const id = 'fair-ebook-terms';
const ann = { petitionId: id, name: 'Ann Reader', email: 'ann@library.example', country: 'US', region: 'US-NE' };

let database: TestDatabase;
let mailbox: Mailbox;
let advocacy: Advocacy;
let now: Date;
const ask = (document: string, variables: object) => post(advocacy.url, document, variables);
const sign = async (more: object = {}) => dataOf(await ask(SIGN, { input: { ...ann, ...more } })).signPetition;
const look = async (link: string) => dataOf(await ask(LOOK, { token: link })).signatureToConfirm;
const token = (text: string | undefined, purpose: string) =>
  new RegExp(`/signatures/${purpose}#(\\S+)`).exec(text ?? '')?.[1] ?? '';
const mailed = async (purpose: string) => token((await mailbox.mails.next()).text, purpose);
const titleOf = async () => (await advocacy.database.query('SELECT title FROM petition WHERE id = $1', [id]))[0].title;
const setConfirmation = (confirmation: string) =>
  advocacy.database.query('UPDATE petition SET confirmation = $1 WHERE id = $2', [confirmation, id]);
const count = async () => {
  const tallies = await countAgain(advocacy.database);
  expect(tallies.filter((tally) => !agrees(tally))).toEqual([]);
  return tallies.find(({ petitionId }) => petitionId === id)?.count;
};

beforeEach(async () => {
  now = new Date('2026-11-23T12:30:00Z');
  [database, mailbox] = await Promise.all([demoDatabase(), openMailbox()]);
  const mailer = openMail({ smtpUrl: mailbox.url, folder: '/nowhere', from: 'post@shelfbridge.example', log: silentLog });
  advocacy = await startAdvocacyAt(database.url, { mailer, clock: () => now });
  await setConfirmation('EMAIL');
});
afterEach(async () => {
  await advocacy.stop();
  await mailbox.close();
  await database.drop();
});

describe('a signature that its petition wants confirmed', () => {
  it('counts when its link is opened, and not before', async () => {
    expect(await sign()).toEqual({ outcome: 'CONFIRMATION_SENT', signature: null, petition: { signatureCount: 0 } });
    expect(await count()).toBe(0);
    const mail = await mailbox.mails.next();
    expect(mail.envelope.to).toEqual(['ann@library.example']);
    expect(`${mail.text}${mail.html}`).not.toContain('Ann');
    const link = token(mail.text, 'confirm');
    expect(mail.html).toContain(link);
    const { confirmSignature } = dataOf(await ask(CONFIRM, { token: link }));
    expect(confirmSignature).toMatchObject({
      outcome: 'SIGNED',
      signature: { name: 'Ann Reader' },
      petition: { signatureCount: 1 },
    });
    expect(await count()).toBe(1);
  });

  it('is spoken of in the language in which it was given, by all its mails and the pages of their links', async () => {
    await sign({ language: 'es-MX' });
    const mail = await mailbox.mails.next();
    expect(mail.subject).toBe(`Confirme su firma, por favor: ${await titleOf()}`);
    expect(mail.html).toContain('<html lang="es">');
    expect(mail.text).toMatch(/Si fue usted.*durante 7 días.*\/es\/signatures\/confirm#.*\/es\/signatures\/erase#/s);
    dataOf(await ask(CONFIRM, { token: token(mail.text, 'confirm') }));
    dataOf(await ask(LINKS, { input: { petitionId: id, email: ann.email } }));
    const links = await mailbox.mails.next();
    expect(links.subject).toBe(`Su firma: ${await titleOf()}`);
    expect(links.text).toMatch(/Retirar mi firma:\n\S+\/es\/signatures\/withdraw#/);
  });

  it('is spoken of in English where no other language was asked for, or one that we do not speak', async () => {
    await sign({ language: 'de' });
    expect((await mailbox.mails.next()).subject).toBe(`Please confirm your signature: ${await titleOf()}`);
    expect(codeOf(await ask(SIGN, { input: { ...ann, language: 'Spanish' } }))).toBe('BAD_USER_INPUT');
  });

  it('is counted once by its link, whose second opening is refused', async () => {
    await sign();
    const link = await mailed('confirm');
    const both = await Promise.all([ask(CONFIRM, { token: link }), ask(CONFIRM, { token: link })]);
    for (const answer of both) expect([undefined, 'LINK_USED']).toContain(codeOf(answer));
    expect(codeOf(await ask(CONFIRM, { token: link }))).toBe('LINK_USED');
    expect(await count()).toBe(1);
  });

  it('still counts once if its process died between counting it and deleting what waited', async () => {
    await sign();
    const link = await mailed('confirm');
    const waiting = await advocacy.database.query('SELECT * FROM pending_signature');
    dataOf(await ask(CONFIRM, { token: link }));
    const names = Object.keys(waiting[0]);
    await advocacy.database.query(
      `INSERT INTO pending_signature (${names}) VALUES (${names.map((_, i) => `$${i + 1}`)})`,
      Object.values(waiting[0]),
    );
    expect(dataOf(await ask(CONFIRM, { token: link })).confirmSignature.outcome).toBe('SIGNED');
    expect(await count()).toBe(1);
  });

  it('refuses links that are forged, for another purpose, cut off or expired', async () => {
    await sign();
    const link = await mailed('confirm');
    const [body = '', mac] = link.split('.');
    const changed = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), id: 'x' })).toString(
      'base64url',
    );
    for (const bad of [`${changed}.${mac}`, link.slice(0, -1), body, '', '.', 'x.y']) {
      expect(codeOf(await ask(CONFIRM, { token: bad }))).toBe('LINK_INVALID');
    }
    expect(codeOf(await ask(WITHDRAW, { token: link }))).toBe('LINK_INVALID');
    const foreign = signLink(Buffer.alloc(32, 1), 'confirm', { petitionId: id, id: 'x', hash: '' }, new Date('2027-01-01'));
    expect(codeOf(await ask(CONFIRM, { token: foreign }))).toBe('LINK_INVALID');
    now = new Date('2026-11-30T12:29:59.999Z');
    expect(codeOf(await ask(CONFIRM, { token: `${link}x` }))).toBe('LINK_INVALID');
    now = new Date('2026-11-30T12:30:00.000Z');
    expect(codeOf(await ask(CONFIRM, { token: link }))).toBe('LINK_EXPIRED');
    expect(await count()).toBe(0);
  });

  it('is mailed once in ten minutes while nothing changes, and again after that', async () => {
    await sign();
    const first = await mailed('confirm');
    await sign({ email: 'ANN@library.example' });
    now = new Date('2026-11-23T12:40:00.001Z');
    await sign();
    const second = await mailed('confirm');
    expect(mailbox.mails.seen).toHaveLength(2);
    expect(codeOf(await ask(CONFIRM, { token: first }))).toBe('LINK_USED');
    expect(dataOf(await ask(CONFIRM, { token: second })).confirmSignature.signature.name).toBe('Ann Reader');
  });

  it('is the newest attempt, which every link shows and which is confirmed as it was shown', async () => {
    await sign({ name: 'Jon Smiht', email: 'jon@example.net', consentToShowName: true });
    const first = await mailed('confirm');
    now = new Date('2026-11-23T12:31:00Z');
    const john = { name: 'John Smith', email: 'jon@example.net', country: 'CA', region: null };
    expect((await sign(john)).outcome).toBe('CONFIRMATION_SENT');
    const second = await mailed('confirm');
    const [shown, again] = await Promise.all([look(second), look(first)]);
    expect(shown).toMatchObject({
      name: 'John Smith',
      country: 'CA',
      region: null,
      consentToShowName: false,
      updatesConsent: false,
    });
    expect(again).toEqual(shown);
    expect(codeOf(await ask(CONFIRM, { token: first }))).toBe('LINK_USED');
    const confirmed = dataOf(await ask(CONFIRM_SHOWN, { token: first, attempt: shown.attempt })).confirmSignature;
    expect(confirmed).toMatchObject({
      outcome: 'SIGNED',
      signature: { name: 'John Smith', country: 'CA', consentToShowName: false },
    });
    expect(await count()).toBe(1);
    expect(codeOf(await ask(LOOK, { token: second }))).toBe('LINK_USED');
  });

  it('cannot be exchanged by a stranger between the page and its button', async () => {
    await sign();
    const link = await mailed('confirm');
    const { attempt } = await look(link);
    await sign({ name: 'Stranger', consentToShowName: true });
    const newer = await mailed('confirm');
    expect(codeOf(await ask(CONFIRM_SHOWN, { token: link, attempt }))).toBe('ATTEMPT_CHANGED');
    expect(await count()).toBe(0);
    await sign();
    const mine = await look(newer);
    expect(mine).toMatchObject({ name: 'Ann Reader', consentToShowName: false });
    expect(dataOf(await ask(CONFIRM_SHOWN, { token: newer, attempt: mine.attempt })).confirmSignature.signature.name).toBe(
      'Ann Reader',
    );
  });

  it.each([
    ['has not signed', false],
    ['has signed', true],
  ])('gets three mails an hour, then RATE_LIMITED, and an address that %s gets the same answers', async (_what, signed) => {
    if (signed) {
      await setConfirmation('NONE');
      await sign();
      await setConfirmation('EMAIL');
    }
    // An attempt that was replaced before its mail went out needs none, so each mail is waited for.
    for (const name of ['Ann A', 'Ann B', 'Ann C']) {
      expect((await sign({ name })).outcome).toBe('CONFIRMATION_SENT');
      if (!signed) await mailbox.mails.next();
    }
    if (signed) await mailbox.mails.next();
    now = new Date('2026-11-23T12:45:00Z');
    const refused = await ask(SIGN, { input: { ...ann, name: 'Ann D' } });
    expect(codeOf(refused)).toBe('RATE_LIMITED');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ field: 'email', limit: 3, retryAfterSeconds: 45 * 60 });
    expect((await sign({ name: 'Ann C' })).outcome).toBe('CONFIRMATION_SENT');
    expect(mailbox.mails.seen).toHaveLength(signed ? 1 : 3);
    now = new Date('2026-11-23T13:30:00Z');
    expect((await sign({ name: 'Ann D' })).outcome).toBe('CONFIRMATION_SENT');
    if (!signed) expect(await look(await mailed('confirm'))).toMatchObject({ name: 'Ann D' });
    expect(await count()).toBe(signed ? 1 : 0);
  });

  it('can be given again at once by a person who took it back', async () => {
    await sign();
    dataOf(await ask(CONFIRM, { token: await mailed('confirm') }));
    await sign();
    dataOf(await ask(WITHDRAW, { token: await mailed('withdraw') }));
    await sign();
    dataOf(await ask(CONFIRM, { token: await mailed('confirm') }));
    expect(await count()).toBe(1);
  });

  const run = (task: string) =>
    reminders({ database: advocacy.database, clock: () => now } as never)[task]?.({}, { jobId: '1', number: 1, isLast: false });
  const remind = () => run(remindTask);

  it('is reminded of once, two days before it is forgotten, by a mail that can stop itself', async () => {
    await sign();
    await mailed('confirm');
    now = new Date('2026-11-28T12:29:59Z');
    await remind();
    await sign({ email: 'ben@library.example' });
    expect((await mailbox.mails.next()).envelope.to).toEqual(['ben@library.example']);
    now = new Date('2026-11-28T12:30:00Z');
    await remind();
    const mail = await mailbox.mails.next();
    expect(mail.envelope.to).toEqual(['ann@library.example']);
    expect(mail.subject).toContain('Not confirmed yet');
    expect(await look(token(mail.text, 'confirm'))).toMatchObject({ name: 'Ann Reader' });
    await remind();
    await sign({ email: 'cy@library.example' });
    expect((await mailbox.mails.next()).envelope.to).toEqual(['cy@library.example']);
    expect(mailbox.mails.seen).toHaveLength(4);
    const stop = token(mail.text, 'stop');
    for (let time = 0; time < 2; time++) expect(dataOf(await ask(STOP, { token: stop })).stopConfirmationMails.id).toBe(id);
    expect(codeOf(await ask(CONFIRM, { token: token(mail.text, 'confirm') }))).toBe('LINK_USED');
    expect(await count()).toBe(0);
  });

  it('is told the last day of a petition that ends sooner, and reminded of two days before, in its time zone', async () => {
    const end = (closesAt: string | null) =>
      advocacy.database.query(`UPDATE petition SET closes_at = $2, time_zone = 'Asia/Tokyo' WHERE id = $1`, [id, closesAt]);
    // Four days after: the end of the 27th in Tokyo.
    await end('2026-11-27T15:00:00Z');
    await sign();
    const first = await mailbox.mails.next();
    expect(first.text).toContain('not after 27 November 2026');
    expect(first.text).not.toContain('within 7 days');
    now = new Date('2026-11-25T14:59:59Z');
    await remind();
    await sign({ email: 'ben@library.example', language: 'es' });
    expect((await mailbox.mails.next()).text).toContain('no después del 27 de noviembre de 2026');
    now = new Date('2026-11-25T15:00:00Z');
    await remind();
    const mail = await mailbox.mails.next();
    expect([mail.envelope.to, mail.text]).toEqual([
      ['ann@library.example'],
      expect.stringContaining('27 November 2026 is the last day'),
    ]);
    // Ben signed half an hour ago.
    now = new Date('2026-11-26T15:00:00Z');
    await remind();
    expect((await mailbox.mails.next()).envelope.to).toEqual(['ben@library.example']);
    // An end later than that forgets first.
    await end('2026-12-31T15:00:00Z');
    await sign({ email: 'cy@library.example' });
    expect((await mailbox.mails.next()).text).toContain('within 7 days');
    await remind();
    expect(mailbox.mails.seen).toHaveLength(5);
  });

  it.each([
    ['its petition sends no reminders', 'reminders = false'],
    ['its petition is closed', `state = 'CLOSED'`],
    ['its petition ends', `closes_at = '2026-11-28'`],
  ])('is not reminded of when %s', async (_what, set) => {
    await sign();
    await mailed('confirm');
    await advocacy.database.query(`UPDATE petition SET ${set} WHERE id = $1`, [id]);
    now = new Date('2026-11-29T00:00:00Z');
    await remind();
    await advocacy.database.query(`UPDATE petition SET reminders = true, state = 'OPEN', closes_at = NULL WHERE id = $1`, [id]);
    await sign({ email: 'ben@library.example' });
    expect((await mailbox.mails.next()).envelope.to).toEqual(['ben@library.example']);
  });

  it('keeps no address once it counts without news, and none of what was tried after an hour', async () => {
    await sign();
    dataOf(await ask(CONFIRM, { token: await mailed('confirm') }));
    expect(await advocacy.database.query('SELECT address FROM signature')).toEqual([{ address: null }]);
    now = new Date('2026-11-23T13:30:00.001Z');
    await run(forgetTask);
    expect(await advocacy.database.query('SELECT FROM signing_attempt')).toEqual([]);
  });

  it('tells the address of a household how a second person signs, in place of a second signature', async () => {
    await setConfirmation('NONE');
    await sign();
    expect((await sign({ name: 'ANN READER' })).outcome).toBe('ALREADY_SIGNED');
    expect((await sign({ name: 'Bob Reader' })).outcome).toBe('ALREADY_SIGNED');
    expect((await mailbox.mails.next()).text).toContain('on a sheet of paper');
    expect(mailbox.mails.seen).toHaveLength(1);
    expect(await count()).toBe(1);
  });

  it('answers a person who has signed like a stranger, and tells them only by mail', async () => {
    await sign();
    dataOf(await ask(CONFIRM, { token: await mailed('confirm') }));
    expect(await sign()).toMatchObject({ outcome: 'CONFIRMATION_SENT', signature: null });
    expect((await mailbox.mails.next()).text).toContain('has signed the petition');
    expect(await count()).toBe(1);
  });

  it('is refused after the petition has closed', async () => {
    await sign();
    const link = await mailed('confirm');
    await advocacy.database.query(`UPDATE petition SET state = 'CLOSED' WHERE id = $1`, [id]);
    expect(codeOf(await ask(CONFIRM, { token: link }))).toBe('PETITION_NOT_OPEN');
    expect(codeOf(await ask(SIGN, { input: ann }))).toBe('PETITION_NOT_OPEN');
  });

  it('gets its mail when the mail server is back, and its address is nowhere in clear until then', async () => {
    mailbox.refuse = 450;
    await sign({ updatesConsent: true });
    const [{ everything }] = await advocacy.database.query(
      `SELECT (SELECT json_agg(p) FROM pending_signature p)::text || (SELECT json_agg(j) FROM graphile_worker._private_jobs j)::text AS everything`,
    );
    expect(everything).not.toContain('library.example');
    expect(everything).not.toContain(Buffer.from('ann@library.example').toString('hex'));
    mailbox.refuse = undefined;
    await advocacy.database.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
    expect(await mailed('confirm')).not.toBe('');
  });
});

describe('taking a signature back', () => {
  it('leaves every count exact, keeps the past as it was, and lets the same person sign again', async () => {
    await setConfirmation('NONE');
    await sign();
    await sign({ email: 'ben@library.example', region: null });
    dataOf(await ask(LINKS, { input: { petitionId: id, email: 'Ann@Library.example' } }));
    const link = await mailed('withdraw');
    now = new Date('2026-11-23T14:10:00Z');
    expect(dataOf(await ask(WITHDRAW, { token: link })).withdrawSignature.signatureCount).toBe(1);
    expect(await count()).toBe(1);
    expect(codeOf(await ask(WITHDRAW, { token: link }))).toBe('LINK_USED');
    const AS_OF = `query ($id: ID!) { petition(id: $id) { signatureCount before: signatureCount(asOf: "2026-11-23T12:29:59.999Z")
      then: signatureCount(asOf: "2026-11-23T12:30:00Z") between: signatureCount(asOf: "2026-11-23T14:09:59.999Z")
      after: signatureCount(asOf: "2026-11-23T14:10:00Z")
      signatureHistory(interval: HOUR) { from signed withdrawn count } signaturesByArea { country region count } } }`;
    expect(dataOf(await ask(AS_OF, { id })).petition).toEqual({
      signatureCount: 1,
      before: 0,
      // biome-ignore lint/suspicious/noThenProperty: the name of an alias
      then: 2,
      between: 2,
      after: 1,
      signatureHistory: [
        { from: '2026-11-23T12:00:00.000Z', signed: 2, withdrawn: 0, count: 2 },
        { from: '2026-11-23T14:00:00.000Z', signed: 0, withdrawn: 1, count: 1 },
      ],
      signaturesByArea: [{ country: 'US', region: null, count: 1 }],
    });
    expect((await sign()).outcome).toBe('SIGNED');
    expect(await count()).toBe(2);
  });

  it('mails its links once in ten minutes, however often and by whichever way they are requested', async () => {
    await setConfirmation('NONE');
    await sign();
    const askForLinks = () => ask(LINKS, { input: { petitionId: id, email: ann.email } });
    for (const answer of await Promise.all([askForLinks(), askForLinks(), askForLinks()])) dataOf(answer);
    await mailed('withdraw');
    await setConfirmation('EMAIL');
    await sign();
    now = new Date('2026-11-23T12:40:00.001Z');
    dataOf(await askForLinks());
    await mailed('withdraw');
    expect(mailbox.mails.seen).toHaveLength(2);
  });

  it('mails nothing to an address that has not signed, and gives the same answer', async () => {
    expect(dataOf(await ask(LINKS, { input: { petitionId: id, email: 'nobody@library.example' } })).requestSignatureLinks).toBe(
      true,
    );
    // Beside those that are due each minute.
    const [{ jobs }] = await advocacy.database.query(
      `SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE coalesce(key, '') NOT LIKE 'scheduled %'`,
    );
    expect(jobs).toBe(0);
  });

  it('erases everything that is kept of one address, at every petition', async () => {
    await setConfirmation('NONE');
    await advocacy.database.query(
      `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on, confirmation)
       SELECT name, name, 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01', confirmation
       FROM (VALUES ('second', 'NONE'), ('third', 'EMAIL')) AS more(name, confirmation)`,
    );
    for (const petitionId of [id, 'second', 'third']) await sign({ petitionId, updatesConsent: true });
    await sign({ name: 'Ben', email: 'ben@library.example' });
    await mailbox.mails.next();
    dataOf(await ask(LINKS, { input: { petitionId: 'second', email: ann.email } }));
    const link = await mailed('erase');
    expect(dataOf(await ask(ERASE, { token: link })).eraseMySignature).toEqual({
      signatures: 2,
      petitions: expect.arrayContaining([
        { id, signatureCount: 1 },
        { id: 'second', signatureCount: 0 },
      ]),
    });
    expect(await count()).toBe(1);
    expect(await advocacy.database.query('SELECT FROM pending_signature')).toEqual([]);
    expect(await advocacy.database.query(`SELECT FROM signature WHERE name = 'Ann Reader'`)).toEqual([]);
    expect(codeOf(await ask(ERASE, { token: link }))).toBe('LINK_USED');
  });

  const petition = (name: string, state: string, confirmation: string) =>
    advocacy.database.query(
      `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on, confirmation)
       VALUES ($1, $1, 'Ask', 'Target', '{}', $2, false, true, '2026-01-01', $3)`,
      [name, state, confirmation],
    );
  const kept = async () => [
    ...(await advocacy.database.query('SELECT name FROM signature')),
    ...(await advocacy.database.query('SELECT name FROM pending_signature')),
  ];

  it('erases at every petition by the same mail after its signature was withdrawn', async () => {
    await setConfirmation('NONE');
    await petition('second', 'OPEN', 'NONE');
    for (const petitionId of [id, 'second']) await sign({ petitionId });
    dataOf(await ask(LINKS, { input: { petitionId: id, email: ann.email } }));
    const { text } = await mailbox.mails.next();
    dataOf(await ask(WITHDRAW, { token: token(text, 'withdraw') }));
    expect(dataOf(await ask(ERASE, { token: token(text, 'erase') })).eraseMySignature).toEqual({
      signatures: 1,
      petitions: [{ id: 'second', signatureCount: 0 }],
    });
    expect(await kept()).toEqual([]);
    expect(await count()).toBe(0);
  });

  it('erases by the mail that asked for a confirmation, which was never given, also at a closed petition, for a year', async () => {
    await petition('closing', 'OPEN', 'NONE');
    await sign({ petitionId: 'closing' });
    await advocacy.database.query(`UPDATE petition SET state = 'CLOSED' WHERE id = 'closing'`);
    await sign();
    const erase = await mailed('erase');
    now = new Date('2027-11-23T12:29:59Z');
    expect(dataOf(await ask(ERASE, { token: erase })).eraseMySignature).toEqual({
      signatures: 1,
      petitions: [{ id: 'closing', signatureCount: 0 }],
    });
    expect(await kept()).toEqual([]);
    await sign();
    expect(dataOf(await ask(ERASE, { token: erase })).eraseMySignature).toEqual({ signatures: 0, petitions: [] });
    expect(await kept()).toEqual([]);
    expect(codeOf(await ask(ERASE, { token: erase }))).toBe('LINK_USED');
    now = new Date('2027-11-23T12:30:00Z');
    expect(codeOf(await ask(ERASE, { token: erase }))).toBe('LINK_EXPIRED');
  });

  it('erases what was tried and stopped, once, and no other link does', async () => {
    await sign();
    const { text } = await mailbox.mails.next();
    const erase = token(text, 'erase');
    const subject = { petitionId: id, id: '00000000-0000-4000-8000-000000000000', hash: '' };
    const [{ email_hash: emailHash }] = await advocacy.database.query('SELECT email_hash FROM signing_attempt');
    const key = advocacy.app.secrets.links[0] as Buffer;
    const linkFor = (purpose: 'stop' | 'news') =>
      signLink(key, purpose, { ...subject, hash: emailHash.toString('base64url') }, new Date('2027-01-01'));
    for (const other of [token(text, 'confirm'), linkFor('stop'), linkFor('news'), erase.slice(0, -1), erase.slice(1)])
      expect(codeOf(await ask(ERASE, { token: other }))).toBe('LINK_INVALID');
    dataOf(await ask(STOP, { token: linkFor('stop') }));
    expect(dataOf(await ask(ERASE, { token: erase })).eraseMySignature).toEqual({ signatures: 0, petitions: [] });
    expect(await advocacy.database.query('SELECT FROM signing_attempt')).toEqual([]);
    expect(codeOf(await ask(ERASE, { token: erase }))).toBe('LINK_USED');
  });

  it('erases mails that wait for their server, too, and no mail of others', async () => {
    await sign();
    const erase = await mailed('erase');
    mailbox.refuse = 450;
    now = new Date('2026-11-23T12:40:00.001Z');
    await sign({ name: 'Ann R.' });
    await sign({ email: 'ben@library.example' });
    const waiting = (interval: string) =>
      advocacy.database.query(
        `UPDATE graphile_worker._private_jobs SET run_at = now() + $1::interval
         WHERE payload->>'to' <> '' AND attempts > 0 AND locked_at IS NULL RETURNING id`,
        [interval],
      );
    await eventually('both were tried', async () => (await waiting('1 hour'))[1] === 2);
    dataOf(await ask(ERASE, { token: erase }));
    mailbox.refuse = undefined;
    expect((await waiting('0 s'))[1]).toBe(1);
    expect(await kept()).toEqual([{ name: 'Ann Reader' }]);
    expect((await mailbox.mails.next()).envelope.to).toEqual(['ben@library.example']);
  });

  it('stays exact while others sign and the same link is opened many times at once', async () => {
    await setConfirmation('NONE');
    await sign();
    dataOf(await ask(LINKS, { input: { petitionId: id, email: ann.email } }));
    const link = await mailed('withdraw');
    const signing = Array.from({ length: 60 }, (_, i) => sign({ email: `reader${i}@library.example` }));
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(WITHDRAW, { token: link })));
    await Promise.all(signing);
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    expect(await count()).toBe(60);
  });
});
