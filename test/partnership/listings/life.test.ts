// Promises of: a listing from the form to its end, and who reads the address of its contact.

import { keepListings } from '#partnership/listings/careForListings';
import { ContactKeys } from '#partnership/listings/contactKeys';
import { toCommittee } from '#partnership/listings/letters';
import { librariesWithPartner } from '#partnership/partnerships/capacity';
import { codeOf } from '../../support/graphql';
import { committee, otherCommittee, staffOf } from '../../support/identities';
import { openStage, type Stage, seededAt } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it.each([
  ['en', 'A listing waits for review: Biblioteca Degollado', 'Review the listing', ''],
  ['es', 'Un anuncio espera revisión: Biblioteca Degollado', 'Revisar el anuncio', '/es'],
  [undefined, 'A listing waits for review: Biblioteca Degollado', 'Review the listing', ''],
] as const)(
  'the committee is told of a submission in its language, %s, and led to its rooms in it',
  (committeeLanguage, subject, label, path) => {
    const mailing = { committeeMail: 'committee@example.org', committeeLanguage, publicUrl: 'https://library.example' };
    const written = toCommittee(mailing, { id: 'one', state: 'SUBMITTED' }, 'Biblioteca Degollado');
    const url = `https://library.example${path}/committee/submissions/one`;
    expect(written).toMatchObject({
      to: 'committee@example.org',
      letter: { language: committeeLanguage ?? 'en', subject, action: { label, url } },
    });
  },
);

const submit = `mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }`;
const confirm = `mutation ($token: String!) { confirmListing(token: $token) { id state } }`;
const review = `mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { id state publishedOn expiresOn library { id name city } } }`;
const decide = `mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { state } }`;
const withdraw = `mutation ($id: ID, $token: String) { withdrawListing(id: $id, token: $token) { id state } }`;
const renew = `mutation ($id: ID, $token: String) { renewListing(id: $id, token: $token) { id state expiresOn } }`;
const queue = `{ submissions(first: 100) { totalCount nodes { id newLibrary { name city meetingHours { timeZone } } library { id } contact { name email } listing { seeks } } } }`;

const lodz = {
  name: 'Biblioteka <b>Miejska</b>',
  type: 'PUBLIC',
  city: 'Łódź',
  country: 'PL',
  languages: ['pl', 'en'],
  website: 'https://example.org/lodz',
  meetingHours: { timeZone: 'Europe/Warsaw', hours: [{ day: 'MONDAY', from: '09:00', to: '12:00' }] },
};
let people = 0;
const form = (more: object = {}) => ({
  input: {
    newLibrary: lodz,
    seeks: 'A library by the sea.',
    commitment: 'FLEXIBLE',
    contactName: 'Ada Nowak',
    contactEmail: `person${++people}@example.org`,
    consent: true,
    ...more,
  },
});
const tokenOf = (url?: string) => decodeURIComponent(url?.split('#')[1] ?? '');

/** Submits and confirms; answers with the id and the mail's address. */
async function submitted(more: object = {}): Promise<{ id: string; email: string }> {
  const variables = form(more);
  const { contactEmail: email } = variables.input as unknown as { contactEmail: string };
  await stage.ask(submit, variables);
  const { letter } = await stage.letters.to(email);
  const { confirmListing } = await stage.ask(confirm, { token: tokenOf(letter.action?.url) });
  return { id: confirmListing.id, email };
}

