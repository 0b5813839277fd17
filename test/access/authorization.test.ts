// Promises of: who may ask what? Every root field has a decision, and is asked by everybody.

import { anonymous, Role } from '#kit/words/identity';
import { anyone, decisions, queries } from './decisions';
import { type Asked, ask, fieldsOf, somebody } from './everyField';
import { openScene, type Scene, subgraphs } from './subgraphs';

describe.each(subgraphs)('in the %s subgraph', (name) => {
  let scene: Scene;
  let asked: Asked;
  beforeAll(async () => {
    scene = await openScene(name);
    asked = scene.asked;
  });
  afterAll(() => scene.close());

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
