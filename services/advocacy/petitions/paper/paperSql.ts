// Signatures on paper in the database: rows are compared with each other and with those that count, written and taken back, with all counts.

import { randomInt } from 'node:crypto';
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

/**
 * Writes new and corrected rows of one petition, whose row the transaction has locked. What a corrected row was is kept for
 * undoing. Rows whose address has signed online are kept and do not count.
 */
export const writePaper = `
WITH given AS MATERIALIZED (
  SELECT g.*, ${online('g')} AS also_online
  FROM unnest($4::text[], $5::integer[], $6::text[], $7::text[], $8::text[]::date[], $9::integer[], $10::integer[], $11::bytea[], $12::bytea[])
    AS g(sheet, line, country, region, signed_on, people, person, mark, email_hash)
), old AS MATERIALIZED (
  SELECT paper.* FROM given JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.sheet = given.sheet AND paper.line = given.line
  WHERE $13::boolean
), kept AS (
  INSERT INTO paper_earlier (petition_id, sheet, line, country, region, signed_on, people, import_id, person, email_hash)
  SELECT petition_id, sheet, line, country, region, signed_on, people, import_id, person, email_hash FROM old
), written AS (
  INSERT INTO paper_signature AS paper (petition_id, sheet, line, country, region, signed_on, people, import_id, person, mark, email_hash, also_online)
  SELECT $1::text, sheet, line, country, region, signed_on, people, $3::uuid, person, mark, email_hash, also_online FROM given ORDER BY sheet, line
  ON CONFLICT (petition_id, sheet, line) DO UPDATE SET country = excluded.country, region = excluded.region,
    signed_on = excluded.signed_on, people = excluded.people, import_id = excluded.import_id, person = excluded.person,
    mark = excluded.mark, email_hash = excluded.email_hash, also_online = excluded.also_online
), moved AS (
  SELECT sheet, line, country, region, signed_on, people AS n FROM given WHERE NOT also_online
  UNION ALL SELECT sheet, line, country, region, signed_on, -people FROM old WHERE NOT also_online
), ${moveParts}, ${sums}, counted AS (
  UPDATE petition SET paper_count = paper_count + n, paper_totals = paper_totals + totals, revision = revision + 1, counted_at = $2::timestamptz,
    paper_addresses = paper_addresses OR EXISTS (SELECT FROM given WHERE email_hash IS NOT NULL)
  FROM sums WHERE petition.id = $1 RETURNING petition.*
), reached AS (${reach('$2')})
SELECT (SELECT count(*)::int FROM given WHERE also_online) AS also_online, (SELECT json_agg(counted) FROM counted) AS petitions`;

/** Which of the given sheets have rows. */
export const paperSheets = `
SELECT sheet FROM unnest($2::text[]) AS g(sheet)
WHERE EXISTS (SELECT FROM paper_signature WHERE petition_id = $1 AND paper_signature.sheet = g.sheet)`;

/** The rows that stand where the given ones go. */
export const paperAt = `
SELECT paper.* FROM unnest($2::text[], $3::integer[]) AS g(sheet, line)
JOIN paper_signature AS paper ON paper.petition_id = $1 AND paper.sheet = g.sheet AND paper.line = g.line`;

/** The rows without sheet and line that are known by the given marks. */
export const paperMarked = `
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
), ${moveParts}, ${sums}, counted AS (
  UPDATE petition SET paper_count = paper_count + n, paper_totals = paper_totals + totals, revision = revision + 1, counted_at = $2::timestamptz
  FROM sums WHERE petition.id = $1 RETURNING petition.*
), reached AS (${reach('$2')})
SELECT (SELECT count(*)::int FROM gone) - (SELECT count(*)::int FROM back) AS removed, (SELECT count(*)::int FROM back) AS restored,
       (SELECT json_agg(counted) FROM counted) AS petitions`;

