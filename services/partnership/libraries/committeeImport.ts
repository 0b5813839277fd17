// A file of the committee: how its rows are read, tried, reported and remembered, so that it can be undone.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GraphQLError } from 'graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import { type CsvFault, onlyText, type RowFault, readCsv, rowFault } from '#kit/data/csv';
import { decodeText, undecodable } from '#kit/data/decodeText';
import type { Request } from '#kit/data/request';
import { Latest } from '#kit/live/latest';
import { isDataFault } from '#kit/process/outage';
import { parametersIn, switched, type Upload } from '#kit/subgraph/uploads';
import { enumOf } from '#kit/words/enums';
import { Role, requireRole } from '#kit/words/identity';
import { BadInput, type FieldReason } from '#kit/words/problem';
import type { UploadDoor } from '#kit/words/uploadDoors';

const ImportKind = enumOf('ImportKind', 'What a file of the committee holds.', {
  LIBRARIES: 'Libraries, one a row.',
  PAIRS: 'Existing pairs of sister libraries, one a row.',
});
type ImportKind = keyof typeof ImportKind;

@ObjectType({ description: 'A file of libraries or pairs that the committee imported. Only the committee reads it.' })
@Entity()
@Check('committee_import_kind', `kind IN ('LIBRARIES', 'PAIRS')`)
export class CommitteeImport {
  @Field(() => ID, { description: 'The id of the import, a UUID, for undoImport.' })
  @PrimaryColumn('text')
  id!: string;

  @Field(() => ImportKind, { description: 'What the file holds.' })
  @Column('text')
  kind!: ImportKind;

  @Column('text')
  importedBy!: string;

  @Field(() => Date, { description: 'When it was imported.' })
  @Column('timestamptz')
  importedAt!: Date;

  @Field({ description: 'SHA-256 of the file, in hexadecimal digits.' })
  @Column('text')
  fileHash!: string;

  @Field(() => Int, { description: 'How many rows it added.' })
  @Column('integer')
  added!: number;

  @Field(() => Date, { nullable: true, description: 'When it was undone; null when it was not.' })
  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Column('text', { nullable: true })
  undoReason!: string | null;
}

@ObjectType({ description: 'A row of a file that was not taken, and why.' })
class ImportFault {
  @Field(() => Int, { description: 'The line of the file on which it ends, from 1: the header is 1.' })
  row!: number;

  @Field(() => String, { nullable: true, description: 'The column; null when the row as a whole is at fault.' })
  field!: string | null;

  @Field({ description: 'What stood in the way, and what would work.' })
  message!: string;

  /** For pages, which say it in the language of their reader: uploads tell it, the schema does not. */
  reason!: RowFault['reason'];
  values!: RowFault['values'];
}

@ObjectType({ description: 'What became of a file, or would become of it.' })
export class ImportReport {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the import, for undoImport; null after a preview, and when nothing was added.',
  })
  importId!: string | null;

  @Field(() => Int, { description: 'How many rows the file has, without its header and without blank rows.' })
  rows!: number;

  @Field(() => Int, { description: 'How many rows were added, or would be.' })
  added!: number;

  @Field(() => Int, { description: 'How many rows say what is recorded already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many rows were refused. The others are taken all the same.' })
  refused!: number;

  @Field(() => [ImportFault], { description: 'The first 100 refused rows, in the order of the file.' })
  faults!: ImportFault[];
}

/** The longest text in a mutation, in characters; uploads take more. */
export const longestFile = 800_000;
/** The most rows: all of them are one change. */
export const mostRows = { sent: 2_000, uploaded: 20_000 } as const;
const mostFaults = 100;
const longestUpload = 20_000_000;
/** After so many rows an upload hears how far it is. */
const rowsATime = 100;

export type Row = Readonly<Record<string, string>>;

/** Rolls a preview back. */
class Tried extends Error {
  constructor(readonly report: ImportReport) {
    super('tried');
  }
}

