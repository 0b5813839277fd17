// Statements: what organizations said, the calls to respond, and boycotts.
import type { Feature } from '#kit/subgraph/federate';
import { Boycott, BoycottEditingResolver } from './boycott';

import { Organization } from './organization';
import { Statement } from './statement';
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
export { seedStatements } from './seed';
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
