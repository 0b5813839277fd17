// Promises of: two records of one library become one for everybody who knows either, and two again for 30 days.
import { codeOf, post } from '../../support/graphql';
import { committee, gatewayKeys, organizer, staffOf } from '../../support/identities';
import { becomeSisters, openStage, type Stage, startPartnershipAt } from '../../support/partnership';

let stage: Stage;
const start = new Date('2026-11-23T12:00:00Z');
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.time.now = start;
});

const report = `merge { id undoableUntil library { id } } from { id } into { id name mergedIds } moved { what count } consequences`;
const merge = `mutation ($from: ID!, $into: ID!, $preview: Boolean) {
  mergeLibraries(from: $from, into: $into, reason: "Entered twice.", preview: $preview) { ${report} } }`;
const undo = `mutation ($id: ID!) { undoMerge(id: $id, reason: "Two after all.") { ${report} } }`;
const enter = `mutation ($library: NewLibraryInput!) { enterLibrary(input: { library: $library, source: "List" }) { id } }`;
const pair = `mutation ($input: EnterPairInput!) { enterPair(input: $input) { id } }`;
const own = 'query ($id: ID!) { ownPartnerships(libraryId: $id) { nodes { id state partners { id } } } }';
const ids = (nodes: { id: string }[]) => nodes.map(({ id }) => id);

let number = 0;
/** A library of its own, in Argentina unless told. */
async function library(more: object = {}): Promise<string> {
  const named = {
    name: `Biblioteca Popular Ñandú ${++number}`,
    type: 'PUBLIC',
    city: `Villa ${number}`,
    country: 'AR',
    languages: ['es'],
  };
  return (await stage.as(committee).ask(enter, { library: { ...named, ...more } })).enterLibrary.id;
}
async function entered(a: string, b: string): Promise<string> {
  const input = { libraryId: a, otherLibraryId: b, source: 'List' };
  return (await stage.as(committee).ask(pair, { input })).enterPair.id;
}
const merged = async (from: string, into: string) => (await stage.as(committee).ask(merge, { from, into })).mergeLibraries;
const undone = async (id: string) => (await stage.as(committee).ask(undo, { id })).undoMerge;

it('a preview tells what would move and what would come of it, and changes nothing', async () => {
  const [from, into] = [await library(), await library()];
  const [first, second] = [await entered(from, 'opatija-hr'), await entered(into, 'opatija-hr')];
  const { mergeLibraries: tried } = await stage.as(committee).ask(merge, { from, into, preview: true });
  expect(tried).toEqual({
    merge: null,
    from: { id: from },
    into: { id: into, name: expect.any(String), mergedIds: [] },
    moved: [{ what: 'partnerships', count: 1 }],
    consequences: [
      expect.stringContaining(`The partnership ${[first, second].sort()[1]} becomes part of ${[first, second].sort()[0]}`),
      `Accounts that speak for ${from} speak for ${into}.`,
    ],
  });
  expect(
    ids((await stage.ask('query ($id: ID!) { library(id: $id) { partnerships { id } } }', { id: from })).library.partnerships),
  ).toEqual([first]);
});

it('the id of a merged library answers as the other: by link, as entity, in lists and in files', async () => {
  const [from, into] = [await library({ name: 'Biblioteca Doble' }), await library({ name: 'Biblioteca Única' })];
  const { merge: done } = await merged(from, into);
  expect(done.library).toEqual({ id: into });
  expect((await stage.ask('query ($id: ID!) { library(id: $id) { id mergedIds } }', { id: from })).library).toEqual({
    id: into,
    mergedIds: [from],
  });
  const entities = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Library { id name } } }';
  const { _entities } = await stage.ask(entities, { of: [from, into].map((id) => ({ __typename: 'Library', id })) });
  expect(_entities).toEqual([into, into].map((id) => ({ id, name: 'Biblioteca Única' })));
  const { libraries } = await stage.ask('{ libraries(filter: { text: "biblioteca doble" }) { totalCount } }');
  expect(libraries.totalCount).toBe(0);
  const csv = `library,sister,source\n${from},opatija-hr,List\nBiblioteca Doble,opatija-hr,List\n`;
  const { importPairs } = await stage
    .as(committee)
    .ask('mutation ($csv: String!) { importPairs(csv: $csv) { added unchanged refused } }', { csv });
  expect(importPairs).toEqual({ added: 1, unchanged: 1, refused: 0 });
  expect(await stage.ask('query ($id: ID!) { library(id: $id) { sisters { id } } }', { id: from })).toEqual({
    library: { sisters: [{ id: 'opatija-hr' }] },
  });
});

