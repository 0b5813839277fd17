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

it('a contact who wrote in Spanish reads every mail until the end in Spanish, and its links open Spanish pages', async () => {
  const [email, name, accraCalled] = ['lucia@example.org', 'Biblioteca del Puerto', 'Accra Demonstration Library'];
  const newLibrary = { name, type: 'PUBLIC', city: 'Veracruz', country: 'MX', languages: ['es'] };
  const contact = { contactName: 'Lucía', contactEmail: email, consent: true, language: 'es' };
  const page = (part: string) => expect.stringMatching(`^https://shelfbridge\\.example/es/${part}`);
  /** Everything that the next mail says. */
  const reads = async (subject: string, paragraphs: readonly unknown[], label: string, path: string, why: string) => {
    const { letter } = await stage.letters.to(email);
    expect(letter).toMatchObject({ language: 'es', subject, paragraphs, action: { label, url: page(path) }, footer: [why] });
    return letter.action?.url ?? '';
  };

  await stage.ask('mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }', {
    input: { newLibrary, commitment: 'FLEXIBLE', ...contact },
  });
  const listed = 'Recibe este correo porque esta dirección se dio como contacto de un anuncio de bibliotecas que buscan hermana.';
  const link = await reads(
    'Confirme su anuncio, por favor',
    [expect.stringContaining(`incluir a ${name} entre las bibliotecas`), expect.stringContaining('en un plazo de 7 días')],
    'Confirmar el anuncio',
    'listings/confirm#',
    listed,
  );
  const { confirmListing } = await stage.ask('mutation ($token: String!) { confirmListing(token: $token) { id } }', {
    token: link.split('#')[1],
  });
  const { reviewListing } = await stage
    .as(committee)
    .ask('mutation ($input: ReviewListingInput!) { reviewListing(input: $input) { library { id } } }', {
      input: { listingId: confirmListing.id, decision: 'APPROVE' },
    });
  await reads(
    `${name} ya está en la lista`,
    [expect.stringMatching(/^El comité ha publicado .* hasta el \d+ de noviembre de 2027, salvo/)],
    'Renovar o retirar el anuncio',
    'listings/manage#',
    listed,
  );

  const [accra, puerto] = [stage.as(staffOf('demo-accra-gh')), stage.as(staffOf(reviewListing.library.id))];
  const propose = 'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }';
  const proposal = { fromLibraryId: 'demo-accra-gh', toLibraryId: reviewListing.library.id, message: 'Akwaaba!' };
  const { proposePartnership } = await accra.ask(propose, { input: { ...proposal, terms: { meetingRhythm: 'MONTHLY' } } });
  const { id } = proposePartnership;
  const told = (subject: string, ...paragraphs: readonly unknown[]) =>
    reads(
      `${accraCalled} ${subject}`,
      paragraphs,
      'Abrir el hermanamiento',
      `account/partnerships/${id}$`,
      `Recibe este correo porque es el contacto de ${name} en el programa de bibliotecas hermanas.`,
    );
  await told(
    'le propone un hermanamiento',
    `${accraCalled} propone un hermanamiento a ${name}. Inicie sesión para leer su mensaje y las condiciones, y para responder.`,
  );

  // They answer with other terms, hear of a counter-proposal, agree, and have theirs agreed to.
  const terms = (after: number, meetingRhythm: string) => ({ id, after, terms: { meetingRhythm } });
  const counter =
    'mutation ($id: ID!, $after: Int!, $terms: AgreementTermsInput!) { proposeTerms(id: $id, after: $after, terms: $terms) { id } }';
  const agree = 'mutation ($id: ID!, $version: Int!) { agreeToTerms(id: $id, version: $version) { id } }';
  await puerto.ask('mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { id } }', {
    input: { partnershipId: id, version: 1, amendedTerms: { meetingRhythm: 'QUARTERLY' } },
  });
  await accra.ask(counter, terms(2, 'MONTHLY'));
  await told(
    'propone condiciones nuevas',
    `${accraCalled} propone una versión nueva de su acuerdo con ${name}. La versión actual se aplica hasta que usted la acepte.`,
  );
  await puerto.ask(agree, { id, version: 3 });
  await puerto.ask(counter, terms(3, 'QUARTERLY'));
  await accra.ask(agree, { id, version: 4 });
  await told(
    'ha aceptado las condiciones',
    `${accraCalled} ha aceptado la versión más reciente de su acuerdo con ${name}. Esa versión se aplica desde ahora.`,
  );
  const { proposeMeetings } = await accra.ask(
    'mutation ($input: ProposeMeetingsInput!) { proposeMeetings(input: $input) { confidential { meetings(first: 9) { id } } } }',
    {
      input: { partnershipId: id, startsAt: '2027-03-10T15:00:00Z', timeZone: 'Africa/Accra' },
    },
  );
  const when = ['miércoles, 10 de marzo de 2027, 15:00 (60 minutos)', 'Todas las horas son las de Acra (UTC+0).'];
  await told('propone una reunión', `A ${accraCalled} le gustaría reunirse con ustedes:`, ...when);
  await accra.ask('mutation ($input: MeetingsInput!) { cancelMeetings(input: $input) { id } }', {
    input: { partnershipId: id, meetingIds: proposeMeetings.confidential.meetings.map((meeting: { id: string }) => meeting.id) },
  });
  await told('ha cancelado una reunión', `${accraCalled} no puede reunirse con ustedes:`, ...when);
  await accra.ask('mutation ($id: ID!) { endPartnership(id: $id, reason: "We are closing.") { id } }', { id });
  await told(
    'ha terminado su hermanamiento',
    `${accraCalled} ha terminado su hermanamiento con ${name}. Cualquiera de las dos puede proponer otro más adelante.`,
  );
});
