// How the committee makes two records of one library one, looks at what would move before, and takes it back within 30 days.

import { MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import { PageArgs } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import type { Request } from '#kit/data/request';
import { sqlState } from '#kit/process/outage';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { SomeLines } from '#kit/words/validation';
import { LibraryNotStanding } from './careForLibraries';
import { Library } from './library';
import {
  type LibrariesRequest,
  LibraryMerge,
  LibraryMergeConnection,
  type MergePart,
  type Moved,
  type MovedKind,
  movedKinds,
  oneMergeAtATime,
  tellMerged,
  undoDays,
} from './libraryMerge';

/** The merge was undone before. */
class MergeUndone extends Problem {
  constructor(mergeId: string) {
    super('MERGE_UNDONE', `The merge ${JSON.stringify(mergeId)} is undone already. Nothing was changed.`, { mergeId });
  }
}

/** It is too late. */
class MergeFinal extends Problem {
  constructor({ id: mergeId, fromId, intoId, undoableUntil }: LibraryMerge) {
    const until = undoableUntil.toISOString();
    super(
      'MERGE_FINAL',
      `${fromId} was merged into ${intoId} more than ${undoDays} days ago; that could be undone until ${until}. Enter the library anew by ` +
        'enterLibrary, and correct what belongs to it.',
      { mergeId, limit: undoDays },
    );
  }
}

@ObjectType({ description: 'How many of something move, or moved, with a library.' })
class MovedCount {
  @Field({ description: `What: ${Object.keys(movedKinds).join(', ')}.` })
  what!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({ description: 'What came of merging two libraries or of undoing it, or would come of it.' })
class MergeReport {
  @Field(() => LibraryMerge, { nullable: true, description: 'The merge, for undoMerge; null for a preview.' })
  merge!: LibraryMerge | null;

  @Field(() => Library, {
    description:
      'The library that is merged, as it was before. Its endorsedPetitions, asked in a preview, are the endorsements that move: petitions that ' +
      'both endorse count them once.',
  })
  from!: Library;

  @Field(() => Library, { description: 'The library that answers for both.' })
  into!: Library;

  @Field(() => [MovedCount], { description: 'What moves, without what there is none of.' })
  moved!: MovedCount[];

  @Field(() => [String], {
    description:
      'What else comes of it, in words: which listing gives way, which partnerships become one, what staff of the merged library may do.',
  })
  consequences!: string[];
}

@ArgsType()
class UndoMergeArgs {
  @Field(() => ID, { description: 'The id of the merge.' })
  @MaxLength(100)
  id!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;
}

@ArgsType()
class MergeArgs {
  @Field(() => ID, { description: 'The id of the record that is given up; it answers as the other from then on.' })
  @MaxLength(100)
  from!: string;

  @Field(() => ID, { description: 'The id of the record that stays.' })
  @MaxLength(100)
  into!: string;

  @Field({ description: 'Why, for the audit log: plain text of at most 4000 characters, without names of people.' })
  @SomeLines()
  reason!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'True to see what would move, and change nothing.' })
  preview!: boolean;
}

/** Rolls a preview back. */
class Tried extends Error {
  constructor(readonly report: MergeReport) {
    super('tried');
  }
}

const refusals = 'For the committee; in the audit log with its reason. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND';
const uniqueViolation = '23505';

@Resolver(() => LibraryMerge)
export class MergeLibrariesResolver {
  @Audience(Role.COMMITTEE)
  @Mutation(() => MergeReport, {
    description:
      'Makes two records of one library one. All that belongs to the first moves to the second, and the id of the first answers as the second ' +
      'for ever: in links, tokens of staff, proposals, partnerships and endorsements. Of two published listings the newer one stays. Two ' +
      'living partnerships with the same library become one: sisters before a proposal, with terms before without, active before paused, ' +
      `then the older one. Petitions learn of it within seconds. It can be undone for ${undoDays} days. ${refusals}, BAD_USER_INPUT, LIBRARY_STATE.`,
  })
  async mergeLibraries(@Args(() => MergeArgs) args: MergeArgs, @Ctx() request: LibrariesRequest): Promise<MergeReport> {
    try {
      const report = await change(request, 'mergeLibraries', (writing) => merge(writing, args, request.app.mergeParts));
      await request.merged.refresh();
      return report;
    } catch (error) {
      if (error instanceof Tried) return error.report;
      throw error;
    }
  }

