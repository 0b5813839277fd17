// One call that succeeds for each mutation that is not for anyone, in an order in which each finds the rows that it needs.
import { type Identity, Role } from '#kit/words/identity';
import { type Asked } from './everyField';
import { mutate, type Subgraph } from './subgraphs';

/** Ids that earlier calls answered, by a name of ours. */
export type Ids = Record<string, string>;

/** One call that succeeds when it is sent by its owner after all calls before it. */
export interface Step {
  readonly mutation: string;
  readonly by: Identity;
  readonly args: (ids: Ids) => Record<string, unknown>;
  /** It makes a row that nobody owned before, so every account with the role may send it. */
  readonly fresh?: true;
  /** The name under which later calls find the id in its answer. */
  readonly keep?: string;
  readonly select?: string;
  /** The id within an answer with a selection of its own. */
  readonly idOf?: (answer: never) => string;
}

const account = (subject: string, role: Role, ...libraryIds: string[]): Identity => ({
  subject,
  roles: [role],
  libraryIds,
  expiresAt: null,
});
export const committee = account('committee-of-a-life', Role.COMMITTEE);
export const editor = account('editor-of-a-life', Role.EDITOR);
export const organizer = account('organizer-of-a-life', Role.ORGANIZER);
export const [nairobi, oslo] = ['demo-nairobi-ke', 'demo-oslo-no'];
export const staffOfNairobi = account('staff-of-nairobi', Role.STAFF, nairobi as string);
export const staffOfOslo = account('staff-of-oslo', Role.STAFF, oslo as string);

/** An anonymous reader, and one account of each role that owns nothing here. */
export const strangers: readonly Identity[] = [
  { subject: null, roles: [], libraryIds: [], expiresAt: null },
  account('organizer-elsewhere', Role.ORGANIZER),
  account('staff-elsewhere', Role.STAFF, 'demo-tokyo-jp'),
  account('committee-elsewhere', Role.COMMITTEE),
  account('editor-elsewhere', Role.EDITOR),
];

const only = (name: string) => (ids: Ids) => ({ id: ids[name] });
const terms = { formality: 'INFORMAL', meetingRhythm: 'MONTHLY', text: 'One hour a month.' };
const proposal = () => ({ input: { fromLibraryId: nairobi, toLibraryId: oslo, message: 'Shall we?', terms } });
const log = { kind: 'VIRTUAL_CONVERSATION', on: '2026-11-20', summary: 'We talked of summer reading.' };
const meeting = {
  startsAt: new Date(Date.now() + 30 * 86_400_000),
  minutes: 60,
  timeZone: 'Africa/Nairobi',
  topic: 'Summer reading',
};
const meetingsOf = {
  select: 'confidential { meetings { id } }',
  idOf: ({ confidential: { meetings } }: { confidential: { meetings: [{ id: string }] } }) => meetings[0].id,
};
const meetings = ({ sisters, meeting: id }: Ids) => ({ input: { partnershipId: sisters, meetingIds: [id] } });
const story = ({ sisters }: Ids) => ({ partnershipId: sisters, title: 'One year', body: 'We *met*.' });
const [byNairobi, byOslo, byCommittee] = [{ by: staffOfNairobi }, { by: staffOfOslo }, { by: committee }];

