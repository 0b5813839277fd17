// Signatures on paper in the database: rows are compared with each other and with those that count, written and taken back, with all counts.

import type { ObjectLiteral } from 'typeorm';
import type { RowFault } from '#kit/data/csv';
import { arrayParameter as array } from '#kit/data/database';
import { type Statements } from '#kit/data/queue';
import { reach } from '../signing/signaturesSql';
import { said } from './paperFaults';
import { type PaperFault } from './paperReport';

/** Whether the address of a row has a counted signature online. */
const online = (row: string) =>
  `(${row}.email_hash IS NOT NULL AND EXISTS (SELECT FROM signature WHERE petition_id = $1 AND signature.email_hash = ${row}.email_hash AND strike_id IS NULL))`;

/** Adds what rows change to the counts of sheets, areas and days. Needs `moved`: rows with n, negative for what goes. */
const moveParts = `
deltas AS MATERIALIZED (
  SELECT sheet, country, coalesce(region, '') AS region, coalesce(signed_on, '-infinity') AS day, sum(n)::int AS n
  FROM moved GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
), parts AS (
  INSERT INTO paper_part AS part (petition_id, sheet, country, region, day, people)
  SELECT $1::text, sheet, country, region, day, n FROM deltas ORDER BY 2, 3, 4, 5
  ON CONFLICT (petition_id, sheet, country, region, day) DO UPDATE SET people = part.people + excluded.people
)`;

/** What moved in all; `totals` is the part of places without lists. */
const sums = `sums AS (
  SELECT coalesce(sum(n), 0)::int AS n, coalesce(sum(n) FILTER (WHERE line = 0), 0)::int AS totals FROM moved
)`;

/** What every statement ends with that changes the counts of a petition by `n` people, `totals` of them in totals. */
const counted = (n: string, totals: string, from: string, hasAddresses: string) => `counted AS (
  UPDATE petition SET paper_count = paper_count + ${n}, paper_totals = paper_totals + ${totals}, revision = revision + 1,
    counted_at = $2::timestamptz, paper_addresses = paper_addresses OR ${hasAddresses}
  ${from} WHERE petition.id = $1 RETURNING petition.*
), reached AS (${reach('$2')})`;

/** The rows of a statement, by the columns that `columnsOf` gives. */
const given = `unnest($4::text[], $5::integer[], $6::text[], $7::text[], $8::text[]::date[], $9::integer[], $10::integer[], $11::bytea[], $12::bytea[], $13::boolean[])
    AS g(sheet, line, country, region, signed_on, people, person, mark, email_hash, also_online)`;

/**
 * Adds rows that are known to be new, because the transaction has locked the row of their petition and looked for them since. What
 * they change is summed up before: that, and looking for no conflict, takes half the time of `correctPaper`.
 */
const addPaper = `
WITH written AS (
  INSERT INTO paper_signature (petition_id, sheet, line, country, region, signed_on, people, import_id, person, mark, email_hash, also_online)
  SELECT $1::text, sheet, line, country, region, signed_on, people, $3::uuid, person, mark, email_hash, also_online FROM ${given}
), parts AS (
  INSERT INTO paper_part AS part (petition_id, sheet, country, region, day, people)
  SELECT $1, sheet, country, region, day, n
  FROM unnest($14::text[], $15::text[], $16::text[], $17::text[]::date[], $18::integer[]) AS delta(sheet, country, region, day, n)
  ON CONFLICT (petition_id, sheet, country, region, day) DO UPDATE SET people = part.people + excluded.people
), ${counted('$19::integer', '$20::integer', '', '$21::boolean')}
SELECT json_agg(counted) AS petitions FROM counted`;

/**
 * Corrects rows of one petition, whose row the transaction has locked. What they were is kept for undoing. Rows whose address has
 * signed online are kept and do not count.
 */
const correctPaper = `
WITH given AS MATERIALIZED (
  SELECT * FROM ${given}
), old AS MATERIALIZED (
  SELECT paper.* FROM given JOIN paper_signature AS paper ON paper.petition_id = $1::text AND paper.sheet = given.sheet AND paper.line = given.line
), kept AS (
  INSERT INTO paper_earlier (petition_id, sheet, line, country, region, signed_on, people, import_id, person, email_hash)
  SELECT petition_id, sheet, line, country, region, signed_on, people, import_id, person, email_hash FROM old
), written AS (
  UPDATE paper_signature AS paper SET country = given.country, region = given.region, signed_on = given.signed_on, people = given.people,
    import_id = $3::uuid, person = given.person, mark = given.mark, email_hash = given.email_hash, also_online = given.also_online
  FROM given WHERE paper.petition_id = $1 AND paper.sheet = given.sheet AND paper.line = given.line
), moved AS (
  SELECT sheet, line, country, region, signed_on, people AS n FROM given WHERE NOT also_online
  UNION ALL SELECT sheet, line, country, region, signed_on, -people FROM old WHERE NOT also_online
), ${moveParts}, ${sums}, ${counted('n', 'totals', 'FROM sums', 'EXISTS (SELECT FROM given WHERE email_hash IS NOT NULL)')}
SELECT json_agg(counted) AS petitions FROM counted`;

