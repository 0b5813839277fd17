// Promises of: who may do what with a petition and when, and that it opens and closes by itself exactly once.
import { scheduleTask } from '#advocacy/petitions/organizing/keepSchedules';
import { life, PetitionState, Step, stateAfter } from '#advocacy/petitions/states';
import type { Advocacy } from '#advocacy/subgraph';
import { addJob } from '#kit/data/queue';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf, staffOf } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';
import { eventually } from '../../support/reader';

describe('the life of a petition', () => {
  it.each([
    [PetitionState.DRAFT, { [Step.REVISE]: 'DRAFT', [Step.OPEN]: 'OPEN' }],
    [
      PetitionState.OPEN,
      {
        [Step.MOVE]: 'OPEN',
        [Step.CLOSE]: 'CLOSED',
        [Step.ENDORSE]: 'OPEN',
        [Step.IMPORT_PAPER]: 'OPEN',
        [Step.STRIKE_OUT]: 'OPEN',
        [Step.PUT_BACK]: 'OPEN',
        [Step.RECORD_OUTCOME]: 'OPEN',
        [Step.SEND_NEWS]: 'OPEN',
      },
    ],
    [
      PetitionState.CLOSED,
      {
        [Step.IMPORT_PAPER]: 'CLOSED',
        [Step.STRIKE_OUT]: 'CLOSED',
        [Step.PUT_BACK]: 'CLOSED',
        [Step.DELIVER]: 'DELIVERED',
        [Step.RECORD_OUTCOME]: 'CLOSED',
        [Step.SEND_NEWS]: 'CLOSED',
      },
    ],
    [
      PetitionState.DELIVERED,
      {
        [Step.IMPORT_PAPER]: 'DELIVERED',
        [Step.STRIKE_OUT]: 'DELIVERED',
        [Step.PUT_BACK]: 'DELIVERED',
        [Step.CORRECT_DELIVERY]: 'DELIVERED',
        [Step.DELIVER]: 'DELIVERED',
        [Step.RECORD_OUTCOME]: 'DELIVERED',
        [Step.SEND_NEWS]: 'DELIVERED',
      },
    ],
  ])('allows in %s these steps and no others', (state, steps) => {
    expect(life[state]).toEqual(steps);
    for (const step of Object.values(Step)) {
      const petition = { id: 'p', state, historical: false };
      if (step in steps) expect(stateAfter(step, petition)).toBe(steps[step as keyof typeof steps]);
      else
        expect(() => stateAfter(step, petition)).toThrow(
          new RegExp(`^You cannot [a-z ]+ the petition "p": it is ${state}, and must be [A-Z]`),
        );
      expect(() => stateAfter(step, { ...petition, historical: true })).toThrow('signed elsewhere in the past');
    }
  });
});