const partnership: readonly Step[] = [
  {
    mutation: 'setMeetingHours',
    ...byNairobi,
    args: () => ({
      libraryId: nairobi,
      meetingHours: { timeZone: 'Africa/Nairobi', hours: [{ day: 'MONDAY', from: '09:00', to: '10:00' }] },
    }),
  },
  { mutation: 'renewListing', ...byNairobi, args: () => ({ id: `seeking-${nairobi}` }) },
  {
    mutation: 'withdrawListing',
    by: account('staff-of-aarhus', Role.STAFF, 'demo-aarhus-dk'),
    args: () => ({ id: 'seeking-demo-aarhus-dk' }),
  },
  { mutation: 'proposePartnership', ...byNairobi, args: proposal, keep: 'declined' },
  { mutation: 'declinePartnership', ...byOslo, args: ({ declined }) => ({ id: declined, reason: 'Not this year.' }) },
  { mutation: 'proposePartnership', ...byNairobi, args: proposal, keep: 'withdrawn' },
  { mutation: 'withdrawProposal', ...byNairobi, args: only('withdrawn') },
  { mutation: 'proposePartnership', ...byNairobi, args: proposal, keep: 'sisters' },
  { mutation: 'acceptPartnership', ...byOslo, args: ({ sisters }) => ({ input: { partnershipId: sisters, version: 1 } }) },
  {
    mutation: 'proposeTerms',
    ...byNairobi,
    args: ({ sisters }) => ({ id: sisters, after: 1, terms: { ...terms, text: 'Two hours a month.' } }),
  },
  { mutation: 'agreeToTerms', ...byOslo, args: ({ sisters }) => ({ id: sisters, version: 2 }) },
  { mutation: 'pausePartnership', ...byOslo, args: only('sisters') },
  { mutation: 'resumePartnership', ...byNairobi, args: only('sisters') },
  {
    mutation: 'logActivity',
    ...byOslo,
    args: ({ sisters }) => ({ input: { partnershipId: sisters, ...log } }),
    keep: 'activity',
  },
  { mutation: 'editActivity', ...byOslo, args: ({ activity }) => ({ input: { activityId: activity, ...log, hours: 2 } }) },
  { mutation: 'removeActivity', ...byOslo, args: only('activity') },
  {
    mutation: 'proposeMeetings',
    ...byNairobi,
    args: ({ sisters }) => ({ input: { partnershipId: sisters, ...meeting } }),
    keep: 'meeting',
    ...meetingsOf,
  },
  { mutation: 'agreeToMeetings', ...byOslo, args: meetings },
  {
    mutation: 'moveMeeting',
    ...byNairobi,
    args: ({ sisters, meeting }) => ({
      input: { partnershipId: sisters, meetingId: meeting, startsAt: new Date(Date.now() + 40 * 86_400_000) },
    }),
  },
  { mutation: 'cancelMeetings', ...byNairobi, args: meetings },
  { mutation: 'replaceCalendarLink', ...byNairobi, args: () => ({ libraryId: nairobi }) },
  { mutation: 'consentToStories', ...byNairobi, args: ({ sisters }) => ({ id: sisters, consent: true }) },
  { mutation: 'consentToStories', ...byOslo, args: ({ sisters }) => ({ id: sisters, consent: true }) },
  { mutation: 'writeStory', ...byCommittee, args: (ids) => ({ input: story(ids) }), keep: 'story' },
  { mutation: 'publishStory', ...byCommittee, args: only('story') },
  { mutation: 'retractStory', ...byCommittee, args: only('story') },
  { mutation: 'writeTip', ...byCommittee, args: () => ({ input: { text: 'Write first.', place: 1 } }), keep: 'tip' },
  { mutation: 'removeTip', ...byCommittee, args: only('tip') },
  {
    mutation: 'enterLibrary',
    ...byCommittee,
    args: () => ({
      input: {
        library: { name: 'Queens Library', type: 'PUBLIC', city: 'Kigali', country: 'RW', languages: ['en'] },
        source: 'A page of the city',
      },
    }),
    keep: 'entered',
  },
  {
    mutation: 'enterPair',
    ...byCommittee,
    args: ({ entered }) => ({
      input: { libraryId: nairobi, otherLibraryId: entered, since: '1999', source: 'A page of the city' },
    }),
    keep: 'documented',
  },
  { mutation: 'takeOverPartnership', ...byNairobi, args: only('documented') },
  {
    mutation: 'importLibraries',
    ...byCommittee,
    args: () => ({
      csv: 'name,city,country,languages,source\nPort Library,Mombasa,Kenya,sw,A page\nHarbour Library,Mombasa,Kenya,sw,A page\n',
    }),
    keep: 'import',
    select: 'importId',
    idOf: ({ importId }: { importId: string }) => importId,
  },
  {
    mutation: 'importPairs',
    ...byCommittee,
    args: () => ({ csv: 'libraryA,libraryB,source\nmombasa-ke,demo-oslo-no,A page of the city\n' }),
    select: 'importId',
  },
  {
    mutation: 'mergeLibraries',
    ...byCommittee,
    args: () => ({ from: 'mombasa-ke', into: 'mombasa-ke-2', reason: 'Entered twice.' }),
    keep: 'merge',
    select: 'merge { id }',
    idOf: ({ merge }: { merge: { id: string } }) => merge.id,
  },
  { mutation: 'undoMerge', ...byCommittee, select: 'merge { id }', args: (ids) => ({ id: ids.merge, reason: 'Two after all.' }) },
  { mutation: 'undoImport', ...byCommittee, args: (ids) => ({ id: ids.import, reason: 'The wrong file.' }) },
  {
    mutation: 'correctLibrary',
    ...byCommittee,
    args: () => ({ input: { libraryId: 'demo-boston-us', reason: 'A new name.', name: 'Library of Boston' } }),
  },
  {
    mutation: 'tellLibrariesApart',
    ...byCommittee,
    args: () => ({ libraryIds: ['demo-boston-us', 'demo-chicago-us'], reason: 'Two cities.' }),
  },
  { mutation: 'takeDownLibrary', ...byCommittee, args: () => ({ libraryId: 'demo-boston-us', reason: 'It has closed.' }) },
  { mutation: 'restoreLibrary', ...byCommittee, args: () => ({ libraryId: 'demo-boston-us', reason: 'It has opened.' }) },
  {
    mutation: 'correctListing',
    ...byCommittee,
    args: () => ({ input: { listingId: 'seeking-demo-boston-us', reason: 'As they wrote.', seeks: 'A library by the sea.' } }),
  },
  {
    mutation: 'takeDownListing',
    ...byCommittee,
    args: () => ({ input: { listingId: 'seeking-demo-boston-us', reason: 'They wish so.' } }),
  },
  {
    mutation: 'reviewListing',
    ...byCommittee,
    args: () => ({ input: { listingId: 'seeking-demo-seoul-kr', decision: 'DECLINE', reason: 'Twice in the list.' } }),
  },
  { mutation: 'endPartnership', ...byOslo, args: only('sisters') },
];

