// That two records of one library became one, since when and why; and which ids answer as another because of it.
import { Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, type DataSource, Entity, type EntityManager, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Change, notify } from '#kit/data/change';
import { connectionOf } from '#kit/data/page';
import type { Request } from '#kit/data/request';
import { StateFeed } from '#kit/live/feed';
import { dayMs } from '#kit/words/clock';
import type { Log } from '#kit/words/log';
import { type MergedId, MergedIds } from '#kit/words/mergedIds';
import { Library } from './library';
import type { HasSister } from './librarySearch';

/** For so long a merge can be undone. */
export const undoDays = 30;

@ObjectType({
  description:
    'Two records of one library that the committee made one. The id that was merged answers as the other everywhere: in links, in tokens of ' +
    'staff, in proposals, partnerships and endorsements.',
})
@Entity()
@Index('library_merge_by_time', ['mergedAt', 'id'])
@Index('library_merge_once', ['fromId'], { unique: true, where: 'undone_at IS NULL' })
@Check('library_merge_undone', 'num_nulls(undone_by, undone_at, undo_reason) IN (0, 3)')
export class LibraryMerge {
  @Field(() => ID, { description: 'The id of the merge, a UUID, for undoMerge.' })
  @PrimaryColumn('text')
  id!: string;

  @Field(() => ID, { description: 'The id that was merged, as it was.' })
  @ForeignKey(() => Library, { name: 'library_merge_from' })
  @Column('text')
  fromId!: string;

  @Field(() => ID, { description: 'The id that it was merged into; if that one was merged later, both answer as a third.' })
  @ForeignKey(() => Library, { name: 'library_merge_into' })
  @Column('text')
  intoId!: string;

  @Column('text')
  mergedBy!: string;

  @Field(() => Date, { description: 'When it was done.' })
  @Column('timestamptz')
  mergedAt!: Date;

  @Field({ description: 'Why, as the committee wrote it.' })
  @Column('text')
  reason!: string;

  @Column('text', { nullable: true })
  undoneBy!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was undone; null when it was not.' })
  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was undone; null when it was not.' })
  @Column('text', { nullable: true })
  undoReason!: string | null;

  @Field(() => Date, { description: `Until when undoMerge can undo it: ${undoDays} days after it was done.` })
  get undoableUntil(): Date {
    return new Date(this.mergedAt.getTime() + undoDays * dayMs);
  }
}

export const LibraryMergeConnection = connectionOf(LibraryMerge, 'LibraryMerge', 'merges of libraries, the latest first');

/** What a feature does with its rows while two libraries become one, in the transaction of the merge. */
export interface MergePart {
  /** Gives all that one library has to another. */
  merge(writing: Change, from: string, into: string): Promise<Moved>;
  /** Gives back to a library what was given to it, or to one that is merged into it, and stands with another. */
  undo(
    writing: Change,
    back: { readonly to: string; readonly owners: readonly string[]; readonly standing: string },
  ): Promise<Moved>;
}

/** What libraries need from the running subgraph. */
export interface LibrariesApp {
  /** What each feature does with its rows, in this order. */
  readonly mergeParts: readonly MergePart[];
  readonly hasSister: HasSister;
}

export type LibrariesRequest = Request<LibrariesApp>;

/** How many rows of a kind moved, and what else came of it in words. */
export interface Moved {
  readonly counts: Readonly<Partial<Record<MovedKind, number>>>;
  readonly consequences: readonly string[];
}

export const movedKinds = {
  listings: 'Listings, in any state.',
  contacts: 'Contacts of those listings.',
  submissions: 'Those of the listings that wait for review.',
  partnerships: 'Partnerships of any state, without proposals.',
  proposals: 'Proposals without an answer.',
  activities: 'Entries of the logs of partnerships that became one.',
  agreements: 'Versions of agreements of partnerships that became one.',
  meetings: 'Meetings of all its partnerships.',
  stories: 'Stories of all its partnerships.',
} as const;
export type MovedKind = keyof typeof movedKinds;

/** Taken by every merge and undo, so that there is one at a time. */
export const oneMergeAtATime = (manager: EntityManager): Promise<unknown> =>
  manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('library merges', 0))`);

/** Each merged id with the one that answers in the end. */
export const readMerged = (database: Pick<DataSource, 'query'>): Promise<MergedId[]> =>
  database.query(
    `WITH RECURSIVE chain AS (
       SELECT id, merged_into FROM library WHERE merged_into IS NOT NULL
       UNION SELECT chain.id, next.merged_into FROM chain JOIN library AS next ON next.id = chain.merged_into WHERE next.merged_into IS NOT NULL)
     SELECT chain.id, chain.merged_into AS "intoId" FROM chain JOIN library AS last ON last.id = chain.merged_into
     WHERE last.merged_into IS NULL ORDER BY chain.id`,
  );

const channel = 'partnership_library_merges';

/** Tells every process of it, at the commit. */
export const tellMerged = (manager: EntityManager): Promise<void> => notify(manager, channel, '');

/** The merged ids, which follow those in the database until closed. */
export async function openMerged(
  database: DataSource,
  { url, log, closeWith }: { url: string; log: Log; closeWith: (close: () => unknown) => void },
): Promise<MergedIds> {
  const merged = new MergedIds();
  merged.refresh = async () => merged.replace(await readMerged(database));
  const feed = new StateFeed<null, MergedId[]>({ url, channel, log, read: () => readMerged(database) });
  closeWith(() => feed.stop());
  await merged.refresh();
  const news = await feed.watch(null);
  void (async () => {
    for await (const all of news) merged.replace(all);
  })();
  return merged;
}
