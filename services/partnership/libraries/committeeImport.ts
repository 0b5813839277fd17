// A file of the committee: how its rows are read, tried, reported and remembered, so that it can be undone.
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { GraphQLError } from 'graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { enumOf } from '#kit/words/enums';
import { addMissing, Source } from '#kit/words/facts';
import { BadInput } from '#kit/words/problem';

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

  @Field({ description: 'SHA-256 of the text of the file, in hexadecimal digits.' })
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
  @Field(() => Int, { description: 'The number of the record in the file: the header is 1.' })
  row!: number;

  @Field(() => String, { nullable: true, description: 'The column; null when the row as a whole is at fault.' })
  field!: string | null;

  @Field({ description: 'What stood in the way, and what would work.' })
  message!: string;
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

/** The longest file, in characters, and the most rows: all of them are one change. */
export const longestFile = 800_000;
const mostRows = 2_000;
const mostFaults = 100;

export type Row = Readonly<Record<string, string>>;

/** Rolls a preview back. */
class Tried extends Error {
  constructor(readonly report: ImportReport) {
    super('tried');
  }
}

/**
 * Takes each row by `enter`, which is false for what is recorded already, and throws a Problem for a row at fault: the row alone is then
 * undone. A preview reads and tries all rows, and writes nothing. @throws BadInput for a file that cannot be read
 */
export async function importRows(
  request: Request,
  action: string,
  { csv, preview, kind, columns }: { csv: string; preview: boolean; kind: ImportKind; columns: Columns },
  enter: (writing: Change, row: Row, importId: string) => Promise<boolean>,
): Promise<ImportReport> {
  const rows = rowsOf(csv, columns);
  const work = async (writing: Change) => {
    const importId = uuid();
    const report: ImportReport = { importId: null, rows: rows.length, added: 0, unchanged: 0, refused: 0, faults: [] };
    for (const [at, row] of rows.entries()) {
      try {
        const isNew = await writing.manager.transaction((manager) => enter(writing.within(manager), row, importId));
        if (isNew) report.added++;
        else report.unchanged++;
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        report.refused++;
        const field = typeof error.extensions.field === 'string' ? error.extensions.field : null;
        if (report.faults.length < mostFaults) report.faults.push({ row: at + 2, field, message: error.message });
      }
    }
    if (preview) throw new Tried(report);
    if (report.added > 0) {
      const made = { id: importId, kind, importedBy: writing.subject, importedAt: writing.now, added: report.added };
      await writing.manager.insert(CommitteeImport, { ...made, fileHash: createHash('sha256').update(csv).digest('hex') });
      await writing.record(importId, null, { kind, added: report.added, refused: report.refused });
      report.importId = importId;
    }
    return report;
  };
  try {
    return await change(request, action, work);
  } catch (error) {
    if (error instanceof Tried) return error.report;
    throw error;
  }
}

/** Headers by the names that people give them, in small letters, and which of them a file must have. */
interface Columns {
  readonly needed: readonly string[];
  readonly known: Readonly<Record<string, readonly string[]>>;
}

/** @throws BadInput */
function rowsOf(csv: string, { needed, known }: Columns): Row[] {
  const text = csv.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/i, '');
  const [head = ''] = text.split(/\r?\n/, 1);
  const [delimiter] = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length);
  const named = new Map(
    Object.entries(known).flatMap(([column, names]) => [column, ...names].map((name) => [plain(name), column])),
  );
  let records: Record<string, string>[];
  try {
    const columns = (header: string[]) => header.map((name) => named.get(plain(name)) ?? `unknown ${name}`);
    const settings = { columns, delimiter, trim: true, skip_empty_lines: true, skip_records_with_empty_values: true } as const;
    records = parse(text, { ...settings, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (error) {
    throw new BadInput('csv', `The file is not CSV: ${(error as Error).message} Save it as CSV with commas, semicolons or tabs.`);
  }
  const missing = needed.filter((column) => records.length > 0 && !(column in (records[0] as Row)));
  if (records.length === 0 || missing.length > 0) {
    const what = records.length === 0 ? 'The file has no rows below its header.' : `The header lacks ${missing.join(', ')}.`;
    throw new BadInput('csv', `${what} It may name these columns: ${Object.keys(known).join(', ')}.`, {
      allowed: Object.keys(known),
    });
  }
  if (records.length > mostRows)
    throw new BadInput('csv', `The file has ${records.length} rows, and one import takes ${mostRows}. Split the file.`, {
      limit: mostRows,
    });
  return records;
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The id of a source by its title and address, which is added if it is new. */
export async function sourceOf(manager: EntityManager, title: string, url: string | null): Promise<string> {
  const id = `committee-${createHash('sha256')
    .update(`${title}\n${url ?? ''}`)
    .digest('hex')
    .slice(0, 16)}`;
  await addMissing(manager, Source, [{ id, title, url }]);
  return id;
}