const sources = { sourceIds: ['seed'] };
const license = { model: 'METERED_BY_TIME', durationMonths: 12, concurrency: 1, expiryRule: 'TIME' };
const policy = {
  ...{ id: 'a-policy', publisherId: 'penguin-random-house', formats: ['EBOOK'], titleScope: 'SELECTED', territories: ['US'] },
  ...{ announcedOn: { date: '2026-11-01' }, effectiveFrom: { date: '2026-11-10' }, license, confidence: 'HIGH', ...sources },
};
const imported = {
  ...{ id: 'imported', publisherId: policy.publisherId, formats: ['AUDIOBOOK'], titleScope: 'SELECTED', territories: ['FI'] },
  ...{ effectiveFrom: '2026-11-10', terms: license, confidence: 'HIGH', sources: sources.sourceIds },
};
const version = (expectedVersion: number) => ({ id: policy.id, expectedVersion, ...sources });
const statement = ({ organization }: Ids) => ({
  ...{ id: 'a-statement', title: 'Speak out', stance: 'OPPOSES', organizationIds: [organization] },
  ...{ publishedOn: '2026-11-01', confidence: 'HIGH', policyIds: ['mac-2019-embargo'], ...sources },
});
const draft = { id: 'a-petition', title: 'Ours', ask: 'Lend', target: 'All', organizers: ['We'], confirmation: 'NONE', goal: 3 };
const petition = { id: draft.id };
const today = () => new Date().toISOString().slice(0, 10);
const endorsement = () => ({ libraryId: nairobi, petitionId: draft.id });
const paper = 'sheet,line,name,country\nS1,1,Wilhelmina Signer,US\n';
const publisher = { id: 'kirjatalo', name: 'Kirjatalo', kind: 'AGGREGATOR', country: 'FI' };
const law = {
  id: 'fi-he-1',
  name: 'Bill on ebooks',
  number: 'HE 1',
  country: 'FI',
  steps: [{ stage: 'INTRODUCED', on: '2026-11-01', confidence: 'HIGH' }],
  confidence: 'HIGH',
  ...sources,
};
const pastPetition = {
  ...{ id: 'a-past-petition', title: 'Ebooks for all', ask: 'Lend', target: 'All publishers', organizers: ['We'] },
  ...{ launchedOn: '2019-11-01', launchConfidence: 'HIGH', ...sources },
};
const pastCount = { petitionId: pastPetition.id, metric: 'SIGNATURES', on: '2019-12-01' };
const boycott = {
  ...{ id: 'a-boycott', title: 'A pause', targetPublisherId: 'macmillan', coordinator: 'Kirjastoseura' },
  ...{ startedOn: '2026-11-01', ...sources },
};
const [byOrganizer, byEditor] = [{ by: organizer }, { by: editor }];

