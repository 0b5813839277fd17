// Pairs of sisters that existed before: the committee enters them from a source, their libraries take them over or end them.
import { IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Confidence, undated, wholeDay } from '#kit/words/facts';
import { Role } from '#kit/words/identity';
import type { MergedIds } from '#kit/words/mergedIds';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { uploadDoors } from '#kit/words/uploadDoors';
import { because, isDay, OneLine, SomeLines, validateArgument, WebAddress } from '#kit/words/validation';
import {
  type CommitteeFile,
  CommitteeImport,
  committeeUpload,
  ImportArgs,
  ImportReport,
  importText,
  Library,
  removeUnnamed,
  sourceOf,
  spellingsOfName,
} from '#partnership/libraries/index';
import { changePartnership, PartnershipArgs, refusalsOfChange } from './changePartnership';
import { Partnership, PartnersNotAbroad, pairOf } from './partnership';
import { Formality, PartnershipAction, PartnershipState } from './partnershipStates';
import { livingPartnership, PartnershipExists } from './proposePartnership';

@InputType({ description: 'A pair of sister libraries that the committee knows from a source.' })
class EnterPairInput {
  @Field(() => ID, { description: 'The id of one library.' })
  @MaxLength(100)
  libraryId!: string;

  @Field(() => ID, { description: 'The id of the other one, in another country.' })
  @MaxLength(100)
  otherLibraryId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Since when they are sisters: a day, a month or a year, such as 1999-05; null when not known.',
  })
  @IsOptional()
  @Matches(
    /^\d{4}(-\d{2}){0,2}$/,
    because('SINCE_WRONG', 'since must be a year, a month or a day, such as 1999, 1999-05 or 1999-05-31'),
  )
  since?: string | null;

  @Field(() => Formality, { defaultValue: Formality.UNKNOWN, description: 'Whether there is a written agreement.' })
  formality!: Formality;

  @Field({ description: 'Where it is documented: the title of a page or document, one line of at most 200 characters.' })
  @OneLine()
  source!: string;

  @Field(() => String, { nullable: true, description: 'The address of the source; null when it has none.' })
  @IsOptional()
  @WebAddress()
  sourceUrl?: string | null;
}