describe('a submission', () => {
  it('about a new library shows no library to the committee, and the rest of the queue arrives', async () => {
    await submitted({ newLibrary: null, libraryId: 'demo-accra-gh' });
    const { id } = await submitted();
    const answer = await stage
      .as(committee)
      .run('{ submissions(first: 10) { nodes { id listing { id seeks library { name } } } } }');
    expect(answer.errors).toBeUndefined();
    const nodes: { id: string; listing: object }[] = answer.data.submissions.nodes;
    expect(nodes.find((node) => node.id === id)?.listing).toEqual({ id, seeks: 'A library by the sea.', library: null });
    expect(nodes.some(({ listing }) => (listing as { library: object | null }).library !== null)).toBe(true);
  });

  it('goes to its contact by mail, to the committee, then into the list, and its address into no public answer', async () => {
    const variables = form();
    const email = `person${people}@example.org`;
    expect((await stage.ask(submit, variables)).submitListing).toEqual({ outcome: 'CONFIRMATION_SENT' });
    const before = (await stage.as(committee).ask(queue)).submissions.totalCount;
    const { letter } = await stage.letters.to(email);
    const token = tokenOf(letter.action?.url);
    const shown = `query ($token: String!) { listingToConfirm(token: $token) {
      contactName confirmed library { id } newLibrary { name city } listing { seeks }
    } }`;
    const waiting = { contactName: 'Ada Nowak', library: null, newLibrary: { name: lodz.name, city: 'Łódź' } };
    const toConfirm = { ...waiting, listing: { seeks: 'A library by the sea.' } };
    expect((await stage.ask(shown, { token })).listingToConfirm).toEqual({ ...toConfirm, confirmed: false });
    expect((await stage.ask(shown, { token })).listingToConfirm.confirmed).toBe(false);
    expect(codeOf(await stage.run(shown, { token: `${token}x` }))).toBe('BAD_LINK');
    const { confirmListing } = await stage.ask(confirm, { token });
    expect((await stage.ask(shown, { token })).listingToConfirm.confirmed).toBe(true);
    expect(confirmListing.state).toBe('SUBMITTED');
    await stage.ask(confirm, { token });
    const { letter: told } = await stage.letters.to('committee@example.org');
    expect(told.subject).toContain('Biblioteka');
    const { submissions } = await stage.as(committee).ask(queue);
    expect(submissions.totalCount).toBe(before + 1);
    expect(submissions.nodes.at(-1)).toEqual({
      id: confirmListing.id,
      newLibrary: { name: lodz.name, city: 'Łódź', meetingHours: { timeZone: 'Europe/Warsaw' } },
      library: null,
      contact: { name: 'Ada Nowak', email },
      listing: { seeks: 'A library by the sea.' },
    });
    expect(codeOf(await stage.run(queue))).toBe('UNAUTHENTICATED');
    expect(codeOf(await stage.as(staffOf('demo-oslo-no')).run(queue))).toBe('FORBIDDEN');
    expect(codeOf(await stage.run(`{ listing(id: "${confirmListing.id}") { id } }`))).toBe('NOT_FOUND');

    const { reviewListing } = await stage
      .as(committee)
      .ask(review, { input: { listingId: confirmListing.id, decision: 'APPROVE' } });
    expect(reviewListing).toEqual({
      id: confirmListing.id,
      state: 'PUBLISHED',
      publishedOn: '2026-11-23',
      expiresOn: '2027-11-23',
      library: { id: 'lodz-pl', name: lodz.name, city: 'Łódź' },
    });
    expect((await stage.letters.to(email)).letter.subject).toContain('is now listed');
    const rows = await stage.database.query(`SELECT sealed FROM listing_contact WHERE listing_id = $1`, [confirmListing.id]);
    expect(JSON.stringify(rows)).not.toContain('person');
    const everything = await stage.ask(
      `{ listings(first: 100, filter: { countries: ["PL"] }) { nodes { id seeks library { id name } } } }`,
    );
    expect(JSON.stringify(everything)).not.toContain('@');
    expect(stage.statements.some((sql) => sql.includes('person'))).toBe(false);
  });

  it('is spoken of in the language in which it was sent, by mails whose links open pages in it', async () => {
    const variables = form({
      language: 'es',
      newLibrary: { ...lodz, name: 'Biblioteca del Mar', city: 'Gijón', country: 'ES', meetingHours: null },
    });
    const email = (variables.input as unknown as { contactEmail: string }).contactEmail;
    await stage.ask(submit, variables);
    const { letter } = await stage.letters.to(email);
    expect(letter).toMatchObject({ language: 'es', subject: 'Confirme su anuncio, por favor' });
    expect(letter.paragraphs.join(' ')).toContain('incluir a Biblioteca del Mar entre las bibliotecas');
    expect(letter.action).toMatchObject({ label: 'Confirmar el anuncio', url: expect.stringContaining('/es/listings/confirm#') });
  });

  it('is decided once, by the faster member of the committee', async () => {
    const { id } = await submitted({ newLibrary: { ...lodz, city: 'Kraków' } });
    const answers = await Promise.all([
      stage.as(committee).run(decide, { input: { listingId: id, decision: 'APPROVE' } }),
      stage.as(otherCommittee).run(decide, { input: { listingId: id, decision: 'DECLINE', reason: 'Twice.' } }),
    ]);
    expect(answers.map(codeOf).sort()).toEqual(['ALREADY_REVIEWED', undefined]);
    const audits = await stage.database.query(
      `SELECT subject FROM audit_entry WHERE record_id = $1 AND action = 'reviewListing'`,
      [id],
    );
    expect(audits).toHaveLength(1);
  });

  it('is declined with a reason that its contact reads', async () => {
    const { id, email } = await submitted({ newLibrary: { ...lodz, city: 'Gdynia' } });
    expect(codeOf(await stage.as(committee).run(review, { input: { listingId: id, decision: 'DECLINE' } }))).toBe(
      'BAD_USER_INPUT',
    );
    await stage.as(committee).ask(decide, {
      input: { listingId: id, decision: 'DECLINE', reason: 'This is a bookshop.' },
    });
    const { letter } = await stage.letters.to(email);
    expect(letter.paragraphs).toContain('This is a bookshop.');
  });

  it('replaces an older listing of its library, and a second library in one city gets an id of its own', async () => {
    const { id } = await submitted({ newLibrary: null, libraryId: 'illescas-es' });
    await stage.as(committee).ask(review, { input: { listingId: id, decision: 'APPROVE' } });
    expect(await stage.database.query(`SELECT state FROM listing WHERE id = 'seeking-illescas-es'`)).toEqual([
      { state: 'EXPIRED' },
    ]);
    const second = await submitted();
    const { reviewListing } = await stage.as(committee).ask(review, { input: { listingId: second.id, decision: 'APPROVE' } });
    expect(reviewListing.library.id).toBe('lodz-pl-2');
  });

  it.each([
    ['without consent', { consent: false }, 'CONSENT_NEEDED'],
    ['of no library', { newLibrary: null }, 'BAD_USER_INPUT'],
    ['of two libraries', { libraryId: 'lalin-es' }, 'BAD_USER_INPUT'],
    ['of an unknown library', { newLibrary: null, libraryId: 'alexandria-eg' }, 'NOT_FOUND'],
    ['in answer to an unknown call', { answersCallId: 'nobody-called' }, 'NOT_FOUND'],
    ['with an invalid address', { contactEmail: 'nobody' }, 'BAD_USER_INPUT'],
    [
      'with an unknown zone',
      { newLibrary: { ...lodz, meetingHours: { ...lodz.meetingHours, timeZone: 'BST' } } },
      'UNKNOWN_TIME_ZONE',
    ],
    ['with a web address that runs', { newLibrary: { ...lodz, website: 'javascript:alert(1)' } }, 'BAD_USER_INPUT'],
    ['with a name of two lines', { newLibrary: { ...lodz, name: 'One\nTwo' } }, 'BAD_USER_INPUT'],
    [
      'with hours that do not exist',
      {
        newLibrary: {
          ...lodz,
          meetingHours: { timeZone: 'Europe/Oslo', hours: [{ day: 'MONDAY', from: '25:00', to: '26:00' }] },
        },
      },
      'BAD_USER_INPUT',
    ],
    ['for a hundred sisters', { capacity: 100 }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_what, more, code) => {
    expect(codeOf(await stage.run(submit, form(more)))).toBe(code);
  });

  it('that fills in the hidden field gets the usual answer and is discarded', async () => {
    const count = async () => (await stage.database.query('SELECT count(*)::int AS n FROM listing'))[0].n;
    const before = await count();
    expect((await stage.ask(submit, form({ fax: '555' }))).submitListing).toEqual({ outcome: 'CONFIRMATION_SENT' });
    expect(await count()).toBe(before);
  });

  it('is accepted three times a day from one address, however it is written and however many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        stage.run(submit, form({ contactEmail: i % 2 ? 'Mass@example.org' : 'mass@EXAMPLE.org' })),
      ),
    );
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(3);
    expect(new Set(codes)).toEqual(new Set([undefined, 'TOO_MANY_SUBMISSIONS']));
  });

  it('that nobody confirms is deleted, with its contact', async () => {
    await stage.ask(submit, form({ contactEmail: 'late@example.org' }));
    const { letter } = await stage.letters.to('late@example.org');
    const left = async () =>
      (await stage.database.query('SELECT count(*)::int AS n FROM listing_contact WHERE confirmed_at IS NULL'))[0].n;
    await keepListings(stage.database, seededAt, librariesWithPartner);
    expect(await left()).toBeGreaterThan(0);
    await keepListings(stage.database, new Date(seededAt.getTime() + 8 * 86_400_000), librariesWithPartner);
    expect(await left()).toBe(0);
    expect(codeOf(await stage.run(confirm, { token: tokenOf(letter.action?.url) }))).toBe('BAD_LINK');
  });
});

