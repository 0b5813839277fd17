// Promises of: what organizations said, who was asked to respond, and which boycotts there were.

import { Organization, organizationId } from '#advocacy/statements/organization';
import { Stance, Statement } from '#advocacy/statements/statement';
import { ResponseState, responsesTo } from '#advocacy/statements/statement.resolver';
import { DatePrecision } from '#kit/words/facts';
import { openStage, type Stage } from '../../support/advocacy';

const chapter = (id: string) => Object.assign(new Organization(), { id, name: id });
const said = (
  by: string,
  publishedDay: string | null,
  stance: Stance = Stance.OPPOSES,
  publishedPrecision: DatePrecision = DatePrecision.DAY,
) =>
  Object.assign(new Statement(), {
    id: `${by} ${publishedDay}`,
    organizationIds: [by],
    publishedDay,
    publishedPrecision,
    stance,
  });
const vaguely = (day: string, precision: DatePrecision) => said('tla', day, Stance.OPPOSES, precision);
const call = said('ala', '2019-08-23', Stance.CALL_TO_RESPOND);

describe('a call to respond', () => {
  it.each([
    ['after the call', [said('tla', '2019-09-01')], ResponseState.ANSWERED],
    ['on its very day', [said('tla', '2019-08-23')], ResponseState.ANSWERED],
    ['before it', [said('tla', '2019-08-15')], ResponseState.SPOKE_BEFORE],
    ['in the month of it, which may be before', [vaguely('2019-08-01', DatePrecision.MONTH)], ResponseState.ANSWERED_UNDATED],
    ['in a later month', [vaguely('2019-09-01', DatePrecision.MONTH)], ResponseState.ANSWERED],
    ['in an earlier month', [vaguely('2019-07-15', DatePrecision.MONTH)], ResponseState.SPOKE_BEFORE],
    ['in the year of it', [vaguely('2019-01-01', DatePrecision.YEAR)], ResponseState.ANSWERED_UNDATED],
    ['in an earlier year', [vaguely('2018-06-01', DatePrecision.YEAR)], ResponseState.SPOKE_BEFORE],
    ['about a day', [vaguely('2019-09-01', DatePrecision.APPROX)], ResponseState.ANSWERED_UNDATED],
    ['on an unknown day', [said('tla', null)], ResponseState.ANSWERED_UNDATED],
    [
      'before and after, by the first of both',
      [said('tla', '2019-10-01'), said('tla', '2019-08-01')],
      ResponseState.SPOKE_BEFORE,
    ],
    ['with praise, which is no answer', [said('tla', '2019-09-01', Stance.WELCOMES)], ResponseState.SILENT],
    ['not at all', [said('other', '2019-09-01')], ResponseState.SILENT],
  ])('knows a chapter that spoke %s', (_when, statements, state) => {
    expect(responsesTo(call, [chapter('tla')], statements).map((response) => response.state)).toEqual([state]);
  });
});

it.each([
  ['Nebraska Library Association', 'nebraska-library-association'],
  ['City of Timmins (council papers)', 'city-of-timmins-council-papers'],
  ['Bücherei & Freunde', 'bucherei-freunde'],
])('the readable id of %j is %s', (name, id) => expect(organizationId(name)).toBe(id));

describe('the record of 2019', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('shows that Nebraska answered the call, Illinois had spoken before, Texas is undated, and others are silent', async () => {
    const { callsToRespond } = await stage.ask(
      '{ callsToRespond { statement { publishedOn { date } organizations { name } } responses { organization { region } state statement { id } } } }',
    );
    expect(callsToRespond).toHaveLength(1);
    expect(callsToRespond[0].statement).toEqual({
      publishedOn: { date: '2019-08-23' },
      organizations: [{ name: 'American Library Association' }],
    });
    const byRegion = Object.fromEntries(
      callsToRespond[0].responses.map(({ organization, state }: { organization: { region: string }; state: string }) => [
        organization.region,
        state,
      ]),
    );
    expect(byRegion).toMatchObject({
      'US-NE': 'ANSWERED',
      'US-IL': 'SPOKE_BEFORE',
      'US-TX': 'ANSWERED_UNDATED',
      'US-WY': 'SILENT',
    });
    expect(Object.keys(byRegion)).toHaveLength(51);
  });

  it('counts boycotting systems as they were reported', async () => {
    const { boycotts } = await stage.ask('{ boycotts { id reportedCounts { on metric count qualifier } } }');
    const macmillan = boycotts.find(({ id }: { id: string }) => id === 'boycott-macmillan-2019');
    expect(macmillan.reportedCounts).toContainEqual({ on: '2020-03-10', metric: 'SYSTEMS', count: 96, qualifier: 'EXACT' });
  });

  it('knows the two speakers of a joint statement', async () => {
    const { statement } = await stage.ask('{ statement(id: "ulc-culc-2019-11-06") { organizations { name } } }');
    expect(statement.organizations.map(({ name }: { name: string }) => name)).toEqual([
      'Urban Libraries Council',
      'Canadian Urban Libraries Council',
    ]);
  });

  it('lists statements with the latest first and the undated last', async () => {
    const { statements } = await stage.ask('{ statements(first: 100) { totalCount nodes { publishedOn { date } } } }');
    const days = statements.nodes.map(({ publishedOn }: { publishedOn: { date: string } | null }) => publishedOn?.date ?? '');
    expect(statements.totalCount).toBe(30);
    expect(days).toEqual(days.toSorted().toReversed());
  });

  it.each([
    [{ stances: ['CALL_TO_RESPOND'] }, ['ala-tmpl-2019-08-23']],
    [{ organizationIds: ['nebraska-library-association'] }, ['nla-2019-10-09']],
    [{ organizationKinds: ['STATE_CHAPTER'], stances: ['OPPOSES'], countries: ['CA'] }, []],
    [{ publisherIds: ['harpercollins'] }, ['culc-hc-2011']],
    [{ policyIds: ['hc-2011-26'], countries: ['CA'] }, ['culc-hc-2011']],
    [{ stances: [] }, []],
  ])('finds by %j exactly the statements that meet all conditions', async (filter, ids) => {
    const query = 'query ($filter: StatementFilter) { statements(filter: $filter, first: 100) { totalCount nodes { id } } }';
    const { statements } = await stage.ask(query, { filter });
    expect(statements.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(statements.totalCount).toBe(ids.length);
  });

  it('says with a code that a statement does not exist', async () => {
    await expect(stage.ask('{ statement(id: "nope") { id } }')).rejects.toThrow('NOT_FOUND');
  });
});