/** The counted addresses of signatures online among the given ones. */
const addressesOnline = `
SELECT email_hash FROM signature WHERE petition_id = $1 AND email_hash = ANY($2::bytea[]) AND strike_id IS NULL`;

/** Which of the given sheets have rows. Each is looked up by the key, because the plan may be from a time when reading all rows was cheaper. */
const paperSheets = `
SELECT g.sheet FROM unnest($2::text[]) AS g(sheet)
JOIN LATERAL (SELECT FROM paper_signature WHERE petition_id = $1 AND paper_signature.sheet = g.sheet LIMIT 1) AS known ON true`;

/** The rows that stand where the given ones go. */
const paperAt = `
SELECT paper.* FROM unnest($2::text[], $3::integer[]) AS g(sheet, line)
JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.sheet = g.sheet AND paper.line = g.line`;

/** The rows without sheet and line that are known by the given marks. */
const paperMarked = `
SELECT paper.* FROM unnest($2::bytea[]) AS g(mark) JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.mark = g.mark`;

/**
 * Takes back what an import wrote, or one sheet of it: what it replaced comes back, the rest goes. Rows that a later import
 * corrected belong to that one and stay. The transaction has locked the petition.
 */
export const takeBackPaper = `
WITH gone AS MATERIALIZED (
  SELECT * FROM paper_signature WHERE petition_id = $1 AND import_id = $3::uuid AND ($4::text IS NULL OR sheet = $4)
), forgotten AS (
  DELETE FROM paper_earlier WHERE petition_id = $1 AND import_id = $3 AND ($4::text IS NULL OR sheet = $4)
), back AS MATERIALIZED (
  SELECT DISTINCT ON (sheet, line) earlier.*, gone.mark, ${online('earlier')} AS also_online
  FROM paper_earlier AS earlier JOIN gone USING (petition_id, sheet, line)
  WHERE earlier.import_id IS DISTINCT FROM $3 ORDER BY sheet, line, position DESC
), popped AS (
  DELETE FROM paper_earlier USING back WHERE paper_earlier.position = back.position
), removed AS (
  DELETE FROM paper_signature AS paper USING gone
  WHERE paper.petition_id = $1 AND paper.sheet = gone.sheet AND paper.line = gone.line
    AND (gone.sheet, gone.line) NOT IN (SELECT sheet, line FROM back)
), restored AS (
  UPDATE paper_signature AS paper SET country = back.country, region = back.region, signed_on = back.signed_on, people = back.people,
    import_id = back.import_id, person = back.person, email_hash = back.email_hash, also_online = back.also_online
  FROM back WHERE paper.petition_id = $1 AND paper.sheet = back.sheet AND paper.line = back.line
), moved AS (
  SELECT sheet, line, country, region, signed_on, -people AS n FROM gone WHERE NOT also_online
  UNION ALL SELECT sheet, line, country, region, signed_on, people FROM back WHERE NOT also_online
), ${moveParts}, ${sums}, ${counted('n', 'totals', 'FROM sums', 'false')}
SELECT (SELECT count(*)::int FROM gone) - (SELECT count(*)::int FROM back) AS removed, (SELECT count(*)::int FROM back) AS restored,
       (SELECT json_agg(counted) FROM counted) AS petitions`;

/** What is compared of a row, under one key. */
interface Marks {
  readonly mark: Buffer | null;
  readonly emailHash: Buffer | null;
}

/** A row with its place, for the statements that compare and write. */
export interface PlacedRow extends Marks {
  readonly row: number;
  readonly sheet: string;
  readonly line: number;
  readonly country: string;
  readonly region: string | null;
  readonly signedOn: string | null;
  readonly people: number;
  /** In the spelling under which names are compared; not kept. */
  readonly name: string;
  readonly person: number | null;
  /** Under earlier keys that are still known. */
  readonly older: readonly Marks[];
}

/** A row of the table, as the driver reads it. */
interface Stored {
  readonly sheet: string;
  readonly line: number;
  readonly country: string;
  readonly region: string | null;
  readonly signed_on: string | null;
  readonly people: number;
  readonly person: number | null;
  readonly mark: Buffer | null;
  readonly email_hash: Buffer | null;
}

