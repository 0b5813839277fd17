// What do policies add to the subgraph?
import type { Feature } from '#kit/federate';
import type { AdvocacyRequest } from '../context';
import { ComparisonResolver } from './comparison/comparison.resolver';
import { EmbargoWatchResolver } from './embargoWatch.resolver';
import { PolicyChange } from './policyChange';
import { PolicyChangedResolver } from './policyChanged.resolver';
import { PolicyChangesResolver } from './policyChanges.resolver';
import { PolicyDiffResolver } from './policyDiff.resolver';
import { PolicyFlagsResolver } from './policyFlags.resolver';
import { PolicyMutationsResolver } from './policyMutations.resolver';
import { PolicyPeriod } from './policyPeriod';
import { PolicyPeriodResolver } from './policyPeriod.resolver';
import { PriceChangeResolver } from './priceChange.resolver';
import { PolicyInForceResolver, PublisherPoliciesResolver } from './publisherPolicies.resolver';
import { policyPages } from './publishing';

export { importPolicies } from './importing/importPolicies';
export { reportInWords } from './importing/reportInWords';
export { policyVersions } from './policies.loader';
export { PolicyChange } from './policyChange';
export { changesMatching, PolicyChangeFilter } from './policyChanges.resolver';
export { wordsOf } from './policyDiff';
export { openPolicyFeed } from './policyFeed';
export { Sourced } from './policyInput';
export { PolicyPeriod } from './policyPeriod';
export { settleSources } from './policyRecord';
export { seedPolicies } from './seed';

export const policyEntities = [PolicyPeriod, PolicyChange];

export const policiesFeature: Feature<AdvocacyRequest> = {
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
