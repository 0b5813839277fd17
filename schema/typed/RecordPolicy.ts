// Generated from operations/RecordPolicy.graphql by "npm run schema".
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether terms became stricter for libraries. */
export type ChangeDirection =
  /** Stricter in some respects and in none less strict. */
  | 'MORE_RESTRICTIVE'
  /** Less strict in some respects and in none stricter. */
  | 'LESS_RESTRICTIVE'
  /** Stricter in some respects and less strict in others. */
  | 'MIXED';

/** In which respect terms became stricter or less strict. */
export type ChangeReasonCode =
  /** Less strict: libraries can license what they could not. */
  | 'NOW_OFFERED'
  /** Stricter: libraries can no longer license. */
  | 'NO_LONGER_OFFERED'
  /** Stricter: licenses now expire by time. */
  | 'TIME_LIMIT_ADDED'
  /** Less strict: licenses no longer expire by time. */
  | 'TIME_LIMIT_REMOVED'
  /** Stricter: licenses last less long. */
  | 'SHORTER'
  /** Less strict: licenses last longer. */
  | 'LONGER'
  /** Stricter: the number of loans is now limited. */
  | 'LOAN_LIMIT_ADDED'
  /** Less strict: the number of loans is no longer limited. */
  | 'LOAN_LIMIT_REMOVED'
  /** Stricter: fewer loans per license. */
  | 'FEWER_LOANS'
  /** Less strict: more loans per license. */
  | 'MORE_LOANS'
  /** Stricter: fewer loans at the same time. */
  | 'FEWER_AT_ONCE'
  /** Less strict: more loans at the same time. */
  | 'MORE_AT_ONCE'
  /** Stricter: new titles are now under an embargo. */
  | 'EMBARGO_ADDED'
  /** Less strict: no embargo any more. */
  | 'EMBARGO_REMOVED'
  /** Stricter: the embargo lasts longer. */
  | 'EMBARGO_LONGER'
  /** Less strict: the embargo lasts less long. */
  | 'EMBARGO_SHORTER'
  /** Stricter: fewer copies are allowed during the embargo. */
  | 'FEWER_COPIES_IN_EMBARGO'
  /** Less strict: more copies are allowed during the embargo. */
  | 'MORE_COPIES_IN_EMBARGO'
  /** Stricter: a price stated in the same way for the same titles rose. */
  | 'PRICE_UP'
  /** Less strict: a price stated in the same way for the same titles fell. */
  | 'PRICE_DOWN'
  /** Less strict: libraries can choose other terms as well. */
  | 'OPTION_ADDED'
  /** Stricter: terms that libraries could choose ended. */
  | 'OPTION_ENDED';

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

/** A time after publication in which libraries can license no copy, or only a few. */
export type EmbargoInput = {
  /** How many units it lasts from the publication of a title, of a range the longest: at most 3,650 days or weeks, 120 months or 10 years. Zero is no embargo; null when its length is not known. */
  amount?: number | null | undefined;
  /** The shortest of a range, in the same unit; with amount null it lasts at least so long. Null when it is as long for every title, or no shortest is known. */
  atLeast?: number | null | undefined;
  /** What amount counts. */
  unit: EmbargoUnit;
  /** How many copies a library system may license meanwhile, from 0 to 10,000. */
  copiesAllowedDuring: number;
  /** The terms of the copies allowed meanwhile; null when they are those of license, or when none are allowed. */
  firstCopyTerms?: LicenseTermsInput | null | undefined;
  /** The price of a copy allowed meanwhile; null when it is the usual one, not stated, or when none are allowed. */
  firstCopyPrice?: PriceInput | null | undefined;
  /** Which titles are under it, such as NEW_RELEASES, in at most 200 characters; null when not stated. */
  appliesTo?: string | null | undefined;
};

/** The unit in which an embargo is counted from the publication of a title. */
export type EmbargoUnit =
  /** Days. */
  | 'DAY'
  /** Weeks of seven days. */
  | 'WEEK'
  /** Calendar months; a day that the month lacks becomes its last day. */
  | 'MONTH'
  /** Calendar years; 29 February becomes 28 February. */
  | 'YEAR';