@ArgsType()
class UndoImportArgs {
  @Field(() => ID, { description: 'The id of the import.' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters.' })
  @SomeLines()
  reason!: string;
}

/** The import was undone before. */
class ImportUndone extends Problem {
  constructor(id: string) {
    super('IMPORT_UNDONE', `The import ${JSON.stringify(id)} is undone already. Nothing was changed.`, { importId: id });
  }
}

/** A library has taken the pair over, or the pair began in another way. */
class NotDocumented extends Problem {
  constructor(partnershipId: string) {
    super('NOT_DOCUMENTED', `The partnership ${JSON.stringify(partnershipId)} is no documented pair, or is taken over already.`, {
      partnershipId,
    });
  }
}

const columns = {
  needed: ['library', 'sister', 'source'],
  known: {
    library: [
      'onelibrary',
      'unabiblioteca',
      'librarya',
      'library1',
      'a',
      'biblioteca',
      'bibliotecaa',
      'biblioteca1',
      'bibliothek',
      'bibliotheque',
    ],
    sister: [
      'libraryb',
      'sisterlibrary',
      'itssister',
      'suhermana',
      'partner',
      'library2',
      'b',
      'hermana',
      'bibliotecahermana',
      'bibliotecab',
      'biblioteca2',
    ],
    since: ['sisterssince', 'hermanasdesde', 'started', 'startedon', 'year', 'desde', 'seit', 'depuis'],
    formality: ['agreement', 'acuerdo'],
    source: ['fuente', 'quelle', 'fonte'],
    sourceUrl: ['url', 'addressofthesource', 'direcciondelafuente'],
  },
  shared: ['source', 'sourceUrl'],
} as const;

@Resolver()
export class DocumentedPairMutations {
  @Audience(Role.COMMITTEE)
  @Mutation(() => Partnership, {
    description:
      'Enters a pair of sisters from a source: documented, active and without terms. No mail is sent. Errors: UNAUTHENTICATED, FORBIDDEN, ' +
      'NOT_FOUND, BAD_USER_INPUT, PARTNERS_NOT_ABROAD, PARTNERSHIP_EXISTS.',
  })
  enterPair(
    @Arg('input', () => EnterPairInput, { description: 'The pair and its source.' }) input: EnterPairInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    return change(request, 'enterPair', async (writing) => {
      const libraries = [
        await libraryNamed(writing.manager, request.merged, input.libraryId),
        await libraryNamed(writing.manager, request.merged, input.otherLibraryId),
      ] as const;
      const pair = await enter(writing, libraries, input, null);
      await writing.record(pair.id, null, { libraryIds: pair.partnerIds, since: pair.startedDay, sourceIds: pair.sourceIds });
      return pair;
    });
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => ImportReport, {
    description:
      'Enters pairs from a CSV file with commas, semicolons or tabs and a header: library, sister and source, which can be said once for all ' +
      'rows, and optionally since, ' +
      'formality, sourceUrl. A library is named by its id, its ISIL, or a name that only one library has. Rows at fault are reported, the others ' +
      'added; living pairs change nothing. No mail is sent. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT.',
  })
  importPairs(@Args(() => ImportArgs) args: ImportArgs, @Ctx() request: Request): Promise<ImportReport> {
    return importText(request, pairFile, args);
  }

  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Takes over a documented pair in the name of one of its libraries: it is theirs from then on, and terms can be proposed. Whoever does not ' +
      `know it ends it by endPartnership. ${refusalsOfChange}, NOT_DOCUMENTED.`,
  })
  takeOverPartnership(@Args(() => PartnershipArgs) { id }: PartnershipArgs, @Ctx() request: Request): Promise<Partnership> {
    const take = async ({ partnership, record }: Parameters<Parameters<typeof changePartnership>[3]>[0]) => {
      if (!partnership.documented) throw new NotDocumented(id);
      partnership.documented = false;
      await record(id, { documented: true }, { documented: false });
      return null;
    };
    return changePartnership(request, id, PartnershipAction.LOG_ACTIVITY, take, 'takeOverPartnership');
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => CommitteeImport, {
    description:
      'Undoes an import: removes the pairs that no library took over or ended, and the libraries that nothing names since. Errors: ' +
      'UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, IMPORT_UNDONE.',
  })
  undoImport(@Args(() => UndoImportArgs) { id, reason }: UndoImportArgs, @Ctx() request: Request): Promise<CommitteeImport> {
    return change(request, 'undoImport', async (writing) => {
      const done = await writing.lock(CommitteeImport, 'import', id);
      if (done.undoneAt !== null) throw new ImportUndone(id);
      // Whatever belongs to a pair by now, such as a log, terms, meetings or a story, keeps it.
      const untouched = { importId: id, documented: true, state: PartnershipState.ACTIVE };
      const pairs = await removeUnnamed(writing, Partnership, await writing.manager.findBy(Partnership, untouched));
      const libraries = await removeUnnamed(writing, Library, await writing.manager.findBy(Library, { importId: id }));
      const kept = [...pairs, ...libraries];
      Object.assign(done, { undoneAt: writing.now, undoReason: reason });
      await writing.record(id, { undoneAt: null }, { undoneAt: done.undoneAt, reason, kept });
      return writing.manager.save(done);
    });
  }
}

/** Existing pairs, one a row. */
const pairFile: CommitteeFile = {
  action: 'importPairs',
  kind: 'PAIRS',
  columns,
  async enter(writing, row, importId, { merged }) {
    const { source = '', sourceUrl = '' } = row;
    const formality = (row.formality || Formality.UNKNOWN).toUpperCase();
    const allowed = Object.keys(Formality);
    if (!(formality in Formality))
      throw new BadInput('formality', `formality must be one of ${allowed.join(', ')}.`, { allowed });
    if (!source)
      throw new BadInput(
        'source',
        'Each pair needs a source: the title of a page or document, in its row or said once for all rows.',
        { reason: 'SOURCE_MISSING' },
      );
    const given = { since: row.since || null, formality: formality as Formality, source, sourceUrl: sourceUrl || null };
    await validateArgument(Object.assign(new EnterPairInput(), given, { libraryId: row.library, otherLibraryId: row.sister }));
    const libraries = [
      await libraryNamed(writing.manager, merged, row.library ?? '', 'library'),
      await libraryNamed(writing.manager, merged, row.sister ?? '', 'sister'),
    ] as const;
    if (libraries[0].country === libraries[1].country) throw new PartnersNotAbroad(...libraries, 'sister');
    const since = startOf(given.since, writing.now);
    try {
      await enter(writing, libraries, given, importId);
      return true;
    } catch (error) {
      if (!(error instanceof PartnershipExists)) throw error;
      refuseOtherDay(since, await writing.manager.findOneByOrFail(Partnership, { id: error.partnershipId }));
      return false;
    }
  },
};

