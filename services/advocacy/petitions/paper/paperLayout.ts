// Reads the rows of an organizer's file by its columns; how those were explained is remembered for the next file with the same header.

import { createHash } from 'node:crypto';
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Column, type DataSource, Entity, type EntityManager, ForeignKey, In, PrimaryColumn } from 'typeorm';
import { change } from '#kit/data/change';
import { type CsvFault, type CsvRow, onlyText, type RowFault, readCsv, rowsWithin, type Separator } from '#kit/data/csv';
import { decodeText } from '#kit/data/decodeText';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound } from '#kit/words/problem';
import { CountryCode } from '#kit/words/validation';
import { type PetitionRequest } from '../context';
import { NotYourPetition } from '../organizing/takeStep';
import { Petition } from '../petition';
import {
  type ColumnName,
  type ColumnWishes,
  columnNames,
  columnsByNumber,
  columnsIn,
  type Mapped,
  mostTitleRows,
  needed,
  plain,
} from './columns';
import { PaperColumn } from './paperReport';
import { type DateOrder, type PaperRow, type RowRules, readPaperRow } from './paperRow';

/** So many are remembered for a petition; the one that was used longest ago makes room. */
const mostLayouts = 50;

@ObjectType({ description: 'How the columns of files with one header are read for a petition, as its organizer said once.' })
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'], { name: 'FK_paper_layout_petition' })
export class PaperLayout {
  @PrimaryColumn('text')
  petitionId!: string;

  @Field(() => ID, { description: 'Stands for the header, by a hash; no words of a file are kept.' })
  @PrimaryColumn('text')
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The program that writes such files, such as Change.org; null when not known.',
  })
  @Column('text', { nullable: true })
  program!: string | null;

  @Field({
    description:
      'Whether a row of such files names the columns; otherwise it stands for all files of so many columns without one.',
  })
  @Column('boolean')
  hasHeader!: boolean;

  /** From 1; 0 for one that is not read although its header would tell. */
  @Column('jsonb')
  columns!: Readonly<Partial<Record<ColumnName, number>>>;

  @Field(() => String, { nullable: true, description: 'The order of dates: YMD, MDY or DMY; null when none was stated.' })
  @Column('text', { nullable: true })
  dates!: DateOrder | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country of rows that name none; null when none was stated.' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field({ description: 'When a file was last read so.' })
  @Column({ type: 'timestamptz', precision: 3 })
  rememberedAt!: Date;

  @Field(() => [PaperColumn], { name: 'columns', description: 'The columns that are read.' })
  get columnsRead(): PaperColumn[] {
    return Object.entries(this.columns).flatMap(([name, number]) => (number > 0 ? [{ name, number }] : []));
  }
}

/** What is remembered, by the id of the layout. */
export type PaperLayouts = ReadonlyMap<string, PaperLayout>;

/** The id of a header, in any capitals and accents; of files without one, of the number of their columns. */
export const layoutOf = (cells: readonly string[], hasHeader: boolean): string =>
  createHash('sha256')
    .update(JSON.stringify(hasHeader ? cells.map(plain) : cells.length))
    .digest('base64url');

export async function layoutsFor(petitionId: string, database: DataSource): Promise<PaperLayouts> {
  const found = await database.getRepository(PaperLayout).findBy({ petitionId });
  return new Map(found.map((layout) => [layout.id, layout]));
}

/** Keeps how a file was read, in the place of how such files were read before. */
export async function rememberLayout(
  manager: EntityManager,
  { columns, layout: program }: Mapped,
  unread: readonly ColumnName[],
  layout: Omit<PaperLayout, 'columns' | 'columnsRead' | 'program'>,
): Promise<void> {
  const numbers: Partial<Record<ColumnName, number>> = {};
  for (const name of columnNames) {
    const at = columns[name];
    if (at !== undefined) numbers[name] = at + 1;
    else if (unread.includes(name)) numbers[name] = 0;
  }
  await manager.upsert(PaperLayout, { ...layout, program, columns: numbers } as never, ['petitionId', 'id']);
  const { petitionId } = layout;
  const order = { rememberedAt: 'DESC', id: 'ASC' } as const;
  const old = await manager.find(PaperLayout, { where: { petitionId }, order, skip: mostLayouts, take: mostLayouts });
  if (old.length > 0) await manager.delete(PaperLayout, { petitionId, id: In(old.map(({ id }) => id)) });
}