/** What ends a license. */
export type ExpiryRule =
  /** Nothing ends it. */
  | 'NONE'
  /** It ends when durationMonths have passed. */
  | 'TIME'
  /** It ends with the last of its checkouts. */
  | 'CHECKOUTS'
  /** It ends when lendingDays are used up by loans. */
  | 'LENDING_DAYS'
  /** It ends with durationMonths, checkouts or lendingDays, whichever comes first. */
  | 'EARLIER_OF'
  /** Our sources do not say. */
  | 'UNKNOWN';

/** What to tell whoever reads a policy as if it were in force on a day. */
export type KnowledgeMark =
  /** The last source that confirmed it is older than the operator allows (POLICY_STALE_DAYS, 365 days unless set). */
  | 'STALE'
  /** No source confirmed it after it began. */
  | 'NEVER_VERIFIED'
  /** The day lies after today: nobody knows what will hold, this is what is known now. */
  | 'FUTURE'
  /** It was not in force on that day. */
  | 'NOT_IN_FORCE'
  /** When it began is not known; it can have begun later than the day. */
  | 'START_UNKNOWN'
  /** Its first day is known only roughly, by its month, its year or about. */
  | 'START_APPROXIMATE'
  /** Its last day is known only roughly, by its month, its year or about. */
  | 'END_APPROXIMATE'
  /** Our sources do not say in which countries it holds. */
  | 'PLACE_UNKNOWN'
  /** Its embargo is as long as amount at most; titles can be free earlier. Figures are of the longest. */
  | 'EMBARGO_IS_RANGE'
  /** It has an embargo, and our sources do not say for how long. */
  | 'EMBARGO_LENGTH_UNKNOWN';

/** How a license meters lending. */
export type LicenseModel =
  /** Never expires and lends to one reader at a time (also called one copy, one user: OC/OU). */
  | 'PERPETUAL_ONE_USER'
  /** Expires after a time; until then any number of loans, one after another. */
  | 'METERED_BY_TIME'
  /** Expires after a number of loans, however long they take. */
  | 'METERED_BY_CHECKOUTS'
  /** Expires after a time or a number of loans, whichever comes first. */
  | 'METERED_BY_TIME_OR_CHECKOUTS'
  /** Expires when it has been lent for a number of days in all, however many loans that takes; a shorter loan leaves more for the next. */
  | 'METERED_BY_LENDING_DAYS'
  /** A bundle of loans, several of which may run at the same time. */
  | 'METERED_CONCURRENT_CHECKOUTS'
  /** Any number of readers at the same time. */
  | 'SIMULTANEOUS_USE'
  /** Nothing is bought in advance; the library pays for each loan. */
  | 'COST_PER_CIRC'
  /** Libraries could not license these titles. */
  | 'NOT_OFFERED'
  /** Something was offered, but our sources do not give the terms. */
  | 'UNKNOWN';

/** The terms of one license. A limit that is left out or null means that the license does not set it. */
export type LicenseTermsInput = {
  /** How the license meters lending. */
  model: LicenseModel;
  /** How many loans it allows in all, from 1 to 1,000,000. Null means that the license sets no such limit, unless licenseLimits of the policy says NOT_OFFERED or UNKNOWN. */
  checkouts?: number | null | undefined;
  /** How many calendar months it lasts from its purchase, from 1 to 1,200. Null means that the license sets no such limit, unless licenseLimits of the policy says NOT_OFFERED or UNKNOWN. */
  durationMonths?: number | null | undefined;
  /** How many loans may run at the same time, from 1 to 1,000,000. Null means that the license sets no such limit, unless licenseLimits of the policy says NOT_OFFERED or UNKNOWN. */
  concurrency?: number | null | undefined;
  /** The longest loan in days, from 1 to 3,650 (ODL counts its length in seconds). Null leaves it to the library, usually 7, 14 or 21 days. */
  lengthDays?: number | null | undefined;
  /** How many days it can be lent in all, from 1 to 1,000,000: each loan takes off the days it lasts, and days on the shelf cost nothing. The term in days of a license is no such limit: that is durationMonths. Null means that the license sets no such limit, unless licenseLimits of the policy says NOT_OFFERED or UNKNOWN. */
  lendingDays?: number | null | undefined;
  /** What ends the license. */
  expiryRule: ExpiryRule;
};

