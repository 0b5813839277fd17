// What do policies add to the subgraph?
import type { Feature } from '#kit/federate';
import type { AdvocacyRequest } from '../context';
import { ComparisonResolver } from './comparison/comparison.resolver';
import { EmbargoWatchResolver } from './embargoWatch.resolver';
import { PolicyChange } from './policyChange';
import { PolicyChangesResolver } from './policyChanges.resolver';
import { PolicyDiffResolver } from './policyDiff.resolver';
import { PolicyFlagsResolver } from './policyFlags.resolver';
import { PolicyMutationsResolver } from './policyMutations.resolver';
import { PolicyPeriod } from './policyPeriod';
import { PolicyPeriodResolver } from './policyPeriod.resolver';
import { PolicyInForceResolver, PublisherPoliciesResolver } from './publisherPolicies.resolver';

export { importPolicies } from './importing/importPolicies';
export { reportInWords } from './importing/reportInWords';
export { policyVersions } from './policies.loader';
export { PolicyChange } from './policyChange';
export { changesMatching, PolicyChangeFilter } from './policyChanges.resolver';
export { wordsOf } from './policyDiff';
export { PolicyPeriod } from './policyPeriod';
export { seedPolicies } from './seed';

export const policyEntities = [PolicyPeriod, PolicyChange];

export const policiesFeature: Feature<AdvocacyRequest> = {
  resolvers: [
    PublisherPoliciesResolver,
    PolicyInForceResolver,
    PolicyPeriodResolver,
    PolicyChangesResolver,
    PolicyDiffResolver,
    ComparisonResolver,
    PolicyFlagsResolver,
    EmbargoWatchResolver,
    PolicyMutationsResolver,
  ],
};