/** What is compared of a row, under one key. */
interface Marks {
  readonly person: number | null;
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
export async function compareRows(database: Statements, petitionId: string, given: readonly PlacedRow[]): Promise<Compared> {
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
  const marks = rows.flatMap(({ mark, older }) => [mark, ...older.map((each) => each.mark)]).filter((mark) => mark !== null);
  if (marks.length > 0) {
    const found = (await database.query(paperMarked, [petitionId, array('bytea', marks)])) as Stored[];
    for (const row of found) stored.set(keyOf(row.mark as Buffer), row);
  }
  const [added, changed, changes]: [PlacedRow[], PlacedRow[], PaperFault[]] = [[], [], []];
  for (const row of rows) {
    const standing =
      row.mark === null
        ? stored.get(placeOf(row))
        : [row, ...row.older].map(({ mark }) => stored.get(keyOf(mark as Buffer))).find((each) => each !== undefined);
    if (!standing) added.push(row);
    else if (differences(standing, row).length > 0) {
      changed.push({ ...row, sheet: standing.sheet, line: standing.line });
      changes.push({ row: row.row, ...toldOf(standing, row) });
    }
  }
  return { added, changed, unchanged: rows.length - added.length - changed.length, changes };
}

/** The sheets that have rows already: most files bring new ones, whose lines need no comparison. */
async function knownSheets(database: Statements, petitionId: string, rows: readonly PlacedRow[]): Promise<ReadonlySet<string>> {
  const sheets = [...new Set(rows.filter(({ mark }) => mark === null).map(({ sheet }) => sheet))];
  if (sheets.length === 0) return new Set();
  const found = (await database.query(paperSheets, [petitionId, array('text', sheets)])) as { sheet: string }[];
  return new Set(found.map(({ sheet }) => sheet));
}

/** Whatever one of the two does not know is no difference: earlier releases kept no names, and erased addresses stay erased. */
function differences(standing: Stored, row: PlacedRow): string[] {
  const found: string[] = [];
  const people = [row, ...row.older];
  if (standing.person !== null && row.person !== null && !people.some(({ person }) => person === standing.person))
    found.push('name');
  if (standing.country !== row.country) found.push('country');
  if (standing.region !== row.region) found.push('region');
  if (standing.signed_on !== row.signedOn) found.push('signed_on');
  if (standing.people !== row.people) found.push('count');
  if (
    standing.email_hash !== null &&
    row.emailHash !== null &&
    !people.some(({ emailHash }) => emailHash?.equals(standing.email_hash as Buffer))
  )
    found.push('email');
  return found;
}

function toldOf(standing: Stored, row: PlacedRow): RowFault {
  const { line: at, sheet: mark } = standing;
  const columns = differences(standing, row).join(', ');
  return at === 0 ? said('TOTAL_CHANGED', { mark, columns }) : said('LINE_CHANGED', { at, mark, columns });
}

/** While an earlier key is still known, an address that stands in the petition under it keeps it, so that it is found again. */
async function underKnownAddresses(
  database: Statements,
  petitionId: string,
  rows: readonly PlacedRow[],
): Promise<readonly PlacedRow[]> {
  const hashes = rows.flatMap(({ older }) => older.flatMap(({ emailHash }) => emailHash ?? []));
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

/** Four words a place: the hash of what the row is about (two), that of what it says, and its number, 0 for an empty place. */
const words = 4;

/**
 * Knows rows by hashes with a seed of its own: two of a million differing rows are taken for one with a chance of about one in forty
 * million, and then told as a fault.
 */
export class SeenRows {
  readonly #seeds = [randomInt(2 ** 32), randomInt(2 ** 32), randomInt(2 ** 32)] as const;
  #table = new Uint32Array(1_024 * words);
  #size = 0;

  /** The number of the row that was first about the same; undefined when this is the first. */
  add(about: string, says: string, row: number): { readonly row: number; readonly isSame: boolean } | undefined {
    const at = this.#placeOf(about);
    const content = hash(says, this.#seeds[2]);
    if (this.#table[at + 3] !== 0) return { row: this.#table[at + 3] as number, isSame: this.#table[at + 2] === content };
    this.#table[at + 2] = content;
    this.#table[at + 3] = row;
    this.#grown();
    return undefined;
  }

  /** How often this was asked about the same, this time included. */
  count(about: string): number {
    const at = this.#placeOf(about);
    const times = (this.#table[at + 3] as number) + 1;
    this.#table[at + 3] = times;
    if (times === 1) this.#grown();
    return times;
  }

  /** Where a row is, or goes. */
  #placeOf(about: string): number {
    const [high, low] = [hash(about, this.#seeds[0]), hash(about, this.#seeds[1])];
    const at = this.#find(this.#table, high, low);
    this.#table[at] = high;
    this.#table[at + 1] = low;
    return at;
  }

  #find(table: Uint32Array, high: number, low: number): number {
    const places = table.length / words;
    let place = low & (places - 1);
    while (table[place * words + 3] !== 0 && (table[place * words] !== high || table[place * words + 1] !== low))
      place = (place + 1) & (places - 1);
    return place * words;
  }

  #grown(): void {
    if (++this.#size * 3 < (this.#table.length / words) * 2) return;
    const larger = new Uint32Array(this.#table.length * 2);
    for (let at = 0; at < this.#table.length; at += words) {
      if (this.#table[at + 3] === 0) continue;
      const to = this.#find(larger, this.#table[at] as number, this.#table[at + 1] as number);
      larger.set(this.#table.subarray(at, at + words), to);
    }
    this.#table = larger;
  }
}

/** MurmurHash3's mixing over UTF-16 units, 32 bits. */
function hash(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
