// How does a rule refuse, in words a person understands and a code a program can rely on?
import { GraphQLError } from 'graphql';

/**
 * A refusal that the client may read. Each refusal is a subclass beside its rule with a stable `extensions.code`;
 * its message says what was asked, what stood in the way and what would work. Anything else that is thrown is masked.
 */
export abstract class Problem extends GraphQLError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...details, code } });
    this.name = new.target.name;
  }
}

/**
 * Why something cannot be used, in a name that stays; each has its words in languages/, in `reasons.ts`. A fault has no
 * such name where its field, limit and choices tell all of it and no page can make it.
 */
export const fieldReasons = [
  ...['TEXT_TOO_LONG', 'LIST_TOO_LONG', 'LIST_TOO_SHORT', 'LIST_REPEATS', 'FILE_TOO_LONG', 'TOO_MANY_ROWS', 'NO_ROWS'],
  ...['NUMBER_TOO_LARGE', 'NUMBER_TOO_SMALL', 'NUMBER_BETWEEN', 'NUMBER_WRONG', 'DEGREES_WRONG', 'COORDINATES_BOTH'],
  ...['NOT_VISIBLE', 'NOT_ONE_LINE', 'NOT_A_PERSON', 'NOT_A_NAME', 'UNSTORABLE', 'ID_WRONG', 'CAPITALS_WRONG'],
  ...['HASHTAG_WRONG', 'ADDRESS_WRONG', 'EMAIL_WRONG', 'DOMAIN_WRONG', 'ISIL_WRONG', 'TIME_WRONG', 'SINCE_WRONG'],
  ...['AMOUNT_WRONG', 'CURRENCY_UNKNOWN', 'NEEDED', 'REASON_MISSING', 'NOTHING_CHANGED', 'RECORDED_ALREADY'],
  ...['CONDITION_MISSING', 'COUNTRY_UNKNOWN', 'LANGUAGE_UNKNOWN', 'REGION_ELSEWHERE', 'REGION_SHARED', 'REGION_WITHOUT_COUNTRY'],
  ...['SINCE_KNOWN', 'DAY_TO_COME', 'DAY_BEYOND', 'TOO_EARLY', 'END_BEFORE_START', 'MOMENT_PAST', 'MOMENT_WITHOUT_TIME'],
  ...['TOO_FAR_AHEAD', 'SOURCE_MISSING', 'SOURCE_UNKNOWN', 'SOURCE_TWICE', 'SOURCE_UNNAMED', 'LIBRARY_KNOWN'],
  ...['LIBRARY_UNKNOWN', 'LIBRARY_AMBIGUOUS', 'ISIL_TAKEN', 'PARTNER_THERE', 'MERGED_WITH_ITSELF', 'MERGED_IN_CIRCLE'],
  ...['MERGED_ABROAD', 'MERGED_WITH_EXAMPLE', 'COLUMN_TWICE', 'COLUMN_BY_NUMBER', 'HOURS_TURNED', 'RHYTHM_MISSING'],
  ...['MEETING_UNMOVED', 'REVIEW_BEFORE_START', 'PLACE_TO_MEASURE_MISSING', 'CLOSING_PAST', 'GOAL_REACHED', 'GOALS_FULL'],
  ...['MEETS_OTHERWISE', 'MEETS_NOTHING', 'IMPORT_STANDS_NOT', 'COUNT_RECORDED', 'OUTCOME_MISSING', 'STEPS_IN_DISORDER'],
  ...['ASKED_WITHOUT_CALL', 'CALL_WITHOUT_POLICY', 'ORGANIZATION_UNKNOWN', 'PUBLISHER_UNKNOWN', 'PARENT_UNWANTED'],
  ...['PARENT_MISSING', 'PARENT_IN_CIRCLE', 'BRANCH_WITHOUT_COUNTRY', 'NOT_AMONG_FIVE', 'NAME_TAKEN', 'POLICY_UNKNOWN'],
  ...['ENDED_ALREADY', 'NEVER_HELD', 'NOT_CONFIRMED_THEN', 'NOT_IN_FORCE_THEN', 'PROPOSAL_WITH_DAYS', 'FIRST_DAY_MISSING'],
  ...['END_DAY_MISSING', 'END_AS_OF', 'OPTION_UNKNOWN', 'PLACE_MISSING', 'PLACE_UNWANTED', 'TERMS_NEED', 'TERMS_LACK'],
  ...['ENDS_OTHERWISE', 'ONE_READER', 'MORE_AT_ONCE', 'NOT_OFFERED_YET_SOLD', 'RANGE_TURNED', 'RANGE_OF_TWO'],
  ...['EMBARGO_TOO_LONG', 'EMBARGO_TURNED', 'EMBARGO_WITHOUT_COPY', 'TERMS_MISSING', 'DIGITS_LOST', 'NOTHING_TO_COMPARE'],
  ...['COMPARES_TOO_MUCH', 'PRICE_OF_NOTHING', 'LABEL_TWICE', 'NOT_JSON', 'NOT_XML', 'NO_TERMS', 'NO_POLICIES'],
  ...['NOT_AN_OBJECT', 'FIELD_UNKNOWN', 'VALUE_WRONG'],
] as const;
export type FieldReason = (typeof fieldReasons)[number];

/** What a page needs to say a refusal in its reader's language: the greatest or least value, what is allowed, the state of things, what it is, or a reason with what its words name. */
export interface RefusalDetails {
  readonly limit?: number | string;
  readonly allowed?: readonly unknown[];
  readonly state?: unknown;
  readonly kind?: unknown;
  readonly reason?: FieldReason;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** An argument or input field that cannot be used as given; `field` names it as the client wrote it. */
export class BadInput extends Problem {
  constructor(field: string, message: string, details: RefusalDetails = {}) {
    super('BAD_USER_INPUT', message, { field, ...details });
  }
}

/** Nothing has the id that was asked for. */
export class NotFound extends Problem {
  constructor(kind: string, id: string) {
    super('NOT_FOUND', `No ${kind} has the id ${JSON.stringify(id)}. Ids are those that list queries return.`, { kind, id });
  }
}
