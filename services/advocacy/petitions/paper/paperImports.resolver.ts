// Which files of signatures on paper were imported, and how one of them, or a sheet of it, is taken back.

import { ArrayMaxSize, IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { change } from '#kit/data/change';
import { groupBy, hydrate, readPrepared } from '#kit/data/database';
import { FirstArgs } from '#kit/data/page';
import type { Statements } from '#kit/data/queue';
import type { Loaders } from '#kit/data/request';
import { parametersIn, switched, type Upload } from '#kit/subgraph/uploads';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { countryOf } from '#kit/words/places';
import { BadInput, NotFound } from '#kit/words/problem';
import { uploadDoors } from '#kit/words/uploadDoors';
import { CountryCode, SomeLines } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { NotYourPetition } from '../organizing/takeStep';
import { Petition } from '../petition';
import { Step, stateAfter } from '../states';
import { columnNames } from './columns';
import { importPaper, type PaperProgress, type PaperWishes } from './importPaper';
import { PaperFault, PaperReport } from './paperReport';
import { type DateOrder, dateOrders, sheetSpelling } from './paperRow';
import { PaperAreaCount, PaperDayCount, PaperImport, PaperSheet } from './paperSignature';
import { takeBackPaper } from './paperSql';

const mostImports = 200;

@InputType({ description: 'An import of signatures on paper to take back.' })
class UndoPaperImportInput {
  @Field(() => ID, { description: 'The import; see paperImports.' })
  @IsUUID()
  id!: string;

  @Field(() => String, { nullable: true, description: 'One sheet of it; without it, the whole import.' })
  @IsOptional()
  @MaxLength(200)
  sheet?: string | null;

  @Field({ description: 'Why, for the audit log. It must not name anybody who signed.' })
  @SomeLines()
  reason!: string;
}

@ObjectType({ description: 'What became of the rows of an import that was undone.' })
class UndoPaperImportPayload {
  @Field(() => Int, { description: 'Rows that left the counts, because this import had added them.' })
  removed!: number;

  @Field(() => Int, { description: 'Rows that are again what they were before this import corrected them.' })
  restored!: number;

  @Field(() => PaperImport, { description: 'The import.' })
  import!: PaperImport;

  @Field(() => Petition, { description: 'The petition, with its counts after that.' })
  petition!: Petition;
}

@Resolver(() => PaperImport)
export class PaperImportsResolver {
  @Audience(Role.ORGANIZER)
  @Query(() => [PaperImport], {
    nullable: true,
    description:
      `The files of signatures on paper that were imported for a petition, the latest first; at most ${mostImports}. For its organizer. ` +
      'Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.',
  })
  async paperImports(
    @Arg('petitionId', () => ID, { description: 'The petition.' }) petitionId: string,
    @Ctx() { database, identity }: PetitionRequest,
  ): Promise<PaperImport[]> {
    const petition = await database.getRepository(Petition).findOneBy({ id: petitionId });
    if (!petition) throw new NotFound('petition', petitionId);
    if (petition.ownerSubject !== identity.subject) throw new NotYourPetition(petitionId);
    return database
      .getRepository(PaperImport)
      .find({ where: { petitionId }, order: { startedAt: 'DESC', id: 'DESC' }, take: mostImports });
  }

  @FieldResolver(() => [PaperSheet], {
    description: 'The sheets on which rows stand as this import wrote them, by name; none after it was undone.',
  })
  sheets(@Root() { id }: PaperImport, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return loaders
      .edge<string, PaperSheet[]>(`sheets of imports ${first}`, async (ids) => {
        const rows: (PaperSheet & { id: string })[] = await loaders.database.query(
          `SELECT id, sheet, people FROM (
             SELECT import_id AS id, sheet, sum(people)::int AS people, row_number() OVER (PARTITION BY import_id ORDER BY sheet) AS place
             FROM paper_signature WHERE import_id = ANY($1::uuid[]) GROUP BY 1, 2) AS sheets WHERE place <= $2 ORDER BY id, place`,
          [ids, first],
        );
        return groupBy(
          ids,
          rows,
          (row) => row.id,
          (group) => group,
        );
      })
      .load(id);
  }

  @FieldResolver(() => Int, {
    description:
      'How many rows stand now as this import wrote them, of those that were new or corrected others; fewer once a sheet was taken back or a ' +
      'later file corrected them, and 0 after it was undone.',
  })
  standing(@Root() { id }: PaperImport, @Ctx() { loaders }: PetitionRequest): Promise<number> {
    return loaders
      .edge<string, number>('rows that stand of imports', async (ids) => {
        const rows: { id: string; rows: number }[] = await loaders.database.query(
          'SELECT import_id AS id, count(*)::int AS rows FROM paper_signature WHERE import_id = ANY($1::uuid[]) GROUP BY 1',
          [ids],
        );
        const found = new Map(rows.map((row) => [row.id, row.rows]));
        return ids.map((each) => found.get(each) ?? 0);
      })
      .load(id);
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => UndoPaperImportPayload, {
    description:
      'Takes back an import of signatures on paper, or one sheet of it. Rows that it added leave the counts; those that it corrected are ' +
      'what they were before; those that a later import corrected belong to that one and stay. Signatures given online are never ' +
      'touched. The file can be imported again. For the organizer of the petition. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, ' +
      'WRONG_STATE, BAD_USER_INPUT.',
  })
  async undoPaperImport(
    @Arg('input', () => UndoPaperImportInput, { description: 'What is taken back.' })
    { id, sheet: named = null, reason }: UndoPaperImportInput,
    @Ctx() request: PetitionRequest,
  ): Promise<UndoPaperImportPayload> {
    const sheet = named === null ? null : sheetSpelling(named);
    const undone = await change(request, 'undoPaperImport', async (writing) => {
      const { manager } = writing;
      const found = await manager.findOneBy(PaperImport, { id });
      if (!found) throw new NotFound('import of paper signatures', id);
      const locked = await writing.lock(Petition, 'petition', found.petitionId);
      if (locked.ownerSubject !== writing.subject) throw new NotYourPetition(locked.id);
      stateAfter(Step.IMPORT_PAPER, locked);
      const [{ removed, restored, petitions }] = await manager.query(takeBackPaper, [locked.id, writing.now, id, sheet]);
      if (removed + restored === 0)
        throw new BadInput(
          sheet === null ? 'id' : 'sheet',
          found.added + found.changed === 0
            ? 'This import wrote nothing: all its rows were counted before, or refused. Undo the one that counted them; see paperImports.'
            : `Nothing stands as this import wrote it${sheet === null ? '' : ` on sheet ${JSON.stringify(sheet)}`}: it was undone, or corrected by later imports. See paperImports.`,
          { reason: 'IMPORT_STANDS_NOT' },
        );
      if (sheet === null) {
        found.undoneAt = writing.now;
        await manager.update(PaperImport, { id }, { undoneAt: writing.now });
      }
      await writing.record(locked.id, { importId: id }, { sheet, reason, removed, restored });
      const [petition] = hydrate(request.database, Petition, petitions);
      return { removed, restored, import: found, petition: petition as Petition };
    });
    request.app.feed.publish([undone.petition]);
    return undone;
  }
}

const byArea = `
SELECT nullif(country, '') AS country, nullif(region, '') AS region, sum(people)::int AS count FROM paper_part
WHERE petition_id = asked.id GROUP BY 1, 2 HAVING sum(people) > 0 ORDER BY 3 DESC, 1, 2`;

/** All areas of one petition: some thousand at most. */
export const paperAreasOf = (petitionId: string, database: Statements): Promise<PaperAreaCount[]> =>
  database.query(byArea.replace('asked.id', '$1'), [petitionId]) as Promise<PaperAreaCount[]>;

const byDay = `
SELECT nullif(day, '-infinity') AS day, sum(people)::int AS count FROM paper_part
WHERE petition_id = asked.id GROUP BY 1 HAVING sum(people) > 0 ORDER BY 1 DESC NULLS LAST`;

@Resolver(() => Petition)
export class PaperCountsResolver {
  @FieldResolver(() => [PaperAreaCount], {
    description: 'Its signatures on paper by area, the largest area first. Together they are the paperCount.',
  })
  paperByArea(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return partsOf<PaperAreaCount>(loaders, byArea, first).load(id);
  }

  @FieldResolver(() => [PaperDayCount], {
    description:
      'Its signatures on paper by the day on which they were given, the latest first, those without a day last. Together they are the ' +
      'paperCount.',
  })
  paperByDay(@Root() { id }: Petition, @Args(() => FirstArgs) { first }: FirstArgs, @Ctx() { loaders }: PetitionRequest) {
    return partsOf<PaperDayCount>(loaders, byDay, first).load(id);
  }
}

const partsOf = <Part>(loaders: Loaders, parts: string, first: number) =>
  loaders.edge<string, Part[]>(`${first} ${parts}`, async (ids) => {
    const rows = await readPrepared<Part & { id: string }>(
      loaders.database,
      `SELECT asked.id, part.* FROM unnest($1::text[]) AS asked(id) CROSS JOIN LATERAL (${parts} LIMIT $2) AS part`,
      [ids, first],
    );
    return groupBy(
      ids,
      rows,
      (row) => row.id,
      (group) => group,
    );
  });

@InputType({ description: 'What a column of a file holds.' })
class PaperColumnInput {
  @Field({ description: `One of ${columnNames.join(', ')}.` })
  @IsIn(columnNames, { message: `name must be one of ${columnNames.join(', ')}` })
  name!: string;

  @Field({ description: 'Its header or, from 1, its number; empty for what is not to be read.' })
  @MaxLength(200)
  header!: string;
}

@InputType({ description: 'Signatures on paper.' })
class ImportPaperSignaturesInput {
  @Field(() => ID, { description: 'The petition, which must not be a DRAFT.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({
    description:
      'CSV, separated by commas, semicolons or tabs. A row at its top names the columns: name, country and, where there are, sheet, ' +
      'line, region, signed_on and email, or what other programs call them; or, for totals, a place and its count. Names are not kept, ' +
      'of addresses only a keyed hash. A line of a sheet counts once, however often it is sent; rows without sheet and line are known ' +
      'again by what they say. Send files of more than a few thousand rows by POST to /petitions/{id}/paper-signatures as text/csv, ' +
      'which reports its progress.',
  })
  csv!: string;

  @Field({ defaultValue: false, description: 'True to read everything, write nothing and get the report.' })
  preview!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The order of dates such as 10/3/2026: YMD, MDY or DMY. Without it, only dates that begin with the year are read.',
  })
  @IsOptional()
  @IsIn(dateOrders, { message: `dates must be one of ${dateOrders.join(', ')}` })
  dates?: DateOrder | null;

  @Field(() => CountryCode, { nullable: true, description: 'The country of rows that name none.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'The mark of the sheet of rows that name none, at most 100 characters.' })
  @IsOptional()
  @MaxLength(100)
  sheet?: string | null;

  @Field({
    defaultValue: true,
    description: 'False when the first row is a signature already; then columns are named by numbers.',
  })
  hasHeader!: boolean;

  @Field(() => [PaperColumnInput], {
    defaultValue: [],
    description:
      'What columns hold whose headers do not tell. What is left out is read as an earlier file with the same header was.',
  })
  @ArrayMaxSize(columnNames.length)
  columns!: PaperColumnInput[];

  @Field({
    defaultValue: true,
    description: 'False to neither read the file as an earlier one with the same header was, nor remember how this one is read.',
  })
  remember!: boolean;
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
    @Arg('input', () => ImportPaperSignaturesInput, { description: 'The rows.' })
    { petitionId, csv, preview, dates = null, country = null, sheet, hasHeader, columns, remember }: ImportPaperSignaturesInput,
    @Ctx() request: PetitionRequest,
  ): Promise<PaperReport> {
    const [faults, changes]: [PaperFault[], PaperFault[]] = [[], []];
    let last: PaperProgress | undefined;
    const said = {
      columns: Object.fromEntries(columns.map(({ name, header }) => [name, header])),
      sheet: sheet?.trim() ? sheetSpelling(sheet) : null,
    };
    const wishes = { preview, dates, country, hasHeader, remember, everyFault: false, ...said };
    for await (last of importPaper(petitionId, textOf(csv), wishes, request)) {
      faults.push(...last.faults);
      changes.push(...last.changes);
    }
    return { ...(last as PaperProgress), faults, changes };
  }
}

