// How signatures on paper are counted: from a file of any length, each line once.
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { hydrate } from '#kit/data/database';
import type { Upload } from '#kit/subgraph/uploads';
import { Audience } from '#kit/words/audience';
import { Role, requireRole } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { importPaper } from '../signing/signaturesSql';
import { Step, stateAfter } from '../states';
import { type PaperRow, readPaperRow, recordsOf } from './paperRow';
import { NotYourPetition } from './takeStep';

/** What is kept of a signature on paper: the place of its line, so that it is counted once. The sheets keep the names. */
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'])
export class PaperSignature {
  @PrimaryColumn('text')
  petitionId!: string;

  /** The mark on the sheet that tells it from others. */
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

@InputType({ description: 'Signatures on paper.' })
class ImportPaperSignaturesInput {
  @Field(() => ID, { description: 'The petition, which must be OPEN or CLOSED.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({
    description:
      'CSV. Its first row names the columns: sheet, line, name, country and, optionally, region and signed_on. Names are not kept. A line ' +
      'of a sheet counts once, however often it is sent. Send files of more than a few thousand rows by POST to ' +
      '/petitions/{id}/paper-signatures as text/csv, which reports its progress.',
  })
  csv!: string;
}

@ObjectType({ description: 'A row of the file that was not counted.' })
class PaperFault {
  @Field(() => Int, { description: 'The line of the file on which the row ends, counted from 1.' })
  row!: number;

  @Field({ description: 'Why it was not counted.' })
  message!: string;
}

@ObjectType({ description: 'What became of the rows of a file; rows is the sum of the other four.' })
class PaperReport {
  @Field(() => Int, { description: 'How many rows the file has.' })
  rows!: number;

  @Field(() => Int, { description: 'Signatures that are new.' })
  added!: number;

  @Field(() => Int, { description: 'Signatures that were already counted and are now corrected.' })
  changed!: number;

  @Field(() => Int, { description: 'Signatures that were already counted and are the same.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Rows that were not counted; see faults.' })
  refused!: number;

  @Field(() => [PaperFault], { description: 'The first thousand rows that were not counted, and why.' })
  faults!: PaperFault[];
}

@Resolver()
export class PaperResolver {
  @Audience(Role.ORGANIZER)
  @Mutation(() => PaperReport, {
    description:
      'Counts signatures on paper, separately from those given online; see paperCount. For its organizer. Errors: UNAUTHENTICATED, ' +
      'FORBIDDEN, NOT_FOUND, WRONG_STATE, BAD_USER_INPUT.',
  })
  async importPaperSignatures(
    @Arg('input', () => ImportPaperSignaturesInput, { description: 'The rows.' }) input: ImportPaperSignaturesInput,
    @Ctx() request: PetitionRequest,
  ): Promise<PaperReport> {
    const faults: PaperFault[] = [];
    let last: PaperProgress | undefined;
    for await (last of importPaperSignatures(input.petitionId, textOf(input.csv), request)) faults.push(...last.faults);
    return { ...(last as PaperProgress), faults };
  }
}

async function* textOf(text: string) {
  yield text;
}

/** The same for files of any length, with progress as the answer. */
export const paperUpload: Upload<PetitionRequest> = {
  path: '/petitions/:id/paper-signatures',
  contentType: 'text/csv',
  receive: ({ params, file, context }) => importPaperSignatures(params.id ?? '', file, context),
};

/** How far an import has come. Every row is added, changed, unchanged or refused. */
interface PaperProgress {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The refused rows since the last report; only the first thousand of a file are listed. */
  readonly faults: readonly PaperFault[];
  readonly done: boolean;
}

const batchRows = 500;
const mostFaults = 1_000;

/**
 * Reads rows as they come and commits them five hundred at a time, each time with an audit entry, and reports after each commit.
 * A file that is sent again adds nothing, so an upload that broke off is simply repeated. A corrected row replaces the earlier one.
 * @throws Unauthenticated, Forbidden, NotFound, NotYourPetition, WrongState, BadInput for a file that is not CSV
 */
async function* importPaperSignatures(
  petitionId: string,
  file: AsyncIterable<Buffer | string>,
  request: PetitionRequest,
): AsyncGenerator<PaperProgress> {
  const { database, identity, app } = request;
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
  for await (const { row, record } of recordsOf(file)) {
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
    // Of several rows about one line the last one counts, as it would in a later batch.
    const distinct = [...new Map(rows.map((row) => [`${row.line} ${row.sheet}`, row])).values()];
    const column = <K extends keyof PaperRow>(name: K) => distinct.map((row) => row[name]);
    const columns = [column('sheet'), column('line'), column('country'), column('region'), column('signedOn')];
    const written = await change(request, Step.IMPORT_PAPER, async (writing) => {
      const values = [petitionId, ...columns, writing.now];
      const [{ petitions, added, changed }] = await writing.manager.query(importPaper, values);
      const [latest] = hydrate(database, Petition, petitions);
      if (!latest) throw new NotFound('petition', petitionId);
      stateAfter(Step.IMPORT_PAPER, latest);
      if (added + changed > 0) await writing.record(petitionId, null, { added, changed });
      return { latest, added, changed };
    });
    app.feed.publish([written.latest]);
    return written;
  }
}