it('a token for the merged id speaks for the other, and for it alone again after an undo', async () => {
  const [from, into] = [await library(), await library()];
  const old = stage.as(staffOf(from));
  expect(codeOf(await old.run(own, { id: into }))).toBe('FORBIDDEN');
  const { merge: done } = await merged(from, into);
  const id = await entered(into, 'opatija-hr');
  for (const asked of [from, into]) expect(ids((await old.ask(own, { id: asked })).ownPartnerships.nodes)).toEqual([id]);
  const taken = await old.ask('mutation ($id: ID!) { takeOverPartnership(id: $id) { documented } }', { id });
  expect(taken.takeOverPartnership.documented).toBe(false);
  await undone(done.id);
  expect(codeOf(await old.run(own, { id: into }))).toBe('FORBIDDEN');
  expect((await old.ask(own, { id: from })).ownPartnerships.nodes).toEqual([]);
});

it('the calendar of the merged library shows the meetings of the other, at its old address', async () => {
  const [from, into, abroad] = [await library(), await library(), await library({ country: 'UY' })];
  const link = 'query ($id: ID!) { calendarLink(libraryId: $id) { url } }';
  const { calendarLink } = await stage.as(staffOf(from)).ask(link, { id: from });
  const sisters = await entered(into, abroad);
  const plan =
    'mutation ($input: ProposeMeetingsInput!) { proposeMeetings(input: $input) { confidential { meetings(first: 1) { id } } } }';
  const input = {
    partnershipId: sisters,
    startsAt: '2026-12-01T10:00:00Z',
    timeZone: 'America/Montevideo',
    minutes: 30,
    topic: 'Hello',
  };
  const { proposeMeetings } = await stage.as(staffOf(into)).ask(plan, { input });
  const meetingIds = ids(proposeMeetings.confidential.meetings);
  const agree = 'mutation ($input: MeetingsInput!) { agreeToMeetings(input: $input) { id } }';
  await stage.as(staffOf(abroad)).ask(agree, { input: { partnershipId: sisters, meetingIds } });
  await merged(from, into);
  const { pathname, search } = new URL(calendarLink.url);
  const headers = { ...stage.passportOf(staffOf(from)) };
  expect(await (await fetch(new URL(`${pathname}${search}`, stage.url), { headers })).text()).toContain('Hello');
});

it('proposals and accepted partnerships move with their library, and can be answered by the other one', async () => {
  const [from, into] = [await library(), await library()];
  const propose = `mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }`;
  const input = { fromLibraryId: from, toLibraryId: 'demo-accra-gh', message: 'Shall we?', terms: {} };
  const { proposePartnership } = await stage.as(staffOf(from)).ask(propose, { input });
  const sisters = await becomeSisters(stage, from, 'demo-tokyo-jp');
  const { moved } = await merged(from, into);
  expect(moved).toEqual([
    { what: 'partnerships', count: 1 },
    { what: 'proposals', count: 1 },
  ]);
  const { ownPartnerships } = await stage.as(staffOf(into)).ask(own, { id: into });
  expect(ids(ownPartnerships.nodes).sort()).toEqual([proposePartnership.id, sisters].sort());
  const withdraw = 'mutation ($id: ID!) { withdrawProposal(id: $id) { state } }';
  expect((await stage.as(staffOf(into)).ask(withdraw, { id: proposePartnership.id })).withdrawProposal.state).toBe('WITHDRAWN');
});

it('two living partnerships with one sister become one truth, under either id; an undo parts them, and later entries stay', async () => {
  const [from, into] = [await library(), await library()];
  const documented = await entered(into, 'demo-oslo-no');
  const agreed = await becomeSisters(stage, from, 'demo-oslo-no');
  const log = 'mutation ($input: LogActivityInput!) { logActivity(input: $input) { id } }';
  const entry = (partnershipId: string, summary: string) => ({
    input: { partnershipId, kind: 'READING_CLUB', on: '2026-11-20', summary },
  });
  await stage.as(staffOf(into)).ask(log, entry(documented, 'Before, by the other'));
  const { merge: done, consequences } = await merged(from, into);
  expect(consequences[0]).toContain(`${documented} becomes part of ${agreed}`);
  const read = 'query ($id: ID!) { partnership(id: $id) { id state partners { id } activities { summary } } }';
  for (const id of [documented, agreed])
    expect((await stage.ask(read, { id })).partnership).toEqual({
      id: agreed,
      state: 'ACTIVE',
      partners: [into, 'demo-oslo-no'].sort().map((one) => ({ id: one })),
      activities: [{ summary: 'Before, by the other' }],
    });
  // By the id that became part of the other, and by a token of the merged library.
  await stage.as(staffOf(from)).ask(log, entry(documented, 'After'));
  expect(
    (await stage.ask('query ($id: ID!) { library(id: $id) { partnerships { id } } }', { id: into })).library.partnerships,
  ).toEqual([{ id: agreed }]);
  await undone(done.id);
  const [one, other] = [
    (await stage.ask(read, { id: agreed })).partnership,
    (await stage.ask(read, { id: documented })).partnership,
  ];
  expect([one.partners, one.activities]).toEqual([expect.arrayContaining([{ id: from }]), [{ summary: 'After' }]]);
  expect([other.id, other.partners, other.activities]).toEqual([
    documented,
    expect.arrayContaining([{ id: into }]),
    [{ summary: 'Before, by the other' }],
  ]);
});