const advocacy: readonly Step[] = [
  { mutation: 'draftPetition', ...byOrganizer, args: () => ({ input: draft }), fresh: true },
  { mutation: 'draftPetition', ...byOrganizer, args: () => ({ input: { ...draft, title: 'Ours, revised' } }) },
  { mutation: 'openPetition', ...byOrganizer, args: () => petition },
  { mutation: 'movePetition', ...byOrganizer, args: () => ({ input: { ...petition, goal: 5 } }) },
  {
    mutation: 'sendPetitionNews',
    ...byOrganizer,
    args: () => ({ input: { petitionId: draft.id, subject: 'News', text: 'We are open.' } }),
    select: '__typename',
  },
  { mutation: 'endorsePetition', ...byNairobi, args: endorsement },
  { mutation: 'withdrawEndorsement', ...byNairobi, args: endorsement },
  {
    mutation: 'importPaperSignatures',
    ...byOrganizer,
    args: () => ({ input: { petitionId: draft.id, csv: paper, country: 'US' } }),
    select: 'id: importId',
    keep: 'paperImport',
  },
  {
    mutation: 'undoPaperImport',
    ...byOrganizer,
    args: ({ paperImport }) => ({ input: { id: paperImport, reason: 'Wrong file.' } }),
    select: 'removed',
  },
  { mutation: 'forgetPaperLayouts', ...byOrganizer, args: () => ({ petitionId: draft.id }), select: 'id' },
  {
    mutation: 'strikeOutSignatures',
    ...byOrganizer,
    args: () => ({ input: { petitionId: 'fair-ebook-terms', reason: 'A script.', country: 'US' } }),
    select: 'strike { id }',
    idOf: ({ strike }: { strike: { id: string } }) => strike.id,
    keep: 'strike',
  },
  {
    mutation: 'putBackSignatures',
    ...byOrganizer,
    args: ({ strike }) => ({ input: { id: strike, reason: 'They were people.' } }),
    select: 'signatures',
  },
  { mutation: 'closePetition', ...byOrganizer, args: () => petition },
  {
    mutation: 'deliverPetition',
    ...byOrganizer,
    args: () => ({ input: { ...petition, to: 'The publisher', on: today() } }),
    select: 'deliveries { id }',
    idOf: ({ deliveries }: { deliveries: [{ id: string }] }) => deliveries[0].id,
    keep: 'delivery',
  },
  {
    mutation: 'correctDelivery',
    ...byOrganizer,
    args: ({ delivery }) => ({ input: { petitionId: petition.id, deliveryId: delivery, to: 'Publishers', reason: 'A slip.' } }),
  },
  { mutation: 'recordOutcome', ...byOrganizer, args: () => ({ input: { ...petition, outcome: 'POLICY_WITHDRAWN' } }) },
  { mutation: 'recordPetition', ...byEditor, args: () => ({ input: pastPetition }) },
  {
    mutation: 'correctPetition',
    ...byEditor,
    args: () => ({ input: { ...pastPetition, title: 'Ebooks for everybody' }, reason: 'A slip.' }),
  },
  {
    mutation: 'recordPetitionCount',
    ...byEditor,
    args: () => ({ input: { ...pastCount, count: 900, qualifier: 'AT_LEAST', confidence: 'HIGH', ...sources } }),
  },
  { mutation: 'removePetitionCount', ...byEditor, args: () => ({ input: { ...pastCount, reason: 'Another day.' } }) },
  { mutation: 'recordPublisher', ...byEditor, args: () => ({ input: publisher }) },
  {
    mutation: 'correctPublisher',
    ...byEditor,
    args: () => ({ input: { ...publisher, name: 'Kirjatalo Oy' }, reason: 'A slip.' }),
  },
  { mutation: 'recordLaw', ...byEditor, args: () => ({ input: law }) },
  { mutation: 'correctLaw', ...byEditor, args: () => ({ input: { ...law, number: 'HE 2' }, reason: 'A slip.' }) },
  { mutation: 'recordPolicy', ...byEditor, args: () => ({ input: policy }), select: '__typename' },
  {
    mutation: 'importPolicies',
    ...byEditor,
    args: () => ({ text: JSON.stringify({ policies: [imported] }) }),
    select: 'rows { id }',
    idOf: ({ rows }: { rows: [{ id: string }] }) => rows[0].id,
  },
  {
    mutation: 'correctPolicy',
    ...byEditor,
    args: () => ({
      input: { ...version(1), reason: 'The letter says 36.', correction: { license: { ...license, durationMonths: 36 } } },
    }),
  },
  { mutation: 'verifyPolicy', ...byEditor, args: () => ({ input: { ...version(2), lastVerifiedOn: '2026-11-20' } }) },
  {
    mutation: 'endPolicy',
    ...byEditor,
    args: () => ({ input: { ...version(3), effectiveTo: { date: '2027-12-01' }, endAnnouncedOn: '2026-11-20' } }),
  },
  {
    mutation: 'recordOrganization',
    ...byEditor,
    args: () => ({ input: { name: 'Kirjastoseura', kind: 'ASSOCIATION', country: 'FI' } }),
    keep: 'organization',
  },
  { mutation: 'recordStatement', ...byEditor, args: (ids) => ({ input: statement(ids) }) },
  {
    mutation: 'correctStatement',
    ...byEditor,
    args: (ids) => ({ input: { ...statement(ids), title: 'Speak up' }, reason: 'A slip.' }),
  },
  { mutation: 'recordBoycott', ...byEditor, args: () => ({ input: boycott }) },
  { mutation: 'correctBoycott', ...byEditor, args: () => ({ input: { ...boycott, title: 'The pause' }, reason: 'A slip.' }) },
  { mutation: 'endBoycott', ...byEditor, args: () => ({ input: { id: boycott.id, on: '2026-11-20', ...sources } }) },
  {
    mutation: 'recordBoycottCount',
    ...byEditor,
    args: ({ boycott }) => ({
      input: {
        boycottId: boycott,
        metric: 'SYSTEMS',
        on: '2026-11-01',
        count: 7,
        qualifier: 'EXACT',
        confidence: 'HIGH',
        ...sources,
      },
    }),
  },
];

