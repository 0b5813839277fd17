// How do signatures on paper come to be counted, from a file of any length, once each?
import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { audit } from '#kit/data/audit';
import { hydrate } from '#kit/data/database';
import { Role, requireRole } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { importPaper } from '../signing/signaturesSql';
import { Step, stateAfter } from '../states';
import { type PaperRow, readPaperRow, requiredColumns } from './paperRow';
import { NotYourPetition } from './takeStep';

/** What is kept of a signature on paper: the place of its line, so that it is counted once. The sheets keep the names. */
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
export class PaperSignature {
  @PrimaryColumn('text')
  petitionId!: string;

  /** What is written on the sheet to tell it from others. */
  @PrimaryColumn('text')
  sheet!: string;

  /** Its line on the sheet, from 1. */
  @PrimaryColumn('integer')
  line!: number;

  @Column('text')
  country!: string;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('date', { nullable: true })
  signedOn!: string | null;
}

@ObjectType({ description: 'A row of a file that was not counted.' })
export class PaperFault {
  @Field(() => Int, { description: 'The line of the file on which the row ends, from 1.' })
  row!: number;

  @Field({ description: 'Why.' })
  message!: string;
}

/** How far an import is. Every row is one of added, changed, unchanged and refused. */
export interface PaperProgress {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Those of the rows since the last report; the first thousand of a file. */
  readonly faults: readonly PaperFault[];
  readonly done: boolean;
}

const batchRows = 500;
const mostFaults = 1_000;

/**
 * Reads rows as they come and commits them five hundred at a time, with an entry in the audit log of who sent them, reporting after
 * each commit. A file that is sent again adds nothing, so an upload that broke off is simply repeated. A corrected row takes the
 * place of the one before.
 * @throws Unauthenticated, Forbidden, NotFound, NotYourPetition, WrongState, BadInput for a file that is no CSV
 */
export async function* importPaperSignatures(
  petitionId: string,
  file: AsyncIterable<Buffer | string>,
  request: PetitionRequest,
): AsyncGenerator<PaperProgress> {
  const { database, identity, clock, app } = request;
  requireRole(identity, Role.ORGANIZER);
  const petition = await database.getRepository(Petition).findOneBy({ id: petitionId });
  if (!petition) throw new NotFound('petition', petitionId);
  if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(petitionId);
  stateAfter(Step.IMPORT_PAPER, petition);
  const sum = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0 };
  let faults: PaperFault[] = [];
  let batch: PaperRow[] = [];
  const commit = async () => {
    const { added, changed } = await write(batch);
    sum.added += added;
    sum.changed += changed;
    sum.unchanged += batch.length - added - changed;
    batch = [];
  };
  const report = (done: boolean): PaperProgress => {
    const progress = { ...sum, faults, done };
    faults = [];
    return progress;
  };
  for await (const { row, record } of records(file)) {
    sum.rows++;
    const read = readPaperRow(record);
    if (typeof read !== 'string') batch.push(read);
    else if (++sum.refused <= mostFaults) faults.push({ row, message: read });
    if (sum.rows % batchRows !== 0) continue;
    await commit();
    yield report(false);
  }
  await commit();
  yield report(true);

  async function write(rows: readonly PaperRow[]) {
    // The last of several rows about one line holds, as it would in a later batch.
    const distinct = [...new Map(rows.map((row) => [`${row.line} ${row.sheet}`, row])).values()];
    const column = <K extends keyof PaperRow>(name: K) => distinct.map((row) => row[name]);
    const columns = [column('sheet'), column('line'), column('country'), column('region'), column('signedOn')];
    const at = clock();
    const written = await database.transaction(async (manager) => {
      const [{ petitions, added, changed }] = await manager.query(importPaper, [petitionId, ...columns, at]);
      const [latest] = hydrate(database, Petition, petitions);
      if (!latest) throw new NotFound('petition', petitionId);
      stateAfter(Step.IMPORT_PAPER, latest);
      const entry = { at, subject: identity.subject, action: Step.IMPORT_PAPER, recordId: petitionId };
      if (added + changed > 0) await audit(manager, { ...entry, before: null, after: { added, changed } });
      return { latest, added, changed };
    });
    app.publish([written.latest]);
    return written;
  }
}

/** The rows of a CSV file with a first row of column names, as RFC 4180 has it; a BOM and lines of CR or LF are taken as well. */
async function* records(file: AsyncIterable<Buffer | string>): AsyncGenerator<{ row: number; record: Record<string, string> }> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => columnsOf(header),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  const source = Readable.from(file);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: Record<string, string> }>)
      yield { row: info.lines, record };
  } catch (error) {
    if (error instanceof CsvError) throw new BadInput('csv', `Line ${error.lines ?? '?'} of the file is no CSV (${error.code}).`);
    throw error;
  } finally {
    source.destroy();
  }
}

function columnsOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = requiredColumns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new BadInput('csv', `The first row of the file must name the columns; ${missing.join(', ')} is missing.`);
  return names;
}
