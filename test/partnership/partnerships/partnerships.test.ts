// Promises of: partnerships, what the partners did, the stories told of them, the tips and the calls.
import { codeOf } from '../../support/graphql';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Node {
  readonly id: string;
}
const ids = (nodes: readonly Node[]) => nodes.map(({ id }) => id);

describe('a partnership', () => {
  it('from sources says so, and how precisely its start is known', async () => {
    const { partnership } =
      await stage.ask(`{ partnership(id: "p-opatija-galway") { state formality programme startedOn { date precision }
      goals activityKinds meetingRhythm historical demo confidence sources { id } partners { id } lastContactOn { date } activities { id } stories { title body } } }`);
    expect(partnership).toEqual({
      state: 'ACTIVE',
      formality: 'FORMAL',
      programme: 'NAPLE',
      startedOn: { date: '2017-01-01', precision: 'YEAR' },
      goals: [],
      activityKinds: ['STAFF_EXCHANGE', 'TRAINING'],
      meetingRhythm: null,
      historical: true,
      demo: false,
      confidence: 'HIGH',
      sources: [{ id: 'naple-galway' }],
      partners: [{ id: 'galway-ie' }, { id: 'opatija-hr' }],
      lastContactOn: null,
      activities: [],
      stories: [
        {
          title: 'Public Library "Viktor Car Emin" and Galway Public Library',
          body: expect.stringContaining('Signed agreement'),
        },
      ],
    });
  });

  it('shows its log, the latest first, and the last contact', async () => {
    const { partnership } =
      await stage.ask(`{ partnership(id: "demo-chicago-helsinki") { demo goals meetingRhythm lastContactOn { date precision }
      activities(first: 2) { id kind on { date precision } hours items summary } } }`);
    expect(partnership).toMatchObject({
      demo: true,
      meetingRhythm: 'MONTHLY',
      lastContactOn: { date: '2026-11-16', precision: 'DAY' },
    });
    expect(ids(partnership.activities)).toEqual(['demo-chicago-helsinki-2026-11', 'demo-chicago-helsinki-2026-09']);
    expect(partnership.activities[0]).toMatchObject({ kind: 'TECHNOLOGY_SHARING', hours: 3, items: null });
  });

  it.each(['PROPOSED', 'DECLINED', 'WITHDRAWN'])('is hidden while %s', async (state) => {
    await stage.database.query(`UPDATE partnership SET state = $1 WHERE id = 'p-calarts-kigali'`, [state]);
    const answer = await stage.run(
      `query ($state: PartnershipState) { partnership(id: "p-calarts-kigali") { id } partnerships(state: $state) { totalCount }
      story(id: "story-calarts-kigali") { id partnership { id } } }`,
      { state },
    );
    expect(codeOf(answer)).toBe('NOT_FOUND');
    expect(answer.data).toEqual({
      partnership: null,
      partnerships: { totalCount: 0 },
      story: { id: 'story-calarts-kigali', partnership: null },
    });
    await stage.database.query(`UPDATE partnership SET state = 'ACTIVE' WHERE id = 'p-calarts-kigali'`);
  });
});

