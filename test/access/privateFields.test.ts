// Fields that are not for everyone: nobody outside their audience reads what they hold, directly or by another way.
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { type Identity, Role } from '#kit/words/identity';
import { audienceOf, audiencesBelowRoot, contract, typesOf } from './audiences';
import { readEntity, readEverything } from './everyNode';
import { committee, type Ids, liveThrough, oslo, staffOfNairobi, staffOfOslo, strangers } from './lives';
import { mutate, openScene, type Scene, type Subgraph, subgraphs } from './subgraphs';

/** Types that only fields for some people lead to. */
const privateTypes: readonly string[] = [
  ...['AuditEntry', 'AuditEntryConnection'],
  // Of partnerships, for their partners and the committee.
  ...['ConfidentialPartnership', 'AgreementVersion', 'Meeting', 'PartnerContact', 'ContactPerson', 'PartnershipNews'],
  // Of libraries, for their staff and the committee.
  ...['CalendarLink', 'Suggestion', 'Fit', 'OwnListingConnection'],
  // Of submissions, for the committee.
  ...['Submission', 'SubmissionConnection', 'NewLibrary'],
  // Answers to mutations, for the account that sent them.
  ...['PaperReport', 'PaperFault', 'PolicyPayload', 'SendNewsPayload'],
];

/** Audiences whose members read the same types as everybody, and only see more rows. */
const openAudiences = [undefined, 'anyone', 'depends-on-reader', 'link-or-staff'];

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

describe.each(subgraphs)('of the %s subgraph, after all that can be written was written,', (name: Subgraph) => {
  let scene: Scene;
  let ids: Ids;
  const looked = new Set<string>();
  beforeAll(async () => {
    scene = await openScene(name);
    if (name === 'partnership') await submitWithContact(scene);
    ids = await liveThrough(scene.asked, name, 'endPartnership');
    watchWhoLooks(scene.asked.schema, looked);
  });
  afterAll(() => scene.close());

  const readBy = async (identity: Identity): Promise<string> => {
    const known = [...Object.values(ids), 'a-petition', oslo as string, `seeking-${oslo}`, 'seeking-demo-seoul-kr'];
    let text = '';
    for await (const answer of readEverything(scene.asked, identity, known)) text += JSON.stringify(answer.data);
    return text;
  };

  const tellingOf = (text: string) => secrets[name].filter((secret) => text.includes(secret));

  it('strangers read nothing of it, by any query and any id', async () => {
    for (const stranger of strangers.filter(({ roles }) => !roles.includes(Role.COMMITTEE)))
      expect([stranger.subject, tellingOf(await readBy(stranger))]).toEqual([stranger.subject, []]);
  });

  it('its owners read all of it', async () => {
    const texts = [await readBy(committee), await readBy(staffOfOslo)];
    expect(tellingOf(texts.join())).toEqual(secrets[name]);
  });

  it('only fields with an audience look at who asks', () => {
    expect([...looked].filter((field) => !hasAudience(field))).toEqual([]);
  });
});

describe('a private field of a partnership', () => {
  it.each(Object.entries(audiencesBelowRoot()).filter(([field]) => /^Partnership\./.test(field)))(
    '%s is shown to %s',
    async (field, audience) => {
      const scene = await openScene('partnership');
      const { sisters = '' } = await liveThrough(scene.asked, 'partnership', 'endPartnership');
      const shows = async (identity: Identity) => {
        const { data } = await readEntity(scene.asked, identity, 'Partnership', sisters);
        const value = (data as { _entities: Record<string, unknown>[] })._entities[0]?.[field.split('.')[1] ?? ''];
        return Array.isArray(value) ? value.length > 0 : value !== null;
      };
      const shown: string[] = [];
      for (const identity of [...strangers, committee, staffOfNairobi, staffOfOslo])
        if (await shows(identity)) shown.push(identity.subject ?? 'anonymous');
      const partners = ['staff-of-nairobi', 'staff-of-oslo'];
      const members = ['committee-elsewhere', 'committee-of-a-life'];
      expect(shown).toEqual(audience === 'partners' ? partners : [...members, ...partners]);
      await scene.close();
    },
  );
});

/** An entity has the same readers as the query that finds it. */
const hasAudience = (place: string): boolean => {
  const [type = '', field = ''] = place.split('.');
  return field === '_entities' || !openToAll.includes(audienceOf(type, field));
};
const openToAll: readonly unknown[] = [undefined, 'anyone'];

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
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (root, args, context, info) => {
        const watched = Object.create(context, {
          identity: {
            get() {
              looked.add(`${type.name}.${field.name}`);
              return context.identity;
            },
          },
        });
        return resolve(root, args, watched, info);
      };
    }
}