it('of two published listings the newer one stays, and the other comes back by an undo', async () => {
  const [from, into] = [await library(), await library()];
  for (const [id, day] of [
    [from, '2026-10-01'],
    [into, '2026-09-01'],
  ])
    await stage.database.query(
      `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, submitted_on, published_on, expires_on,
         historical, listed_at, demo, source_ids, confidence)
       VALUES ('of-' || $1, $1, 'PUBLISHED', '{}', '{}', '{}', $2, $2, '2027-09-01', false, $2::date, false, '{}', 'HIGH')`,
      [id, day],
    );
  const listed = async () =>
    ids((await stage.ask('{ listings(filter: { text: "Ñandú" }) { nodes { id library { id } } } }')).listings.nodes).sort();
  const { merge: done, moved } = await merged(from, into);
  expect(moved).toEqual([{ what: 'listings', count: 1 }]);
  expect(await listed()).toEqual([`of-${from}`]);
  const { listing } = await stage.ask('query ($id: ID!) { listing(id: $id) { library { id } } }', { id: `of-${from}` });
  expect(listing.library.id).toBe(into);
  expect((await undone(done.id)).consequences[0]).toBe(`The listing of-${into} is in the list again.`);
  expect(await listed()).toEqual([`of-${from}`, `of-${into}`].sort());
});

it('a chain answers as its end, in whatever order it is undone', async () => {
  const [a, b, c] = [await library(), await library(), await library()];
  const first = await merged(a, b);
  const second = await merged(b, c);
  expect(second.into.mergedIds.sort()).toEqual([a, b].sort());
  const answers = async () =>
    Promise.all(
      [a, b, c].map(async (id) => (await stage.ask('query ($id: ID!) { library(id: $id) { id } }', { id })).library.id),
    );
  expect(await answers()).toEqual([c, c, c]);
  await undone(first.merge.id);
  expect(await answers()).toEqual([a, c, c]);
  await undone(second.merge.id);
  expect(await answers()).toEqual([a, b, c]);
});

it('refuses in words what cannot be one library', async () => {
  const [a, b, abroad] = [await library(), await library(), await library({ country: 'UY' })];
  const refused = async (from: string, into: string) => {
    const answer = await stage.as(committee).run(merge, { from, into });
    const { code, field, state } = answer.errors?.[0]?.extensions ?? {};
    return [code, field ?? state, answer.errors?.[0]?.message];
  };
  expect(await refused(a, a)).toEqual([
    'BAD_USER_INPUT',
    'into',
    `${a} cannot be merged into itself. Give the id of the other record as into.`,
  ]);
  expect(await refused(a, abroad)).toEqual([
    'BAD_USER_INPUT',
    'into',
    expect.stringContaining('correct it first by correctLibrary'),
  ]);
  expect((await refused(a, 'nowhere'))[0]).toBe('NOT_FOUND');
  const { merge: done } = await merged(a, b);
  expect(await refused(b, a)).toEqual(['BAD_USER_INPUT', 'into', expect.stringContaining('would go in a circle')]);
  expect(await refused(a, b)).toEqual(['LIBRARY_STATE', 'MERGED', expect.stringContaining(`answers as ${b} already`)]);
  await stage.as(committee).ask('mutation ($id: ID!) { takeDownLibrary(libraryId: $id, reason: "Gone.") { id } }', { id: b });
  const c = await library();
  expect((await refused(c, a)).slice(0, 2)).toEqual(['LIBRARY_STATE', 'TAKEN_DOWN']);
  await undone(done.id);
  expect(codeOf(await stage.as(committee).run(undo, { id: done.id }))).toBe('MERGE_UNDONE');
  for (const identity of [organizer, staffOf(a, b)])
    expect(codeOf(await stage.as(identity).run(merge, { from: a, into: c }))).toBe('FORBIDDEN');
});

