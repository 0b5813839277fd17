// What policies add to the subgraph.
import type { Feature } from '#kit/subgraph/federate';
import { ComparisonResolver } from './comparison.resolver';
import {
  EmbargoWatchResolver,
  PolicyFlagsResolver,
  PolicyInForceResolver,
  PolicyPeriodResolver,
  PublisherPoliciesResolver,
} from './policies.resolver';
import { PolicyChange } from './policyChange';
import type { PolicyRequest } from './policyChanges.resolver';
import { PolicyChangedResolver, PolicyChangesResolver } from './policyChanges.resolver';
import { DifferenceKnowledgeResolver, PolicyDiffResolver, PriceChangeResolver } from './policyDiff.resolver';
import { PolicyMutationsResolver } from './policyMutations.resolver';
import { PolicyPeriod } from './policyPeriod';
import { comparisonPage, policyHistoryPage, policyNewsPage } from './publishing';

import { TimelineResolver } from './timeline.resolver';

export { importPolicies, type RowReport, reportInWords } from './importPolicies';
export { policyIdsOf, policyVersions, refuseUnknownPolicies } from './inForce';
export { PolicyChange } from './policyChange';
export { changesMatching, openPolicyFeed, type PoliciesApp, PolicyChangeFilter } from './policyChanges.resolver';
export { wordsOf } from './policyDiff.resolver';
export { PolicyPeriod } from './policyPeriod';
export { seedPolicies } from './seed';

export const policyEntities = [PolicyPeriod, PolicyChange];

export const policiesFeature: Feature<PolicyRequest> = {
  resolvers: [
    PublisherPoliciesResolver,
    PolicyInForceResolver,
    PolicyPeriodResolver,
    PolicyChangesResolver,
    PolicyChangedResolver,
    PolicyDiffResolver,
    PriceChangeResolver,
    DifferenceKnowledgeResolver,
    ComparisonResolver,
    PolicyFlagsResolver,
    EmbargoWatchResolver,
    TimelineResolver,
    PolicyMutationsResolver,
  ],
  pages: [policyHistoryPage, comparisonPage, policyNewsPage],
};