describe('a published listing', () => {
  it('reminds its contact 30 and 7 days before its end, once each, expires, and is renewed by a link', async () => {
    const { id, email } = await submitted({ newLibrary: { ...lodz, city: 'Toruń' } });
    await stage.as(committee).ask(review, { input: { listingId: id, decision: 'APPROVE' } });
    await stage.letters.to(email);
    const on = async (day: string) => {
      stage.time.now = new Date(`${day}T03:00:00Z`);
      await keepListings(stage.database, stage.time.now, librariesWithPartner);
      await keepListings(stage.database, stage.time.now, librariesWithPartner);
      return (await stage.database.query('SELECT state, reminded_days FROM listing WHERE id = $1', [id]))[0];
    };
    expect(await on('2027-10-23')).toEqual({ state: 'PUBLISHED', reminded_days: null });
    expect(await on('2027-10-24')).toEqual({ state: 'PUBLISHED', reminded_days: 30 });
    const { letter: first } = await stage.letters.to(email);
    expect(first.subject).toContain('ends on 23 November 2027');
    expect(first.unsubscribe?.url).toContain('/listings/stop#');
    expect(await on('2027-11-16')).toEqual({ state: 'PUBLISHED', reminded_days: 7 });
    await stage.letters.to(email);
    expect(await on('2027-11-23')).toEqual({ state: 'EXPIRED', reminded_days: 7 });
    const { letter: last } = await stage.letters.to(email);
    expect(last.subject).toContain('has ended');
    const { renewListing } = await stage.ask(renew, { token: tokenOf(last.action?.url) });
    expect(renewListing).toEqual({ id, state: 'PUBLISHED', expiresOn: '2028-11-23' });
    expect(stage.letters.mails.seen.filter(({ to }) => to === email)).toHaveLength(5);

    const stop = `mutation ($token: String!) { stopNotices(token: $token) { id } }`;
    expect(codeOf(await stage.run(stop, { token: tokenOf(last.action?.url) }))).toBe('BAD_LINK');
    await stage.ask(stop, { token: tokenOf(first.unsubscribe?.url) });
    expect((await stage.ask(withdraw, { token: tokenOf(last.action?.url) })).withdrawListing.state).toBe('WITHDRAWN');
    expect(codeOf(await stage.run(renew, { token: tokenOf(last.action?.url) }))).toBe('LISTING_STATE');
    stage.time.now = seededAt;
  });

  it('is withdrawn by staff of its library and by nobody else', async () => {
    const id = 'seeking-demo-oslo-no';
    await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE id = $1`, [id]);
    expect(codeOf(await stage.run(withdraw, { id }))).toBe('UNAUTHENTICATED');
    expect(codeOf(await stage.as(staffOf('demo-tokyo-jp')).run(withdraw, { id }))).toBe('FORBIDDEN');
    expect(codeOf(await stage.as(committee).run(withdraw, { id }))).toBe('FORBIDDEN');
    expect(codeOf(await stage.run(withdraw, {}))).toBe('BAD_USER_INPUT');
    expect(codeOf(await stage.run(withdraw, { token: 'a.b.c' }))).toBe('BAD_LINK');
    expect((await stage.as(staffOf('demo-oslo-no')).ask(withdraw, { id })).withdrawListing.state).toBe('WITHDRAWN');
    const own = 'query ($libraryId: ID!) { ownListings(libraryId: $libraryId) { totalCount nodes { id state } } }';
    for (const asking of [stage.as(staffOf('demo-oslo-no')), stage.as(committee)]) {
      const { ownListings } = await asking.ask(own, { libraryId: 'demo-oslo-no' });
      expect(ownListings).toEqual({ totalCount: 1, nodes: [{ id, state: 'WITHDRAWN' }] });
    }
    expect(codeOf(await stage.as(staffOf('demo-tokyo-jp')).run(own, { libraryId: 'demo-oslo-no' }))).toBe('FORBIDDEN');
    expect(codeOf(await stage.as(staffOf('demo-tokyo-jp')).run(withdraw, { id }))).toBe('NOT_FOUND');
  });
});

describe('the address of a contact', () => {
  it('is shown to the committee and, once both are sisters, to the partner', async () => {
    const { id, email } = await submitted({ newLibrary: null, libraryId: 'demo-nairobi-ke' });
    await stage.as(committee).ask(review, { input: { listingId: id, decision: 'APPROVE' } });
    const input = { fromLibraryId: 'demo-accra-gh', toLibraryId: 'demo-nairobi-ke', message: 'Hello', terms: {} };
    const propose = 'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }';
    const within = staffOf('demo-accra-gh', 'demo-nairobi-ke');
    expect((await stage.letters.to(email)).letter.subject).toContain('is now listed');
    const { proposePartnership: made } = await stage.as(within).ask(propose, { input });
    expect((await stage.letters.to(email)).letter.subject).toContain('proposes to be sisters');
    const look = `query ($id: ID!) { partnership(id: $id) { confidential { contacts { library { id } person { email } } } } }`;
    expect((await stage.as(staffOf('demo-accra-gh')).ask(look, made)).partnership.confidential.contacts).toEqual([]);
    await stage
      .as(staffOf('demo-nairobi-ke'))
      .ask(`mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { id } }`, {
        input: { partnershipId: made.id, version: 1 },
      });
    const contacts = [{ library: { id: 'demo-nairobi-ke' }, person: { email } }];
    expect((await stage.as(staffOf('demo-accra-gh')).ask(look, made)).partnership.confidential.contacts).toEqual(contacts);
    expect((await stage.as(committee).ask(look, made)).partnership.confidential.contacts).toEqual(contacts);
    expect((await stage.as(staffOf('demo-tokyo-jp')).ask(look, made)).partnership.confidential).toBeNull();
    expect((await stage.ask(look, made)).partnership.confidential).toBeNull();
  });

  const [old, young] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

  it('is decrypted by a new ring that still holds the old key, and by no other', () => {
    const sealed = new ContactKeys([old]).seal('ada@example.org', 'listing-1');
    expect(sealed).not.toContain('ada');
    const rotated = new ContactKeys([young, old]);
    expect(rotated.open(sealed, 'listing-1')).toBe('ada@example.org');
    expect(rotated.seal('ada@example.org', 'listing-1').startsWith(new ContactKeys([young]).head)).toBe(true);
    expect(() => new ContactKeys([young]).open(sealed, 'listing-1')).toThrow('not in CONTACT_KEY');
    expect(() => rotated.open(sealed, 'listing-2')).toThrow();
    expect(() => rotated.open(`${sealed.slice(0, -2)}AA`, 'listing-1')).toThrow();
  });

  it('is reached by tokens for one purpose and one listing, until they expire', () => {
    const keys = new ContactKeys([young, old]);
    const token = new ContactKeys([old]).link('manage', 'listing-1', seededAt, 7);
    expect(keys.follow('manage', token, seededAt)).toBe('listing-1');
    const refused = (purpose: 'manage' | 'confirm', text: string, now = seededAt) =>
      expect(() => keys.follow(purpose, text, now)).toThrow('This link is not valid');
    refused('confirm', token);
    refused('manage', token.replace('listing-1', 'listing-2'));
    refused('manage', '');
    refused('manage', token, new Date(seededAt.getTime() + 8 * 86_400_000));
  });
});
