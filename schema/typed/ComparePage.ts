// Generated from operations/ComparePage.graphql by "npm run schema".
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

/** Where the copies are when the queue begins. */
export type CopiesAtStart =
  /** Every copy can be lent on its first day, as when it is bought. */
  | 'FREE'
  /** Every copy that the library has on the day was lent on it and is to come back; what it buys later is free. */
  | 'JUST_LENT';

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

/** Made-up terms to compare with real ones: made up as a whole, or real terms of publishers with parts replaced. */
export type HypotheticalPolicy = {
  /** Its label in the rows, from 1 to 100 characters; two hypothetical policies need two labels. */
  label: string;
  /** Publishers whose terms of the day it starts from, a row for each: what is left out below stays theirs. Without it license is needed. */
  publisherIds?: Array<string> | null | undefined;
  /** The terms of a license. */
  license?: LicenseTermsInput | null | undefined;
  /** The embargo; null for none, left out to keep the one there is. */
  embargo?: EmbargoInput | null | undefined;
  /** Its prices; empty for none, left out to keep those there are. */
  prices?: Array<PriceInput> | null | undefined;
};

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

/** One title at one library, published and bought on the day of the comparison. */
export type LendingScenario = {
  /** How many readers should have the title at the same time, from 0 to 10,000. */
  copies: number;
  /** How many readers wait for it on the day of publication, from 0 to 10,000. */
  holds: number;
  /** Loans of one copy a year, from 0 to 366. */
  checkoutsPerYear: number;
  /** By which share checkoutsPerYear grows from each year to the next, from -0.9 to 1, such as 0.05; without it 0. Costs use the mean of the years and must be feasible in the busiest; waits are those of the day. */
  demandGrowth?: number | null | undefined;
  /** For how many years the library lends the title: above 0, at most 30. */
  years: number;
  /** The length of a loan in days, from 1 to 365. A license that allows only shorter loans shortens it. */
  loanDays: number;
  /** The position in the queue whose wait is worked out, from 1 to 10,000. */
  reader?: number;
  /** Where the copies are on the day: FREE as on the day of publication, or JUST_LENT as on an ordinary day with a queue. */
  copiesAtStart?: CopiesAtStart;
  /** The longest wait in days that the library promises, from 0 to 10,000; null for no promise. */
  promisedWaitDays?: number | null | undefined;
  /** The share of a loan for which readers keep a title on average, from 0.01 to 1; without it 1, the worst case. */
  keptShare?: number | null | undefined;
  /** Days that pass until the next reader takes a returned copy, from 0 to 60; without it 0. */
  pickUpDays?: number | null | undefined;
  /** The currency by its ISO 4217 code. Prices in another currency are not converted; they are missing. */
  currency?: string;
  /** Prices to calculate with instead of those stated, or where none is stated; at most 200. */
  priceOverrides?: Array<PriceOverride>;
  /** What one loan costs where each is paid for, for breakEven.loans; without it, what the same publisher asks in a row that is paid by the loan. */
  perLoanPrice?: string | null | undefined;
  /** What a perpetual license costs, for breakEven.months; without it, what the same publisher asks in a row with a perpetual license. */
  perpetualPrice?: string | null | undefined;
  /** What the title costs consumers, for markup and for prices by rule. */
  consumerPrice?: string | null | undefined;
  /** The title in print, which becomes the last row, named "Print"; without it there is none. */
  print?: PrintCopies | null | undefined;
};

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

/** How a price that is used is known. */
export type PriceBasis =
  /** Stated exactly. */
  | 'EXACT'
  /** The cap that is stated, so an upper bound. */
  | 'CAP'
  /** The cap that most titles keep, so an upper bound for most. */
  | 'TYPICAL_CAP'
  /** The upper end of the range that is stated. */
  | 'RANGE_UPPER_BOUND'
  /** Given in the scenario. */
  | 'OVERRIDE'
  /** Computed by the rule that is stated, from a price that is known. */
  | 'BY_RULE';

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

/** A price to calculate with instead of the one that is stated. */
export type PriceOverride = {
  /** What it is the price of: the label of a row, else the id of a policy or publisher or the label of a hypothetical policy. It is used in all rows of that name where the same is paid for as in the first of them, a license or a loan. */
  id: string;
  /** The price of one license, or of one loan where loans are paid for, in the currency of the scenario. */
  amount: string;
};

