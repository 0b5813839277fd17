// Promises of: which fields below the root are for some people only, and does nobody else read what stands there?
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import { type Identity, Role } from '#kit/words/identity';
import { projectFile } from '#kit/words/projectFile';
import { anyone, decisions, privateFields, privateTypes, queries, rowsByWhoAsks } from './decisions';
import { readEntity, readEverything } from './everyNode';
import { committee, type Ids, liveThrough, oslo, staffOfNairobi, staffOfOslo, strangers } from './lives';
import { mutate, openScene, type Scene, type Subgraph, subgraphs } from './subgraphs';

const contract = buildSchema(readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8'), { assumeValid: true });
const typesOf = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !/^_/.test(type.name));

/** For whom a field is, by the tag that its decision leaves in the schema. */
function audienceOf({ astNode }: GraphQLField<unknown, unknown>): string | undefined {
  const name = ({ name, arguments: [given] = [] }: DirectiveNode) =>
    name.value === 'tag' && given?.value.kind === 'StringValue' ? given.value.value : '';
  return astNode?.directives
    ?.map(name)
    .find((tag) => tag.startsWith('only-'))
    ?.slice('only-'.length);
}

describe('in the schema', () => {
  const decided = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string => {
    if (type === contract.getQueryType()) return queries[field.name] ?? anyone;
    if (type === contract.getMutationType() || type === contract.getSubscriptionType()) return decisions[field.name] ?? 'nobody';
    return audienceOf(field) ?? anyone;
  };

  it('every private field is one that was decided', () => {
    const found = typesOf(contract).flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const audience = audienceOf(field);
        return audience ? [[`${type.name}.${field.name}`, audience]] : [];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(privateFields);
  });

  it('types that hold what is private are reached through decided fields only', () => {
    const open = new Set<GraphQLObjectType>();
    const visit = (type: GraphQLObjectType) => {
      if (open.has(type)) return;
      open.add(type);
      for (const field of Object.values(type.getFields())) {
        const inner = getNamedType(field.type);
        if (isObjectType(inner) && decided(type, field) === anyone) visit(inner);
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

  it('no other field looks at who asks', () => {
    const undecided = [...looked].filter((field) => !isDecided(field));
    expect(undecided).toEqual([]);
  });
});

describe('a private field of a partnership', () => {
  it.each(Object.entries(privateFields))('%s is shown to %s', async (field, audience) => {
    const scene = await openScene('partnership');
    const { sisters = '' } = await liveThrough(scene.asked, 'partnership', 'endPartnership');
    const shows = async (identity: Identity) => {
      const { data } = await readEntity(scene.asked, identity, 'Partnership', sisters);
      const value = (data as { _entities: Record<string, unknown>[] })._entities[0]?.[field.split('.')[1] ?? ''];
      return Array.isArray(value) ? value.length > 0 : value !== null;
    };
    const shown: string[] = [];
    for (const identity of [...strangers, committee, staffOfNairobi, staffOfOslo])
      if (await shows(identity)) shown.push(identity.subject ?? anyone);
    const partners = ['staff-of-nairobi', 'staff-of-oslo'];
    const members = ['committee-elsewhere', 'committee-of-a-life'];
    expect(shown).toEqual(audience === 'partners' ? partners : [...members, ...partners]);
    await scene.close();
  });
});

const isDecided = (field: string) =>
  field in privateFields || field.replace('Query.', '') in queries || rowsByWhoAsks.includes(field);

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