/** The calls of each subgraph; each mutation that is not for anyone comes at least once. */
export const lives: Readonly<Record<Subgraph, readonly Step[]>> = { partnership, advocacy };

/** SQL before the first call. It does what no account can, or answers with the id of a seeded row. */
export const beforehand: Readonly<Record<Subgraph, string>> = {
  partnership: `UPDATE listing SET state = 'SUBMITTED' WHERE id = 'seeking-demo-seoul-kr'`,
  advocacy: `
    WITH signed AS (
      INSERT INTO signature (petition_id, email_hash, id, name, country, consent_to_show_name, updates_consent, signed_at)
      VALUES ('fair-ebook-terms', '\\x00', gen_random_uuid(), 'Wilhelmina', 'US', false, false, now())
    ), area AS (
      INSERT INTO area_count VALUES ('fair-ebook-terms', 'US', '', 1)
    ), counted AS (
      UPDATE petition SET count = 1, owner_subject = 'organizer-of-a-life' WHERE id = 'fair-ebook-terms'
    )
    SELECT id AS boycott FROM boycott ORDER BY id LIMIT 1`,
};

/** Sends the calls of a subgraph one after the other, each by its owner, up to a mutation; answers with the ids that they made. */
export async function liveThrough(asked: Asked, name: Subgraph, end?: string): Promise<Ids> {
  const [first] = await asked.database.query(beforehand[name]);
  const ids: Ids = { ...(Array.isArray(first) ? {} : first) };
  for (const step of lives[name]) {
    if (step.mutation === end) break;
    const { data, errors } = await mutate(asked, step.by, step.mutation, step.args(ids), step.select);
    if (errors?.[0]) throw errors[0];
    keep(step, data?.[step.mutation], ids);
  }
  return ids;
}

/** Keeps the id in the answer to a call. */
export function keep(step: Step, answer: unknown, ids: Ids): void {
  if (step.keep) ids[step.keep] = step.idOf ? step.idOf(answer as never) : (answer as { id: string }).id;
}
