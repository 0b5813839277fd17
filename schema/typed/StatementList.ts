// Generated from operations/StatementList.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How well a fact is supported by its sources. */
export type Confidence =
  /** One primary source or two independent ones say so. */
  | 'HIGH'
  /** One secondary source, or a step of inference. */
  | 'MEDIUM'
  /** Weakly supported. */
  | 'LOW'
  /** Invented for demonstration; not a fact. */
  | 'DEMO';

/** How exactly a date is known. */
export type DatePrecision =
  /** That very day. */
  | 'DAY'
  /** Some day of that month; the day written is the first or the middle of it. */
  | 'MONTH'
  /** Some day of that year. */
  | 'YEAR'
  /** About that day. */
  | 'APPROX'
  /** Seen to hold on that day; when it really began is not known. */
  | 'AS_OF';

/** What kind of organization it is. */
export type OrganizationKind =
  /** An association of libraries or of people who work in them. */
  | 'ASSOCIATION'
  /** The chapter of a national association in one state. */
  | 'STATE_CHAPTER'
  /** Libraries that buy or lend together. */
  | 'CONSORTIUM'
  /** Organizations that campaign together. */
  | 'COALITION'
  /** A library or library system. */
  | 'LIBRARY'
  /** The board of a library. */
  | 'LIBRARY_BOARD'
  /** A city, county or other local government. */
  | 'LOCAL_GOVERNMENT';

/** The stance of a statement towards what it is about. */
export type Stance =
  /** Against it. */
  | 'OPPOSES'
  /** Worried, without rejecting it. */
  | 'CONCERNED'
  /** Against it, and stops buying while it applies. */
  | 'BOYCOTTS'
  /** Asks others to speak out. */
  | 'CALL_TO_RESPOND'
  /** Supports the campaign of others. */
  | 'SUPPORTS_CAMPAIGN'
  /** Supports a lending model. */
  | 'SUPPORTS_MODEL'
  /** In favor of it. */
  | 'WELCOMES';

/** Which statements to show. A statement must meet all conditions that are given; null is the same as leaving one out. An empty list finds nothing. */
export type StatementFilter = {
  /** Only statements with these stances. */
  stances?: Array<Stance> | null | undefined;
  /** Only statements by these organizations, alone or with others. */
  organizationIds?: Array<string> | null | undefined;
  /** Only statements by organizations of these kinds. */
  organizationKinds?: Array<OrganizationKind> | null | undefined;
  /** Only statements by organizations in these countries. */
  countries?: Array<string> | null | undefined;
  /** Only statements about these policies. */
  policyIds?: Array<string> | null | undefined;
  /** Only statements about policies of these publishers. Imprints count as publishers of their own. */
  publisherIds?: Array<string> | null | undefined;
};

export type StatementListQueryVariables = Exact<{
  filter?: StatementFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type StatementListQuery = { statements: { totalCount: number, nodes: Array<{ id: string, title: string, stance: Stance, confidence: Confidence, note: string | null, publishedOn: { date: string, precision: DatePrecision } | null, organizations: Array<{ name: string }>, sources: Array<{ url: string | null }>, policies: Array<{ publisher: { id: string, name: string } }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null };


export const StatementListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatementList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StatementFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statements"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"15"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"stance"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"organizations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<StatementListQuery, StatementListQueryVariables>;