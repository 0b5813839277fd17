// Promise of: what the dashboard asks of petitions reads at most twice as much of the database with a million signatures as with a thousand.
import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, execute, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { Client } from 'pg';
import { summaryTask, summaryTasks } from '#advocacy/petitions/organizing/summaries';
import { type Advocacy, buildAdvocacy } from '#advocacy/subgraph';
import { requests } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import { Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { fillSignatures } from '../../../fixtures/manySignatures';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { organizer } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';

const [few, many] = [1_000, 1_000_000];
/** Most signatures are those of the first petition. */
const petition = 'many-1';
const scenario = { copies: 2, holds: 30, checkoutsPerYear: 12, years: 5, loanDays: 21 };
const everyone = { ...organizer, roles: Object.values(Role), libraryIds: ['demo-helsinki-fi'] };

let database: TestDatabase;
let advocacy: Advocacy;
let schema: GraphQLSchema;
let client: Client;
const statements: [sql: string, parameters: unknown[]][] = [];
beforeAll(async () => {
  database = await demoDatabase();
  const onStatement = (sql: string, parameters: readonly unknown[] = []) => void statements.push([sql, [...parameters]]);
  advocacy = await startAdvocacyAt(database.url, { onStatement });
  ({ schema } = await buildAdvocacy());
  client = new Client({ connectionString: database.url });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await advocacy.stop();
  await database.drop();
});

/** What an operation is asked with: its document says which variables it has. */
const given: Readonly<Record<string, unknown>> = {
  id: petition,
  library: 'demo-helsinki-fi',
  first: 100,
  from: '2026-10-01T00:00:00.000Z',
  on: '2026-11-15',
  tomorrow: '2026-11-16',
  format: 'EBOOK',
  publisherIds: ['macmillan'],
  scenario,
  input: { on: '2026-11-15', publisherIds: ['macmillan'], scenario },
};

/** Ids of what no petition is. */
const ids: Readonly<Record<string, string>> = {
  EditorLaw: 'law',
  EditorPolicy: 'policy_period',
  EditorPublisher: 'publisher',
  PublisherPage: 'publisher',
  EditorStatement: 'statement',
};

/** The operations that ask advocacy for anything, beside those that need a token from a mail. */
function operations(): { name: string; document: DocumentNode; variables: Record<string, unknown> }[] {
  const fields = schema.getQueryType()?.getFields() ?? {};
  return readdirSync(projectFile('schema', 'operations')).flatMap((file) => {
    const document = parse(readFileSync(projectFile('schema', 'operations', file), 'utf8'));
    const [operation] = document.definitions as [OperationDefinitionNode];
    const asks = operation.selectionSet.selections.some((each) => each.kind === Kind.FIELD && each.name.value in fields);
    const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    if (operation.operation !== 'query' || !asks || names.includes('token')) return [];
    const variables = Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]]));
    return [{ name: operation.name?.value ?? file, document, variables }];
  });
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that a plan took from tables, whether it kept them or not. */
const rowsOf = (plan: Plan): number =>
  (plan['Relation Name'] ? 1 : 0) *
    plan['Actual Loops'] *
    (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)) +
  (plan.Plans ?? []).reduce((sum, each) => sum + rowsOf(each), 0);

interface Cost {
  rows: number;
  /** Whether all signatures were read to find some. */
  scans: boolean;
}
const scans = (plan: Plan): boolean =>
  (plan['Relation Name'] === 'signature' && plan['Node Type'] === 'Seq Scan') || (plan.Plans ?? []).some(scans);

/** What each operation costs the database, by its plans and not by a clock. */
async function costs(): Promise<Map<string, Cost>> {
  const found = new Map<string, Cost>();
  for (const { name, document, variables } of operations()) {
    if (name in ids) variables.id = (await client.query(`SELECT id FROM ${ids[name]} LIMIT 1`)).rows[0].id;
    statements.length = 0;
    const contextValue = requests(advocacy.database, systemClock, advocacy.app)(everyone);
    const { errors } = await execute({ schema, document, variableValues: variables, contextValue });
    expect([name, errors]).toEqual([name, undefined]);
    const plans: Plan[] = [];
    for (const [sql, parameters] of statements.filter(([each]) => /^\s*(SELECT|WITH)\b/i.test(each))) {
      const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, parameters);
      plans.push(rows[0]['QUERY PLAN'][0].Plan);
    }
    found.set(name, { rows: plans.reduce((sum, plan) => sum + rowsOf(plan), 0), scans: plans.some(scans) });
  }
  return found;
}

it('by the plans of every registered query', async () => {
  await fillSignatures(client, few);
  // A history tells every hour in which somebody signed, however many did.
  await client.query(`INSERT INTO hour_count SELECT id, hour, 0 FROM petition, generate_series('2026-10-01Z'::timestamptz, '2026-10-30Z', '1 hour')
    AS hour WHERE id LIKE 'many-%' ON CONFLICT DO NOTHING`);
  const before = await costs();
  await fillSignatures(client, many);
  // As each minute does.
  await summaryTasks({ database: advocacy.database, clock: systemClock, log: silentLog })[summaryTask]?.(
    {},
    { jobId: '1', number: 1, isLast: false },
  );
  const after = await costs();
  expect(after.size).toBeGreaterThan(35);
  const dearer = [...after].filter(([name, { rows, scans }]) => scans || rows > 2 * (before.get(name)?.rows ?? 0));
  expect(dearer).toEqual([]);
}, 600_000);
