// How is one page of a list read, and where does the next one begin? One statement for each page, or for the same page of many parents.
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { isDataFault } from '../process/outage';
import { BadInput } from '../words/problem';
import { groupBy, hydrate } from './database';
import type { ChildPage, List, Order, PageArgs, Slice } from './page';

/** Reads one page in one statement. @throws BadInput when `after` is not a cursor of this list */
export async function readPage<T extends ObjectLiteral>(database: DataSource, list: List<T>, page: PageArgs): Promise<Slice<T>> {
  const { entity, where = 'true', parameters = [] } = list;
  const { from, start, sorted } = window(list, page, parameters.length);
  const table = list.from ?? database.getMetadata(entity).tablePath;
  const text = `SELECT * FROM ${table} WHERE ${where} ${from} ORDER BY ${sorted} LIMIT ${page.first + 1}`;
  return sliceOf(database, entity, list, page, await readFrom(database, text, [...parameters, ...start], page));
}

/** Reads one page of rows that no entity stands for. `from` is SQL of a table, never input. @throws BadInput as readPage does */
export async function readRows<Row extends object>(
  database: DataSource,
  list: Order & { readonly from: string; readonly parameters: readonly unknown[] },
  page: PageArgs,
): Promise<Slice<Row>> {
  const { from, start, sorted } = window(list, page, list.parameters.length);
  const text = `SELECT * FROM ${list.from} WHERE true ${from} ORDER BY ${sorted} LIMIT ${page.first + 1}`;
  const rows = await readFrom(database, text, [...list.parameters, ...start], page);
  return { nodes: rows.slice(0, page.first) as Row[], ...placesOf(list, page, rows) };
}

/** Reads the same page of each parent in one statement, in the order of the parents. @throws BadInput as readPage does */
export async function readChildPages<T extends ObjectLiteral>(
  database: DataSource,
  entity: EntityTarget<T>,
  edge: ChildPage,
  parents: readonly string[],
): Promise<Slice<T>[]> {
  const { parent, page, where = 'true' } = edge;
  const { from, start, sorted } = window(edge, page, 1);
  const table = database.getMetadata(entity).tablePath;
  const text = `SELECT child.* FROM unnest($1::text[]) AS parents(id) CROSS JOIN LATERAL
    (SELECT * FROM ${table} WHERE ${parent} = parents.id AND ${where} ${from} ORDER BY ${sorted} LIMIT ${page.first + 1}) AS child`;
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

const sliceOf = <T extends ObjectLiteral>(
  database: DataSource,
  entity: EntityTarget<T>,
  list: Order,
  page: PageArgs,
  rows: readonly ObjectLiteral[],
): Slice<T> => ({ nodes: hydrate(database, entity, rows.slice(0, page.first)), ...placesOf(list, page, rows) });

/** `rows` holds one more than the page when another page follows. */
function placesOf({ order }: Order, { first, after }: PageArgs, rows: readonly ObjectLiteral[]): Omit<Slice<never>, 'nodes'> {
  const shown = rows.slice(0, first);
  const cursor = (row: ObjectLiteral) => cursorAt(order.map((column) => row[column]));
  const [start, end] = [shown[0], shown.at(-1)];
  return {
    cursors: () => shown.map(cursor),
    pageInfo: {
      startCursor: start ? cursor(start) : null,
      endCursor: end ? cursor(end) : null,
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