/** A kind of digital material that libraries license. */
export type MaterialFormat =
  /** A book to read on a screen. */
  | 'EBOOK'
  /** A book to listen to, as a download or stream. */
  | 'AUDIOBOOK';

/** An exact amount of money. */
export type MoneyInput = {
  /** The amount in whole units of the currency, such as "59.99": kept as written, with at most 12 digits on either side. */
  amount: string;
  /** The currency by its ISO 4217 code, such as USD. */
  currency: string;
};

/** A source that the record does not have yet. */
export type NewSource = {
  /** A short readable name for it: small letters, digits and hyphens, at most 60 characters. */
  id: string;
  /** Title of the page or document, at most 300 characters. */
  title: string;
  /** Its address, http or https, at most 2,000 characters; null when it has none. */
  url?: string | null | undefined;
  /** When it was published, or a day of the month or year if that is all we know; null when not known. */
  publishedOn?: string | null | undefined;
  /** How exactly publishedOn is known. */
  publishedPrecision?: DatePrecision;
};

/** What happened to a policy. */
export type PolicyChangeKind =
  /** The record of a policy began. When the policy itself began is not known, so this is not a change. */
  | 'FIRST_SEEN'
  /** A policy began where none is recorded before it, or beside others that went on. */
  | 'STARTED'
  /** A policy followed another. */
  | 'REPLACED'
  /** A policy ended and no other followed. */
  | 'ENDED'
  /** A policy was proposed that never came into force, as far as is known. */
  | 'PROPOSED'
  /** The record was wrong and was corrected; the policy itself did not change. */
  | 'CORRECTED';

/** Where a policy holds. */
export type PolicyReach =
  /** In the countries that territories names, as far as is documented. It may hold in others too. */
  | 'COUNTRIES'
  /** In every country. */
  | 'WORLD'
  /** Our sources do not say where. It is in the answers for every country, marked by this word. */
  | 'UNKNOWN';

/** Whether a policy was in force. */
export type PolicyStatus =
  /** The standing policy of its scope on the days of its period. */
  | 'IN_FORCE_PERIOD'
  /** Offered for a time beside the standing policy, which went on. */
  | 'TEMPORARY_OPTION'
  /** Proposed but never in force; never part of what applied on a day. */
  | 'PROPOSED_NEVER_IN_FORCE';

/** A date together with how exactly it is known. */
export type PreciseDateInput = {
  /** The day, or a day within the month or year if that is all we know. */
  date: string;
  /** How exactly the date is known. */
  precision?: DatePrecision;
};

/** A price as a source states it: amount, or min and max, or the rule, as kind says. */
export type PriceInput = {
  /** How it is known, and so which fields carry it. */
  kind: PriceKind;
  /** The price, when it is EXACT; null otherwise. */
  amount?: MoneyInput | null | undefined;
  /** The lower end of a RANGE; null otherwise. */
  min?: MoneyInput | null | undefined;
  /** The upper end of a RANGE, or the cap; null otherwise. */
  max?: MoneyInput | null | undefined;
  /** Which titles or loans it is for, such as PUBLISHED_UNDER_12_MONTHS or PER_CHECKOUT, or OPTION_1 for the first of the options; null when it is for all. At most 200 characters. */
  scope?: string | null | undefined;
  /** The rule in words, at most 500 characters; null when the amounts say it all. */
  rule?: string | null | undefined;
};

/** How a price is known. */
export type PriceKind =
  /** Exactly amount. */
  | 'EXACT'
  /** At most max. */
  | 'CAP'
  /** At most max for most titles. */
  | 'TYPICAL_CAP'
  /** Between min and max. */
  | 'RANGE'
  /** Only the rule is known that sets the prices. */
  | 'RULE';