it('can be undone for 30 days, and is refused in words after', async () => {
  const [from, into] = [await library(), await library()];
  const { merge: done } = await merged(from, into);
  expect(done.undoableUntil).toBe('2026-12-23T12:00:00.000Z');
  stage.time.now = new Date('2026-12-23T12:00:00.001Z');
  const late = await stage.as(committee).run(undo, { id: done.id });
  expect([codeOf(late), late.errors?.[0]?.extensions.limit]).toEqual(['MERGE_FINAL', 30]);
  stage.time.now = new Date('2026-12-23T12:00:00Z');
  expect((await undone(done.id)).from.id).toBe(from);
});

it('the ISIL of a merged library can go to the other, and an undo then says what stands in the way', async () => {
  const [from, into] = [await library({ isil: 'AR-MERGED' }), await library()];
  const { merge: done } = await merged(from, into);
  const correct = 'mutation ($input: CorrectLibraryInput!) { correctLibrary(input: $input) { id isil } }';
  const input = (isil: string | null) => ({ input: { libraryId: from, reason: 'Its ISIL.', isil } });
  expect((await stage.as(committee).ask(correct, input('AR-MERGED'))).correctLibrary).toEqual({ id: into, isil: 'AR-MERGED' });
  const refused = await stage.as(committee).run(undo, { id: done.id });
  expect([codeOf(refused), refused.errors?.[0]?.message]).toEqual([
    'BAD_USER_INPUT',
    expect.stringContaining('Correct that one first'),
  ]);
  await stage.as(committee).ask(correct, input(null));
  await undone(done.id);
});

it('is written down with its reason, and the committee finds it', async () => {
  const [from, into] = [await library(), await library()];
  const { merge: done } = await merged(from, into);
  await undone(done.id);
  const { libraryMerges } = await stage
    .as(committee)
    .ask('{ libraryMerges(first: 1) { nodes { fromId intoId reason undoReason from { id } library { id } } } }');
  expect(libraryMerges.nodes).toEqual([
    {
      fromId: from,
      intoId: into,
      reason: 'Entered twice.',
      undoReason: 'Two after all.',
      from: { id: from },
      library: { id: from },
    },
  ]);
  const entries = await stage.database.query(
    // The clock of this test stands still, so both entries may have one time.
    `SELECT action, after FROM audit_entry WHERE record_id = $1 AND action LIKE '%erge%' ORDER BY at, action`,
    [from],
  );
  expect(entries).toMatchObject([
    { action: 'mergeLibraries', after: { mergedInto: into, reason: 'Entered twice.' } },
    { action: 'undoMerge', after: { mergedInto: null, reason: 'Two after all.' } },
  ]);
});

it('whoever proposes at the very moment of a merge, also by another process, proposes for the library that answers', async () => {
  const other = await startPartnershipAt(stage.databaseUrl, { clock: () => stage.time.now, gatewayKeys });
  const propose = `mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id partners { id } } }`;
  try {
    for (let round = 0; round < 4; round++) {
      const [from, into] = [await library(), await library()];
      const input = { fromLibraryId: from, toLibraryId: 'demo-accra-gh', message: 'Now', terms: {} };
      const [proposed] = await Promise.all([
        post(other.url, propose, { input }, stage.passportOf(staffOf(from))),
        stage.as(committee).ask(merge, { from, into }),
      ]);
      // Staff who ask a process that hears of the merge a moment later are told so, never half heard.
      if (proposed.errors) expect(codeOf(proposed)).toBe('FORBIDDEN');
      const rows = await stage.database.query('SELECT FROM partnership WHERE $1 IN (library_a, library_b)', [from]);
      expect(rows).toEqual([]);
    }
  } finally {
    await other.stop();
  }
});

it('the database itself refuses rows of a library that answers as another', async () => {
  const [from, into] = [await library(), await library()];
  await merged(from, into);
  const insert = stage.database.query(
    `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, historical, listed_at, demo, source_ids,
       confidence) VALUES ('late', $1, 'SUBMITTED', '{}', '{}', '{}', false, now(), false, '{}', 'HIGH')`,
    [from],
  );
  await expect(insert).rejects.toMatchObject({ driverError: { code: 'SB001' } });
});
