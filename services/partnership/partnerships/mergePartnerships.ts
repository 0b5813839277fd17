// What becomes of partnerships while two libraries become one: they move, and two living ones of one pair become one.
import { type EntityManager, type EntityTarget, In, IsNull, Not } from 'typeorm';
import type { Change } from '#kit/data/change';
import { comeBack, follow } from '#kit/data/follow';
import { Library, type MergePart, type Moved } from '#partnership/libraries/index';
import { AgreementVersion } from './agreement';
import { Partnership, pairOf } from './partnership';
import { livingStates, PartnershipState, sisterStates } from './partnershipStates';

/** What happened to partnerships, for features whose rows belong to them. */
export interface PairsMoved {
  readonly isUndo: boolean;
  /** Partnerships in which one library took the place of another. */
  readonly replaced: { readonly ids: readonly string[]; readonly from: string; readonly into: string };
  /** Partnerships that answer as another now. */
  readonly folded: readonly { readonly id: string; readonly into: string }[];
  /** Partnerships that answer themselves again, with all that had become one with them; `standing` answered for them. */
  readonly unfolded: readonly { readonly id: string; readonly owners: readonly string[]; readonly standing: string }[];
}

/** What a feature does with rows that belong to partnerships. */
export type FollowPairs = (manager: EntityManager, moved: PairsMoved) => Promise<Moved['counts']>;

/** Moves partnerships, and then what other features keep of them. */
export const partnershipsInMerge = (followers: readonly FollowPairs[]): MergePart => ({
  async merge(writing, from, into) {
    const own = await lockedPairs(writing.manager, from);
    const folded: { id: string; into: string }[] = [];
    for (const partnership of own) {
      const other = partnership.otherThan(from);
      const rival = isLiving(partnership) ? await livingBetween(writing.manager, into, other) : null;
      if (rival) folded.push(await fold(writing, partnership, rival));
      await take(writing.manager, partnership, { from, into, given: from });
    }
    const replaced = { ids: own.map(({ id }) => id), from, into };
    return settle(writing, own, { isUndo: false, replaced, folded, unfolded: [] }, followers);
  },
  async undo(writing, { to, owners, standing }) {
    const all = await lockedPairs(writing.manager, standing);
    const own = all.filter((partnership) => owners.includes(givenBeside(partnership, standing) ?? ''));
    for (const partnership of own) await take(writing.manager, partnership, { from: standing, into: to, given: null });
    const { unfolded, folded } = await unfold(writing, [...all, ...own]);
    const moved = { isUndo: true, replaced: { ids: own.map(({ id }) => id), from: standing, into: to }, folded, unfolded };
    return settle(writing, own, moved, followers);
  },
});

const isLiving = ({ state }: Partnership) => (livingStates as readonly PartnershipState[]).includes(state);

/** All partnerships of a library, also those that became one with another; nobody else changes them until the end. */
const lockedPairs = (manager: EntityManager, libraryId: string): Promise<Partnership[]> =>
  manager.find(Partnership, {
    where: [{ libraryA: libraryId }, { libraryB: libraryId }],
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });

async function livingBetween(manager: EntityManager, one: string, other: string): Promise<Partnership | null> {
  const [libraryA, libraryB] = [one, other].sort() as [string, string];
  const where = livingStates.map((state) => ({ libraryA, libraryB, state }));
  return manager.findOne(Partnership, { where, lock: { mode: 'pessimistic_write' } });
}

const givenBeside = ({ libraryA, givenA, givenB }: Partnership, libraryId: string) => (libraryA === libraryId ? givenA : givenB);

/** Puts one library in the place of another. `given` is whose place it was, kept unless somebody's is kept already. */
async function take(
  manager: EntityManager,
  partnership: Partnership,
  { from, into, given }: { from: string; into: string; given: string | null },
): Promise<void> {
  const other = partnership.otherThan(from);
  const [givenOwn, givenOther] = [givenBeside(partnership, from), givenBeside(partnership, other)];
  const kept = given === null ? (givenOwn === into ? null : givenOwn) : (givenOwn ?? given);
  const pair = pairOf(...((await Promise.all([find(manager, into), find(manager, other)])) as [Library, Library]));
  const [givenA, givenB] = pair.libraryA === into ? [kept, givenOther] : [givenOther, kept];
  const proposedBy = partnership.proposedBy === from ? into : partnership.proposedBy;
  const storyConsents = partnership.storyConsents.map((id) => (id === from ? into : id));
  await manager.save(Object.assign(partnership, pair, { givenA, givenB, proposedBy, storyConsents }));
}

