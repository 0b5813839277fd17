// Statements: what organizations said, the calls to respond, and boycotts.
import type { Feature } from '#kit/subgraph/federate';
import { Boycott } from './boycott';
import { EditingResolver } from './editing.resolver';
import { Organization } from './organization';
import { Statement } from './statement';
import { BoycottResolver, CallToRespondResolver, OrganizationResolver, StatementResolver } from './statement.resolver';
import type { StatementRequest } from './statementFeed';
import { StatementPublishedResolver } from './statementPublished.resolver';

export { Boycott } from './boycott';
export { seedStatements } from './seed';
export { Statement, statementsAbout } from './statement';
export { openStatementFeed, type StatementsApp } from './statementFeed';

export const statementEntities = [Organization, Statement, Boycott];

export const statementsFeature: Feature<StatementRequest> = {
  resolvers: [
    EditingResolver,
    StatementResolver,
    StatementPublishedResolver,
    OrganizationResolver,
    CallToRespondResolver,
    BoycottResolver,
  ],
  references: {
    Statement: ({ id }: { id: string }, { loaders }) => loaders.one(Statement).load(id),
    Organization: ({ id }: { id: string }, { loaders }) => loaders.one(Organization).load(id),
  },
};
