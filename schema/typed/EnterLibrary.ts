// Generated from operations/EnterLibrary.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A library that the committee knows from a source. */
export type EnterLibraryInput = {
  /** The library. */
  library: NewLibraryInput;
  /** Where it is documented: the title of a page or document, one line of at most 200 characters. */
  source: string;
  /** The address of the source; null when it has none. */
  sourceUrl?: string | null | undefined;
};

/** Whom a library is for. */
export type LibraryType =
  /** For everyone in a city, town or region. */
  | 'PUBLIC'
  /** For the pupils of a school. */
  | 'SCHOOL'
  /** For a university or college. */
  | 'ACADEMIC'
  /** For one subject or institution. */
  | 'SPECIAL'
  /** For a whole country. */
  | 'NATIONAL';

/** When the staff of a library can meet a partner by video. */
export type MeetingHoursInput = {
  /** The time zone by an area and city, such as Europe/Helsinki, or UTC. Abbreviations such as EST are refused. */
  timeZone: string;
  /** The hours of a week: 1 to 28 entries. */
  hours: Array<WeeklyHoursInput>;
};

/** A library that is not in the list yet. All text is plain text. */
export type NewLibraryInput = {
  /** Its name: one line of at most 200 characters with at least two letters; no address. */
  name: string;
  /** Whom it is for. */
  type: LibraryType;
  /** Its city or town: one line of at most 200 characters. */
  city: string;
  /** Its country (ISO 3166-1 alpha-2). */
  country: string;
  /** Its region in its country, by its ISO 3166-2 code such as US-IL, or by its name. */
  region?: string | null | undefined;
  /** Its ISIL (ISO 15511), such as DK-710100. */
  isil?: string | null | undefined;
  /** The address of its website, beginning with https:// or http://; at most 500 characters. */
  website?: string | null | undefined;
  /** How many people it serves, 0 or more. */
  populationServed?: number | null | undefined;
  /** How many items its collection holds, 0 or more. */
  collectionSize?: number | null | undefined;
  /** Languages used in it, the main one first; 1 to 20. */
  languages: Array<string>;
  /** Latitude of its city in degrees north, from -90 to 90. Give both latitude and longitude, or neither. */
  latitude?: number | null | undefined;
  /** Longitude of its city in degrees east, from -180 to 180. */
  longitude?: number | null | undefined;
  /** When its staff can meet a partner by video; null when not stated. */
  meetingHours?: MeetingHoursInput | null | undefined;
};

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

/** Hours on one day of the week, in the time zone of the library. */
export type WeeklyHoursInput = {
  /** The day of the week. */
  day: Weekday;
  /** When the hours begin, from 00:00 to 23:59. */
  from: string;
  /** When the hours end: later than from, at most 24:00. */
  to: string;
};

export type EnterLibraryMutationVariables = Exact<{
  input: EnterLibraryInput;
}>;


export type EnterLibraryMutation = { enterLibrary: { id: string, name: string, country: string } | null };


export const EnterLibraryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EnterLibrary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnterLibraryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enterLibrary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}}]} as unknown as DocumentNode<EnterLibraryMutation, EnterLibraryMutationVariables>;