describe('the list of partnerships', () => {
  const list = `query ($first: Int!, $after: String, $goal: PartnershipGoal, $demo: Boolean) {
    partnerships(first: $first, after: $after, goal: $goal, demo: $demo) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;

  it('begins with the latest and ends with those of unknown start, each once', async () => {
    const first = (await stage.ask(list, { first: 8 })).partnerships;
    const second = (await stage.ask(list, { first: 8, after: first.pageInfo.endCursor })).partnerships;
    const all = [...ids(first.nodes), ...ids(second.nodes)];
    expect([first.totalCount, new Set(all).size, second.pageInfo.hasNextPage]).toEqual([15, 15, false]);
    expect(all.slice(0, 6)).toEqual([
      'demo-chicago-ciudad-de-mexico',
      'demo-chicago-helsinki',
      'demo-accra-edinburgh',
      'demo-auckland-seoul',
      'p-nice-piekary',
      'p-opatija-galway',
    ]);
  });

  it('is narrowed by goal and by demonstration', async () => {
    expect(ids((await stage.ask(list, { first: 5, goal: 'RAISE_ISSUES' })).partnerships.nodes)).toEqual([
      'demo-chicago-helsinki',
    ]);
    expect((await stage.ask(list, { first: 5, demo: false })).partnerships.totalCount).toBe(11);
  });

  it('reads partners, stories, activities and last contacts of a page in one statement each', async () => {
    stage.statements.length = 0;
    await stage.ask(
      `{ partnerships(first: 100) { nodes { partners { id sources { id } } stories { id sources { id } } activities { id sources { id } } lastContactOn { date } } } }`,
    );
    const sources = stage.statements.filter((sql) => / FROM source /.test(sql));
    expect(stage.statements).toHaveLength(5 + sources.length);
    expect(sources.length).toBeLessThanOrEqual(3);
  });
});

describe('stories, tips and calls', () => {
  it('include one story for each documented partnership, the undated after the dated', async () => {
    const { stories } = await stage.ask(
      `{ stories(first: 100) { totalCount nodes { id publishedOn demo confidence partnership { id } sources { id } } } }`,
    );
    expect(stories.totalCount).toBe(13);
    expect(stories.nodes.slice(0, 2).map((story: { publishedOn: string }) => story.publishedOn)).toEqual([
      '2026-11-20',
      '2026-06-01',
    ]);
    const documented = stories.nodes.filter((story: { demo: boolean }) => !story.demo);
    expect(documented).toHaveLength(11);
    expect(
      documented.every((story: { sources: unknown[]; partnership: Node }) => story.sources.length > 0 && story.partnership),
    ).toBe(true);
  });

  it('are found by goal and by id, and refused for an unknown id', async () => {
    const { stories } = await stage.ask('{ stories(goal: RAISE_ISSUES) { nodes { id } } }');
    expect(ids(stories.nodes)).toEqual(['demo-story-one-hour-a-month']);
    for (const field of ['story', 'listing', 'partnership', 'programmeCall', 'library'])
      expect(codeOf(await stage.run(`{ ${field}(id: "nothing") { id } }`))).toBe('NOT_FOUND');
  });

  it('list the tips in the order of the programme, with their sources', async () => {
    const { tips } = await stage.ask('{ tips { id sources { id } } }');
    expect(tips).toHaveLength(15);
    expect([tips[0].id, tips[12]]).toEqual(['tip-checklist', { id: 'tip-success', sources: [{ id: 'el2017' }] }]);
  });

  it('include the call of 2019-11-11 with its seven reasons as goals, in their order', async () => {
    const { programmeCalls } = await stage.ask(`{ programmeCalls { totalCount nodes { id title by committee on goals confidence
      reasons { goal text } links { title url } sources { id } } } }`);
    expect(programmeCalls.totalCount).toBe(1);
    const [call] = programmeCalls.nodes;
    expect(call).toMatchObject({
      id: 'ala-2019-11-11',
      title: 'ALA Sister Libraries: Call for Partnerships',
      by: 'American Library Association',
      committee: 'Sister Libraries Committee, ALA International Relations Round Table',
      on: '2019-11-11',
      sources: [{ id: 'seed' }],
      goals: [
        'BROADEN_STAFF_VIEW',
        'CULTURAL_KNOWLEDGE',
        'EXCHANGE_RESOURCES',
        'SHARE_TECHNOLOGY',
        'IMPROVE_ACCESS',
        'PROMOTE_AWARENESS',
        'RAISE_ISSUES',
      ],
    });
    expect(call.reasons[2]).toEqual({
      goal: 'EXCHANGE_RESOURCES',
      text: 'Exchange information, resources, expertise, and training between libraries',
    });
    expect(call.links).toHaveLength(4);
  });
});
