// Generated from operations/SubmitListing.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A kind of thing that sister libraries do together. */
export type ActivityKind =
  /** A talk by video, telephone or chat, for instance once a month. */
  | 'VIRTUAL_CONVERSATION'
  /** Books, newspapers or other materials sent to each other, or given. */
  | 'MATERIAL_EXCHANGE'
  /** Staff who work in the other library for a while. */
  | 'STAFF_EXCHANGE'
  /** Courses, conferences and teaching of each other. */
  | 'TRAINING'
  /** Readers in both libraries who read the same books. */
  | 'READING_CLUB'
  /** Programmes for children and pupils. */
  | 'CHILDREN_PROGRAMME'
  /** Exhibitions and displays about each other. */
  | 'DISPLAY_EXCHANGE'
  /** Letters or e-mail between readers or staff. */
  | 'PEN_PALS'
  /** Loans from one library to the other. */
  | 'INTERLIBRARY_LOAN'
  /** Help to buy what is hard to get in the partner's country. */
  | 'PURCHASE_ASSISTANCE'
  /** Sharing techniques and tools to solve a problem. */
  | 'TECHNOLOGY_SHARING'
  /** Digitizing collections together. */
  | 'DIGITIZATION'
  /** Work on the history of both places. */
  | 'LOCAL_HISTORY'
  /** Services for people who came from another country. */
  | 'NEWCOMER_SERVICES'
  /** Festivals, shared holidays and other programmes for everyone. */
  | 'COMMUNITY_PROGRAMME'
  /** Helping to found or expand a library. */
  | 'LIBRARY_DEVELOPMENT'
  /** Making the partnership known. */
  | 'PUBLICITY'
  /** Evaluating together what the partnership achieved. */
  | 'EVALUATION'
  /** A short visit to learn how the other library works. */
  | 'STUDY_VISIT';

/** How firm a commitment a library is looking for. */
export type Commitment =
  /** A written agreement. */
  | 'FORMAL'
  /** Contact without an agreement. */
  | 'INFORMAL'
  /** Either of the two, as the partner prefers. */
  | 'FLEXIBLE';

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

/** How often sister libraries intend to be in touch. */
export type MeetingRhythm =
  /** Once a week. */
  | 'WEEKLY'
  /** Every two weeks. */
  | 'FORTNIGHTLY'
  /** Once a month. */
  | 'MONTHLY'
  /** Every three months. */
  | 'QUARTERLY'
  /** Once a year. */
  | 'YEARLY';

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

/** What happened to a submission. */
export type SubmissionOutcome =
  /** We sent the contact a mail with a link. The committee sees the submission once the contact has confirmed it. */
  | 'CONFIRMATION_SENT';

/** The form by which a library asks to be listed. All text is plain text. */
export type SubmitListingInput = {
  /** The id of the library, if it is already in the list of libraries. Otherwise give newLibrary. */
  libraryId?: string | null | undefined;
  /** The library, if it is not in the list of libraries yet. */
  newLibrary?: NewLibraryInput | null | undefined;
  /** What the library offers a sister, at most 4000 characters. */
  offers?: string | null | undefined;
  /** What the library hopes for, at most 4000 characters. */
  seeks?: string | null | undefined;
  /** Countries in which the library would like a sister, at most 50; empty when any will do. */
  preferredCountries?: Array<string>;
  /** Languages the library would like to talk in, at most 50; empty when any will do. */
  preferredLanguages?: Array<string>;
  /** What the library would like to do together, each kind at most once. */
  activityInterests?: Array<ActivityKind>;
  /** How firm a commitment the library is looking for. */
  commitment: Commitment;
  /** How often the library wants to be in touch. */
  meetingRhythm?: MeetingRhythm | null | undefined;
  /** How many sisters the library can take on, from 1 to 20. */
  capacity?: number;
  /** The id of the call that the listing answers. */
  answersCallId?: string | null | undefined;
  /** The name of the contact. It is stored encrypted, and shown only to the committee and to a sister library. */
  contactName: string;
  /** The e-mail address of the contact. It is stored encrypted, and shown only to the committee and to a sister library. */
  contactEmail: string;
  /** The language of the mails to the contact and of the pages that their links open: en or es, also as es-MX. English for a language in which we write no mails yet. Kept with the contact. */
  language?: string;
  /** Must be true. It allows us to publish the listing, and to keep the contact while the listing is published or the library has a sister. */
  consent: boolean;
  /** Leave this out. Forms hide it from people; a submission that fills it in comes from a program and is discarded. */
  fax?: string | null | undefined;
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

export type SubmitListingMutationVariables = Exact<{
  input: SubmitListingInput;
}>;


export type SubmitListingMutation = { submitListing: { outcome: SubmissionOutcome } | null };


export const SubmitListingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitListing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitListingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitListing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}}]} as unknown as DocumentNode<SubmitListingMutation, SubmitListingMutationVariables>;