// Promises of: two libraries on two continents find each other, become sisters and are written about.
import { committee, staffOf } from '../support/identities';
import { openStage, type Stage } from '../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('a library submits a listing, is published, suggested and proposed to, accepts amended terms, meets its sister and has its story told', async () => {
  const hours = [{ day: 'TUESDAY', from: '09:00', to: '12:00' }];
  const newLibrary = {
    name: 'Biblioteca de Évora',
    type: 'PUBLIC',
    city: 'Évora',
    country: 'PT',
    languages: ['pt', 'en'],
    meetingHours: { timeZone: 'Europe/Lisbon', hours },
  };
  const form = {
    newLibrary,
    commitment: 'FLEXIBLE',
    activityInterests: ['TRAINING', 'READING_CLUB'],
    preferredCountries: ['GH'],
  };
  const contact = { contactName: 'Inês', contactEmail: 'ines@example.org', consent: true, answersCallId: 'ala-2019-11-11' };
  await stage.ask('mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }', {
    input: { ...form, ...contact },
  });
  const token = (await stage.letters.to('ines@example.org')).letter.action?.url.split('#')[1];
  const { confirmListing } = await stage.ask('mutation ($token: String!) { confirmListing(token: $token) { id } }', { token });
  const { reviewListing } = await stage
    .as(committee)
    .ask('mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { library { id listing { isOpen } } } }', {
      input: { listingId: confirmListing.id, decision: 'APPROVE' },
    });
  expect(reviewListing.library).toEqual({ id: 'evora-pt', listing: { isOpen: true } });

  const [accra, evora] = [stage.as(staffOf('demo-accra-gh')), stage.as(staffOf('evora-pt'))];
  const { suggestSisters } = await accra.ask(
    '{ suggestSisters(libraryId: "demo-accra-gh", first: 10) { library { id } reasons { reason values } } }',
  );
  const suggested = suggestSisters.find(({ library }: { library: { id: string } }) => library.id === 'evora-pt');
  expect(suggested.reasons).toContainEqual({ reason: 'WANTS_YOUR_COUNTRY', values: ['GH'] });

  const { proposePartnership: made } = await accra.ask(
    'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }',
    {
      input: {
        fromLibraryId: 'demo-accra-gh',
        toLibraryId: 'evora-pt',
        message: 'Akwaaba!',
        terms: { meetingRhythm: 'MONTHLY' },
      },
    },
  );
  const { id } = made;
  await evora.ask('mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { id } }', {
    input: {
      partnershipId: id,
      version: 1,
      amendedTerms: { formality: 'FORMAL', meetingRhythm: 'QUARTERLY', goals: ['CULTURAL_KNOWLEDGE'] },
    },
  });
  const { agreeToTerms } = await accra.ask(
    'mutation ($id: ID!) { agreeToTerms(id: $id, version: 2) { formality meetingRhythm confidential { contacts { person { email } } } } }',
    { id },
  );
  expect(agreeToTerms).toEqual({
    formality: 'FORMAL',
    meetingRhythm: 'QUARTERLY',
    confidential: { contacts: [{ person: { email: 'ines@example.org' } }] },
  });
  await evora.ask('mutation ($input: LogActivityInput!) { logActivity(input: $input) { id } }', {
    input: { partnershipId: id, kind: 'VIRTUAL_CONVERSATION', on: '2026-11-23', hours: 1, summary: 'We met.' },
  });
  for (const partner of [accra, evora])
    await partner.ask('mutation ($id: ID!) { consentToStories(id: $id, consent: true) { id } }', { id });
  const { writeStory } = await stage
    .as(committee)
    .ask('mutation ($input: WriteStoryInput!) { writeStory(input: $input) { id } }', {
      input: { partnershipId: id, title: 'From Accra to Évora', body: 'It began with a *list*.', goals: ['CULTURAL_KNOWLEDGE'] },
    });
  await stage.as(committee).ask('mutation ($id: ID!) { publishStory(id: $id) { id } }', writeStory);

  const { library } = await stage.ask(`{ library(id: "evora-pt") { listing { id } sisters { id }
    partnerships { id state goals lastContactOn { date } activities { summary } stories { title bodyHtml } confidential { message } } } }`);
  expect(library).toEqual({
    listing: null,
    sisters: [{ id: 'demo-accra-gh' }],
    partnerships: [
      {
        id,
        state: 'ACTIVE',
        goals: ['CULTURAL_KNOWLEDGE'],
        lastContactOn: { date: '2026-11-23' },
        activities: [{ summary: 'We met.' }],
        stories: [{ title: 'From Accra to Évora', bodyHtml: '<p>It began with a <em>list</em>.</p>' }],
        confidential: null,
      },
    ],
  });
});