@Resolver(() => PaperLayout)
export class PaperLayoutsResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [PaperLayout], {
    nullable: true,
    description:
      `How files of signatures on paper are read for a petition without a word about their columns, the one used last first; at most ${mostLayouts}. ` +
      'An import that says what columns, dates or country mean is remembered when it ends; a preview is not. For its organizer. ' +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async paperLayouts(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Ctx() { database, identity }: PetitionRequest,
  ): Promise<PaperLayout[]> {
    const petition = await database.getRepository(Petition).findOneBy({ id: petitionId });
    if (!petition) throw new NotFound('petition', petitionId);
    if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(petitionId);
    const order = { rememberedAt: 'DESC', id: 'ASC' } as const;
    return database.getRepository(PaperLayout).find({ where: { petitionId }, order, take: mostLayouts });
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => [PaperLayout], {
    description:
      'Forgets how files of signatures on paper are read for a petition: of one layout, or of all. Imports stay. Answers what is still ' +
      'remembered. For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async forgetPaperLayouts(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Arg('id', () => ID, { nullable: true, description: 'The layout; without it, all of them.' }) id: string | null,
    @Ctx() request: PetitionRequest,
  ): Promise<PaperLayout[]> {
    await change(request, 'forgetPaperLayouts', async (writing) => {
      const petition = await writing.lock(Petition, 'petition', petitionId);
      if (petition.ownerSubject !== writing.subject) throw new NotYourPetition(petitionId);
      const { affected } = await writing.manager.delete(PaperLayout, { petitionId, ...(id && { id }) });
      if (id && affected === 0) throw new NotFound('layout of files', id);
      await writing.record(petitionId, { layouts: affected ?? 0 }, null);
    });
    return this.paperLayouts(petitionId, request);
  }
}

/** What the uploader says of the file beside its bytes. */
export interface FileWishes extends ColumnWishes, Pick<RowRules, 'dates' | 'country' | 'sheet'> {
  /** That of the content type. */
  readonly charset?: string | undefined;
}

/** How the columns came to be read: what was said of them now, and what is remembered of an earlier file with the same header. */
interface Reading {
  /** The id of its layout. */
  readonly id: string;
  readonly wishes: FileWishes;
  readonly isRemembered: boolean;
}

/** A row that was read, or why not, with its line in the file. */
export interface ReadRow {
  readonly row: number;
  readonly read: PaperRow | RowFault;
}

/** The longest file, in rows: more could not be compared with each other in bounded memory. */
const mostRows = 2_000_000;

/** One reading of one file. What it tells of the file is complete when all rows were read. */
export class PaperFile {
  readonly #hash = createHash('sha256');
  readonly #decoded: ReturnType<typeof decodeText>;
  separator: Separator = ',';
  mapped: Mapped | undefined;
  reading: Reading | undefined;

  constructor(
    file: AsyncIterable<Buffer | string>,
    private readonly wishes: FileWishes,
    private readonly days: Pick<RowRules, 'from' | 'to'>,
    private readonly layouts: PaperLayouts = new Map(),
  ) {
    this.#decoded = decodeText(this.#hashed(onlyText('csv', file)), wishes.charset);
  }

  get encoding(): string {
    return this.#decoded.encoding();
  }

  /** The SHA-256 of what was read. */
  hash(): string {
    return this.#hash.digest('hex');
  }

