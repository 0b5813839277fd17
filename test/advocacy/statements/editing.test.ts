// Promises of: how editors keep the record of who said what.
import { anonymous } from '#kit/words/identity';
import { openStage, type Stage } from '../../support/advocacy';
import { editor, organizer } from '../../support/identities';

const ORGANIZATION = 'mutation ($input: OrganizationInput!) { recordOrganization(input: $input) { id } }';
const RECORD = `mutation ($input: StatementInput!) { recordStatement(input: $input) { id publishedOn { date precision } organizations { id } } }`;
const CORRECT = `mutation ($input: StatementInput!, $reason: String!) { correctStatement(input: $input, reason: $reason) { title } }`;
const COUNT = `mutation ($input: BoycottCountInput!) { recordBoycottCount(input: $input) { reportedCounts { on count sources { id } } } }`;
const boycottFields = '{ id title coordinator startedOn endedOn sources { id } }';
const BOYCOTT = `mutation ($input: BoycottInput!) { recordBoycott(input: $input) ${boycottFields} }`;
const CORRECT_BOYCOTT = `mutation ($input: BoycottInput!, $reason: String!) { correctBoycott(input: $input, reason: $reason) ${boycottFields} }`;
const END_BOYCOTT = `mutation ($input: EndBoycottInput!) { endBoycott(input: $input) ${boycottFields} }`;
const shown = { id: 'a-pause', coordinator: 'Kirjastoseura', startedOn: '2026-11-01' };
const boycott = (more: object = {}) => ({
  ...shown,
  title: 'A pause',
  targetPublisherId: 'macmillan',
  policyIds: ['mac-2019-embargo'],
  ...sourced,
  ...more,
});
const sourced = {
  sourceIds: ['a-new-source'],
  newSources: [{ id: 'a-new-source', title: 'A page', url: 'https://example.org/' }],
};

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const organizations = async (...names: string[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const name of names) {
    const input = { name, kind: 'ASSOCIATION', country: 'FI' };
    ids.push((await stage.ask(ORGANIZATION, { input }, editor)).recordOrganization.id);
  }
  return ids;
};
const statement = (organizationIds: string[], more: object = {}) => ({
  id: 'a-call',
  title: 'Speak out',
  stance: 'CALL_TO_RESPOND',
  organizationIds,
  publishedOn: '2026-11-01',
  confidence: 'HIGH',
  policyIds: ['mac-2019-embargo'],
  ...sourced,
  ...more,
});

