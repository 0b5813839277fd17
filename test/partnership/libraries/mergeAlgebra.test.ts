// Promises of: whatever the committee merges and undoes, in any order, each row stands with the library that answers for its own, and undoing all brings back exactly what was there.
import fc from 'fast-check';
import { committee } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await build();
}, 60_000);
afterAll(() => stage.close());
jest.setTimeout(120_000);

const here = ['m-a', 'm-b', 'm-c', 'm-d'];
const abroad = ['m-x', 'm-y', 'm-z'];
const states = ['ACTIVE', 'PAUSED', 'PROPOSED', 'ENDED', 'DECLINED'];

/** Four records of one country, three of another, a partnership of most pairs, and all that belongs to them. */
async function build() {
  const { database } = stage;
  for (const id of [...here, ...abroad]) {
    const country = here.includes(id) ? 'AR' : 'PT';
    await database.query(
      `INSERT INTO library (id, name, type, city, country, languages, demo, source_ids, confidence)
       VALUES ($1, $1, 'PUBLIC', 'Town', $2, '{es}', false, '{}', 'HIGH')`,
      [id, country],
    );
    await database.query(
      `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, submitted_on, published_on, expires_on,
         historical, listed_at, demo, source_ids, confidence)
       SELECT 'l-' || $1 || number, $1, state, '{}', '{}', '{}', '2026-03-01', '2026-03-01'::date + number, '2027-06-01', false, '2026-03-01', false, '{}', 'HIGH'
       FROM (VALUES (1, 'EXPIRED'), (2, CASE WHEN $1 IN ('m-d', 'm-z') THEN 'MATCHED' ELSE 'PUBLISHED' END)) AS given(number, state)`,
      [id],
    );
  }
  let number = 0;
  for (const a of here) {
    for (const x of abroad) {
      const id = `p-${a}-${x}`;
      number++;
      await database.query(
        `INSERT INTO partnership (id, library_a, country_a, library_b, country_b, state, formality, listed_on, goals, activity_kinds, historical,
           demo, source_ids, confidence, proposed_by, story_consents, started_day, started_precision, agreement_in_force, documented)
         VALUES ($1, $2, 'AR', $3, 'PT', $4, 'UNKNOWN', '2026-01-01', '{}', '{}', false, false, '{}', 'HIGH', $5, $6,
           '2026-01-01'::date + $7::int, 'DAY', $8, $9)`,
        [
          id,
          a,
          x,
          states[number % states.length],
          number % 2 ? a : x,
          number % 3 ? [a] : [a, x],
          number,
          number % 4 ? null : 1,
          number % 5 === 0,
        ],
      );
      await database.query(
        `INSERT INTO activity (id, partnership_id, kind, day, precision, summary, source_ids, recorded_by)
         VALUES ('act-' || $1, $1, 'READING_CLUB', '2026-05-01', 'DAY', 'Read', '{}', $2)`,
        [id, a],
      );
      await database.query(
        `INSERT INTO meeting (id, partnership_id, state, starts_at, minutes, time_zone, proposed_by, changed_at)
         VALUES ('meet-' || $1, $1, 'PROPOSED', '2027-01-01', 60, 'UTC', $2, '2026-05-01')`,
        [id, number % 2 ? x : a],
      );
      await database.query(
        `INSERT INTO success_story (id, title, body, partnership_id, goals, listed_on, demo, source_ids, confidence, state)
         VALUES ('s-' || $1, 'Story', 'Text', $1, '{}', '2026-05-01', false, '{}', 'HIGH', 'DRAFT')`,
        [id],
      );
      if (number % 4 === 0)
        await database.query(
          `INSERT INTO agreement_version (id, partnership_id, version, proposed_by, proposed_at, formality, activity_kinds, goals, agreed_by)
           VALUES ('v-' || $1, $1, 1, $2, '2026-05-01', 'INFORMAL', '{}', '{}', ARRAY[$2, $3])`,
          [id, x, a],
        );
    }
  }
}

const tables = ['library', 'listing', 'partnership', 'activity', 'meeting', 'success_story', 'agreement_version'] as const;
type Row = Readonly<Record<string, unknown>>;
const snapshot = async () => {
  const rows = await Promise.all(
    tables.map((table): Promise<Row[]> => stage.database.query(`SELECT * FROM ${table} ORDER BY id`)),
  );
  return Object.fromEntries(tables.map((table, i) => [table, rows[i] as Row[]])) as Record<(typeof tables)[number], Row[]>;
};

const merge =
  'mutation ($from: ID!, $into: ID!) { mergeLibraries(from: $from, into: $into, reason: "One library.") { merge { id } } }';
const undo = 'mutation ($id: ID!) { undoMerge(id: $id, reason: "Two after all.") { merge { undoneAt } } }';

