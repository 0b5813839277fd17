// Generated from operations/SetMeetingHours.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** When the staff of a library can meet a partner by video. */
export type MeetingHoursInput = {
  /** The time zone by an area and city, such as Europe/Helsinki, or UTC. Abbreviations such as EST are refused. */
  timeZone: string;
  /** The hours of a week: 1 to 28 entries. */
  hours: Array<WeeklyHoursInput>;
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

export type SetMeetingHoursMutationVariables = Exact<{
  library: string;
  meetingHours?: MeetingHoursInput | null | undefined;
}>;


export type SetMeetingHoursMutation = { setMeetingHours: { id: string, meetingHours: { timeZone: string, hours: Array<{ day: Weekday, from: string, to: string }> } | null } | null };


export const SetMeetingHoursDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetMeetingHours"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"library"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"meetingHours"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingHoursInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setMeetingHours"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"libraryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"library"}}},{"kind":"Argument","name":{"kind":"Name","value":"meetingHours"},"value":{"kind":"Variable","name":{"kind":"Name","value":"meetingHours"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"meetingHours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"hours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SetMeetingHoursMutation, SetMeetingHoursMutationVariables>;