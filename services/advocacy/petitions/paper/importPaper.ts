// Imports a file of signatures on paper of any length, or reads it and keeps nothing: each line counts once.

import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import type { RowFault } from '#kit/data/csv';
import { hydrate } from '#kit/data/database';
import { Role, requireRole } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { dayIn } from '#kit/words/timeZone';
import type { PetitionRequest } from '../context';
import { NotYourPetition } from '../organizing/takeStep';
import { Petition } from '../petition';
import { Step, stateAfter } from '../states';
import { columnNames, unreadIn } from './columns';
import { said } from './paperFaults';
import { type FileWishes, layoutsFor, PaperFile, type ReadRow, rememberLayout } from './paperLayout';
import type { PaperFault, PaperReport } from './paperReport';
import { PaperImport } from './paperSignature';
import { compareRows, type PlacedRow, writePaper } from './paperSql';
import { Placing } from './placing';

export interface PaperWishes extends FileWishes {
  /** Reads the whole file, writes and keeps nothing. */
  readonly preview: boolean;
  /** Lists every fault and change, not only the first ones. */
  readonly everyFault: boolean;
  /** Whether what is not said of the columns is taken from an earlier file with the same header, and this one remembered. */
  readonly remember: boolean;
}

/** How far an import has come. Faults and changes are those since the last report. */
export interface PaperProgress extends PaperReport {
  readonly done: boolean;
}

/** What people see at once of an import or a preview. */
const mostFaults = { imported: 1_000, previewed: 100 } as const;

/**
 * Few rows at first, so that the first report comes soon; many later, because each commit takes as long as its rows and a bit. Signers of
 * the petition wait meanwhile: some hundredths of a second, at most a few tenths.
 */
const batchRows = (rows: number): number => (rows < 2_000 ? 500 : 5_000);

/** A petition that the account may import to. @throws Unauthenticated, Forbidden, NotFound, NotYourPetition, WrongState */
async function petitionOf(id: string, { database, identity }: PetitionRequest): Promise<Petition> {
  requireRole(identity, Role.ORGANIZER);
  const petition = await database.getRepository(Petition).findOneBy({ id });
  if (!petition) throw new NotFound('petition', id);
  if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(id);
  stateAfter(Step.IMPORT_PAPER, petition);
  return petition;
}

/**
 * Reads rows as they come, commits them in batches, each with an audit entry, and reports after each commit. A file that is sent
 * again adds nothing, so an upload that broke off is simply repeated. A corrected row replaces the earlier one, which is told.
 * @throws Unauthenticated, Forbidden, NotFound, NotYourPetition, WrongState, BadInput for a file that is not CSV
 */
export async function* importPaper(
  petitionId: string,
  file: AsyncIterable<Buffer | string>,
  wishes: PaperWishes,
  request: PetitionRequest,
): AsyncGenerator<PaperProgress> {
  const petition = await petitionOf(petitionId, request);
  const opened = petition.launchedDay ?? '1900-01-01';
  const days = { from: opened < '1900-01-01' ? '1900-01-01' : opened, to: dayIn(request.clock(), petition.timeZone) };
  const layouts = wishes.remember ? await layoutsFor(petitionId, request.database) : undefined;
  const paper = new PaperFile(file, wishes, days, layouts);
  yield* new PaperImporting(petition, paper, wishes, request).run();
}

/** Rows that are written together, and what is said of the others between them. */
class Batch {
  readonly placed: PlacedRow[] = [];
  readonly faults: PaperFault[] = [];
  rows = 0;
  unchanged = 0;
  refused = 0;
}

/** One import, from its first row to its last. */
class PaperImporting {
  readonly #id = uuid();
  readonly #placing: Placing;
  readonly #sum = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0 };
  #faults: PaperFault[] = [];
  #changes: PaperFault[] = [];
  #told = { faults: 0, changes: 0 };
  #alsoOnline = 0;
  #isKept = false;

  constructor(
    private readonly petition: Petition,
    private readonly file: PaperFile,
    private readonly wishes: PaperWishes,
    private readonly request: PetitionRequest,
  ) {
    this.#placing = new Placing(request.app.secrets.hash, this.#id);
  }

  /** Reads the next batch while the database writes the last one, and reports each as soon as it is committed. */
  async *run(): AsyncGenerator<PaperProgress> {
    const file = this.file.rows();
    let batch = new Batch();
    let begun = 0;
    let writing: Promise<void> | undefined;
    let reading = file.next();
    try {
      for (;;) {
        const arrived = await (writing ? Promise.race([reading, writing.then(() => undefined)]) : reading);
        if (arrived === undefined) {
          writing = undefined;
          yield this.#report(false);
          continue;
        }
        if (arrived.done) break;
        for (const one of arrived.value) {
          this.#place(one, batch);
          if (batch.rows < batchRows(begun)) continue;
          if (writing) {
            await writing;
            writing = undefined;
            yield this.#report(false);
          }
          begun += batch.rows;
          writing = this.#commit(batch);
          writing.catch(() => undefined);
          batch = new Batch();
        }
        reading = file.next();
      }
      if (writing) {
        await writing;
        writing = undefined;
        yield this.#report(false);
      }
      await this.#commit(batch);
      if (!this.wishes.preview) await this.#finish();
      yield this.#report(true);
    } finally {
      reading.catch(() => undefined);
      await writing?.catch(() => undefined);
      void file.return(undefined).catch(() => undefined);
    }
  }

