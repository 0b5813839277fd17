// Promises of: text that people write can be shown to others: it is visible, keeps to its lines and direction, and is never read as HTML.
import { writeLetter } from '#kit/words/letter';
import { codeOf } from '../support/graphql';
import { committee, staffOf } from '../support/identities';
import { becomeSisters, openStage, type Stage } from '../support/partnership';

const [nairobi, oslo, accra] = ['demo-nairobi-ke', 'demo-oslo-no', 'demo-accra-gh'];
let stage: Stage;
let id: string;
beforeAll(async () => {
  stage = await openStage();
  id = await becomeSisters(stage, nairobi, oslo);
});
afterAll(() => stage.close());

const partner = () => stage.as(staffOf(oslo));
const anyone = () => stage;
const member = () => stage.as(committee);
const library = { name: 'Name', type: 'PUBLIC', city: 'City', country: 'PL', languages: ['pl'] };
const form = { newLibrary: library, commitment: 'FORMAL', contactName: 'Ada', contactEmail: 'ada@example.org', consent: true };
const proposal = { fromLibraryId: oslo, toLibraryId: accra, message: 'Hello', terms: {} };
const submit = 'mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }';
const propose = 'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }';
const accept = 'mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { id } }';
const log = 'mutation ($input: LogActivityInput!) { logActivity(input: $input) { id } }';
const meet = 'mutation ($input: ProposeMeetingsInput!) { proposeMeetings(input: $input) { id } }';
const write = 'mutation ($input: WriteStoryInput!) { writeStory(input: $input) { id } }';
const review = 'mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { id } }';
const tip = 'mutation ($input: WriteTipInput!) { writeTip(input: $input) { id } }';
const terms = 'mutation ($id: ID!, $terms: AgreementTermsInput!) { proposeTerms(id: $id, after: 1, terms: $terms) { id } }';
const step = (name: string) => `mutation ($id: ID!, $reason: String!) { ${name}(id: $id, reason: $reason) { id } }`;
const meeting = () => ({ partnershipId: id, startsAt: '2027-01-01T10:00:00Z', timeZone: 'Europe/Oslo' });

/** Every text that a person can write: who, with which operation, and whether it has one line. */
const fields: readonly (readonly [string, () => Pick<Stage, 'run'>, string, (text: string) => object, 'line' | 'lines'])[] = [
  ['the name of a library', anyone, submit, (text) => ({ input: { ...form, newLibrary: { ...library, name: text } } }), 'line'],
  ['the city of a library', anyone, submit, (text) => ({ input: { ...form, newLibrary: { ...library, city: text } } }), 'line'],
  ['the name of a contact', anyone, submit, (text) => ({ input: { ...form, contactName: text } }), 'line'],
  ['an offer', anyone, submit, (text) => ({ input: { ...form, offers: text } }), 'lines'],
  ['a wish', anyone, submit, (text) => ({ input: { ...form, seeks: text } }), 'lines'],
  [
    'a reason to decline a listing',
    member,
    review,
    (text) => ({ input: { listingId: 'x', decision: 'DECLINE', reason: text } }),
    'lines',
  ],
  ['a message', partner, propose, (text) => ({ input: { ...proposal, message: text } }), 'lines'],
  ['terms', partner, propose, (text) => ({ input: { ...proposal, terms: { text } } }), 'lines'],
  ['a reply', partner, accept, (text) => ({ input: { partnershipId: id, version: 1, reply: text } }), 'lines'],
  ['amended terms', partner, accept, (text) => ({ input: { partnershipId: id, version: 1, amendedTerms: { text } } }), 'lines'],
  ['new terms', partner, terms, (text) => ({ id, terms: { text } }), 'lines'],
  ['a reason to decline', partner, step('declinePartnership'), (reason) => ({ id, reason }), 'lines'],
  ['a reason to end', partner, step('endPartnership').replace('String!', 'String'), (reason) => ({ id, reason }), 'lines'],
  [
    'an activity',
    partner,
    log,
    (summary) => ({ input: { partnershipId: id, kind: 'TRAINING', on: '2026-11-01', summary } }),
    'lines',
  ],
  ['the topic of a meeting', partner, meet, (topic) => ({ input: { ...meeting(), topic } }), 'line'],
  ['the place of a meeting', partner, meet, (place) => ({ input: { ...meeting(), place } }), 'line'],
  ['the title of a story', member, write, (title) => ({ input: { partnershipId: id, title, body: 'Body' } }), 'line'],
  ['a story', member, write, (body) => ({ input: { partnershipId: id, title: 'Title', body } }), 'lines'],
  ['a tip', member, tip, (text) => ({ input: { text, place: 1 } }), 'lines'],
];

const unseen = ['\u200b\u200d', ' \t ', '\u2060'];
const never = ['a\0b', 'a\u0007b', 'a\u001bb', 'a\u0085b', 'gpj.\u202Eexe', '\u2066a', 'a\ud800'];
const ofManyLines = ['two\nlines', 'two\r\nBcc: x@example.org', 'two\u2028lines'];

it.each(fields)(
  '%s is refused when it is invisible, controls a terminal, or reverses the text around it',
  async (_what, who, operation, given, kind) => {
    for (const text of [...unseen, ...never, ...(kind === 'line' ? ofManyLines : [])]) {
      const answer = await who().run(operation, given(text));
      expect([JSON.stringify(text), codeOf(answer)]).toEqual([JSON.stringify(text), 'BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.message).not.toContain(text);
    }
  },
);

it.each([
  '"a\r\nBcc: b@example.org"@example.org',
  '"<b>"@example.org',
  'a@b',
  'Ada <ada@example.org>',
  'a@example.org,b@example.org',
])('refuses an e-mail address that could be read as something else: %j', async (contactEmail) => {
  expect(codeOf(await stage.run(submit, { input: { ...form, contactEmail } }))).toBe('BAD_USER_INPUT');
});

it('accepts scripts of every direction, symbols and emoji', async () => {
  for (const name of ['مكتبة الإسكندرية', 'ספריית חיפה', '東京図書館', 'Łódź 📚', '👩‍💻 नई लाइब्रेरी', 'O’Brien & <b>Sons</b>'])
    await stage.ask(submit, {
      input: { ...form, newLibrary: { ...library, name }, contactEmail: `${crypto.randomUUID()}@example.org` },
    });
});

it('keeps HTML in a name and a reason as text, in both forms of the mails that carry it', async () => {
  const name = '<img src=x onerror=alert(1)> & "Co"';
  await stage.ask(submit, { input: { ...form, newLibrary: { ...library, name }, contactEmail: 'html@example.org' } });
  const { letter } = await stage.letters.to('html@example.org');
  const token = letter.action?.url.split('#')[1];
  const { confirmListing } = await stage.ask('mutation ($token: String!) { confirmListing(token: $token) { id } }', { token });
  const reason = 'No.\n<a href="javascript:alert(1)">More</a>';
  await stage.as(committee).ask(review, { input: { listingId: confirmListing.id, decision: 'DECLINE', reason } });
  const declined = (await stage.letters.to('html@example.org')).letter;
  expect(declined.subject).toContain(name);
  const { text, html } = writeLetter(declined);
  expect(text).toContain(reason);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Co&quot;');
  expect(html).not.toMatch(/<img|<a href="javascript/);
});
