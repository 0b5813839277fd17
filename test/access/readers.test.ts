// What everybody really reads agrees with the audiences in the schema, on seeded rows and on rows of every kind made here.
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { type Identity, Role } from '#kit/words/identity';
import { audienceOf, contract, typesOf } from './audiences';
import type { Asked } from './everyField';
import { compare, questionsFor, type Readings, readEverything } from './everyNode';
import { committee, editor, type Ids, liveThrough, organizer, oslo, staffOfNairobi, staffOfOslo, strangers } from './lives';
import { idsOfEveryKind } from './rows';
import { mutate, openScene, type Scene, type Subgraph, subgraphs } from './subgraphs';

/** Types that only fields for some people lead to. */
const privateTypes: readonly string[] = [
  ...['AuditEntry', 'AuditEntryConnection', 'AuditEntryEdge'],
  // Of partnerships, for their partners and the committee.
  ...['ConfidentialPartnership', 'AgreementVersion', 'Meeting', 'PartnerContact', 'ContactPerson', 'PartnershipNews'],
  // Of libraries, for their staff and the committee.
  ...['CalendarLink', 'Suggestion', 'Fit', 'OwnListingConnection', 'OwnListingEdge'],
  // Of submissions, for the committee.
  ...['Submission', 'SubmissionConnection', 'SubmissionEdge', 'PossibleDuplicate'],
  // Of the committee's own files and reports.
  ...[
    'CommitteeImport',
    'ImportReport',
    'LibraryMerge',
    'LibraryMergeConnection',
    'LibraryMergeEdge',
    'PossibleDouble',
    'PossibleDoubleConnection',
    'PossibleDoubleEdge',
    'MergeReport',
    'MovedCount',
    'ImportFault',
    'AnnualReport',
    'CountryPairs',
    'YearPairs',
  ],
  // Answers to mutations, for the account that sent them.
  ...['PaperReport', 'PaperFault', 'PaperColumn', 'UndoPaperImportPayload', 'PolicyPayload', 'SendNewsPayload'],
  ...['PolicyDraft', 'PolicyDraftLack', 'PolicyDraftRow', 'PolicyImportReport', 'PolicyImportRow'],
  // Of a petition's files and numbers, for its organizer.
  ...['PaperImport', 'PaperLayout', 'PaperSheet', 'PetitionWork', 'Strike', 'StrikePayload', 'SigningDomain'],
];

/** Audiences whose members read the same types as everybody, and only see more rows. */
const openAudiences = [undefined, 'anyone', 'depends-on-reader', 'link-or-staff', 'link-holders'];

describe('in the schema', () => {
  it('private types are reached through private fields only', () => {
    const open = new Set<GraphQLObjectType>();
    const visit = (type: GraphQLObjectType) => {
      if (open.has(type)) return;
      open.add(type);
      for (const field of Object.values(type.getFields())) {
        const inner = getNamedType(field.type);
        if (isObjectType(inner) && openAudiences.includes(audienceOf(type.name, field.name))) visit(inner);
      }
    };
    for (const root of [contract.getQueryType(), contract.getMutationType(), contract.getSubscriptionType()])
      if (root) visit(root);
    const closed = typesOf(contract).filter((type) => !open.has(type));
    expect(closed.map(({ name }) => name).sort()).toEqual([...privateTypes].sort());
  });
});

/** What partners, contacts and accounts wrote in these lives, or are, none of which is for others. */
const secrets: Readonly<Record<Subgraph, readonly string[]>> = {
  partnership: [
    ...['Shall we?', 'Not this year', 'Two hours a month', 'Summer reading', 'Ana Contacta', 'ana@example', 'Twice in the list'],
    ...['staff-of-nairobi', 'staff-of-oslo', 'committee-of-a-life'],
  ],
  advocacy: ['organizer-of-a-life', 'editor-of-a-life', 'staff-of-nairobi'],
};

/** Strangers own nothing; the others own what was made here. */
const owners: readonly Identity[] = [committee, editor, organizer, staffOfNairobi, staffOfOslo];
const withoutRole: Identity = { subject: 'without-a-role', roles: [], libraryIds: [], expiresAt: null };
const readers: readonly Identity[] = [...strangers, withoutRole, ...owners];
const nameOf = ({ subject }: Identity) => subject ?? 'anonymous';
const partners = ['staff-of-nairobi', 'staff-of-oslo'];
const members = ['committee-elsewhere', 'committee-of-a-life'];