/** A kind of file: its columns, and what becomes of each row. */
export interface CommitteeFile {
  /** The mutation that it is imported by, for the audit log. */
  readonly action: string;
  readonly kind: ImportKind;
  /** Headers by the names that people give them, in small letters, and which of them a file must have. */
  readonly columns: {
    readonly needed: readonly string[];
    readonly known: Readonly<Record<string, readonly string[]>>;
    /** Those that can be said once, for all rows that leave them empty. */
    readonly shared: readonly string[];
  };
  /** False for what is recorded already. @throws a Problem for a row at fault: the row alone is then undone */
  enter(writing: Change, row: Row, importId: string, request: Request): Promise<boolean>;
}

interface Wishes {
  /** Reads and tries all rows, and writes nothing. */
  readonly preview: boolean;
  readonly everyFault: boolean;
  readonly charset?: string | undefined;
  /** Headers of the file by the column that they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is said once for all rows, by its column. */
  readonly shared: Row;
  readonly mostRows: number;
}

/** How far an upload has come; the last line says it is done, and holds the report. */
export interface ImportProgress extends ImportReport {
  readonly preview: boolean;
  readonly done: boolean;
}

/** Imports the text of a file, or tries it. @throws BadInput for a file that cannot be read */
export async function importText(
  request: Request,
  of: CommitteeFile,
  { csv, preview, ...said }: { readonly csv: string; readonly preview: boolean },
): Promise<ImportReport> {
  if (csv.length > longestFile)
    throw tooLong('TEXT_TOO_LONG', longestFile, `One import takes ${longestFile} characters. Split the file, or upload it.`);
  const shared = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value ?? '').trim()]));
  const wishes = { preview, everyFault: false, headers: {}, shared, mostRows: mostRows.sent };
  const file = await read(Readable.from([csv]), of, wishes);
  return take(request, of, file, wishes, () => undefined);
}

/** The door for files of that kind: preview=1 tries them, faults=all tells every fault, column.NAME=HEADER says what a header means. */
export const committeeUpload = (door: Pick<UploadDoor, 'path' | 'contentTypes'>, of: CommitteeFile): Upload<Request> => ({
  path: door.path,
  contentTypes: door.contentTypes,
  async *receive({ query, charset, file, context }): AsyncGenerator<ImportProgress> {
    requireRole(context.identity, Role.COMMITTEE);
    const wishes: Wishes = { ...wishesIn(query, of), charset, mostRows: mostRows.uploaded };
    const { preview } = wishes;
    const rows = await read(file, of, wishes);
    const progress = new Latest<ImportReport>();
    const taken = take(context, of, rows, wishes, (report) => progress.push(report));
    taken.then(
      () => progress.end(),
      (error: unknown) => progress.fail(error),
    );
    for await (const report of progress) yield { ...report, faults: [], preview, done: false };
    yield { ...(await taken), preview, done: true };
  },
});

function wishesIn(query: Readonly<Record<string, unknown>>, { columns: { known, shared: sharable } }: CommitteeFile) {
  const headers: Record<string, string> = {};
  const shared: Record<string, string> = {};
  const wishes = { preview: false, everyFault: false, headers, shared };
  for (const [name, value] of parametersIn(query)) {
    const column = /^column\.(.+)$/.exec(name)?.[1];
    if (name === 'preview') wishes.preview = switched(name, value);
    else if (name === 'faults' && (value === 'all' || value === 'first')) wishes.everyFault = value === 'all';
    else if (column !== undefined && column in known) headers[column] = value;
    else if (sharable.includes(name)) shared[name] = value.trim();
    else {
      const said = [...sharable.map((each) => `${each}=VALUE`), ...Object.keys(known).map((each) => `column.${each}=HEADER`)];
      const allowed = ['preview=1', 'faults=all', ...said];
      const asked = JSON.stringify(`${name}=${value}`.slice(0, 100));
      throw new BadInput(name, `An import of the committee knows no ${asked}. It knows: ${allowed.join(', ')}.`, { allowed });
    }
  }
  return wishes;
}

