// What do policies add to the subgraph?
import type { Feature } from '#kit/subgraph/federate';
import { PolicyChange } from './changes/policyChange';
import { PolicyChangedResolver } from './changes/policyChanged.resolver';
import { PolicyChangesResolver } from './changes/policyChanges.resolver';
import type { PolicyRequest } from './changes/policyFeed';
import { ComparisonResolver } from './comparison/comparison.resolver';
import { PolicyDiffResolver } from './differences/policyDiff.resolver';
import { PriceChangeResolver } from './differences/priceChange.resolver';
import { EmbargoWatchResolver } from './embargoes/embargoWatch.resolver';
import { PolicyFlagsResolver } from './flags/policyFlags.resolver';
import { PolicyInForceResolver, PublisherPoliciesResolver } from './inForce/publisherPolicies.resolver';
import { PolicyPeriod } from './periods/policyPeriod';
import { PolicyPeriodResolver } from './periods/policyPeriod.resolver';
import { policyPages } from './publishing';
import { PolicyMutationsResolver } from './recording/policyMutations.resolver';

export { PolicyChange } from './changes/policyChange';
export { changesMatching, PolicyChangeFilter } from './changes/policyChanges.resolver';
export { openPolicyFeed, type PoliciesApp } from './changes/policyFeed';
export { wordsOf } from './differences/policyDiff';
export { seedPolicies } from './history/seed';
export { importPolicies } from './importing/importPolicies';
export { reportInWords } from './importing/reportInWords';
export { policyIdsOf, policyVersions, refuseUnknownPolicies } from './periods/policies.loader';
export { PolicyPeriod } from './periods/policyPeriod';
export { Sourced } from './recording/policyInput';
export { settleSources } from './recording/policyRecord';

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
    ComparisonResolver,
    PolicyFlagsResolver,
    EmbargoWatchResolver,
    PolicyMutationsResolver,
  ],
  pages: policyPages,
};
