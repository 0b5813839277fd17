// Generated from operations/CorrectPolicy.graphql by "npm run schema".
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

/** A correction of what the record says of a policy. */
export type CorrectPolicyInput = {
  /** The ids of its sources, the most important first; from 1 to 50. */
  sourceIds: Array<string>;
  /** Those of the sources that the record does not have yet; at most 50. Each must be named in sourceIds too. */
  newSources?: Array<NewSource>;
  /** The id of the policy. */
  id: string;
  /** The version you read. If someone has changed the policy since, the mutation is refused with the code VERSION_CONFLICT. */
  expectedVersion: number;
  /** Why the record was wrong, in 1 to 500 characters. Everyone can read it. */
  reason: string;
  /** What is right. */
  correction: PolicyCorrection;
};

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

/** What is right. A field that is left out stays as it is; null says that something is not known or does not exist. */
export type PolicyCorrection = {
  /** Which kinds of material it is for. Left out, it stays as it is, as with null. */
  formats?: Array<MaterialFormat> | null | undefined;
  /** Which titles it is for. Left out, it stays as it is, as with null. */
  titleScope?: string | null | undefined;
  /** Where it holds; with WORLD or UNKNOWN, give no territories. Left out, it stays as it is, as with null. */
  reach?: PolicyReach | null | undefined;
  /** The countries it is documented for. Left out, it stays as it is, as with null. */
  territories?: Array<string> | null | undefined;
  /** Whether it was in force. Left out, it stays as it is, as with null. */
  status?: PolicyStatus | null | undefined;
  /** When it was announced. Left out, it stays as it is. */
  announcedOn?: PreciseDateInput | null | undefined;
  /** The first day on which it held. Left out, it stays as it is. */
  effectiveFrom?: PreciseDateInput | null | undefined;
  /** The first day on which it no longer held. Left out, it stays as it is. */
  effectiveTo?: PreciseDateInput | null | undefined;
  /** When its end was announced. Left out, it stays as it is. */
  endAnnouncedOn?: string | null | undefined;
  /** The terms of the license, as a whole. Left out, it stays as it is, as with null. */
  license?: LicenseTermsInput | null | undefined;
  /** The options, all of them. Left out, it stays as it is, as with null. */
  options?: Array<LicenseTermsInput> | null | undefined;
  /** The embargo, as a whole. Left out, it stays as it is; null for none. */
  embargo?: EmbargoInput | null | undefined;
  /** The prices, all of them. Left out, it stays as it is, as with null. */
  prices?: Array<PriceInput> | null | undefined;
  /** What holds for licenses bought before. Left out, it stays as it is. */
  grandfathering?: string | null | undefined;
  /** The last day on which a source confirmed it. Left out, it stays as it is. */
  lastVerifiedOn?: string | null | undefined;
  /** How well it is supported. Left out, it stays as it is, as with null. */
  confidence?: Confidence | null | undefined;
  /** What else is known of it. Left out, it stays as it is. */
  note?: string | null | undefined;
};

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

export type CorrectPolicyMutationVariables = Exact<{
  input: CorrectPolicyInput;
}>;


export type CorrectPolicyMutation = { correctPolicy: { policy: { id: string, version: number } } | null };


export const CorrectPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<CorrectPolicyMutation, CorrectPolicyMutationVariables>;