const find = (manager: EntityManager, id: string) => manager.findOneByOrFail(Library, { id });

/** The one that stands comes first: sisters before a proposal, with terms before without, active before paused, then the older one. */
export function standsBefore(a: Partnership, b: Partnership): boolean {
  const rank = ({ state, agreementInForce, documented, startedDay, stateChangedAt, id }: Partnership) => [
    (sisterStates as readonly PartnershipState[]).includes(state) ? '0' : '1',
    agreementInForce !== null ? '0' : '1',
    state === PartnershipState.ACTIVE ? '0' : '1',
    documented ? '1' : '0',
    startedDay ?? stateChangedAt?.toISOString() ?? '~',
    id,
  ];
  const [first, second] = [rank(a), rank(b)];
  const at = first.findIndex((value, i) => value !== second[i]);
  return at >= 0 && (first[at] as string) < (second[at] as string);
}

/** Of two living partnerships one becomes part of the other. */
async function fold({ manager }: Change, one: Partnership, other: Partnership): Promise<{ id: string; into: string }> {
  const [stands, gives] = standsBefore(one, other) ? [one, other] : [other, one];
  await manager.save(Object.assign(gives, { mergedState: gives.state, mergedInto: stands.id, state: PartnershipState.MERGED }));
  return { id: gives.id, into: stands.id };
}

/** Partnerships whose pair is no longer that of the one they became part of stand for themselves again, or become part of one of their pair. */
async function unfold(writing: Change, near: readonly Partnership[]) {
  const { manager } = writing;
  const ids = new Set(near.flatMap(({ id, mergedInto }) => [id, ...(mergedInto === null ? [] : [mergedInto])]));
  const parts = await manager.find(Partnership, {
    where: [{ id: In([...ids]), mergedInto: Not(IsNull()) }, { mergedInto: In([...ids]) }],
    order: { id: 'ASC' },
  });
  const leaving: { part: Partnership; whole: Partnership }[] = [];
  for (const part of parts) {
    const whole = await manager.findOneByOrFail(Partnership, { id: part.mergedInto as string });
    if (whole.libraryA !== part.libraryA || whole.libraryB !== part.libraryB) leaving.push({ part, whole });
  }
  const unfolded: { id: string; owners: readonly string[]; standing: string }[] = [];
  const apart = leaving.map(({ part }) => part.id);
  // All of it is asked before the first of them changes: where rows stand now, and whose of them each takes along.
  for (const { part, whole } of leaving) {
    const standing = (await rootOf(manager, whole)).id;
    unfolded.push({ id: part.id, owners: await becameOneWith(manager, part.id, apart), standing });
  }
  const folded: { id: string; into: string }[] = [];
  for (const { part } of leaving) {
    const rival = await livingBetween(manager, part.libraryA, part.libraryB);
    const state = part.mergedState as PartnershipState;
    Object.assign(part, { state, mergedState: null, mergedInto: null });
    if (rival) folded.push(await fold(writing, part, rival));
    await manager.save(part);
  }
  return { folded, unfolded };
}

/** The partnership that answers for one. */
export async function rootOf(manager: EntityManager, partnership: Partnership): Promise<Partnership> {
  let root = partnership;
  while (root.mergedInto !== null) root = await manager.findOneByOrFail(Partnership, { id: root.mergedInto });
  return root;
}

/** A partnership and all that became one with it, without those that leave it apart. */
async function becameOneWith(manager: EntityManager, id: string, apart: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `WITH RECURSIVE ids AS (
       SELECT $1::text AS id
       UNION SELECT partnership.id FROM partnership JOIN ids ON merged_into = ids.id WHERE partnership.id <> ALL($2::text[])
     ) SELECT id FROM ids`,
    [id, apart],
  );
  return rows.map((row) => row.id);
}