describe('an organizer', () => {
  let database: TestDatabase;
  let advocacy: Advocacy;
  const ask = (document: string, variables: object, identity = organizer) =>
    post(advocacy.url, document, variables, passportOf(identity));
  const DRAFT =
    'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id state goal milestones { target reachedAt } } }';
  const MOVE = `mutation ($input: MovePetitionInput!) {
    movePetition(input: $input) { state closesAt goal goalReachedAt milestones { target reachedAt } } }`;
  const rowOf = async (id: string) =>
    (await advocacy.database.query('SELECT state, revision FROM petition WHERE id = $1', [id]))[0];
  const step = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { state } }`;
  const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { petition { signatureCount } } }';
  const sign = (n: number, id = 'ours') =>
    ask(SIGN, { input: { petitionId: id, name: 'Reader', email: `reader${n}@library.example`, country: 'US' } });
  const draft = {
    id: 'ours',
    title: 'Ours',
    ask: 'Lend',
    target: 'All',
    organizers: ['We'],
    confirmation: 'NONE',
    goal: 3,
    milestones: [2, 10],
  };

  const running: Advocacy[] = [];
  const startProcess = async () => {
    const process = await startAdvocacyAt(database.url, { gatewayKeys });
    running.push(process);
    return process;
  };
  /** When the queue will open and close it, by key. */
  const queued = async (): Promise<Record<string, Date>> => {
    const jobs = await advocacy.database.query(`SELECT key, run_at FROM graphile_worker.jobs WHERE key LIKE 'petition ours %'`);
    return Object.fromEntries(jobs.map(({ key, run_at }: { key: string; run_at: Date }) => [key, run_at]));
  };
  /** A moment that was set is now, and every process looks for it at once; done when all have looked. */
  const comes = async (what: 'opens' | 'closes') => {
    await advocacy.database.transaction(async (manager) => {
      await manager.query(`UPDATE petition SET ${what}_at = now() WHERE id = 'ours'`);
      await addJob(manager, scheduleTask, {}, { key: `petition ours ${what}`, runAt: new Date(0) });
      for (let more = 0; more < 5; more++) await addJob(manager, scheduleTask, {});
    });
    const all = async () => {
      const waiting = 'SELECT FROM graphile_worker.jobs WHERE task_identifier = $1 AND run_at <= now()';
      return (await advocacy.database.query(waiting, [scheduleTask])).length === 0;
    };
    await eventually('all have looked', all, 20_000);
  };

  beforeEach(async () => {
    database = await demoDatabase();
    advocacy = await startProcess();
  });
  afterEach(async () => {
    for (const process of running.splice(0)) await process.stop();
    await database.drop();
  });

  it('takes a petition from draft to outcome, with the moments of its milestones', async () => {
    dataOf(await ask(DRAFT, { input: { ...draft, goal: 7 } }));
    expect(dataOf(await ask(DRAFT, { input: draft })).draftPetition).toEqual({
      id: 'ours',
      state: 'DRAFT',
      goal: 3,
      milestones: [2, 3, 10].map((target) => ({ target, reachedAt: null })),
    });
    expect(codeOf(await sign(0))).toBe('NOT_FOUND');
    expect(codeOf(await ask('query ($id: ID!) { petition(id: $id) { id } }', { id: 'ours' }))).toBe('NOT_FOUND');
    expect(dataOf(await ask('{ myPetitions { id state } }', {})).myPetitions).toEqual([{ id: 'ours', state: 'DRAFT' }]);
    expect(dataOf(await ask(step('openPetition'), { id: 'ours' })).openPetition.state).toBe('OPEN');
    const before = Date.now();
    await Promise.all([1, 2, 3, 4].map((n) => sign(n)));
    const REACHED = 'query ($id: ID!) { petition(id: $id) { signatureCount goalReachedAt milestones { target reachedAt } } }';
    const { petition } = dataOf(await ask(REACHED, { id: 'ours' }));
    expect(petition.milestones.map(({ reachedAt }: { reachedAt: string | null }) => reachedAt !== null)).toEqual([
      true,
      true,
      false,
    ]);
    expect(new Date(petition.goalReachedAt).getTime()).toBeGreaterThanOrEqual(before);
    expect(codeOf(await ask(DRAFT, { input: draft }))).toBe('WRONG_STATE');
    dataOf(await ask(step('closePetition'), { id: 'ours' }));
    expect(codeOf(await sign(5))).toBe('PETITION_NOT_OPEN');
    const DELIVER =
      'mutation ($input: DeliverPetitionInput!) { deliverPetition(input: $input) { state deliveries { on to count qualifier } } }';
    const today = new Date().toISOString().slice(0, 10);
    const input = { id: 'ours', to: 'The publisher', on: today };
    expect(dataOf(await ask(DELIVER, { input })).deliverPetition).toEqual({
      state: 'DELIVERED',
      deliveries: [{ on: today, to: 'The publisher', count: 4, qualifier: 'EXACT' }],
    });
    expect(codeOf(await ask(DELIVER, { input }))).toBe('BAD_USER_INPUT');
    const toCome = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(codeOf(await ask(DELIVER, { input: { ...input, on: toCome } }))).toBe('BAD_USER_INPUT');
    const OUTCOME = 'mutation ($input: RecordOutcomeInput!) { recordOutcome(input: $input) { outcome outcomeOn } }';
    expect(dataOf(await ask(OUTCOME, { input: { id: 'ours', outcome: 'POLICY_CHANGED', on: today } })).recordOutcome).toEqual({
      outcome: 'POLICY_CHANGED',
      outcomeOn: today,
    });
    expect(codeOf(await ask(OUTCOME, { input: { id: 'ours', outcome: 'POLICY_KEPT', on: toCome } }))).toBe('BAD_USER_INPUT');
    const early = { id: 'ours', outcome: 'POLICY_KEPT', on: '2019-11-01' };
    expect((await ask(OUTCOME, { input: early })).errors?.[0]?.extensions).toMatchObject({ field: 'on', reason: 'TOO_EARLY' });
    const log = await advocacy.database.query(`SELECT action, subject FROM audit_entry WHERE record_id = 'ours' ORDER BY at`);
    expect(log.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['draftPetition', 'openPetition', 'closePetition', 'deliverPetition', 'recordOutcome']),
    );
    expect(new Set(log.map(({ subject }: { subject: string }) => subject))).toEqual(new Set(['organizer-1']));
  });

  it('is refused the petitions of others, those of the past, and taken ids', async () => {
    dataOf(await ask(DRAFT, { input: draft }));
    const codes = await Promise.all([
      ask(DRAFT, { input: draft }, otherOrganizer),
      ask(DRAFT, { input: { ...draft, id: 'ebooksforall' } }),
      ask(DRAFT, { input: { ...draft, id: 'Not a slug' } }),
      ask(DRAFT, { input: { ...draft, id: 'x', opensAt: '2027-01-02T00:00:00Z', closesAt: '2027-01-01T00:00:00Z' } }),
      ask(DRAFT, { input: { ...draft, id: 'x', closesAt: '2020-01-01T00:00:00Z' } }),
      ask(DRAFT, { input: draft }, staffOf('lib')),
      ask(step('openPetition'), { id: 'ours' }, otherOrganizer),
      ask(step('closePetition'), { id: 'ours' }),
      ask(step('closePetition'), { id: 'fair-ebook-terms' }),
      ask(step('closePetition'), { id: 'nope' }),
    ]);
    expect(codes.map(codeOf)).toEqual([
      'PETITION_EXISTS',
      'PETITION_EXISTS',
      'BAD_USER_INPUT',
      'BAD_USER_INPUT',
      'BAD_USER_INPUT',
      'FORBIDDEN',
      'FORBIDDEN',
      'WRONG_STATE',
      'FORBIDDEN',
      'NOT_FOUND',
    ]);
  });

  it('cannot open a petition whose end has passed', async () => {
    dataOf(await ask(DRAFT, { input: draft }));
    await advocacy.database.query(`UPDATE petition SET closes_at = now() - interval '1 second' WHERE id = 'ours'`);
    expect(codeOf(await ask(step('openPetition'), { id: 'ours' }))).toBe('BAD_USER_INPUT');
    const [{ state }] = await advocacy.database.query(`SELECT state FROM petition WHERE id = 'ours'`);
    expect(state).toBe('DRAFT');
  });

  it('sets times at which a petition opens and closes by itself, once, with two processes at work', async () => {
    await startProcess();
    const [opensAt, closesAt] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
    dataOf(await ask(DRAFT, { input: { ...draft, opensAt, closesAt } }));
    expect(await queued()).toEqual({ 'petition ours opens': opensAt, 'petition ours closes': closesAt });
    await comes('opens');
    expect(await rowOf('ours')).toEqual({ state: 'OPEN', revision: 1 });
    expect(await queued()).toEqual({ 'petition ours closes': closesAt });
    await comes('closes');
    expect(await rowOf('ours')).toEqual({ state: 'CLOSED', revision: 2 });
    expect(await queued()).toEqual({});
  });

  it('gives an open petition a later end and a higher goal, with the former ones in the audit log', async () => {
    const end = new Date(Date.now() + 60_000).toISOString();
    dataOf(await ask(DRAFT, { input: { ...draft, closesAt: end } }));
    dataOf(await ask(step('openPetition'), { id: 'ours' }));
    await Promise.all([1, 2, 3].map((n) => sign(n)));
    const later = new Date(Date.now() + 120_000).toISOString();
    const moved = dataOf(await ask(MOVE, { input: { id: 'ours', closesAt: later, goal: 5 } })).movePetition;
    expect(moved).toMatchObject({ state: 'OPEN', closesAt: later, goal: 5, goalReachedAt: null });
    expect(moved.milestones.map(({ target }: { target: number }) => target)).toEqual([2, 3, 5, 10]);
    expect(moved.milestones[1].reachedAt).not.toBeNull();
    expect(dataOf(await ask(MOVE, { input: { id: 'ours', goal: null } })).movePetition).toMatchObject({
      closesAt: later,
      goal: null,
    });
    expect(dataOf(await ask(MOVE, { input: { id: 'ours', closesAt: null } })).movePetition.closesAt).toBeNull();
    const [entry] = await advocacy.database.query(
      `SELECT subject, before, after FROM audit_entry WHERE action = 'movePetition' ORDER BY at LIMIT 1`,
    );
    expect(entry).toEqual({
      subject: 'organizer-1',
      before: { state: 'OPEN', closesAt: end, goal: 3 },
      after: { state: 'OPEN', closesAt: later, goal: 5 },
    });
    const [{ jobs }] = await advocacy.database.query(
      `SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE key = 'petition ours closes'`,
    );
    expect(jobs).toBe(0);
  });

  it('cannot set an end that has passed or a goal that is reached, nor change a petition that is not open or not theirs', async () => {
    dataOf(await ask(DRAFT, { input: draft }));
    expect(codeOf(await ask(MOVE, { input: { id: 'ours', goal: 5 } }))).toBe('WRONG_STATE');
    dataOf(await ask(step('openPetition'), { id: 'ours' }));
    await Promise.all([1, 2, 3].map((n) => sign(n)));
    const codes = await Promise.all([
      ask(MOVE, { input: { id: 'ours', closesAt: new Date(Date.now() - 1).toISOString() } }),
      ask(MOVE, { input: { id: 'ours', goal: 3 } }),
      ask(MOVE, { input: { id: 'ours', goal: 0 } }),
      ask(MOVE, { input: { id: 'ours', goal: 9 } }, otherOrganizer),
      ask(MOVE, { input: { id: 'fair-ebook-terms', goal: 9_000 } }),
    ]);
    expect(codes.map(codeOf)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('closes a petition at the moment that was set last, once, with two processes at work', async () => {
    await startProcess();
    const hour = 3_600_000;
    const now = Date.now();
    dataOf(await ask(DRAFT, { input: { ...draft, closesAt: new Date(now + hour) } }));
    dataOf(await ask(step('openPetition'), { id: 'ours' }));
    for (const hours of [3, 2, 4]) {
      const closesAt = new Date(now + hours * hour);
      dataOf(await ask(MOVE, { input: { id: 'ours', closesAt } }));
      expect(await queued()).toEqual({ 'petition ours closes': closesAt });
    }
    const { revision } = await rowOf('ours');
    await comes('closes');
    expect(codeOf(await sign(1))).toBe('PETITION_NOT_OPEN');
    expect(await rowOf('ours')).toEqual({ state: 'CLOSED', revision: revision + 1 });
  });

  it('ends signing at the moment that was set, though the petition is closed later', async () => {
    dataOf(await ask(DRAFT, { input: { ...draft, closesAt: new Date(Date.now() + 3_600_000) } }));
    dataOf(await ask(step('openPetition'), { id: 'ours' }));
    await advocacy.database.query(`UPDATE petition SET closes_at = now() WHERE id = 'ours'`);
    expect(codeOf(await sign(1))).toBe('PETITION_NOT_OPEN');
  });
});