  /** Puts the row into the batch, unless it is refused or said already. */
  #place({ row, read }: ReadRow, batch: Batch): void {
    batch.rows++;
    if ('reason' in read) {
      this.#refuse(row, read, batch);
      return;
    }
    const { placed, earlier } = this.#placing.place(row, read);
    if (placed) batch.placed.push(placed);
    else if (earlier.isSame) batch.unchanged++;
    else {
      const values = { earlier: earlier.row, row, mark: read.sheet ?? '' };
      const isTotal = read.line === 0;
      this.#refuse(row, isTotal ? said('TOTAL_TWICE', values) : said('LINE_TWICE', { ...values, at: read.line ?? 0 }), batch);
    }
  }

  #refuse(row: number, fault: RowFault, batch: Batch): void {
    batch.refused++;
    if (this.#mayTell('faults')) batch.faults.push({ row, ...fault });
  }

  #mayTell(kind: 'faults' | 'changes'): boolean {
    const most = this.wishes.preview ? mostFaults.previewed : mostFaults.imported;
    return this.wishes.everyFault || this.#told[kind]++ < most;
  }

  async #commit({ placed: rows, faults, ...counts }: Batch): Promise<void> {
    this.#sum.rows += counts.rows;
    this.#sum.unchanged += counts.unchanged;
    this.#sum.refused += counts.refused;
    this.#faults.push(...faults);
    if (rows.length === 0) return;
    if (this.wishes.preview) this.#count(await compareRows(this.request.database, this.petition.id, rows, this.#placing.isOf));
    else await this.#write(rows);
  }

  #count({ added, changed, unchanged, changes }: Awaited<ReturnType<typeof compareRows>>): void {
    this.#sum.added += added.length;
    this.#sum.changed += changed.length;
    this.#sum.unchanged += unchanged;
    for (const told of changes) if (this.#mayTell('changes')) this.#changes.push(told);
  }

  async #write(rows: readonly PlacedRow[]): Promise<void> {
    const { request, petition } = this;
    const latest = await change(request, Step.IMPORT_PAPER, async (writing) => {
      const locked = await writing.lock(Petition, 'petition', petition.id);
      stateAfter(Step.IMPORT_PAPER, locked);
      const compared = await compareRows(writing.manager, petition.id, rows, this.#placing.isOf);
      const { added, changed } = compared;
      this.#count(compared);
      if (added.length + changed.length === 0) return undefined;
      await this.#keep(writing);
      const place = { petitionId: petition.id, importId: this.#id, now: writing.now };
      const { alsoOnline, petitions } = await writePaper(writing.manager, place, compared);
      this.#alsoOnline += alsoOnline;
      await writing.record(petition.id, null, { added: added.length, changed: changed.length, importId: this.#id });
      return hydrate(request.database, Petition, petitions);
    });
    if (latest) request.app.feed.publish(latest);
  }

  /** Keeps the import itself as far as it has come. */
  async #keep(writing: Change): Promise<void> {
    const { manager, now } = writing;
    const so = { encoding: this.file.encoding, ...this.#sum };
    if (this.#isKept) await manager.update(PaperImport, { id: this.#id }, so);
    else {
      const { id } = this.petition;
      const none = { finishedAt: null, fileHash: null, undoneAt: null };
      await manager.insert(PaperImport, {
        id: this.#id,
        petitionId: id,
        subject: writing.subject,
        startedAt: now,
        ...none,
        ...so,
      });
      this.#isKept = true;
    }
  }

  /** Also for a file that added nothing, so that it is known that it came. */
  async #finish(): Promise<void> {
    await change(this.request, Step.IMPORT_PAPER, async (writing) => {
      await this.#keep(writing);
      await writing.manager.update(PaperImport, { id: this.#id }, { finishedAt: writing.now, fileHash: this.file.hash() });
      await this.#remember(writing);
    });
  }

  /** Only what the uploader had to say, now or before: what the header tells by itself needs no memory. */
  async #remember({ manager, now }: Change): Promise<void> {
    const { mapped, reading } = this.file;
    if (!mapped || !reading || !this.wishes.remember) return;
    const { columns, dates, country, hasHeader } = reading.wishes;
    if (Object.keys(columns).length === 0 && dates === null && country === null) return;
    const unread = columnNames.filter((name) => columns[name] === '' || columns[name] === 0);
    const layout = { petitionId: this.petition.id, id: reading.id, hasHeader, dates, country, rememberedAt: now };
    await rememberLayout(manager, mapped, unread, layout);
  }

  #report(done: boolean): PaperProgress {
    const { mapped, encoding, separator, reading } = this.file;
    const [faults, changes] = [this.#faults, this.#changes];
    [this.#faults, this.#changes] = [[], []];
    const { preview } = this.wishes;
    return {
      ...this.#sum,
      faults,
      changes,
      preview,
      importId: preview || !this.#isKept ? null : this.#id,
      alsoOnline: preview ? null : this.#alsoOnline,
      encoding,
      separator,
      layout: mapped?.layout ?? null,
      remembered: reading?.isRemembered ?? false,
      columns: Object.entries(mapped?.columns ?? {}).map(([name, at]) => ({ name, number: at + 1 })),
      unread: mapped ? unreadIn(mapped) : [],
      done,
    };
  }
}
