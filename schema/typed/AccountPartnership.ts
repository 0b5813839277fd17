// Generated from operations/AccountPartnership.graphql by "npm run schema".
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

/** Whether two sister libraries have a written agreement. */
export type Formality =
  /** They have signed an agreement. */
  | 'FORMAL'
  /** They work together without one. */
  | 'INFORMAL'
  /** Our sources do not say. */
  | 'UNKNOWN';

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

/** The state of a meeting. */
export type MeetingState =
  /** One partner proposed it, and the other has not answered yet. */
  | 'PROPOSED'
  /** Both partners agreed. It is in the calendars of both libraries. */
  | 'AGREED'
  /** Either partner declined, withdrew or cancelled it, or the partnership ended. */
  | 'CANCELLED';

/** An action that staff of a partner can take. */
export type PartnershipAction =
  /** Accept the proposal: acceptPartnership. */
  | 'ACCEPT'
  /** Decline the proposal with a reason: declinePartnership. */
  | 'DECLINE'
  /** Withdraw your own proposal: withdrawProposal. */
  | 'WITHDRAW'
  /** Propose a new version of the agreement: proposeTerms. */
  | 'PROPOSE_TERMS'
  /** Agree to the newest version of the agreement, which the other proposed: agreeToTerms. */
  | 'AGREE'
  /** Pause the partnership: pausePartnership. */
  | 'PAUSE'
  /** Resume it: resumePartnership. */
  | 'RESUME'
  /** End it for good: endPartnership. */
  | 'END'
  /** Record what you did together: logActivity, editActivity, removeActivity. */
  | 'LOG_ACTIVITY'
  /** Arrange meetings: proposeMeetings, agreeToMeetings, moveMeeting, cancelMeetings. */
  | 'PLAN_MEETINGS'
  /** Allow stories that name your library, or take that back: consentToStories. */
  | 'CONSENT_TO_STORIES';

/** A goal of a partnership, in the terms of the call for partnerships of 2019. */
export type PartnershipGoal =
  /** Broaden the staff's view of the library profession. */
  | 'BROADEN_STAFF_VIEW'
  /** Increase staff and community knowledge of other cultures. */
  | 'CULTURAL_KNOWLEDGE'
  /** Exchange information, resources, expertise and training. */
  | 'EXCHANGE_RESOURCES'
  /** Share techniques and technologies to help solve problems. */
  | 'SHARE_TECHNOLOGY'
  /** Improve access to information in both countries. */
  | 'IMPROVE_ACCESS'
  /** Promote awareness of libraries and their international reach. */
  | 'PROMOTE_AWARENESS'
  /** Raise awareness of issues and needs facing libraries in various countries. */
  | 'RAISE_ISSUES';

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

export type AccountPartnershipQueryVariables = Exact<{
  id: string;
}>;


export type AccountPartnershipQuery = { partnership: { id: string, state: PartnershipState, demo: boolean, documented: boolean, formality: Formality, goals: Array<PartnershipGoal>, activityKinds: Array<ActivityKind>, meetingRhythm: MeetingRhythm | null, allowedActions: Array<PartnershipAction>, startedOn: { date: string, precision: DatePrecision } | null, partners: Array<{ id: string, name: string, city: string, country: string, listed: boolean, mergedIds: Array<string>, meetingHours: { timeZone: string } | null }>, confidential: { id: string, message: string | null, reply: string | null, silentSince: string | null, reviewOn: string | null, proposedBy: { id: string, name: string } | null, agreement: { version: number, formality: Formality, meetingRhythm: MeetingRhythm | null, goals: Array<PartnershipGoal>, activityKinds: Array<ActivityKind>, startsOn: string | null, endsOn: string | null, reviewOn: string | null, text: string | null, printUrl: string, heldSince: string | null, proposedBy: { id: string, name: string }, agreedBy: Array<{ id: string, name: string }> } | null, pendingAgreement: { version: number, formality: Formality, meetingRhythm: MeetingRhythm | null, goals: Array<PartnershipGoal>, activityKinds: Array<ActivityKind>, startsOn: string | null, endsOn: string | null, reviewOn: string | null, text: string | null, printUrl: string, heldSince: string | null, proposedBy: { id: string, name: string }, agreedBy: Array<{ id: string, name: string }> } | null, contacts: Array<{ library: { id: string, name: string }, person: { name: string, email: string } }>, storyConsents: Array<{ id: string, name: string }>, meetings: Array<{ id: string, state: MeetingState, startsAt: string, standsAt: string | null, minutes: number, timeZone: string, topic: string | null, place: string | null, proposedBy: { id: string, name: string } }> } | null, activities: Array<{ id: string, kind: ActivityKind, hours: number | null, items: number | null, summary: string, on: { date: string, precision: DatePrecision }, sources: Array<{ title: string }> }>, stories: Array<{ id: string, title: string }> } | null };

export type VersionFragment = { version: number, formality: Formality, meetingRhythm: MeetingRhythm | null, goals: Array<PartnershipGoal>, activityKinds: Array<ActivityKind>, startsOn: string | null, endsOn: string | null, reviewOn: string | null, text: string | null, printUrl: string, heldSince: string | null, proposedBy: { id: string, name: string }, agreedBy: Array<{ id: string, name: string }> };

export const VersionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Version"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgreementVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"formality"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRhythm"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"activityKinds"}},{"kind":"Field","name":{"kind":"Name","value":"startsOn"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"reviewOn"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"printUrl"}},{"kind":"Field","name":{"kind":"Name","value":"heldSince"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<VersionFragment, unknown>;
export const AccountPartnershipDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountPartnership"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partnership"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"documented"}},{"kind":"Field","name":{"kind":"Name","value":"formality"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"activityKinds"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRhythm"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"startedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"listed"}},{"kind":"Field","name":{"kind":"Name","value":"mergedIds"}},{"kind":"Field","name":{"kind":"Name","value":"meetingHours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"confidential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reply"}},{"kind":"Field","name":{"kind":"Name","value":"silentSince"}},{"kind":"Field","name":{"kind":"Name","value":"reviewOn"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingAgreement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"library"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"person"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"storyConsents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"meetings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"standsAt"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"activities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"hours"}},{"kind":"Field","name":{"kind":"Name","value":"items"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"on"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"stories"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Version"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgreementVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"formality"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRhythm"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"activityKinds"}},{"kind":"Field","name":{"kind":"Name","value":"startsOn"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"reviewOn"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"printUrl"}},{"kind":"Field","name":{"kind":"Name","value":"heldSince"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<AccountPartnershipQuery, AccountPartnershipQueryVariables>;