  @Audience(Role.COMMITTEE)
  @Mutation(() => MergeReport, {
    description:
      'Undoes a merge: what belonged to the merged library belongs to it again, as it is now; what came later stays with the other. Other merges ' +
      `stay as they are. ${refusals}, MERGE_UNDONE, MERGE_FINAL, BAD_USER_INPUT when the ISIL is in use meanwhile.`,
  })
  async undoMerge(@Args(() => UndoMergeArgs) args: UndoMergeArgs, @Ctx() request: LibrariesRequest): Promise<MergeReport> {
    const report = await change(request, 'undoMerge', (writing) => undo(writing, args, request.app.mergeParts));
    await request.merged.refresh();
    return report;
  }

  @Audience(Role.COMMITTEE)
  @Query(() => LibraryMergeConnection, {
    description: 'Merges of libraries, the latest first, also those that were undone. Errors: UNAUTHENTICATED, FORBIDDEN.',
  })
  async libraryMerges(@Args(() => PageArgs) page: PageArgs, @Ctx() { database }: Request) {
    const list = { entity: LibraryMerge, order: ['merged_at', 'id'], descending: true };
    return LibraryMergeConnection.of(await readPage(database, list, page), () => countAll(database, list));
  }

  @FieldResolver(() => Library, { description: 'The record that was merged, with the name and place it had; its id is fromId.' })
  from(@Root() { fromId }: LibraryMerge, @Ctx() { loaders }: Request): Promise<Library | null> {
    return loaders.one(Library).load(fromId);
  }

  @FieldResolver(() => Library, {
    nullable: true,
    description: 'The library that answers now for both ids, or for the first after an undo.',
  })
  library(@Root() { fromId }: LibraryMerge, @Ctx() { loaders, merged }: Request): Promise<Library | null> {
    return loaders.one(Library).load(merged.standing(fromId));
  }
}

/** The library that answers for an id, and the rows between, of which none changes until the end. @throws NotFound */
async function chainFrom({ manager }: Change, id: string): Promise<Library[]> {
  const chain: Library[] = [];
  for (let next: string | null = id; next !== null; ) {
    const library: Library | null = await manager.findOne(Library, { where: { id: next }, lock: { mode: 'pessimistic_write' } });
    if (!library) throw new NotFound('library', next);
    chain.push(library);
    next = library.mergedInto;
  }
  return chain;
}

/** The library and all that are merged into it, directly or by others. */
async function mergedInto(manager: EntityManager, id: string): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `WITH RECURSIVE ids AS (SELECT $1::text AS id UNION SELECT library.id FROM library JOIN ids ON library.merged_into = ids.id) SELECT id FROM ids`,
    [id],
  );
  return rows.map((row) => row.id);
}

async function merge(writing: Change, { from: fromId, into: intoId, reason, preview }: MergeArgs, parts: readonly MergePart[]) {
  const { manager } = writing;
  await oneMergeAtATime(manager);
  const [from] = await chainFrom(writing, fromId);
  const into = (await chainFrom(writing, intoId)).at(-1);
  if (!from || !into) throw new NotFound('library', fromId);
  requireMergeable(from, into, intoId);
  const moved: Moved[] = [];
  for (const part of parts) moved.push(await part.merge(writing, from.id, into.id));
  const row = { id: uuid(), fromId, intoId: into.id, mergedBy: writing.subject, mergedAt: writing.now, reason };
  const done = await manager.save(manager.create(LibraryMerge, row));
  await manager.update(Library, { id: from.id }, { mergedInto: into.id });
  const report = { ...reportOf(moved, [tokensOf(from.id, into.id)]), merge: preview ? null : done, from, into };
  if (preview) throw new Tried(report);
  const told = { mergeId: done.id, reason, moved: Object.fromEntries(report.moved.map(({ what, count }) => [what, count])) };
  await writing.record(from.id, { mergedInto: null }, { mergedInto: into.id, ...told });
  await tellMerged(manager);
  return report;
}

