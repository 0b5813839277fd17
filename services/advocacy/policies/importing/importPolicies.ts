// How does a file of policies enter the record, row by row, or as a trial that leaves nothing behind?
import type { GraphQLSchema } from 'graphql';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '#kit/words/clock';
import { Source } from '#kit/words/facts';
import { BadInput, Problem } from '#kit/words/problem';
import { contentOfVersion, currentVersion, isSame, lockRecord, settleSources, type Write } from '../recording/policyRecord';
import { addPolicy, contentOfInput } from '../recording/recordPolicy';
import { inputOfRow, type Json } from './rows';

export interface PolicyImport {
  readonly database: DataSource;
  readonly schema: GraphQLSchema;
  readonly clock: Clock;
  /** Who imports, for the audit log. */
  readonly subject: string;
  /** What was read from JSON: `policies` as in data/policies.json and, where they are new, `sources` as in data/sources.json. */
  readonly file: unknown;
  /** False for a dry run. */
  readonly apply: boolean;
}

/** What became of a row, or would with `apply`. */
export interface RowReport {
  /** From 1. */
  readonly row: number;
  readonly id: string | null;
  readonly outcome: 'ADDED' | 'UNCHANGED' | 'REFUSED';
  /** Why it was refused: the code of the problem and its words. */
  readonly reason: string | null;
}

/**
 * Adds the policies that are not recorded yet and answers a report on every row. A refused row leaves nothing behind and hinders no
 * other; what is recorded already in the same words is UNCHANGED, so that importing again does nothing. A dry run does and checks
 * everything, rows against each other too, and takes it back.
 * @throws BadInput when the file holds no list of policies
 */
export async function importPolicies({ database, schema, clock, subject, file, apply }: PolicyImport): Promise<RowReport[]> {
  const { policies, sources = [] } = (file ?? {}) as { policies?: unknown; sources?: unknown };
  if (!Array.isArray(policies)) throw new BadInput('policies', 'The file must be an object with a list named policies.');
  if (!Array.isArray(sources)) throw new BadInput('sources', 'sources must be a list of objects with id, title and url.');
  const reports: RowReport[] = [];
  try {
    await database.transaction(async (manager) => {
      await lockRecord(manager);
      for (const [index, row] of policies.entries()) {
        const id = typeof row?.id === 'string' ? row.id : null;
        const outcome = await importRow(row, { manager, action: 'importPolicies', subject, now: clock() }, sources, schema);
        reports.push({ row: index + 1, id, ...outcome });
      }
      if (!apply) throw new DryRunOver();
    });
  } catch (end) {
    if (!(end instanceof DryRunOver)) throw end;
  }
  return reports;
}

async function importRow(
  row: Json,
  writing: Write,
  sources: readonly Json[],
  schema: GraphQLSchema,
): Promise<Pick<RowReport, 'outcome' | 'reason'>> {
  try {
    // A savepoint of its own, which a refusal takes back.
    return await writing.manager.transaction(async (manager) => {
      const input = await inputOfRow(row, await missing(manager, sources), schema);
      const content = { ...contentOfInput(input), seedIsSource: row.seedIsSource === true };
      const current = await currentVersion(manager, input.id);
      if (current && isSame(contentOfVersion(current), content)) return { outcome: 'UNCHANGED', reason: null } as const;
      await settleSources(manager, input.sourceIds, input.newSources);
      await addPolicy(content, { ...writing, manager });
      return { outcome: 'ADDED', reason: null } as const;
    });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { outcome: 'REFUSED', reason: `${problem.extensions.code}: ${problem.message}` };
  }
}

/** Sources of the file that the record does not have. Their dates belong to the history of the seed. */
async function missing(manager: EntityManager, sources: readonly Json[]): Promise<Json[]> {
  const ids = sources.map(({ id }) => id).filter((id) => typeof id === 'string');
  const there = await manager.createQueryBuilder(Source, 's').where('s.id = ANY(:ids)', { ids }).getMany();
  return sources
    .filter(({ id }) => !there.some((source) => source.id === id))
    .map(({ publishedOn: _day, publishedAfter: _bound, ...source }) => source);
}

class DryRunOver extends Error {}