type Step = readonly ['merge', number, number] | readonly ['undo', number];
const steps = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('merge' as const), fc.nat(6), fc.nat(6)),
    fc.tuple(fc.constant('merge' as const), fc.nat(3), fc.nat(3)),
    fc.tuple(fc.constant('undo' as const), fc.nat(6)),
  ),
  { minLength: 2, maxLength: 9 },
);

/** Found by chance: listings that are freed together, and a partnership that leaves one which leaves too. */
const found: [Step[], number[]][] = [
  [
    [
      ['merge', 1, 3],
      ['merge', 0, 1],
      ['merge', 2, 0],
      ['undo', 0],
    ],
    [],
  ],
  [
    [
      ['merge', 0, 1],
      ['merge', 3, 1],
      ['merge', 6, 4],
      ['undo', 1],
    ],
    [],
  ],
];

it('keeps the promise for any steps', async () => {
  const first = await snapshot();
  const all = [...here, ...abroad];
  const run = async (given: readonly Step[], order: readonly number[]) => {
    const open: { id: string; from: string; into: string }[] = [];
    const standing = (id: string): string => {
      const next = open.find(({ from }) => from === id);
      return next ? standing(next.into) : id;
    };
    const undone = async (at: number) => {
      const [one] = open.splice(at, 1);
      await stage.as(committee).ask(undo, { id: one?.id });
    };
    for (const step of given) {
      if (step[0] === 'undo') {
        if (open.length > 0) await undone(step[1] % open.length);
      } else {
        const [from, into] = [all[step[1]] as string, all[step[2]] as string];
        const { errors, data } = await stage.as(committee).run(merge, { from, into });
        const isRefused =
          from === into || standing(from) !== from || standing(into) === from || here.includes(from) !== here.includes(into);
        expect([from, into, errors !== undefined]).toEqual([from, into, isRefused]);
        if (data?.mergeLibraries) open.push({ id: data.mergeLibraries.merge.id, from, into: standing(into) });
      }
      await holds(first, standing);
    }
    for (const nth of order) if (open.length > 0) await undone(nth % open.length);
    while (open.length > 0) await undone(open.length - 1);
    expect(await snapshot()).toEqual(first);
  };
  await fc.assert(fc.asyncProperty(steps, fc.array(fc.nat(9), { maxLength: 9 }), run), { numRuns: 14, examples: found });
});

/** Of each row: it stands with what answers for its own, and each pair has one living partnership, to which all of its log belongs. */
async function holds(first: Awaited<ReturnType<typeof snapshot>>, standing: (id: string) => string) {
  const now = await snapshot();
  const ours = (rows: Row[], column: string) => rows.filter((row) => /^m-/.test(String(row[column])));
  for (const row of ours(now.listing, 'library_id'))
    expect([row.id, row.library_id]).toEqual([
      row.id,
      standing(first.listing.find(({ id }) => id === row.id)?.library_id as string),
    ]);
  const pairs = ours(now.partnership, 'library_a');
  const living = new Map<string, unknown>();
  for (const row of pairs) {
    const was = first.partnership.find(({ id }) => id === row.id) as Row;
    const sides = [standing(was.library_a as string), standing(was.library_b as string)].sort();
    expect([row.id, row.library_a, row.library_b]).toEqual([row.id, ...sides]);
    expect(row.proposed_by).toBe(standing(was.proposed_by as string));
    expect(row.story_consents).toEqual((was.story_consents as string[]).map(standing));
    if (['ACTIVE', 'PAUSED', 'PROPOSED'].includes(row.state as string)) {
      expect(living.has(String(sides))).toBe(false);
      living.set(String(sides), row.id);
    }
  }
  for (const row of pairs.filter(({ merged_into }) => merged_into !== null))
    expect([row.id, living.has([row.library_a, row.library_b].sort().join(','))]).toEqual([row.id, true]);
  const root = (id: unknown): unknown => {
    const row = pairs.find((one) => one.id === id);
    return row?.merged_into ? root(row.merged_into) : id;
  };
  for (const table of ['activity', 'meeting', 'success_story'] as const)
    for (const row of now[table].filter(({ id }) => /m-/.test(String(id)))) {
      const own = first[table].find(({ id }) => id === row.id)?.partnership_id;
      expect([row.id, row.partnership_id]).toEqual([row.id, root(own)]);
      const named = first[table].find(({ id }) => id === row.id)?.[table === 'meeting' ? 'proposed_by' : 'recorded_by'];
      if (named) expect(row.proposed_by ?? row.recorded_by).toBe(standing(named as string));
    }
  const published = now.listing.filter(({ state }) => state === 'PUBLISHED').map(({ library_id }) => library_id);
  expect(new Set(published).size).toBe(published.length);
}