describe.each(subgraphs)('of the %s subgraph, after all that can be written was written,', (name: Subgraph) => {
  let ids: Ids;
  const looked = new Set<string>();
  /** What each reader got, by their name. */
  const read = new Map<string, Readings>();
  let placesWithAudience: string[];
  beforeAll(async () => {
    const scene = await openScene(name);
    if (name === 'partnership') await submitWithContact(scene);
    ids = await liveThrough(scene.asked, name, 'endPartnership');
    if (name === 'partnership') await tellOfDeclined(scene.asked, ids);
    watchWhoLooks(scene.asked.schema, looked);
    placesWithAudience = typesOf(scene.asked.schema)
      .filter((type) => type !== scene.asked.schema.getMutationType())
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
      .filter((place) => !place.includes('._') && audienceAt(place) !== undefined);
    // The first library of the imported file may be the second.
    const known = [...Object.values(ids), 'a-petition', oslo as string, `seeking-${oslo}`, 'seeking-demo-seoul-kr', 'mombasa-ke'];
    const all = [...new Set([...known, ...(await idsOfEveryKind(scene.asked.database))])];
    const questions = questionsFor(scene.asked, all);
    for (const reader of readers) read.set(nameOf(reader), await readEverything(scene.asked, reader, questions));
    await scene.close();
  }, 120_000);

  const secretsReadBy = (reader: Identity): string[] => {
    const text = JSON.stringify([...(read.get(nameOf(reader))?.values() ?? [])].map(({ value }) => value));
    return secrets[name].filter((secret) => text.includes(secret));
  };

  it('strangers read nothing of it, by any query and any id', () => {
    for (const stranger of [...strangers, withoutRole].filter(({ roles }) => !roles.includes(Role.COMMITTEE)))
      expect([stranger.subject, secretsReadBy(stranger)]).toEqual([stranger.subject, []]);
  });

  it('its owners read all of it', () => {
    expect(new Set([committee, staffOfOslo].flatMap(secretsReadBy))).toEqual(new Set(secrets[name]));
  });

  it('everybody reads the same rows in each field that is for anyone, and in no other field with an audience', () => {
    const open = (place: string) => isOpen(audienceAt(place));
    const { read: reached, different } = compare([...read.values()], open);
    expect([...different].filter(open).sort()).toEqual([]);
    expect([...reached].filter((place) => !open(place) && !different.has(place)).sort()).toEqual([]);
    expect(placesWithAudience.filter((place) => !reached.has(place))).toEqual([]);
  });

  it('only fields with an audience look at who asks', () => {
    expect([...looked].filter((place) => isOpen(audienceAt(place)))).toEqual([]);
  });

  if (name === 'partnership')
    it.each([
      ['confidential', [...members, ...partners]],
      ['allowedActions', partners],
    ])('the field %s of a partnership is shown to its audience alone', (field, audience) => {
      const shown = readers.map(nameOf).filter((reader) => {
        const { value } = read.get(reader)?.get(`Partnership ${ids.sisters}`) ?? {};
        const part = (value as Record<string, unknown>)[field];
        return Array.isArray(part) ? part.length > 0 : part !== null;
      });
      expect(shown).toEqual(audience);
    });
});

/** Whether everybody who reaches a field reads the same in it. */
const isOpen = (audience: string | undefined) => [undefined, 'anyone', 'link-holders'].includes(audience);

/** The audience of `Type.field`, or of the query that finds an entity by its id. */
function audienceAt(place: string): string | undefined {
  const [type = '', field] = place.split('.');
  if (field === '_entities') return 'depends-on-reader';
  if (field !== undefined) return audienceOf(type, field);
  const query = Object.values(contract.getQueryType()?.getFields() ?? {}).find((each) => `${each.type}` === type);
  return query && audienceOf('Query', query.name);
}

/** Lets everybody read the story, of a partnership that only its partners and the committee see. */
async function tellOfDeclined({ database }: Asked, { story, declined }: Ids): Promise<void> {
  await database.query(`UPDATE success_story SET state = 'PUBLISHED', partnership_id = $2 WHERE id = $1`, [story, declined]);
}

/** A listing of the library in Oslo, with a person to write to, published. */
async function submitWithContact({ asked }: Scene): Promise<void> {
  const input = { libraryId: oslo, commitment: 'FLEXIBLE', capacity: 3, contactName: 'Ana Contacta', consent: true };
  const { errors } = await mutate(
    asked,
    strangers[0] as Identity,
    'submitListing',
    {
      input: { ...input, contactEmail: 'ana@example.org', activityInterests: ['VIRTUAL_CONVERSATION'] },
    },
    '__typename',
  );
  if (errors?.[0]) throw errors[0];
  await asked.database.query(`UPDATE listing SET state = 'WITHDRAWN' WHERE library_id = $1 AND state = 'PUBLISHED'`, [oslo]);
  await asked.database.query(
    `UPDATE listing SET state = 'PUBLISHED', published_on = '2026-11-25', listed_at = '2026-11-25', expires_on = '2027-11-25'
     WHERE library_id = $1 AND state = 'SUBMITTED'`,
    [oslo],
  );
  await asked.database.query('UPDATE listing_contact SET confirmed_at = submitted_at');
}

/** Notes every field whose resolver asks who asks. */
function watchWhoLooks(schema: GraphQLSchema, looked: Set<string>): void {
  for (const type of typesOf(schema))
    for (const field of Object.values(type.getFields())) {
      const watched = (context: object) =>
        Object.create(context, {
          identity: {
            get() {
              looked.add(`${type.name}.${field.name}`);
              return (context as { identity: Identity }).identity;
            },
          },
        });
      const { resolve, subscribe } = field;
      if (resolve) field.resolve = (root, args, context, info) => resolve(root, args, watched(context), info);
      if (subscribe) field.subscribe = (root, args, context, info) => subscribe(root, args, watched(context), info);
    }
}