/** @throws LibraryNotStanding, BadInput */
function requireMergeable(from: Library, into: Library, asked: string): void {
  if (from.id === asked)
    throw new BadInput('into', `${from.id} cannot be merged into itself. Give the id of the other record as into.`, {
      reason: 'MERGED_WITH_ITSELF',
    });
  if (from.mergedInto !== null) throw new LibraryNotStanding(from.id, 'MERGED', `answers as ${from.mergedInto} already`);
  if (from.id === into.id) {
    const circle = `${asked} answers as ${into.id}, since it was merged into it, so merging ${into.id} into ${asked} would go in a circle.`;
    throw new BadInput('into', `${circle} Undo that merge first if ${asked} is to be the one that stays.`, {
      reason: 'MERGED_IN_CIRCLE',
    });
  }
  if (into.takenDownAt !== null)
    throw new LibraryNotStanding(
      into.id,
      'TAKEN_DOWN',
      'is taken down. Put it back by restoreLibrary before you merge another into it',
    );
  if (from.country !== into.country) {
    const countries = `${from.id} is in ${from.country} and ${into.id} in ${into.country}`;
    throw new BadInput(
      'into',
      `${countries}, so they are two libraries. If one of the countries is wrong, correct it first by correctLibrary.`,
      { reason: 'MERGED_ABROAD' },
    );
  }
  if (from.demo !== into.demo)
    throw new BadInput(
      'into',
      'One of the two libraries is invented for demonstration, the other is not, so they cannot be one.',
      { reason: 'MERGED_WITH_EXAMPLE' },
    );
}

const tokensOf = (from: string, into: string) => `Accounts that speak for ${from} speak for ${into}.`;

/** Adds up what the features tell. */
function reportOf(moved: readonly Moved[], more: readonly string[]) {
  const counts = new Map<string, number>();
  for (const what of Object.keys(movedKinds) as MovedKind[])
    for (const { counts: some } of moved) counts.set(what, (counts.get(what) ?? 0) + (some[what] ?? 0));
  return {
    moved: [...counts].filter(([, count]) => count > 0).map(([what, count]) => ({ what, count })),
    consequences: [...moved.flatMap(({ consequences }) => consequences), ...more],
  };
}

async function undo(writing: Change, { id, reason }: UndoMergeArgs, parts: readonly MergePart[]): Promise<MergeReport> {
  const { manager } = writing;
  await oneMergeAtATime(manager);
  const done = await writing.lock(LibraryMerge, 'merge', id);
  if (done.undoneAt !== null) throw new MergeUndone(id);
  if (writing.now > done.undoableUntil) throw new MergeFinal(done);
  const chain = await chainFrom(writing, done.fromId);
  const [from, into] = [chain[0], chain.at(-1)];
  if (!from || !into) throw new NotFound('library', done.fromId);
  await saved(() => manager.update(Library, { id: from.id }, { mergedInto: null }), from);
  const back = { to: from.id, owners: await mergedInto(manager, from.id), standing: into.id };
  const moved: Moved[] = [];
  for (const part of parts) moved.push(await part.undo(writing, back));
  Object.assign(done, { undoneBy: writing.subject, undoneAt: writing.now, undoReason: reason });
  await manager.save(done);
  await writing.record(from.id, { mergedInto: from.mergedInto }, { mergedInto: null, mergeId: id, reason });
  await tellMerged(manager);
  from.mergedInto = null;
  return { ...reportOf(moved, [`Accounts that speak for ${from.id} speak for it alone again.`]), merge: done, from, into };
}

async function saved(save: () => Promise<unknown>, { id, isil }: Library): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
    throw new BadInput(
      'id',
      `${id} has the ISIL ${isil}, which another library has now. Correct that one first by correctLibrary.`,
      { reason: 'ISIL_TAKEN' },
    );
  }
}
