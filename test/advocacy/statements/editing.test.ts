// Promises of: how do editors keep the record of who said what?
import { anonymous } from '#kit/identity';
import { organizer } from '../../support/identities';
import { editor, openStage, type Stage } from '../stage';

const ORGANIZATION = 'mutation ($input: OrganizationInput!) { recordOrganization(input: $input) { id } }';
const RECORD = `mutation ($input: StatementInput!) { recordStatement(input: $input) { id publishedOn { date precision } organizations { id } } }`;
const CORRECT = `mutation ($input: StatementInput!, $reason: String!) { correctStatement(input: $input, reason: $reason) { title } }`;
const COUNT = `mutation ($input: BoycottCountInput!) { recordBoycottCount(input: $input) { reportedCounts { on count sources { id } } } }`;
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
  it('records a call, whom it asks and the answers, so that asked, answered and silent can be told apart', async () => {
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

  it('corrects a record, whose earlier form and the reason stay in the audit log', async () => {
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

  it.each(['', '  ', 'x'.repeat(2_001)])('gives a reason for a correction, in words and briefly (not %j)', async (reason) => {
    const ids = await organizations('Kirjastoseura');
    await stage.ask(RECORD, { input: statement(ids) }, editor);
    const input = { ...statement(ids), newSources: [] };
    await expect(stage.ask(CORRECT, { input, reason }, editor)).rejects.toThrow('BAD_USER_INPUT');
  });

  it('adds a dated number to a boycott, and corrects it', async () => {
    const [{ id: boycottId }] = await stage.database.query('SELECT id FROM boycott LIMIT 1');
    const count = { boycottId, metric: 'SYSTEMS', on: '2026-11-01', qualifier: 'EXACT', confidence: 'HIGH' };
    await stage.ask(COUNT, { input: { ...count, ...sourced, count: 7 } }, editor);
    const again = await stage.ask(COUNT, { input: { ...count, sourceIds: ['a-new-source'], count: 8 } }, editor);
    expect(again.recordBoycottCount.reportedCounts.filter(({ on }: { on: string }) => on === '2026-11-01')).toEqual([
      { on: '2026-11-01', count: 8, sources: [{ id: 'a-new-source' }] },
    ]);
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
  ])('is needed, and is right: refused for %s', async (_what, identity, fault, code) => {
    const ids = await organizations('Kirjastoseura');
    await expect(stage.ask(RECORD, { input: { ...statement(ids), ...fault } }, identity)).rejects.toThrow(code);
  });
});