/** A policy to record. */
export type RecordPolicyInput = {
  /** The ids of its sources, the most important first; from 1 to 50. */
  sourceIds: Array<string>;
  /** Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too. */
  newSources?: Array<NewSource>;
  /** A readable name for it, such as mac-2019-embargo; at most 80 characters. */
  id: string;
  /** The publisher or imprint that set it. */
  publisherId: string;
  /** Which kinds of material it is for. */
  formats: Array<MaterialFormat>;
  /** Which titles it is for: ALL, ALL_NEW_LICENSES, NEW_RELEASES, BACKLIST, SELECTED or a narrower word in capitals. */
  titleScope?: string;
  /** Names one of several terms to choose from at the same time; null for the one standing policy. */
  optionKey?: string | null | undefined;
  /** Whether it holds in some countries, in the world, or nobody knows where. */
  reach?: PolicyReach;
  /** The countries it is documented for, at least one where reach is COUNTRIES; else empty. */
  territories?: Array<string>;
  /** Whether it is in force, an option for a time, or a proposal. */
  status?: PolicyStatus;
  /** When it was announced; null when not known. */
  announcedOn?: PreciseDateInput | null | undefined;
  /** The first day on which it holds; null when that lies before the record, or for a proposal. */
  effectiveFrom?: PreciseDateInput | null | undefined;
  /** The first day on which it no longer holds; null when no end is known. */
  effectiveTo?: PreciseDateInput | null | undefined;
  /** When its end was announced; null when not known. */
  endAnnouncedOn?: string | null | undefined;
  /** The terms of the license a library gets. */
  license: LicenseTermsInput;
  /** Other terms that a library may choose instead. */
  options?: Array<LicenseTermsInput>;
  /** The embargo on new titles; null for none. */
  embargo?: EmbargoInput | null | undefined;
  /** Prices as the sources state them. */
  prices?: Array<PriceInput>;
  /** What holds for licenses bought before; at most 1,000 characters. */
  grandfathering?: string | null | undefined;
  /** The id of the policy it replaces; null for none. */
  supersedes?: string | null | undefined;
  /** The last day on which a source confirmed it. */
  lastVerifiedOn?: string | null | undefined;
  /** How well it is supported by its sources. */
  confidence: Confidence;
  /** What else is known of it; at most 2,000 characters. */
  note?: string | null | undefined;
};

export type RecordPolicyMutationVariables = Exact<{
  input: RecordPolicyInput;
  preview: boolean;
}>;


export type RecordPolicyMutation = { recordPolicy: { policy: { id: string, titleScope: string, formats: Array<MaterialFormat>, reach: PolicyReach, territories: Array<string>, status: PolicyStatus, confidence: Confidence, embargoKnown: boolean, grandfathering: string | null, note: string | null, announcedOn: { date: string, precision: DatePrecision } | null, effectiveFrom: { date: string, precision: DatePrecision } | null, effectiveTo: { date: string, precision: DatePrecision } | null, license: { model: LicenseModel, checkouts: number | null, durationMonths: number | null, concurrency: number | null, lendingDays: number | null, lengthDays: number | null }, embargo: { amount: number | null, atLeast: number | null, unit: EmbargoUnit, copiesAllowedDuring: number } | null, prices: Array<{ kind: PriceKind, scope: string | null, rule: string | null, amount: { amount: string, currency: string } | null, min: { amount: string, currency: string } | null, max: { amount: string, currency: string } | null }>, knowledge: { lastVerifiedOn: string | null, ageDays: number | null, marks: Array<KnowledgeMark> }, publisher: { id: string, name: string } }, change: { id: string, kind: PolicyChangeKind, direction: ChangeDirection | null, effectiveOn: { date: string, precision: DatePrecision } | null, reasons: Array<{ code: ChangeReasonCode, before: string | null, after: string | null }> } | null } | null };


export const RecordPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordPolicyInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"preview"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"preview"},"value":{"kind":"Variable","name":{"kind":"Name","value":"preview"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"titleScope"}},{"kind":"Field","name":{"kind":"Name","value":"formats"}},{"kind":"Field","name":{"kind":"Name","value":"reach"}},{"kind":"Field","name":{"kind":"Name","value":"territories"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"embargoKnown"}},{"kind":"Field","name":{"kind":"Name","value":"grandfathering"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"announcedOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveTo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"checkouts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMonths"}},{"kind":"Field","name":{"kind":"Name","value":"concurrency"}},{"kind":"Field","name":{"kind":"Name","value":"lendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"lengthDays"}}]}},{"kind":"Field","name":{"kind":"Name","value":"embargo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"copiesAllowedDuring"}}]}},{"kind":"Field","name":{"kind":"Name","value":"prices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"min"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"max"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}}]}},{"kind":"Field","name":{"kind":"Name","value":"knowledge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastVerifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"ageDays"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveOn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RecordPolicyMutation, RecordPolicyMutationVariables>;