/** The same title in print, for a row beside the digital ones. */
export type PrintCopies = {
  /** What the library pays for one copy, with what it costs to prepare, in the currency of the scenario. */
  price: string;
  /** After how many loans a copy is worn out and bought again, from 1 to 10,000; null for a copy that lasts. */
  loansPerCopy?: number | null | undefined;
  /** Its longest loan in days, from 1 to 365, where it is shorter than that of the scenario; without it that one. */
  loanDays?: number | null | undefined;
};

/** Why a figure is null. A null is never a zero. */
export type UnavailableReason =
  /** No publisher has that id. */
  | 'PUBLISHER_UNKNOWN'
  /** No policy has that id, or it was not recorded yet at asKnownOn. */
  | 'POLICY_UNKNOWN'
  /** Our record holds no policy of that publisher for that day, format and country. */
  | 'NOTHING_RECORDED'
  /** The publisher does not license these titles to libraries. */
  | 'NOT_OFFERED'
  /** Our sources do not give the terms, or not the limit that the license model is named after. */
  | 'TERMS_UNKNOWN'
  /** There is an embargo, but its length or the number of copies it allows is not known. */
  | 'EMBARGO_UNKNOWN'
  /** Our sources state no price that holds for a new title, or only examples of single titles. */
  | 'PRICE_NOT_STATED'
  /** The price is known as a rule in words only, such as a multiple of another price. */
  | 'PRICE_IS_A_RULE'
  /** Prices are stated, but in another currency than the one asked for. */
  | 'PRICE_IN_OTHER_CURRENCY'
  /** The scenario has no copies. */
  | 'NO_COPIES'
  /** The scenario has no checkouts to divide by. */
  | 'NO_CHECKOUTS'
  /** The scenario has no holds to take a share of. */
  | 'NO_HOLDS'
  /** The terms limit neither time nor loans, so there is no greatest number of loans and nothing to buy again. */
  | 'WITHOUT_LIMIT'
  /** All licenses are used up or expired before this reader gets a copy; new ones are needed. */
  | 'NO_LICENSE_LEFT'
  /** The copies cannot make so many loans a year: each makes at most 365 / loan days. */
  | 'DEMAND_EXCEEDS_COPIES'
  /** The license expires before one loan is complete, so it has no capacity that could be wasted. */
  | 'LOAN_LONGER_THAN_TERM'
  /** Any number of readers can read at once, so there are no copies to count. */
  | 'ANY_NUMBER_AT_ONCE'
  /** The scenario promises no longest wait. */
  | 'PROMISE_NOT_GIVEN'
  /** The library pays for each loan, so there is no license whose price could be compared. */
  | 'PAID_BY_LOAN'
  /** Neither the scenario nor a policy of the same publisher beside it gives the price of one loan. */
  | 'NO_PRICE_OF_A_LOAN'
  /** Neither the scenario nor a policy of the same publisher beside it gives the price of a perpetual license. */
  | 'NO_PERPETUAL_PRICE'
  /** The scenario gives no price that consumers pay. */
  | 'CONSUMER_PRICE_NOT_GIVEN'
  /** One price is for a license and the other for a loan. */
  | 'PAID_DIFFERENTLY'
  /** The price to divide by is zero. */
  | 'FREE_OF_CHARGE'
  /** The later day does not lie after the earlier one, so there are no years over which to spread the change. */
  | 'NO_TIME_BETWEEN'
  /** The promised wait ends before the embargo does; no number of copies can keep it. */
  | 'PROMISE_WITHIN_EMBARGO';

export type ComparePageQueryVariables = Exact<{
  publisherIds?: Array<string> | string | null | undefined;
  hypothetical?: Array<HypotheticalPolicy> | HypotheticalPolicy | null | undefined;
  on: string;
  asKnownOn?: string | null | undefined;
  format: MaterialFormat;
  territory?: string | null | undefined;
  scenario: LendingScenario;
}>;