  /** The rows as they arrive. @throws BadInput for a file that is not CSV or does not name its columns */
  async *rows(): AsyncGenerator<ReadRow[]> {
    let above: (CsvRow | CsvFault)[] = [];
    let rules: RowRules | undefined;
    let total = 0;
    for await (const rows of readCsv(this.#decoded.text, (separator) => (this.separator = separator))) {
      let some = rows;
      if (!rules) {
        above.push(...rows);
        const begun = this.#begin(above, false);
        if (!begun) {
          if (above.length > mostTitleRows) break;
          continue;
        }
        rules = begun.rules;
        some = above.slice(begun.from);
        above = [];
      }
      const known = rules;
      if (some.some((one) => 'raw' in one)) some = some.flatMap((one) => ('raw' in one && this.#apart(one, known)) || one);
      total += some.length;
      if (total > mostRows)
        throw new BadInput(
          'csv',
          `The file has more than ${mostRows} rows. Send it in parts; what was counted already counts once.`,
          { reason: 'TOO_MANY_ROWS', limit: mostRows },
        );
      yield some.map((one) => this.#read(one, known));
    }
    // Only now it is known that no row follows.
    if (!rules) {
      const begun = this.#begin(above, true);
      if (!begun) throw new BadInput('csv', this.#withoutHeader(above));
      yield above.slice(begun.from).map((one) => this.#read(one, begun.rules));
    }
  }

  /** Lines that stray quotes made one row, if each says more than a name and is one by itself. */
  #apart(row: CsvRow, rules: RowRules): (CsvRow | CsvFault)[] | undefined {
    const { country, signed_on } = rules.columns;
    return rowsWithin(row, this.separator, (cells) => {
      if (cells.length !== rules.width) return false;
      const read = readPaperRow(cells, rules);
      return !('reason' in read) && (read.line !== null || !!cells[country ?? -1] || !!cells[signed_on ?? -1]);
    });
  }

  #read(one: CsvRow | CsvFault, rules: RowRules): ReadRow {
    return { row: one.row, read: 'cells' in one ? readPaperRow(one.cells, rules) : one.fault };
  }

  /** @param isAll whether no further row comes, so that the last one can be judged without the next */
  #begin(rows: readonly (CsvRow | CsvFault)[], isAll: boolean): { readonly rules: RowRules; readonly from: number } | undefined {
    for (const [index, row] of rows.slice(0, mostTitleRows).entries()) {
      if (!('cells' in row)) continue;
      const reading = this.#readingOf(row.cells);
      const { wishes } = reading;
      const mapped = wishes.hasHeader ? columnsIn(row.cells, wishes) : columnsByNumber(row.cells.length, wishes);
      if (!mapped) continue;
      const below = rows[index + 1];
      if (wishes.hasHeader && !below && !isAll) return undefined;
      // `Name | | Place` above `First | Last | Country`: the second of two header lines tells more.
      if (wishes.hasHeader && below && 'cells' in below && this.#tellsMore(below.cells, mapped)) continue;
      this.mapped = mapped;
      this.reading = reading;
      const { dates, country, sheet } = wishes;
      return {
        rules: { ...mapped, dates, country, sheet, ...this.days, separator: this.separator },
        from: this.wishes.hasHeader ? index + 1 : index,
      };
    }
    return undefined;
  }

  #tellsMore(cells: readonly string[], { columns }: Mapped): boolean {
    const mapped = columnsIn(cells, this.#readingOf(cells).wishes);
    return mapped !== undefined && Object.keys(mapped.columns).length > Object.keys(columns).length;
  }

  /** What is said of this file goes before what is remembered of an earlier one. */
  #readingOf(cells: readonly string[]): Reading {
    const id = layoutOf(cells, this.wishes.hasHeader);
    const remembered = this.layouts.get(id);
    if (!remembered) return { id, wishes: this.wishes, isRemembered: false };
    const columns = { ...this.wishes.columns };
    for (const [name, number] of Object.entries(remembered.columns)) columns[name] ??= number;
    const dates = this.wishes.dates ?? remembered.dates;
    const country = this.wishes.country ?? remembered.country;
    return { id, wishes: { ...this.wishes, columns, dates, country }, isRemembered: true };
  }

  /** Never with words of the file: they may be names of people. */
  #withoutHeader(rows: readonly (CsvRow | CsvFault)[]): string {
    if (rows.length === 0) return `The file holds no rows. ${needed}`;
    const separator = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[this.separator];
    const widest = Math.max(...rows.map((row) => ('cells' in row ? row.cells.length : 1)));
    const malformed = rows.find((row): row is CsvFault => 'fault' in row);
    const wished = Object.keys(this.wishes.columns).filter((name) => this.wishes.columns[name as never] !== '');
    return (
      `None of the first ${Math.min(rows.length, mostTitleRows)} rows names the columns. The file was read as ${this.encoding}, ` +
      `separated by ${separator}, with at most ${widest} ${widest === 1 ? 'column' : 'columns'}. ` +
      (malformed ? `Row ${malformed.row} is malformed: ${malformed.fault.message} ` : '') +
      (wished.length > 0 ? `It was asked for columns for ${wished.join(', ')}. ` : '') +
      `If the first row is a signature, put a row with the names of the columns above it, or say header=none and name columns by ` +
      `their numbers, such as column.name=2. ${needed}`
    );
  }

  async *#hashed(file: AsyncIterable<Buffer | string>) {
    for await (const part of file) {
      this.#hash.update(part);
      yield part;
    }
  }
}