describe('an editor', () => {
  it('records a call, who it asks and the answers, and shows who answered and who is silent', async () => {
    const [caller = '', first = '', second = ''] = await organizations('Kirjastoseura', 'Vastaajat', 'Hiljaiset');
    const policyIds = ['mac-2019-embargo'];
    const call = statement([caller], { askedIds: [first, second], policyIds });
    expect((await stage.ask(RECORD, { input: call }, editor)).recordStatement).toMatchObject({
      id: 'a-call',
      publishedOn: { date: '2026-11-01', precision: 'DAY' },
      organizations: [{ id: caller }],
    });
    const answer = statement([first], {
      id: 'an-answer',
      stance: 'OPPOSES',
      policyIds,
      publishedOn: '2026-11-05',
      newSources: [],
    });
    await stage.ask(RECORD, { input: answer }, editor);
    const { callsToRespond } = await stage.ask('{ callsToRespond { id responses { organization { id } state } } }');
    expect(callsToRespond.find(({ id }: { id: string }) => id === 'a-call').responses).toEqual([
      { organization: { id: second }, state: 'SILENT' },
      { organization: { id: first }, state: 'ANSWERED' },
    ]);
  });

  it('corrects a record, and the audit log keeps the earlier form and the reason', async () => {
    const ids = await organizations('Kirjastoseura');
    await stage.ask(RECORD, { input: statement(ids) }, editor);
    const input = { ...statement(ids), title: 'Speak up', newSources: [] };
    expect((await stage.ask(CORRECT, { input, reason: 'a slip' }, editor)).correctStatement.title).toBe('Speak up');
    const [entry] = await stage.database.query(
      `SELECT subject, before, after FROM audit_entry WHERE action = 'correctStatement'`,
    );
    expect(entry).toMatchObject({
      subject: 'editor-1',
      before: { title: 'Speak out' },
      after: { title: 'Speak up', reason: 'a slip' },
    });
  });

  it.each(['', '  ', '\u200b', 'gpj.\u202Eexe', 'x'.repeat(2_001)])(
    'gives a reason for a correction, in words that can be read and briefly (not %j)',
    async (reason) => {
      const ids = await organizations('Kirjastoseura');
      await stage.ask(RECORD, { input: statement(ids) }, editor);
      const input = { ...statement(ids), newSources: [] };
      await expect(stage.ask(CORRECT, { input, reason }, editor)).rejects.toThrow(/^BAD_USER_INPUT: .*reason/i);
      await expect(stage.ask(CORRECT_BOYCOTT, { input: boycott(), reason }, editor)).rejects.toThrow(
        /^BAD_USER_INPUT: .*reason/i,
      );
    },
  );

  it('adds a dated number to a boycott, and corrects it', async () => {
    const [{ id: boycottId }] = await stage.database.query('SELECT id FROM boycott LIMIT 1');
    const count = { boycottId, metric: 'SYSTEMS', on: '2026-11-01', qualifier: 'EXACT', confidence: 'HIGH' };
    await stage.ask(COUNT, { input: { ...count, ...sourced, count: 7 } }, editor);
    const again = await stage.ask(COUNT, { input: { ...count, sourceIds: ['a-new-source'], count: 8 } }, editor);
    expect(again.recordBoycottCount.reportedCounts.filter(({ on }: { on: string }) => on === '2026-11-01')).toEqual([
      { on: '2026-11-01', count: 8, sources: [{ id: 'a-new-source' }] },
    ]);
  });

  it('records, corrects and ends a boycott, each with its sources and an audit entry', async () => {
    const { recordBoycott } = await stage.ask(BOYCOTT, { input: boycott() }, editor);
    expect(recordBoycott).toEqual({ ...shown, title: 'A pause', endedOn: null, sources: [{ id: 'a-new-source' }] });
    const count = { boycottId: 'a-pause', metric: 'SYSTEMS', on: '2026-11-02', qualifier: 'EXACT', confidence: 'HIGH', count: 7 };
    await stage.ask(COUNT, { input: { ...count, sourceIds: ['a-new-source'] } }, editor);
    const end = {
      id: 'a-pause',
      on: '2026-11-20',
      sourceIds: ['another'],
      newSources: [{ id: 'another', title: 'It is over' }],
    };
    expect((await stage.ask(END_BOYCOTT, { input: end }, editor)).endBoycott).toEqual({
      ...shown,
      title: 'A pause',
      endedOn: '2026-11-20',
      sources: [{ id: 'a-new-source' }, { id: 'another' }],
    });
    const right = boycott({ title: 'The pause', endedOn: '2026-11-21', newSources: [] });
    expect((await stage.ask(CORRECT_BOYCOTT, { input: right, reason: 'a slip' }, editor)).correctBoycott).toMatchObject({
      title: 'The pause',
      endedOn: '2026-11-21',
    });
    const { boycotts } = await stage.ask('{ boycotts { id reportedCounts { count } } }');
    expect(boycotts[0]).toEqual({ id: 'a-pause', reportedCounts: [{ count: 7 }] });
    const log = await stage.database.query(
      `SELECT action, before, after FROM audit_entry WHERE record_id = 'a-pause' ORDER BY action`,
    );
    expect(log.map(({ action }: { action: string }) => action)).toEqual([
      'correctBoycott',
      'endBoycott',
      'recordBoycott',
      'recordBoycottCount',
    ]);
    expect(log[0]).toMatchObject({ before: { title: 'A pause' }, after: { title: 'The pause', reason: 'a slip' } });
    expect(log[1]).toMatchObject({ before: { endedOn: null }, after: { endedOn: '2026-11-20' } });
  });

  it.each([
    ['nobody known', anonymous, {}, 'UNAUTHENTICATED'],
    ['an organizer', organizer, {}, 'FORBIDDEN'],
    ['a taken id', editor, { id: 'boycott-macmillan-2019' }, 'BOYCOTT_EXISTS'],
    ['an unknown publisher', editor, { targetPublisherId: 'nobody' }, 'BAD_USER_INPUT'],
    ['an unknown policy', editor, { policyIds: ['mac-2091-embargo'] }, 'BAD_USER_INPUT'],
    ['no source', editor, { sourceIds: [], newSources: [] }, 'BAD_USER_INPUT'],
    ['an end before its beginning', editor, { endedOn: '2026-10-31' }, 'BAD_USER_INPUT'],
    ['a beginning that has not come', editor, { startedOn: '2026-11-25' }, 'BAD_USER_INPUT'],
    ['an end that has not come', editor, { endedOn: '2026-11-25' }, 'BAD_USER_INPUT'],
  ])('is refused a boycott for %s', async (_what, identity, fault, code) => {
    await expect(stage.ask(BOYCOTT, { input: boycott(fault) }, identity)).rejects.toThrow(code);
  });

  it('cannot end or correct a boycott that is not recorded', async () => {
    const end = { id: 'nothing', on: '2026-11-20', ...sourced };
    await expect(stage.ask(END_BOYCOTT, { input: end }, editor)).rejects.toThrow('NOT_FOUND');
    await expect(stage.ask(CORRECT_BOYCOTT, { input: boycott(), reason: 'why' }, editor)).rejects.toThrow('NOT_FOUND');
    const early = { id: 'boycott-macmillan-2019', on: '2019-10-31', ...sourced };
    await expect(stage.ask(END_BOYCOTT, { input: early }, editor)).rejects.toThrow('BAD_USER_INPUT');
  });

  it.each([
    ['nobody known', anonymous, {}, 'UNAUTHENTICATED'],
    ['an organizer', organizer, {}, 'FORBIDDEN'],
    ['an unknown organization', editor, { organizationIds: ['nobody'] }, 'BAD_USER_INPUT'],
    ['an unknown source', editor, { newSources: [] }, 'BAD_USER_INPUT'],
    ['asking in a statement that is no call', editor, { stance: 'OPPOSES', askedIds: ['kirjastoseura'] }, 'BAD_USER_INPUT'],
    ['a call about nothing, whose answers nobody could find', editor, { policyIds: [] }, 'BAD_USER_INPUT'],
    ['an unknown policy', editor, { policyIds: ['mac-2091-embargo'] }, 'BAD_USER_INPUT'],
    ['a day that has not come', editor, { publishedOn: '2026-11-25' }, 'BAD_USER_INPUT'],
    ['a taken id', editor, { id: 'nla-2019-10-09' }, 'STATEMENT_EXISTS'],
  ])('is refused a statement for %s', async (_what, identity, fault, code) => {
    const ids = await organizations('Kirjastoseura');
    await expect(stage.ask(RECORD, { input: { ...statement(ids), ...fault } }, identity)).rejects.toThrow(code);
  });
});