/** The same for files of any kind of text. */
export const pairsUpload = committeeUpload(uploadDoors.pairs, pairFile);

/** A library by its id, by its ISIL, or by a name that no other library has. @throws NotFound, BadInput */
async function libraryNamed(manager: EntityManager, merged: MergedIds, named: string, field?: string): Promise<Library> {
  const library = await manager.findOneBy(Library, { id: merged.standing(named) });
  if (library) return library;
  if (field === undefined) throw new NotFound('library', named);
  const called = (names: readonly string[]) =>
    manager
      .createQueryBuilder(Library, 'library')
      .where('upper(library.isil) = upper(:named) OR library.sortName IN (SELECT plain(unnest(:names::text[])))', {
        named,
        names,
      })
      .orderBy('library.id')
      .limit(20)
      .getMany();
  let found = await called([named]);
  if (found.length === 0) found = await called(spellingsOfName(named));
  const ids = [...new Set(found.map(({ id }) => merged.standing(id)))];
  const [only, more] = await manager.findBy(Library, { id: In(ids) });
  const asked = JSON.stringify(named);
  if (!only)
    throw new BadInput(field, `No library has the id, ISIL or name ${asked}. Enter it first, by importLibraries.`, {
      reason: 'LIBRARY_UNKNOWN',
    });
  if (more)
    throw new BadInput(field, `Several libraries are named ${asked}. Give the id of the one that is meant.`, {
      reason: 'LIBRARY_AMBIGUOUS',
    });
  return only;
}

/** @throws BadInput, PartnersNotAbroad, PartnershipExists */
async function enter(
  { manager, now }: Change,
  libraries: readonly [Library, Library],
  { since, formality, source, sourceUrl }: Pick<EnterPairInput, 'since' | 'formality' | 'source' | 'sourceUrl'>,
  importId: string | null,
): Promise<Partnership> {
  const pair = pairOf(...libraries);
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`pair ${pair.libraryA} ${pair.libraryB}`]);
  const living = await livingPartnership(manager, pair);
  if (living) throw new PartnershipExists(living.id, living.state);
  const start = wholeDay(startOf(since ?? null, now));
  const sourceId = await sourceOf(manager, source, sourceUrl ?? null);
  const demo = libraries.some((library) => library.demo);
  const marks = { state: PartnershipState.ACTIVE, documented: true, historical: false, importId, formality };
  const empty = { programme: null, goals: [], activityKinds: [], meetingRhythm: null, proposedBy: null };
  const dated = { startedDay: start.day, startedPrecision: start.precision, listedOn: start.day ?? undated };
  const backed = { demo, confidence: demo ? Confidence.DEMO : Confidence.MEDIUM, sourceIds: [sourceId] };
  return manager.save(manager.create(Partnership, { id: uuid(), ...pair, ...marks, ...empty, ...dated, ...backed }));
}

/** @throws BadInput for what the calendar does not have, and for what has not come */
function startOf(since: string | null, now: Date): string | null {
  if (since === null) return null;
  if (!/^\d{4}(-\d{2}){0,2}$/.test(since) || !isDay(`${since}${'-01-01'.slice(since.length - 4)}`))
    throw new BadInput(
      'since',
      `since must be a year, a month or a day such as 1999, 1999-05 or 1999-05-31, not ${JSON.stringify(since)}.`,
      { reason: 'SINCE_WRONG' },
    );
  if (since > dayOf(now)) throw new BadInput('since', `since ${since} has not come yet.`, { reason: 'DAY_TO_COME' });
  return since;
}

/** How much of a day is known, in characters. */
const known: Readonly<Record<string, number>> = { YEAR: 4, MONTH: 7, DAY: 10 };

/** A row that says otherwise than the record, or than a row above it, is told, and not taken for the same. @throws BadInput */
function refuseOtherDay(since: string | null, { startedDay, startedPrecision }: Partnership): void {
  if (since === null || startedDay === null) return;
  const recorded = startedDay.slice(0, known[startedPrecision ?? 'DAY']);
  const shorter = Math.min(recorded.length, since.length);
  if (recorded.slice(0, shorter) === since.slice(0, shorter)) return;
  throw new BadInput(
    'since',
    `The pair is known since ${recorded}, by the record or a row above, and this row says ${since}. Leave since empty to keep what is known.`,
    { reason: 'SINCE_KNOWN' },
  );
}