export type ComparePageQuery = { compareLending: { on: string, territory: string | null, holdsRatio: string | null, rows: Array<{ label: string, hypothetical: boolean, print: boolean, asOption: boolean, licensesNeeded: number | null, loansPerLicense: number | null, markup: string | null, unservedShare: string | null, copiesForPromise: number | null, license: { model: LicenseModel, checkouts: number | null, durationMonths: number | null, concurrency: number | null, lendingDays: number | null, lengthDays: number | null } | null, embargo: { amount: number | null, atLeast: number | null, unit: EmbargoUnit, copiesAllowedDuring: number, firstCopyTerms: { model: LicenseModel, checkouts: number | null, durationMonths: number | null, concurrency: number | null, lendingDays: number | null, lengthDays: number | null } | null } | null, publisher: { id: string, name: string } | null, period: { id: string, titleScope: string, confidence: Confidence, prices: Array<{ kind: PriceKind, amount: { currency: string } | null, min: { amount: string, currency: string } | null, max: { amount: string, currency: string } | null }>, sources: Array<{ id: string, title: string, url: string | null }> } | null, knowledge: { lastVerifiedOn: string | null, ageDays: number | null, marks: Array<KnowledgeMark> }, price: { amount: string, currency: string, basis: PriceBasis, words: string } | null, totalCost: { amount: string, currency: string } | null, costPerCirculation: { amount: string, currency: string } | null, leastCostPerCirculation: { amount: string, currency: string } | null, wait: { worstCaseDays: number | null, averagePhaseDays: number | null, meanDays: number | null, readerDaysLost: number | null }, waste: { expiredUnusedShare: string | null, value: { amount: string, currency: string } | null }, breakEven: { loans: string | null, months: number | null }, unavailable: Array<{ field: string, reason: UnavailableReason }>, explain: Array<{ field: string, formula: string, note: string | null, inputs: Array<{ name: string, value: string }> }> }> } | null };

export type CompareLicenseFragment = { model: LicenseModel, checkouts: number | null, durationMonths: number | null, concurrency: number | null, lendingDays: number | null, lengthDays: number | null };

export const CompareLicenseFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CompareLicense"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LicenseTerms"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"checkouts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMonths"}},{"kind":"Field","name":{"kind":"Name","value":"concurrency"}},{"kind":"Field","name":{"kind":"Name","value":"lendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"lengthDays"}}]}}]} as unknown as DocumentNode<CompareLicenseFragment, unknown>;
export const ComparePageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ComparePage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"publisherIds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hypothetical"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HypotheticalPolicy"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"on"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asKnownOn"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"format"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MaterialFormat"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CountryCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scenario"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LendingScenario"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compareLending"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"publisherIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"publisherIds"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"hypothetical"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hypothetical"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"on"},"value":{"kind":"Variable","name":{"kind":"Name","value":"on"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"asKnownOn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asKnownOn"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"scenario"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scenario"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"territory"}},{"kind":"Field","name":{"kind":"Name","value":"holdsRatio"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"hypothetical"}},{"kind":"Field","name":{"kind":"Name","value":"print"}},{"kind":"Field","name":{"kind":"Name","value":"asOption"}},{"kind":"Field","name":{"kind":"Name","value":"license"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CompareLicense"}}]}},{"kind":"Field","name":{"kind":"Name","value":"embargo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"copiesAllowedDuring"}},{"kind":"Field","name":{"kind":"Name","value":"firstCopyTerms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CompareLicense"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"publisher"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"titleScope"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"prices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"min"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"max"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"knowledge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastVerifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"ageDays"}},{"kind":"Field","name":{"kind":"Name","value":"marks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"words"}}]}},{"kind":"Field","name":{"kind":"Name","value":"licensesNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"totalCost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costPerCirculation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"loansPerLicense"}},{"kind":"Field","name":{"kind":"Name","value":"leastCostPerCirculation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"markup"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"worstCaseDays"}},{"kind":"Field","name":{"kind":"Name","value":"averagePhaseDays"}},{"kind":"Field","name":{"kind":"Name","value":"meanDays"}},{"kind":"Field","name":{"kind":"Name","value":"readerDaysLost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unservedShare"}},{"kind":"Field","name":{"kind":"Name","value":"copiesForPromise"}},{"kind":"Field","name":{"kind":"Name","value":"waste"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiredUnusedShare"}},{"kind":"Field","name":{"kind":"Name","value":"value"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"breakEven"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"loans"}},{"kind":"Field","name":{"kind":"Name","value":"months"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"formula"}},{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CompareLicense"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LicenseTerms"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"checkouts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMonths"}},{"kind":"Field","name":{"kind":"Name","value":"concurrency"}},{"kind":"Field","name":{"kind":"Name","value":"lendingDays"}},{"kind":"Field","name":{"kind":"Name","value":"lengthDays"}}]}}]} as unknown as DocumentNode<ComparePageQuery, ComparePageQueryVariables>;