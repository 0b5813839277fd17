// Generated from operations/AccountLibrary.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** The state of a listing. Only published listings are public. */
export type ListingState =
  /** Waits for the committee to review it. */
  | 'SUBMITTED'
  /** In the list of libraries seeking sisters. */
  | 'PUBLISHED'
  /** The committee decided not to publish it. */
  | 'DECLINED'
  /** The library found as many sisters as it can take on, so the listing left the list. */
  | 'MATCHED'
  /** Withdrawn by its library, or replaced by a newer listing of the same library. */
  | 'WITHDRAWN'
  /** It was not renewed, so it left the list. */
  | 'EXPIRED';

/** The state of a partnership. Only active, paused and ended ones are public. */
export type PartnershipState =
  /** One library proposed it, and the other has not answered yet. */
  | 'PROPOSED'
  /** Both libraries agreed. A historical partnership counts as active until someone reports its end. */
  | 'ACTIVE'
  /** Both libraries agreed, and are taking a break. */
  | 'PAUSED'
  /** It was active and has ended. */
  | 'ENDED'
  /** It was proposed, and the other library declined. */
  | 'DECLINED'
  /** It was proposed, and the proposer withdrew it before an answer. */
  | 'WITHDRAWN'
  /** It became part of another partnership of the same two libraries when the committee merged two records of one. Its id answers as that one. */
  | 'MERGED';

/** A day of the week. */
export type Weekday =
  /** Monday, in the time zone of the library. */
  | 'MONDAY'
  /** Tuesday, in the time zone of the library. */
  | 'TUESDAY'
  /** Wednesday, in the time zone of the library. */
  | 'WEDNESDAY'
  /** Thursday, in the time zone of the library. */
  | 'THURSDAY'
  /** Friday, in the time zone of the library. */
  | 'FRIDAY'
  /** Saturday, in the time zone of the library. */
  | 'SATURDAY'
  /** Sunday, in the time zone of the library. */
  | 'SUNDAY';

export type AccountLibraryQueryVariables = Exact<{
  library: string;
}>;


export type AccountLibraryQuery = { library: { id: string, name: string, city: string, country: string, listed: boolean, meetingHours: { timeZone: string, hours: Array<{ day: Weekday, from: string, to: string }> } | null } | null, ownListings: { nodes: Array<{ id: string, state: ListingState, offers: string | null, seeks: string | null, submittedOn: string | null, publishedOn: string | null, expiresOn: string | null, isOpen: boolean }> } | null, ownPartnerships: { nodes: Array<{ id: string, state: PartnershipState, demo: boolean, documented: boolean, partners: Array<{ id: string, name: string, city: string, country: string }>, startedOn: { date: string, precision: DatePrecision } | null, lastContactOn: { date: string, precision: DatePrecision } | null, confidential: { silentSince: string | null, proposedBy: { id: string } | null, pendingAgreement: { version: number, proposedBy: { id: string } } | null } | null }> } | null };


export const AccountLibraryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountLibrary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"library"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"library"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"listed"}},{"kind":"Field","name":{"kind":"Name","value":"meetingHours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"hours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ownListings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"libraryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"offers"}},{"kind":"Field","name":{"kind":"Name","value":"seeks"}},{"kind":"Field","name":{"kind":"Name","value":"submittedOn"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"isOpen"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ownPartnerships"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"libraryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"60"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"documented"}},{"kind":"Field","name":{"kind":"Name","value":"partners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"Field","name":{"kind":"Name","value":"startedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastContactOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"confidential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingAgreement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"silentSince"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AccountLibraryQuery, AccountLibraryQueryVariables>;