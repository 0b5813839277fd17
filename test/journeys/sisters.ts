// Two libraries on two continents become sisters through the gateway's public door alone, and others see nothing on the way that is not theirs.
import { createClient } from 'graphql-sse';
import { codeOf, dataOf, operation } from '../support/graphql';
import { linkIn, type MailFolder } from '../support/mailbox';
import { Reader } from '../support/reader';
import type { Federation } from './federation';

const [evora, accra, tokyo] = ['evora-pt', 'demo-accra-gh', 'demo-tokyo-jp'];
const petitionId = 'read-across-borders';
const addresses = { [evora]: 'ines.private@library.example', [accra]: 'kofi.private@library.example' };

export const committeeMail = 'committee@library.example';
let shelfbridge: Federation;
let mails: MailFolder;
let committee: string;
const staff: Record<string, string> = {};

const ask = async (query: string, variables: object, token?: string) =>
  dataOf(await shelfbridge.ask(query, { ...variables }, token));
const run = async (query: string, variables: object, token?: string) =>
  codeOf(await shelfbridge.ask(query, { ...variables }, token));

const submit = 'mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }';
const confirm = 'mutation ($token: String!) { confirmListing(token: $token) { id state } }';
const submissions = '{ submissions(first: 10) { nodes { id contact { name email } listing { offers } } } }';
const review = 'mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { id state library { id } } }';
const suggest =
  'query ($libraryId: ID!) { suggestSisters(libraryId: $libraryId, first: 10) { library { id country } reasons { reason values } } }';
const propose = 'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id state allowedActions } }';
const accept = 'mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { state allowedActions } }';
const agree = 'mutation ($id: ID!, $version: Int!) { agreeToTerms(id: $id, version: $version) { allowedActions } }';
const partnership = `query ($id: ID!) { partnership(id: $id) { state formality meetingRhythm goals allowedActions
  lastContactOn { date } activities { kind summary hours } activityTotals { kind count hours } sharedPetitions { id }
  confidential { message reply agreement { version text } pendingAgreement { version text }
    contacts { library { id } person { name email } } } } }`;
const logActivity = 'mutation ($input: LogActivityInput!) { logActivity(input: $input) { id } }';
const endorse = `mutation ($libraryId: ID!) { endorsePetition(libraryId: $libraryId, petitionId: "${petitionId}") { id } }`;

const contactOf = (library: string) => ({
  contactName: `Contact of ${library}`,
  contactEmail: addresses[library],
  consent: true,
});
const forms = [
  {
    newLibrary: { name: 'Biblioteca de Évora', type: 'PUBLIC', city: 'Évora', country: 'PT', languages: ['pt', 'en'] },
    offers: 'Manuscripts and <b>cork</b>',
    commitment: 'FLEXIBLE',
    activityInterests: ['TRAINING', 'READING_CLUB'],
    preferredCountries: ['GH'],
    ...contactOf(evora),
  },
  {
    libraryId: accra,
    commitment: 'FORMAL',
    activityInterests: ['READING_CLUB'],
    preferredCountries: ['PT'],
    ...contactOf(accra),
  },
];

/** What somebody hears of Accra's partnership with Évora, event by event; all of them by the same document. */
function following(token: string): Reader<string[]> {
  const reader = new Reader<string[]>();
  const client = createClient({
    url: shelfbridge.url,
    retryAttempts: 0,
    headers: { authorization: `Bearer ${token}` },
  });
  const query = `subscription { partnershipUpdated(libraryId: "${accra}") { partnerships { partners { id } state allowedActions } } }`;
  interface News {
    readonly partnershipUpdated: { partnerships: { partners: { id: string }[]; state: string; allowedActions: string[] }[] };
  }
  client.subscribe<News>(
    { query },
    {
      next: ({ data, errors }) =>
        errors
          ? reader.end(new Error(String(errors[0]?.extensions?.code)))
          : reader.push(
              data?.partnershipUpdated.partnerships
                .filter(({ partners }) => partners.some(({ id }) => id === evora))
                .map(({ state, allowedActions }) => [state, ...allowedActions].join(' ')) ?? [],
            ),
      error: (fault) => reader.end(Array.isArray(fault) ? new Error(String(fault[0].extensions?.code)) : fault),
      complete: () => reader.end(),
    },
  );
  reader
    .ended()
    .finally(() => client.dispose())
    .catch(() => undefined);
  return reader;
}

