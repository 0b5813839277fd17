// Promises of: who may ask what? Every root field and every private field has a decision here, and is asked by everybody.

import { anonymous, Role } from '#kit/identity';
import { buildPartnership } from '#partnership/subgraph';
import { demoDatabase as partnershipDatabase } from '../partnership/stage';
import { demoDatabase as advocacyDatabase, buildAdvocacy, startAdvocacyAt } from '../support/advocacy';
import { startPartnershipAt } from '../support/partnership';
import { type Asked, ask, fieldsOf, somebody } from './everyField';

const anyone = 'anyone';

/** Every mutation and subscription has a line: who gets past the question of roles. Fields without a line fail. */
const decisions: Readonly<Record<string, string>> = {
  // Signing, and what signers do by the links that were mailed to them.
  signPetition: anyone,
  confirmSignature: anyone,
  requestSignatureLinks: anyone,
  withdrawSignature: anyone,
  eraseMySignature: anyone,
  // The "Add me" form, and what its senders do by their links; without a link, staff of the library.
  submitListing: anyone,
  confirmListing: anyone,
  renewListing: anyone,
  withdrawListing: anyone,
  stopNotices: anyone,
  reviewListing: 'committee',
  // Petitions belong to their organizers; libraries endorse in their own name.
  draftPetition: 'organizer',
  openPetition: 'organizer',
  closePetition: 'organizer',
  deliverPetition: 'organizer',
  recordOutcome: 'organizer',
  importPaperSignatures: 'organizer',
  endorsePetition: 'staff',
  withdrawEndorsement: 'staff',
  recordPolicy: 'editor',
  correctPolicy: 'editor',
  endPolicy: 'editor',
  verifyPolicy: 'editor',
  recordStatement: 'editor',
  correctStatement: 'editor',
  recordOrganization: 'editor',
  recordBoycottCount: 'editor',
  // What two libraries do together.
  proposePartnership: 'staff',
  acceptPartnership: 'staff',
  declinePartnership: 'staff',
  withdrawProposal: 'staff',
  proposeTerms: 'staff',
  agreeToTerms: 'staff',
  pausePartnership: 'staff',
  resumePartnership: 'staff',
  endPartnership: 'staff',
  proposeMeetings: 'staff',
  agreeToMeetings: 'staff',
  cancelMeetings: 'staff',
  replaceCalendarLink: 'staff',
  logActivity: 'staff',
  editActivity: 'staff',
  setMeetingHours: 'staff',
  consentToStories: 'staff',
  writeStory: 'committee',
  publishStory: 'committee',
  retractStory: 'committee',
  writeTip: 'committee',
  removeTip: 'committee',
  // Live feeds.
  petitionCount: anyone,
  petitionCounts: anyone,
  policyChanged: anyone,
  statementPublished: anyone,
  listingPublished: anyone,
  partnershipUpdated: 'committee, staff',
};

/** Queries are for anyone, but for these. */
const queries: Readonly<Record<string, string>> = {
  advocacyAudit: 'committee',
  partnershipAudit: 'committee',
  myPetitions: 'organizer',
  ownPartnerships: 'committee, staff',
  calendarLink: 'staff',
  suggestSisters: 'committee, staff',
  submissions: 'committee',
  unpublishedStories: 'committee',
};

describe.each(['advocacy', 'partnership'] as const)('in the %s subgraph', (name) => {
  let asked: Asked;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const database = await (name === 'advocacy' ? advocacyDatabase() : partnershipDatabase());
    const running = await (name === 'advocacy' ? startAdvocacyAt(database.url) : startPartnershipAt(database.url));
    const { schema } = await (name === 'advocacy' ? buildAdvocacy() : buildPartnership());
    asked = { schema, database: running.database, app: running.app };
    stop = async () => {
      await running.stop();
      await database.drop();
    };
  });
  afterAll(() => stop());

  /** Who gets past the question of roles, by asking as everybody. */
  async function decisionOn(kind: 'query' | 'mutation' | 'subscription', field: string): Promise<string> {
    const refused = async (identity: typeof anonymous) => {
      const { errors = [] } = await ask(asked, kind, field, identity, () => 'nothing');
      // Staff of some other library hold the role; everybody else holds no library at all.
      const { roles } = identity;
      return errors.some(({ extensions: { code, libraryId } = {} }) => {
        return code === 'UNAUTHENTICATED' || (code === 'FORBIDDEN' && !(libraryId && roles.includes(Role.STAFF)));
      });
    };
    if (!(await refused(anonymous))) return anyone;
    const allowed: Role[] = [];
    for (const role of Object.values(Role)) if (!(await refused(somebody(role)))) allowed.push(role);
    return allowed.sort().join(', ') || 'nobody';
  }

  it.each(['mutation', 'subscription'] as const)('every %s is decided', async (kind) => {
    const found: Record<string, string> = {};
    for (const field of fieldsOf(asked.schema, kind)) found[field] = await decisionOn(kind, field);
    const wanted = Object.fromEntries(fieldsOf(asked.schema, kind).map((field) => [field, decisions[field] ?? 'NO DECISION']));
    expect(found).toEqual(wanted);
  });

  it('every query is for anyone, but for those decided otherwise', async () => {
    const found: Record<string, string> = {};
    for (const field of fieldsOf(asked.schema, 'query')) {
      const decision = await decisionOn('query', field);
      if (decision !== anyone) found[field] = decision;
    }
    expect(found).toEqual(
      Object.fromEntries(Object.entries(queries).filter(([field]) => fieldsOf(asked.schema, 'query').includes(field))),
    );
  });
});

interface PrivateField {
  readonly target: Function;
  readonly schemaName: string;
  readonly roles?: readonly Role[];
}

it('every private field below the root is decided', async () => {
  await buildAdvocacy();
  await buildPartnership();
  const { TypeGraphQLMetadataStorage } = globalThis as unknown as { TypeGraphQLMetadataStorage: { fields: PrivateField[] } };
  const decided = TypeGraphQLMetadataStorage.fields
    .filter(({ roles }) => roles)
    .map(({ target, schemaName, roles }) => `${target.name}.${schemaName}: ${roles?.join(', ')}`);
  expect(decided).toEqual([]);
});
