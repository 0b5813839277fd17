// Policies for people without GraphQL: downloads and a news feed.
import { comparisonPage } from './comparisonTable';
import { policyHistoryPage } from './policyHistory';
import { policyNewsPage } from './policyNews';

export const policyPages = [policyHistoryPage, comparisonPage, policyNewsPage];
