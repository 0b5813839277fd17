// Statements: what organizations said, the calls to respond, and boycotts; and those that a new database begins with.

import { addReportedCounts, type SeedCount } from '#advocacy/petitions/index';
import type { Change } from '#kit/data/change';
import { type Revisions, reviseRow, revisionsOf } from '#kit/data/revise';
import type { Feature } from '#kit/subgraph/federate';
import { addMissing, type Confidence, type DatePrecision, readFacts, undated } from '#kit/words/facts';
import { Boycott, BoycottEditingResolver } from './boycott';
import { Organization, OrganizationKind, organizationId } from './organization';
import { type Stance, Statement } from './statement';
import {
  BoycottResolver,
  CallToRespondResolver,
  LiveStatementsResolver,
  OrganizationResolver,
  type StatementRequest,
  StatementResolver,
} from './statement.resolver';
import { StatementEditingResolver } from './statementEditing.resolver';

export { Boycott } from './boycott';
export { Statement, statementsAbout } from './statement';
export { openStatementFeed, type StatementsApp } from './statement.resolver';

export const statementEntities = [Organization, Statement, Boycott];

export const statementsFeature: Feature<StatementRequest> = {
  resolvers: [
    StatementResolver,
    LiveStatementsResolver,
    StatementEditingResolver,
    BoycottEditingResolver,
    OrganizationResolver,
    CallToRespondResolver,
    BoycottResolver,
  ],
  references: {
    Statement: ({ id }: { id: string }, { loaders }) => loaders.one(Statement).load(id),
    Organization: ({ id }: { id: string }, { loaders }) => loaders.one(Organization).load(id),
  },
};

interface SeedStatement {
  readonly id: string;
  readonly organization: string;
  readonly organizationKind: OrganizationKind;
  readonly country: string;
  readonly region: string | null;
  readonly isAlaChapter: boolean;
  readonly publishedOn: string | null;
  readonly precision: DatePrecision | null;
  readonly title: string;
  readonly stance: Stance;
  readonly policyIds: readonly string[];
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  readonly note: string | null;
}

interface SeedBoycott {
  readonly id: string;
  readonly title: string;
  readonly targetPublisherId: string;
  readonly coordinator: string;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly relatedPolicyIds: readonly string[];
  readonly counts: readonly SeedCount[];
  readonly sources?: readonly string[];
  readonly confidence?: Confidence | null;
  readonly note?: string | null;
}

/** Adds what is missing; runs inside the caller's transaction. */
export async function seedStatements(writing: Change, tally: Revisions): Promise<void> {
  const { manager } = writing;
  const { statements } = readFacts<{ statements: SeedStatement[] }>('statements.json');
  const { chapters } = readFacts<{ chapters: { name: string; region: string }[] }>('chapters.json');
  const { boycotts } = readFacts<{ boycotts: SeedBoycott[] }>('petitions.json');
  const names = new Set(statements.map(({ organization }) => organization));
  const speakers = statements.flatMap((statement) =>
    namesOf(statement.organization, names).map((name) => ({ ...statement, name, kind: statement.organizationKind })),
  );
  const silent = chapters.map((chapter) => ({
    ...chapter,
    kind: OrganizationKind.STATE_CHAPTER,
    country: 'US',
    isAlaChapter: true,
  }));
  const organizations = [...speakers, ...silent].map(({ name, kind, country, region, isAlaChapter }) => ({
    id: organizationId(name),
    name,
    kind,
    country,
    region,
    isAlaChapter,
  }));
  await addMissing(manager, Organization, [...new Map(organizations.toReversed().map((row) => [row.id, row])).values()]);
  await addMissing(
    manager,
    Statement,
    statements.map(({ organization, publishedOn, precision, sources, ...statement }) => ({
      ...statement,
      organizationIds: namesOf(organization, names).map(organizationId),
      publishedDay: publishedOn,
      publishedPrecision: precision,
      listedOn: publishedOn ?? undated,
      sourceIds: sources,
    })),
  );
  await addMissing(manager, Boycott, boycotts.map(boycottRow));
  const revised = revisionsOf<SeedBoycott>('boycotts');
  for (const boycott of boycotts) {
    const changed = revised.get(boycott.id);
    if (!changed) continue;
    const [before, after] = [boycottRow({ ...boycott, ...changed.before }), boycottRow(boycott)];
    const change = { before, after, reason: changed.reason, others: ['recordBoycottCount'] };
    await reviseRow(writing, Boycott, boycott.id, change, tally);
  }
  await addReportedCounts(manager, boycotts);
}

/** A boycott that names no sources has those of its numbers. */
function boycottRow({ counts, relatedPolicyIds, sources, confidence, note, ...boycott }: SeedBoycott) {
  return {
    ...boycott,
    policyIds: [...relatedPolicyIds],
    sourceIds: [...new Set(sources ?? counts.flatMap((count) => count.sources))],
    confidence: confidence ?? null,
    note: note ?? null,
  };
}

/** "A and B" are two speakers if both are also known to speak alone. */
function namesOf(organization: string, known: ReadonlySet<string>): string[] {
  const parts = organization.split(' and ');
  return parts.length > 1 && parts.every((part) => known.has(part)) ? parts : [organization];
}