async function* textOf(text: string) {
  yield text;
}

/** The same for files of any length. */
export const paperUpload: Upload<PetitionRequest> = {
  ...uploadDoors.paperSignatures,
  receive: ({ params, query, charset, file, context }) => importPaper(params.id ?? '', file, wishesIn(query, charset), context),
};

/** How each is written, for refusals. */
const known = [
  'preview=1',
  `dates=${dateOrders.join('|')}`,
  'country=US',
  'sheet=MARK',
  'header=none',
  'faults=all',
  'remember=0',
  ...columnNames.map((name) => `column.${name}=HEADER`),
];

/** @throws BadInput for a word that is not known or says what is impossible */
export function wishesIn(query: Readonly<Record<string, unknown>>, charset?: string): PaperWishes {
  const columns: Record<string, string> = {};
  let wishes: PaperWishes = {
    preview: false,
    dates: null,
    country: null,
    sheet: null,
    hasHeader: true,
    everyFault: false,
    remember: true,
    columns,
    charset,
  };
  for (const [name, value] of parametersIn(query)) {
    const refuse = (allowed: string) =>
      new BadInput(name, `${JSON.stringify(name)} cannot be ${JSON.stringify(value)}. Write ${allowed}.`);
    const column = /^column\.(.+)$/.exec(name)?.[1];
    if (name === 'preview') wishes = { ...wishes, preview: switched(name, value) };
    else if (name === 'remember') wishes = { ...wishes, remember: switched(name, value) };
    else if (name === 'dates') {
      const dates = value.toUpperCase() as DateOrder;
      if (!dateOrders.includes(dates)) throw refuse(`dates=${dateOrders.join(', dates=')}`);
      wishes = { ...wishes, dates };
    } else if (name === 'country') {
      const country = countryOf(value);
      if (country === undefined) throw refuse('a country such as country=US');
      wishes = { ...wishes, country };
    } else if (name === 'sheet') {
      const sheet = sheetSpelling(value);
      if (!sheet || sheet.length > 100) throw refuse('the mark of the sheet, at most 100 characters');
      wishes = { ...wishes, sheet };
    } else if (name === 'header') {
      if (value !== 'none' && value !== 'yes') throw refuse('header=none or header=yes');
      wishes = { ...wishes, hasHeader: value === 'yes' };
    } else if (name === 'faults') {
      if (value !== 'all' && value !== 'first') throw refuse('faults=all or faults=first');
      wishes = { ...wishes, everyFault: value === 'all' };
    } else if (column !== undefined && columnNames.includes(column as never)) columns[column] = value;
    else
      throw new BadInput(
        name,
        `An upload of signatures on paper knows no ${JSON.stringify(name.slice(0, 100))}. It knows: ${known.join(', ')}.`,
      );
  }
  return wishes;
}