const belonging = (table: string) => ({ table, owner: 'partnership_id', given: 'given_partnership_id' });

/**
 * Moves the rows of a table with their partnerships, and names the library that answers in columns of theirs. Answers with the ids of
 * rows that came to another partnership. Rows are named anew while they stand with a partnership of that library.
 */
async function followPairs(
  manager: EntityManager,
  { table, naming }: { readonly table: string; readonly naming?: string },
  { isUndo, replaced, folded, unfolded }: PairsMoved,
): Promise<string[]> {
  const name = async () => {
    if (naming === undefined) return;
    const { ids, from, into } = replaced;
    await manager.query(`UPDATE ${table} SET ${naming} WHERE partnership_id = ANY($1::text[])`, [ids, from, into]);
  };
  const moved: string[] = [];
  if (!isUndo) await name();
  for (const { id, owners, standing } of unfolded)
    moved.push(...(await comeBack(manager, belonging(table), { owners, standing, to: id })));
  if (isUndo) await name();
  for (const { id, into } of folded) moved.push(...(await follow(manager, belonging(table), id, into)));
  return moved;
}

/** A row of another feature that belongs to a partnership. */
interface OfPartnership {
  id: string;
  partnershipId: string;
}

/** Rows of a feature follow their partnerships; counts all of those that moved, and those that came to another partnership. */
export function followers(counted: string, rows: EntityTarget<OfPartnership>, naming?: string): FollowPairs {
  return async (manager, moved) => {
    const { tableName: table } = manager.connection.getMetadata(rows);
    const ids = async () => {
      const found = await manager.find(rows, { where: { partnershipId: In([...moved.replaced.ids]) }, select: { id: true } });
      return found.map(({ id }) => id);
    };
    const before = await ids();
    const followed = await followPairs(manager, naming === undefined ? { table } : { table, naming }, moved);
    return { [counted]: new Set([...before, ...(await ids()), ...followed]).size };
  };
}

/** SQL that puts $3 in the place of $2 in a column, which is SQL too and never input. */
export const renamed = (column: string) => `${column} = CASE ${column} WHEN $2 THEN $3 ELSE ${column} END`;

const terms = {
  table: 'agreement_version',
  naming: `${renamed('proposed_by')}, agreed_by = array_replace(agreed_by, $2, $3)`,
} as const;

/** Terms move only to a partnership that has none: those of the one that stands apply. */
async function followTerms(manager: EntityManager, moved: PairsMoved): Promise<string[]> {
  const ids = await followPairs(manager, terms, { ...moved, folded: [] });
  for (const { id, into } of moved.folded) {
    if (await manager.existsBy(AgreementVersion, { partnershipId: into })) continue;
    ids.push(...(await follow(manager, belonging(terms.table), id, into)));
  }
  return ids;
}

async function settle(
  writing: Change,
  own: readonly Partnership[],
  moved: PairsMoved,
  followers: readonly FollowPairs[],
): Promise<Moved> {
  const { manager } = writing;
  const activities = await followPairs(manager, { table: 'activity', naming: renamed('recorded_by') }, moved);
  const agreements = await followTerms(manager, moved);
  const more: Moved['counts'][] = [];
  for (const followed of followers) more.push(await followed(manager, moved));
  const { from, into } = moved.replaced;
  for (const { id, partnerIds } of own)
    await writing.announce({ kind: 'partnership', id, libraryIds: [...new Set([...partnerIds, from, into])] } as never);
  const proposals = own.filter(({ state }) => state === PartnershipState.PROPOSED).length;
  return {
    counts: Object.assign(
      { partnerships: own.length - proposals, proposals, activities: activities.length, agreements: agreements.length },
      ...more,
    ),
    consequences: [
      ...moved.folded.map(
        ({ id, into: whole }) =>
          `The partnership ${id} becomes part of ${whole}, which is between the same two libraries: its log, meetings and stories move there, and ` +
          'its own terms apply no more.',
      ),
      ...moved.unfolded
        .filter(({ id }) => !moved.folded.some((one) => one.id === id))
        .map(({ id, standing }) => `The partnership ${id} stands for itself again, apart from ${standing}.`),
    ],
  };
}