/** Whether what is kept of a name is of this one. */
type IsOf = (person: number, name: string) => boolean;

interface Compared {
  readonly added: readonly PlacedRow[];
  readonly changed: readonly PlacedRow[];
  readonly unchanged: number;
  /** What is told of the changed rows. */
  readonly changes: readonly PaperFault[];
}

const keyOf = (bytes: Buffer): string => bytes.toString('latin1');
const placeOf = ({ sheet, line }: Pick<Stored, 'sheet' | 'line'>): string => `${line}\n${sheet}`;

/** Rows without a line are found by their marks, under any key, and get the place where they stand. */
export async function compareRows(
  database: Statements,
  petitionId: string,
  given: readonly PlacedRow[],
  isOf: IsOf,
): Promise<Compared> {
  const rows = await underKnownAddresses(database, petitionId, given);
  const stored = new Map<string, Stored>();
  const known = await knownSheets(database, petitionId, rows);
  const numbered = rows.filter(({ mark, sheet }) => mark === null && known.has(sheet));
  if (numbered.length > 0) {
    const sheets = array(
      'text',
      numbered.map(({ sheet }) => sheet),
    );
    const lines = array(
      'integer',
      numbered.map(({ line }) => line),
    );
    for (const row of (await database.query(paperAt, [petitionId, sheets, lines])) as Stored[]) stored.set(placeOf(row), row);
  }
  const marks: Buffer[] = [];
  for (const { mark, older } of rows) if (mark !== null) marks.push(mark, ...older.flatMap((each) => each.mark ?? []));
  if (marks.length > 0) {
    const found = (await database.query(paperMarked, [petitionId, array('bytea', marks)])) as Stored[];
    for (const row of found) stored.set(keyOf(row.mark as Buffer), row);
  }
  if (stored.size === 0) return { added: rows, changed: [], unchanged: 0, changes: [] };
  const [added, changed, changes]: [PlacedRow[], PlacedRow[], PaperFault[]] = [[], [], []];
  for (const row of rows) {
    const standing =
      row.mark === null
        ? stored.get(placeOf(row))
        : [row, ...row.older].map(({ mark }) => stored.get(keyOf(mark as Buffer))).find((each) => each !== undefined);
    if (!standing) added.push(row);
    else {
      const differing = differences(standing, row, isOf);
      if (differing.length === 0) continue;
      changed.push({ ...row, sheet: standing.sheet, line: standing.line });
      changes.push({ row: row.row, ...toldOf(standing, differing) });
    }
  }
  return { added, changed, unchanged: rows.length - added.length - changed.length, changes };
}

/** Where rows are written, by which import and when. */
export interface PaperPlace {
  readonly petitionId: string;
  readonly importId: string;
  readonly now: Date;
}

/** Writes rows as they were compared in the same transaction, with all counts. */
export async function writePaper(
  database: Statements,
  place: PaperPlace,
  { added, changed }: Pick<Compared, 'added' | 'changed'>,
): Promise<{ readonly alsoOnline: number; readonly petitions: readonly ObjectLiteral[] }> {
  const online = await countedOnline(database, place.petitionId, changed.length > 0 ? [...added, ...changed] : added);
  let petitions: readonly ObjectLiteral[] = [];
  for (const [statement, rows] of [
    [correctPaper, changed],
    [addPaper, added],
  ] as const) {
    if (rows.length === 0) continue;
    const values = [...columnsOf(place, rows, online), ...(statement === addPaper ? sumsOf(rows, online) : [])];
    [{ petitions }] = (await database.query(statement, values)) as [{ petitions: ObjectLiteral[] }];
  }
  const alsoOnline = online.size === 0 ? 0 : [...added, ...changed].filter((row) => isOnline(row, online)).length;
  return { alsoOnline, petitions };
}

const isOnline = ({ emailHash }: PlacedRow, online: ReadonlySet<string>): boolean =>
  emailHash !== null && online.size > 0 && online.has(keyOf(emailHash));

async function countedOnline(database: Statements, petitionId: string, rows: readonly PlacedRow[]): Promise<ReadonlySet<string>> {
  const hashes: Buffer[] = [];
  for (const { emailHash } of rows) if (emailHash !== null) hashes.push(emailHash);
  if (hashes.length === 0) return new Set();
  const found = (await database.query(addressesOnline, [petitionId, array('bytea', hashes)])) as { email_hash: Buffer }[];
  return new Set(found.map(({ email_hash }) => keyOf(email_hash)));
}

