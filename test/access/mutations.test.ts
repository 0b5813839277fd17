// Each mutation refuses everybody but the owner of its rows, and the audit log says who did what.
import { AuditEntry } from '#kit/data/audit';
import { Role } from '#kit/words/identity';
import { audienceOfMutation, rolesIn } from './audiences';
import { fieldsOf } from './everyField';
import { beforehand, type Ids, keep, lives, type Step, strangers } from './lives';
import { added, rowsOf, touched } from './rows';
import { mutate, openScene, type Scene, subgraphs } from './subgraphs';

/** Roles that all their holders share: what one editor recorded, another may correct. */
const shared: readonly string[] = [Role.EDITOR, Role.COMMITTEE];

describe.each(subgraphs)('in the %s subgraph', (name) => {
  let scene: Scene;
  const ids: Ids = {};
  beforeAll(async () => {
    scene = await openScene(name);
    const [first] = await scene.asked.database.query(beforehand[name]);
    Object.assign(ids, Array.isArray(first) ? {} : first);
  });
  afterAll(() => scene.close());

  it('every mutation that is not for anyone has a call that its owner may send', () => {
    const ofAccounts = fieldsOf(scene.asked.schema, 'mutation').filter((mutation) => audienceOfMutation(mutation) !== 'anyone');
    const called = new Set(lives[name].map(({ mutation }) => mutation));
    expect(ofAccounts.filter((mutation) => !called.has(mutation))).toEqual([]);
  });

  const calls = lives[name].map((step, at) => [`${at + 1}. ${step.mutation}`, step] as const);
  it.each(calls)('%s is refused to strangers, done for its owner, and logged', async (_title, step) => {
    const { asked } = scene;
    const args = step.args(ids);
    const before = await rowsOf(asked.database);
    for (const stranger of strangersTo(step)) {
      const { errors = [] } = await mutate(asked, stranger, step.mutation, args);
      expect([stranger.subject, errors[0]?.extensions.code]).toEqual([
        stranger.subject,
        expect.stringMatching(/^(UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|PETITION_EXISTS)$/),
      ]);
    }
    const untouched = await rowsOf(asked.database);
    expect([touched(before, untouched), added(before, untouched)]).toEqual([[], []]);

    const known = await asked.database.getRepository(AuditEntry).find();
    const began = Date.now();
    const { data, errors } = await mutate(asked, step.by, step.mutation, args, step.select);
    expect(errors).toBeUndefined();
    keep(step, data?.[step.mutation], ids);
    const entries = (await asked.database.getRepository(AuditEntry).find()).filter(({ id }) => !known.some((k) => k.id === id));
    expect(entries).toHaveLength(1);
    const [{ subject, at, recordId, before: was, after: is }] = entries as [AuditEntry];
    expect(subject).toBe(step.by.subject);
    expect(Math.abs(at.getTime() - began)).toBeLessThan(30_000);
    expect(recordId).not.toBe('');
    expect(was).not.toEqual(is);
    expect(JSON.stringify([was, is])).not.toMatch(/Wilhelmina|@[\w-]+\.\w/);
  });
});

const strangersTo = (step: Step) => strangers.filter(({ roles }) => !roles.some((role) => isShared(step, role)));
const isShared = ({ mutation, fresh }: Step, role: Role) =>
  (fresh || shared.includes(role)) && rolesIn(audienceOfMutation(mutation)).includes(role);
