// Which part of a long list is asked for, and where does the next part begin? Relay cursor pages over a stable order.
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { hydrate, sqlState } from './database';
import { groupBy } from './groups';
import { BadInput } from './problem';

/** The most that one page holds. */
export const pageLimit = 100;

@ArgsType()
export class FirstArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many at most, from 1 to ${pageLimit}.` })
  @Min(1, { message: `first must be at least 1.` })
  @Max(pageLimit, { message: `first must be at most ${pageLimit}; ask for the next page with after.` })
  first!: number;
}

@ArgsType()
export class PageArgs extends FirstArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The endCursor of the page before; the list starts at its beginning without it.',
  })
  @IsOptional()
  @MaxLength(1_000)
  after?: string | null;
}

@Directive('@shareable')
@ObjectType({ description: 'Where a page ends and whether another follows (Relay Cursor Connections).' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Give this as after to read the next page; null when this page is empty.' })
  endCursor!: string | null;

  @Field({ description: 'True when more follows this page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first node; null when this page is empty.' })
  startCursor!: string | null;

  @Field({ description: 'True when this page was asked for with after, so that something stands before it.' })
  hasPreviousPage!: boolean;
}

/** One page of a list. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  totalCount(): Promise<number>;
}

/** The connection type of a list in the schema; its totalCount is counted only when a query selects it. */
export function connectionOf<T extends object>(Node: ClassType<T>, name: string, what: string) {
  @ObjectType(`${name}Connection`, { description: `A page of ${what}.` })
  class Connection implements Page<T> {
    @Field(() => [Node], { description: 'The page in its order.' })
    nodes!: readonly T[];

    @Field(() => PageInfo, { description: 'Where this page ends and whether another follows.' })
    pageInfo!: PageInfo;

    readonly count!: () => Promise<number>;

    @Field(() => Int, { description: 'How many there are in all, not only on this page.' })
    totalCount(): Promise<number> {
      return this.count();
    }

    static of(slice: Slice<T>, count: () => Promise<number>): Connection {
      return Object.assign(new Connection(), { ...slice, count });
    }
  }
  return Connection;
}

/** A page without its total. */
export interface Slice<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
}

/** An order in which a list can be paged: columns that are never null, the last of them unique. Written in the code, never input. */
export interface Order {
  readonly order: readonly string[];
  readonly descending?: boolean;
}

/** A list in the database. All SQL here is written in the code; only `parameters` carry input, as $1, $2, ... of `where`. */
export interface List<T extends ObjectLiteral> extends Order {
  readonly entity: EntityTarget<T>;
  /** A derived table in place of the entity's own, with its columns and those of the order: `(SELECT ...) AS name`. */
  readonly from?: string;
  readonly where?: string;
  readonly parameters?: readonly unknown[];
}

/** One page of the rows below each of several parents; `parent` is the column that names the parent. */
export interface ChildPage extends Order {
  readonly parent: string;
  readonly page: PageArgs;
}

/** Reads one page in one statement. @throws BadInput when `after` is not a cursor of this list */
export async function readPage<T extends ObjectLiteral>(database: DataSource, list: List<T>, page: PageArgs): Promise<Slice<T>> {
  const { entity, where = 'true', parameters = [] } = list;
  const { from, start, sorted } = window(list, page, parameters.length);
  const table = list.from ?? database.getMetadata(entity).tablePath;
  const text = `SELECT * FROM ${table} WHERE ${where} ${from} ORDER BY ${sorted} LIMIT ${page.first + 1}`;
  return sliceOf(database, entity, list, page, await readFrom(database, text, [...parameters, ...start], page));
}

/** Reads the same page of each parent in one statement, in the order of the parents. @throws BadInput as readPage does */
export async function readChildPages<T extends ObjectLiteral>(
  database: DataSource,
  entity: EntityTarget<T>,
  edge: ChildPage,
  parents: readonly string[],
): Promise<Slice<T>[]> {
  const { parent, page } = edge;
  const { from, start, sorted } = window(edge, page, 1);
  const table = database.getMetadata(entity).tablePath;
  const text = `SELECT child.* FROM unnest($1::text[]) AS parents(id) CROSS JOIN LATERAL
    (SELECT * FROM ${table} WHERE ${parent} = parents.id ${from} ORDER BY ${sorted} LIMIT ${page.first + 1}) AS child`;
  const rows = await readFrom(database, text, [parents, ...start], page);
  return groupBy(
    parents,
    rows,
    (row) => row[parent],
    (group) => sliceOf(database, entity, edge, page, group),
  );
}

/** How long a list is. */
export async function countAll<T extends ObjectLiteral>(
  database: DataSource,
  { entity, from, where = 'true', parameters = [] }: List<T>,
): Promise<number> {
  const table = from ?? database.getMetadata(entity).tablePath;
  const [row] = await database.query(`SELECT count(*)::int AS total FROM ${table} WHERE ${where}`, [...parameters]);
  return row.total;
}

/** The first rows of a list and its length at one moment: read by one statement, since two could straddle a commit. */
export async function readBeginning<T extends ObjectLiteral>(
  database: DataSource,
  list: List<T>,
  first: number,
): Promise<{ readonly nodes: readonly T[]; readonly totalCount: number }> {
  const { entity, where = 'true', parameters = [], order } = list;
  const { sorted } = window(list, { first }, parameters.length);
  const matching = `FROM ${list.from ?? database.getMetadata(entity).tablePath} WHERE ${where}`;
  const rows: ObjectLiteral[] = await database.query(
    `SELECT page.*, total."totalCount" FROM (SELECT count(*)::int AS "totalCount" ${matching}) AS total
     LEFT JOIN LATERAL (SELECT * ${matching} ORDER BY ${sorted} LIMIT ${first}) AS page ON true ORDER BY ${sorted}`,
    [...parameters],
  );
  // An empty list is one row of nothing but its length.
  const shown = rows.filter((row) => row[order.at(-1) ?? ''] !== null);
  return { nodes: hydrate(database, entity, shown), totalCount: rows[0]?.totalCount ?? 0 };
}

/** The part of an order that a page covers, as SQL whose first parameter has the number after `taken`. */
function window({ order, descending = false }: Order, { after }: PageArgs, taken: number) {
  const start = after ? positionOf(after, order.length) : [];
  const places = start.map((_, i) => `$${taken + i + 1}`);
  return {
    start,
    from: after ? `AND (${order}) ${descending ? '<' : '>'} (${places})` : '',
    sorted: order.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', '),
  };
}

async function readFrom(
  database: DataSource,
  text: string,
  parameters: unknown[],
  { after }: PageArgs,
): Promise<ObjectLiteral[]> {
  try {
    return await database.query(text, parameters);
  } catch (error) {
    throw after && isDataFault(error) ? foreignCursor() : error;
  }
}

/** `rows` holds one more than the page when another page follows. */
function sliceOf<T extends ObjectLiteral>(
  database: DataSource,
  entity: EntityTarget<T>,
  { order }: Order,
  { first, after }: PageArgs,
  rows: readonly ObjectLiteral[],
): Slice<T> {
  const shown = rows.slice(0, first);
  const cursor = (row: ObjectLiteral | undefined) => (row ? cursorAt(order.map((column) => row[column])) : null);
  return {
    nodes: hydrate(database, entity, shown),
    pageInfo: {
      startCursor: cursor(shown[0]),
      endCursor: cursor(shown.at(-1)),
      hasNextPage: rows.length > first,
      hasPreviousPage: Boolean(after),
    },
  };
}

const cursorAt = (position: readonly unknown[]) => Buffer.from(JSON.stringify(position)).toString('base64url');

function positionOf(cursor: string, length: number): readonly string[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === length && position.every(isKey)) return position;
  } catch {
    // not JSON, so not one of our cursors
  }
  throw foreignCursor();
}

const isKey = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'));
const foreignCursor = () =>
  new BadInput('after', 'after is not a cursor of this list; give the endCursor of its page before, unchanged.');

/** SQLSTATE class 22: a value that its column can not hold. */
const isDataFault = (error: unknown) => sqlState(error)?.startsWith('22') ?? false;
