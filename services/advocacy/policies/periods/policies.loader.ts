// How do all publishers of a page read their policies, with those they inherit, in one statement?
import type DataLoader from 'dataloader';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { hydrate } from '#kit/data/database';
import { groupBy } from '#kit/data/groups';
import type { Loaders } from '#kit/data/loaders';
import { BadInput } from '#kit/words/problem';
import { PolicyPeriod } from './policyPeriod';

/** All versions of a publisher's own policies, then of the house it inherits from, and so on; one list per house that has any. */
export type PolicyLine = readonly (readonly PolicyPeriod[])[];

/** What a publisher has of its own, and the whole line it follows. */
export interface Lineage {
  readonly own: readonly PolicyPeriod[];
  readonly line: PolicyLine;
}

/** The policies of publishers by id, for all days and moments at once, so that one statement serves every question of a request. */
export function policyLines(loaders: Loaders): DataLoader<string, Lineage> {
  return loaders.edge('PolicyPeriod by publisher line', (ids: readonly string[]) => readLines(loaders.database.manager, ids));
}

/** Reads all versions, a publisher has some dozens. Only imprints inherit. Answers in the order of the ids. */
export async function readLines(manager: EntityManager, publisherIds: readonly string[]): Promise<Lineage[]> {
  const rows: ObjectLiteral[] = await manager.query(
    `WITH RECURSIVE line AS (
       SELECT id AS asked_id, 0 AS depth, id, kind, parent_id FROM publisher WHERE id = ANY($1)
       UNION ALL
       SELECT line.asked_id, line.depth + 1, parent.id, parent.kind, parent.parent_id
       FROM line JOIN publisher AS parent ON parent.id = line.parent_id
       WHERE line.kind = 'IMPRINT' AND line.depth < 8
     )
     SELECT line.asked_id, line.depth, period.*
     FROM line JOIN policy_period AS period ON period.publisher_id = line.id
     ORDER BY line.depth, period.effective_from_day NULLS FIRST, period.id, period.version`,
    [publisherIds],
  );
  return groupBy(
    publisherIds,
    rows,
    (row) => row.asked_id,
    (group) => {
      const periods = hydrate(manager.connection, PolicyPeriod, group);
      const depths = [...new Set([0, ...group.map(({ depth }) => depth as number)])];
      const line = depths.map((depth) => periods.filter((_, i) => group[i]?.depth === depth));
      return { own: line[0] ?? [], line };
    },
  );
}

/** All versions of policies by policy id, the first version first. */
export function policyVersions(loaders: Loaders): DataLoader<string, readonly PolicyPeriod[]> {
  return loaders.edge('PolicyPeriod by id', async (ids: readonly string[]) => {
    const rows: ObjectLiteral[] = await loaders.database.query(
      'SELECT * FROM policy_period WHERE id = ANY($1) ORDER BY id, version',
      [ids],
    );
    return groupBy(
      ids,
      rows,
      (row) => row.id,
      (group) => hydrate(loaders.database, PolicyPeriod, group),
    );
  });
}

/** The ids of all policies that these publishers have had of their own. */
export async function policyIdsOf(manager: EntityManager, publisherIds: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await manager.query('SELECT DISTINCT id FROM policy_period WHERE publisher_id = ANY($1)', [
    publisherIds,
  ]);
  return rows.map(({ id }) => id);
}

/** @throws BadInput naming the first of these policies that is not on record */
export async function refuseUnknownPolicies(manager: EntityManager, ids: readonly string[]): Promise<void> {
  const rows: { id: string }[] = await manager.query('SELECT DISTINCT id FROM policy_period WHERE id = ANY($1)', [ids]);
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  if (unknown) throw new BadInput('policyIds', `No policy has the id ${JSON.stringify(unknown)}.`);
}