let id: string;
/** What no log may tell. */
const secrets = ['private@', 'Olá!', 'We talk', 'Contact of'];

/** Of a Shelfbridge that sends mails into this folder, those to the committee to `committeeMail`, and logs everything, as JSON. */
export function sisters(of: () => Federation, mailsOf: () => MailFolder): void {
  beforeAll(async () => {
    shelfbridge = of();
    mails = mailsOf();
    committee = await shelfbridge.token(['--role', 'committee']);
    for (const library of [evora, accra, tokyo])
      staff[library] = await shelfbridge.token(['--role', 'staff', '--library', library, '--subject', `staff of ${library}`]);
  });

  it('a form that anyone may send waits for the mailed link: nobody, not even the committee, sees it before', async () => {
    const links: Parameters<typeof linkIn>[0][] = [];
    // One after the other: who waits for a mail passes over those that come before it.
    for (const input of forms) {
      expect(await ask(submit, { input })).toEqual({ submitListing: { outcome: 'CONFIRMATION_SENT' } });
      links.push(await mails.to(input.contactEmail as string));
    }
    expect((await ask(submissions, {}, committee)).submissions.nodes).toEqual([]);
    for (const mail of links) {
      const token = linkIn(mail, 'Confirm the listing').split('#')[1];
      expect((await ask(confirm, { token })).confirmListing.state).toBe('SUBMITTED');
      expect(linkIn(await mails.to(committeeMail), 'Review the listing')).toContain('/committee/submissions/');
    }
  });

  it('the committee alone reads who can be written to, and publishes; the public sees the listing and no address', async () => {
    for (const token of [undefined, staff[tokyo]])
      expect(await run(submissions, {}, token)).toBe(token ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    const { nodes } = (await ask(submissions, {}, committee)).submissions;
    expect(nodes.map(({ contact }: { contact: { email: string } }) => contact.email)).toEqual(Object.values(addresses));
    for (const submission of nodes) {
      const input = { listingId: submission.id, decision: 'APPROVE' };
      expect(await run(review, { input }, staff[tokyo])).toBe('FORBIDDEN');
      expect((await ask(review, { input }, committee)).reviewListing.state).toBe('PUBLISHED');
    }
    const found = await shelfbridge.ask(operation('SeekingSisters'), { filter: { text: 'evora' }, first: 5 });
    expect(dataOf(found).listings.nodes).toMatchObject([{ library: { id: evora, country: 'PT' } }]);
    expect(JSON.stringify(found)).not.toContain('private');
  });

  it('it is suggested to the other, with the reasons; staff of a third library cannot ask what others are told', async () => {
    const { suggestSisters } = await ask(suggest, { libraryId: accra }, staff[accra]);
    const suggestion = suggestSisters.find(({ library }: { library: { id: string } }) => library.id === evora);
    expect(suggestion.reasons).toContainEqual({ reason: 'WANTS_YOUR_COUNTRY', values: ['GH'] });
    expect(await run(suggest, { libraryId: accra }, staff[tokyo])).toBe('FORBIDDEN');
    expect(await run(suggest, { libraryId: accra })).toBe('UNAUTHENTICATED');
  });

  it('it proposes: the other hears of it live and by mail, and to everyone else the proposal does not exist', async () => {
    const heard = { own: following(staff[accra] as string), committee: following(committee) };
    for (const reader of Object.values(heard)) expect(await reader.next()).toEqual([]);
    for (const other of [evora, tokyo]) await expect(following(staff[other] as string).next()).rejects.toThrow('FORBIDDEN');
    const terms = { meetingRhythm: 'MONTHLY', goals: ['CULTURAL_KNOWLEDGE'], text: 'We talk.' };
    const input = { fromLibraryId: evora, toLibraryId: accra, message: 'Olá! <script>alert(1)</script>', terms };
    expect(await run(propose, { input }, staff[tokyo])).toBe('FORBIDDEN');
    const { proposePartnership } = await ask(propose, { input }, staff[evora]);
    expect(proposePartnership).toMatchObject({ state: 'PROPOSED', allowedActions: ['WITHDRAW'] });
    id = proposePartnership.id;
    expect(await heard.own.until((news) => news.length > 0)).toEqual(['PROPOSED ACCEPT DECLINE']);
    expect(await heard.committee.until((news) => news.length > 0)).toEqual(['PROPOSED']);
    for (const reader of Object.values(heard)) reader.end();
    const mail = await mails.to(addresses[accra] as string);
    expect(mail.subject).toContain('is now listed');
    expect((await mails.to(addresses[accra] as string)).subject).toBe('Biblioteca de Évora proposes to be sisters');

    for (const token of [undefined, staff[tokyo]]) expect(await run(partnership, { id }, token)).toBe('NOT_FOUND');
    expect(dataOf(await shelfbridge.ask(operation('LibraryPage'), { id: evora })).library).toMatchObject({
      sisters: [],
      partnerships: [],
    });
    expect((await ask(partnership, { id }, staff[accra])).partnership.confidential.contacts).toEqual([]);
  });

  it('the other accepts with amended terms, which hold when both agreed to the same version; then they can write to each other', async () => {
    const amendedTerms = {
      formality: 'FORMAL',
      meetingRhythm: 'QUARTERLY',
      goals: ['CULTURAL_KNOWLEDGE'],
      text: 'We talk and visit.',
    };
    const input = { partnershipId: id, version: 1, reply: 'Akwaaba!', amendedTerms };
    expect(await run(accept, { input }, staff[tokyo])).toBe('NOT_FOUND');
    expect(await run(accept, { input }, staff[evora])).toBe('ACTION_NOT_ALLOWED');
    expect((await ask(accept, { input }, staff[accra])).acceptPartnership.state).toBe('ACTIVE');
    const pending = (await ask(partnership, { id }, staff[evora])).partnership;
    expect(pending.confidential).toMatchObject({ agreement: null, pendingAgreement: { version: 2, text: 'We talk and visit.' } });
    expect(pending.allowedActions).toContain('AGREE');
    expect(await run(agree, { id, version: 1 }, staff[evora])).toBe('AGREEMENT_SUPERSEDED');
    expect(await run(agree, { id, version: 2 }, staff[accra])).toBe('ACTION_NOT_ALLOWED');
    await ask(agree, { id, version: 2 }, staff[evora]);
    for (const library of [evora, accra]) {
      const own = (await ask(partnership, { id }, staff[library])).partnership;
      expect(own).toMatchObject({ formality: 'FORMAL', meetingRhythm: 'QUARTERLY' });
      expect(own.confidential).toMatchObject({ reply: 'Akwaaba!', agreement: { version: 2 }, pendingAgreement: null });
      expect(own.confidential.contacts.map(({ person }: { person: { email: string } }) => person.email).sort()).toEqual(
        Object.values(addresses).sort(),
      );
    }
    for (const token of [undefined, staff[tokyo]]) {
      const seen = (await ask(partnership, { id }, token)).partnership;
      expect(seen).toMatchObject({ state: 'ACTIVE', formality: 'FORMAL', confidential: null, allowedActions: [] });
    }
  });

  it('they log a virtual conversation, which both and the public see; a third library cannot write into their log', async () => {
    const on = new Date().toISOString().slice(0, 10);
    const input = { partnershipId: id, kind: 'VIRTUAL_CONVERSATION', on, hours: 1.5, summary: 'We met & talked.' };
    expect(await run(logActivity, { input }, staff[tokyo])).toBe('FORBIDDEN');
    await ask(logActivity, { input }, staff[accra]);
    for (const token of [staff[evora], undefined])
      expect((await ask(partnership, { id }, token)).partnership).toMatchObject({
        lastContactOn: { date: on },
        activities: [{ kind: 'VIRTUAL_CONVERSATION', summary: 'We met & talked.', hours: 1.5 }],
        activityTotals: [{ kind: 'VIRTUAL_CONVERSATION', count: 1, hours: 1.5 }],
      });
  });

  it('they agree to meet: it stands in the calendar whose secret address they have, and their agreement opens to be printed', async () => {
    const meetings = 'confidential { meetings { id state } agreement { printUrl } }';
    const input = {
      partnershipId: id,
      startsAt: new Date(Date.now() + 86_400_000),
      timeZone: 'Africa/Accra',
      topic: 'Cork; and, so on',
    };
    const plan = `mutation ($input: ProposeMeetingsInput!) { proposeMeetings(input: $input) { ${meetings} } }`;
    expect(await run(plan, { input }, staff[tokyo])).toBe('FORBIDDEN');
    const planned = (await ask(plan, { input }, staff[evora])).proposeMeetings.confidential;
    const agreeTo = `mutation ($input: MeetingsInput!) { agreeToMeetings(input: $input) { id } }`;
    await ask(agreeTo, { input: { partnershipId: id, meetingIds: [planned.meetings[0].id] } }, staff[accra]);
    const link = 'query ($libraryId: ID!) { calendarLink(libraryId: $libraryId) { url } }';
    expect(await run(link, { libraryId: evora }, staff[accra])).toBe('FORBIDDEN');
    const { url } = (await ask(link, { libraryId: evora }, staff[evora])).calendarLink;
    const calendar = await (await fetch(url)).text();
    expect(calendar).toContain('Cork\\; and\\, so on');
    const agreement = await (await fetch(planned.agreement.printUrl)).text();
    expect(agreement).toContain('Version 2 · Agreed by both');
    secrets.push(...[url, planned.agreement.printUrl].map((one) => new URL(one).searchParams.get('key') as string));
  });

  it('what both endorse is what they raise together', async () => {
    const organizer = await shelfbridge.token(['--role', 'organizer']);
    const input = {
      id: petitionId,
      title: 'Read across borders',
      ask: 'Lend abroad.',
      target: 'Publishers',
      organizers: ['Readers'],
    };
    await ask('mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }', { input }, organizer);
    await ask('mutation ($id: ID!) { openPetition(id: $id) { id } }', { id: petitionId }, organizer);
    const shared = async () => (await ask(partnership, { id })).partnership.sharedPetitions;
    expect(await run(endorse, { libraryId: evora }, staff[tokyo])).toBe('FORBIDDEN');
    await ask(endorse, { libraryId: evora }, staff[evora]);
    expect(await shared()).toEqual([]);
    await ask(endorse, { libraryId: accra }, staff[accra]);
    expect(await shared()).toEqual([{ id: petitionId }]);
  });

  it('the committee publishes their story once both allow it, and retracts it from everyone when one no longer does', async () => {
    const consent = 'mutation ($id: ID!, $consent: Boolean!) { consentToStories(id: $id, consent: $consent) { id } }';
    const write = 'mutation ($input: WriteStoryInput!) { writeStory(input: $input) { id } }';
    const publish = 'mutation ($id: ID!) { publishStory(id: $id) { id } }';
    const read = 'query ($id: ID!) { story(id: $id) { title bodyHtml partnership { partners { id } } } }';
    const input = { partnershipId: id, title: 'From Évora to Accra', body: 'It *began* [here](javascript:alert(1)).', goals: [] };
    expect(await run(write, { input }, staff[evora])).toBe('FORBIDDEN');
    const story = (await ask(write, { input }, committee)).writeStory;
    await ask(consent, { id, consent: true }, staff[evora]);
    expect(await run(publish, story, committee)).toBe('CONSENT_MISSING');
    expect(await run(consent, { id, consent: true }, staff[tokyo])).toBe('FORBIDDEN');
    await ask(consent, { id, consent: true }, staff[accra]);
    expect(await run(read, story)).toBe('NOT_FOUND');
    await ask(publish, story, committee);
    expect((await ask(read, story)).story).toEqual({
      title: 'From Évora to Accra',
      bodyHtml: '<p>It <em>began</em> <a rel="noopener nofollow ugc">here</a>.</p>',
      partnership: { partners: [{ id: accra }, { id: evora }] },
    });
    await ask(consent, { id, consent: false }, staff[accra]);
    expect(await run(read, story)).toBe('NOT_FOUND');
  });

  it('no log of any process told an address, a token or what was written in confidence', async () => {
    const lines = shelfbridge.lines.seen.join('\n');
    expect(lines).toContain('"request"');
    for (const secret of [...secrets, ...Object.values(staff), committee]) expect(lines).not.toContain(secret);
  });
}