const tooLong = (reason: FieldReason, limit: number, message: string) => new BadInput('csv', message, { reason, limit });

type ReadRow = { readonly row: number } & ({ readonly cells: Row } | { readonly fault: RowFault });

/** Rows and faults of a file, by the line on which each ends. */
interface ReadFile {
  readonly rows: readonly ReadRow[];
  readonly hash: string;
}

/** @throws BadInput for a file that is not CSV, lacks a column, or is too long */
async function read(file: AsyncIterable<Buffer | string>, of: CommitteeFile, wishes: Wishes): Promise<ReadFile> {
  const { mostRows, shared } = wishes;
  const columns = { ...of.columns, needed: of.columns.needed.filter((column) => !shared[column]) };
  const hash = createHash('sha256');
  let bytes = 0;
  async function* hashed() {
    for await (const part of onlyText('csv', file)) {
      bytes += part.length;
      if (bytes > longestUpload)
        throw tooLong('FILE_TOO_LONG', longestUpload, `One import takes ${longestUpload} bytes. Split the file.`);
      hash.update(part);
      yield part;
    }
  }
  const rows: ReadRow[] = [];
  let header: readonly (string | undefined)[] | undefined;
  let nearest: Header | undefined;
  let above = 0;
  for await (const some of readCsv(decodeText(hashed(), wishes.charset).text)) {
    for (const one of some) {
      if (header === undefined) {
        const read =
          'fault' in one ? { found: [], missing: columns.needed, fault: one } : headerOf(one.cells, columns, wishes.headers);
        if (read.missing.length === 0) header = read.found;
        else if (nearest === undefined || read.missing.length < nearest.missing.length) nearest = read;
        // A title may stand above the header.
        if (header === undefined && ++above >= mostTitleRows) throw lacking(nearest ?? read, columns);
      } else rows.push({ row: one.row, ...('fault' in one ? { fault: one.fault } : rowOf(one.cells, header, shared)) });
      if (rows.length > mostRows)
        throw tooLong('TOO_MANY_ROWS', mostRows, `One import takes ${mostRows} rows, and the file has more. Split the file.`);
    }
  }
  if (header === undefined && nearest !== undefined) throw lacking(nearest, columns);
  if (rows.length === 0)
    throw new BadInput(
      'csv',
      `The file has no rows below its header. It may name these columns: ${Object.keys(columns.known).join(', ')}.`,
      { reason: 'NO_ROWS' },
    );
  return { rows, hash: hash.digest('hex') };
}

/** So many rows may stand above the one that names the columns. */
const mostTitleRows = 20;

interface Header {
  /** The column of each cell; undefined for one that is not read. */
  readonly found: readonly (string | undefined)[];
  readonly missing: readonly string[];
  /** When it is no row at all. */
  readonly fault?: CsvFault;
}

function lacking({ missing, fault }: Header, { known, shared }: CommitteeFile['columns']): BadInput {
  const allowed = Object.keys(known);
  if (fault) return new BadInput('csv', `No row is a header; row ${fault.row} is not CSV: ${fault.fault.message}`);
  const lacks = missing.join(', ');
  const once = missing.every((column) => shared.includes(column))
    ? ' What all rows share can be said once, beside the file.'
    : '';
  return new BadInput('csv', `The header lacks ${lacks}. It may name these columns: ${allowed.join(', ')}.${once}`, { allowed });
}

/** @throws BadInput for two columns that are read as one */
function headerOf(
  cells: readonly string[],
  { needed, known }: Pick<CommitteeFile['columns'], 'needed' | 'known'>,
  headers: Readonly<Record<string, string>>,
): Header {
  const named = new Map(
    Object.entries(known).flatMap(([column, names]) => [column, ...names].map((name) => [plain(name), column] as const)),
  );
  for (const [column, header] of Object.entries(headers)) named.set(plain(header), column);
  const said = new Set(Object.keys(headers));
  const found = cells.map((cell) => {
    const column = named.get(plain(cell));
    // What the sender says of a column counts more than what its header looks like.
    return column !== undefined && said.has(column) && plain(headers[column] as string) !== plain(cell) ? undefined : column;
  });
  const twice = found.find((column, i) => column !== undefined && found.indexOf(column) !== i);
  if (twice)
    throw new BadInput('csv', `Two columns of the file are read as ${twice}. Rename one of them.`, {
      reason: 'COLUMN_TWICE',
      allowed: Object.keys(known),
    });
  return { found, missing: needed.filter((column) => !found.includes(column)) };
}