function columnsOf({ petitionId, now, importId }: PaperPlace, rows: readonly PlacedRow[], online: ReadonlySet<string>) {
  const column = <K extends keyof PlacedRow>(name: K) => rows.map((row) => row[name]);
  return [
    petitionId,
    now,
    importId,
    array('text', column('sheet')),
    array('integer', column('line')),
    array('text', column('country')),
    array('text', column('region')),
    array('text', column('signedOn')),
    array('integer', column('people')),
    array('integer', column('person')),
    array('bytea', column('mark')),
    array('bytea', column('emailHash')),
    array(
      'boolean',
      rows.map((row) => isOnline(row, online)),
    ),
  ];
}

const isSamePart = (one: PlacedRow, other: PlacedRow): boolean =>
  one.sheet === other.sheet && one.country === other.country && one.region === other.region && one.signedOn === other.signedOn;

/** What new rows add to the counts of sheets, areas and days, and to the petition. */
function sumsOf(rows: readonly PlacedRow[], online: ReadonlySet<string>) {
  const parts = new Map<string, [like: PlacedRow, people: number]>();
  let part: [like: PlacedRow, people: number] | undefined;
  let [people, totals, hasAddresses] = [0, 0, false];
  for (const row of rows) {
    hasAddresses ||= row.emailHash !== null;
    if (isOnline(row, online)) continue;
    people += row.people;
    if (row.line === 0) totals += row.people;
    // The lines of a sheet follow each other.
    if (!part || !isSamePart(part[0], row)) {
      const key = `${row.sheet}\n${row.country}\n${row.region}\n${row.signedOn}`;
      part = parts.get(key) ?? [row, 0];
      parts.set(key, part);
    }
    part[1] += row.people;
  }
  const sums = [...parts.values()];
  const text = (say: (part: PlacedRow) => string) =>
    array(
      'text',
      sums.map(([part]) => say(part)),
    );
  return [
    text(({ sheet }) => sheet),
    text(({ country }) => country),
    text(({ region }) => region ?? ''),
    text(({ signedOn }) => signedOn ?? '-infinity'),
    array(
      'integer',
      sums.map(([, n]) => n),
    ),
    people,
    totals,
    hasAddresses,
  ];
}

/** The sheets that have rows already: most files bring new ones, whose lines need no comparison. */
async function knownSheets(database: Statements, petitionId: string, rows: readonly PlacedRow[]): Promise<ReadonlySet<string>> {
  const distinct = new Set<string>();
  for (const { mark, sheet } of rows) if (mark === null) distinct.add(sheet);
  const sheets = [...distinct];
  if (sheets.length === 0) return new Set();
  const found = (await database.query(paperSheets, [petitionId, array('text', sheets)])) as { sheet: string }[];
  return new Set(found.map(({ sheet }) => sheet));
}

/** Whatever one of the two does not know is no difference: earlier releases kept no names, and erased addresses stay erased. */
function differences(standing: Stored, row: PlacedRow, isOf: IsOf): string[] {
  const found: string[] = [];
  const { person } = standing;
  if (person !== null && row.person !== null && person !== row.person && !isOf(person, row.name)) found.push('name');
  if (standing.country !== row.country) found.push('country');
  if (standing.region !== row.region) found.push('region');
  if (standing.signed_on !== row.signedOn) found.push('signed_on');
  if (standing.people !== row.people) found.push('count');
  if (
    standing.email_hash !== null &&
    row.emailHash !== null &&
    ![row, ...row.older].some(({ emailHash }) => emailHash?.equals(standing.email_hash as Buffer))
  )
    found.push('email');
  return found;
}

function toldOf({ line: at, sheet: mark }: Stored, differing: readonly string[]): RowFault {
  const columns = differing.join(', ');
  return at === 0 ? said('TOTAL_CHANGED', { mark, columns }) : said('LINE_CHANGED', { at, mark, columns });
}

/** While an earlier key is still known, an address that stands in the petition under it keeps it, so that it is found again. */
async function underKnownAddresses(
  database: Statements,
  petitionId: string,
  rows: readonly PlacedRow[],
): Promise<readonly PlacedRow[]> {
  const hashes: Buffer[] = [];
  for (const { older } of rows) for (const { emailHash } of older) if (emailHash !== null) hashes.push(emailHash);
  if (hashes.length === 0) return rows;
  const tables = ['signature', 'pending_signature', 'paper_signature'];
  const known = (await database.query(
    tables
      .map((table) => `SELECT email_hash FROM ${table} WHERE petition_id = $1 AND email_hash = ANY($2::bytea[])`)
      .join(' UNION '),
    [petitionId, hashes],
  )) as { email_hash: Buffer }[];
  const standing = new Set(known.map(({ email_hash }) => keyOf(email_hash)));
  return rows.map((row) => {
    const older = row.older.find(({ emailHash }) => emailHash !== null && standing.has(keyOf(emailHash)));
    return older ? { ...row, emailHash: older.emailHash } : row;
  });
}
