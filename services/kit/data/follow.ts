// How do rows follow what they belong to when two records become one, and come back when that is undone?
import type { EntityManager } from 'typeorm';

/** Where rows say to what they belong. All three are written in the code, never input. */
export interface Belonging {
  readonly table: string;
  /** The column that names the owner. */
  readonly owner: string;
  /** The column that keeps the first owner while another stands in for it; null for a row that stands where it was given. */
  readonly given: string;
}

/** Gives all rows of one owner to another, and keeps whose they were. Answers with their ids. */
export async function follow(manager: EntityManager, of: Belonging, from: string, into: string): Promise<string[]> {
  const { table, owner, given } = of;
  const [rows]: [{ id: string }[], number] = await manager.query(
    `UPDATE ${table} SET ${given} = coalesce(${given}, ${owner}), ${owner} = $2 WHERE ${owner} = $1 RETURNING id`,
    [from, into],
  );
  return rows.map(({ id }) => id);
}

/** Gives back what was given to one of some owners and stands with another. Rows that came to that one later stay. Answers with their ids. */
export async function comeBack(
  manager: EntityManager,
  of: Belonging,
  { owners, standing, to }: { readonly owners: readonly string[]; readonly standing: string; readonly to: string },
): Promise<string[]> {
  const { table, owner, given } = of;
  const [rows]: [{ id: string }[], number] = await manager.query(
    `UPDATE ${table} SET ${owner} = $3, ${given} = nullif(${given}, $3) WHERE ${owner} = $2 AND ${given} = ANY($1::text[]) RETURNING id`,
    [owners, standing, to],
  );
  return rows.map(({ id }) => id);
}