const cellsMore = (cells: number, header: number) =>
  rowFault('CELLS_MORE', `The row has ${cells} cells, and the header ${header}. Put cells that hold a separator in quotes.`, {
    cells,
    header,
  });
const unreadable = rowFault(
  'CELLS_UNREADABLE',
  'The row holds bytes that are no letters in the encoding of the file. Save it as CSV in UTF-8.',
);
const notKept = rowFault('VALUE_NOT_KEPT', 'The row holds a value that the list cannot keep, such as a number too large.');

function rowOf(
  cells: readonly string[],
  header: readonly (string | undefined)[],
  shared: Row,
): { readonly cells: Row } | { readonly fault: RowFault } {
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) return { fault: cellsMore(cells.length, header.length) };
  const row: Record<string, string> = {};
  for (const [i, column] of header.entries()) if (column) row[column] = (cells[i] ?? '').trim();
  if (Object.values(row).some((text) => text.includes(undecodable))) return { fault: unreadable };
  // The address of the shared source belongs to no other source.
  const { sourceUrl: _, ...others } = shared;
  for (const [name, text] of Object.entries(row.source && shared.source ? others : shared)) row[name] ||= text;
  return { cells: row };
}

const fieldOf = ({ extensions: { field } }: GraphQLError) => (typeof field === 'string' ? field : null);

/** The same code and values with which a form would be refused. */
const faultOf = ({ message, extensions: { code, reason, limit, allowed, state, values } }: GraphQLError): RowFault =>
  rowFault(String(code), message, { reason, limit, allowed, state, values });

/** Takes each row by itself. */
async function take(
  request: Request,
  of: CommitteeFile,
  { rows, hash }: ReadFile,
  { preview, everyFault }: Wishes,
  tell: (report: ImportReport) => void,
): Promise<ImportReport> {
  const work = async (writing: Change) => {
    const importId = uuid();
    const report: ImportReport = { importId: null, rows: 0, added: 0, unchanged: 0, refused: 0, faults: [] };
    const refuse = (row: number, field: string | null, fault: RowFault) => {
      report.refused++;
      if (everyFault || report.faults.length < mostFaults) report.faults.push({ row, field, ...fault });
    };
    for (const { row, ...read } of rows) {
      report.rows++;
      if ('fault' in read) refuse(row, null, read.fault);
      else {
        try {
          const isNew = await writing.manager.transaction((manager) =>
            of.enter(writing.within(manager), read.cells, importId, request),
          );
          if (isNew) report.added++;
          else report.unchanged++;
        } catch (error) {
          if (isDataFault(error)) refuse(row, null, notKept);
          else if (error instanceof GraphQLError) refuse(row, fieldOf(error), faultOf(error));
          else throw error;
        }
      }
      if (report.rows % rowsATime === 0) tell({ ...report });
    }
    if (preview) throw new Tried(report);
    if (report.added > 0) {
      const made = { id: importId, kind: of.kind, importedBy: writing.subject, importedAt: writing.now, added: report.added };
      await writing.manager.insert(CommitteeImport, { ...made, fileHash: hash });
      await writing.record(importId, null, { kind: of.kind, added: report.added, refused: report.refused });
      report.importId = importId;
    }
    return report;
  };
  try {
    return await change(request, of.action, work);
  } catch (error) {
    if (error instanceof Tried) return error.report;
    throw error;
  }
}

/** A header without case, accents, spaces and marks: "País" is pais. */
const plain = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
