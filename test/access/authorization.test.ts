// Each root field is refused to exactly those accounts that its audience leaves out.

import { anonymous, Role } from '#kit/words/identity';
import { audienceOf, rolesIn } from './audiences';
import { type Asked, ask, fieldsOf, somebody } from './everyField';
import { openScene, type Scene, subgraphs } from './subgraphs';

const kinds = [
  ['query', 'Query'],
  ['mutation', 'Mutation'],
  ['subscription', 'Subscription'],
] as const;

describe.each(subgraphs)('in the %s subgraph', (name) => {
  let scene: Scene;
  let asked: Asked;
  beforeAll(async () => {
    scene = await openScene(name);
    asked = scene.asked;
  });
  afterAll(() => scene.close());

  /** The roles that a field wants, found by asking as everybody; none when anonymous readers may ask too. */
  async function rolesWantedBy(kind: (typeof kinds)[number][0], field: string): Promise<Role[]> {
    const refused = async (identity: typeof anonymous) => {
      const { errors = [] } = await ask(asked, kind, field, identity, () => 'nothing');
      // Staff of another library hold the role; everybody else holds no library at all.
      const { roles } = identity;
      return errors.some(({ extensions: { code, libraryId } = {} }) => {
        return code === 'UNAUTHENTICATED' || (code === 'FORBIDDEN' && !(libraryId && roles.includes(Role.STAFF)));
      });
    };
    if (!(await refused(anonymous))) return [];
    const allowed: Role[] = [];
    for (const role of Object.values(Role)) if (!(await refused(somebody(role)))) allowed.push(role);
    return allowed;
  }

  it.each(kinds)('every %s field lets in the roles of its audience and nobody else', async (kind, type) => {
    const fields = fieldsOf(asked.schema, kind);
    const found: Record<string, Role[]> = {};
    for (const field of fields) found[field] = await rolesWantedBy(kind, field);
    expect(found).toEqual(Object.fromEntries(fields.map((field) => [field, rolesIn(audienceOf(type, field))])));
  });

  it('every mutation for anyone answers everybody alike', async () => {
    const open = fieldsOf(asked.schema, 'mutation').filter((field) => audienceOf('Mutation', field) === 'anyone');
    expect(open.length).toBeGreaterThan(2);
    for (const field of open) {
      const answers = new Set<string>();
      for (const identity of [anonymous, ...Object.values(Role).map((role) => somebody(role))]) {
        const { data, errors = [] } = await ask(asked, 'mutation', field, identity, () => 'nothing');
        answers.add(JSON.stringify([data, errors.map(({ message, extensions }) => [message, extensions.code])]));
      }
      expect([field, answers.size]).toEqual([field, 1]);
    }
  });
});
