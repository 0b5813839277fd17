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

/** Why a field cannot be used, where its kind, limit and choices do not tell; each has its words in languages/, in `reasons.ts`. */
export const fieldReasons = [
  'COUNTRY_UNKNOWN',
  'LANGUAGE_UNKNOWN',
  'LIBRARY_KNOWN',
  'LIBRARY_UNKNOWN',
  'LIBRARY_AMBIGUOUS',
  'DAY_TO_COME',
  'SINCE_KNOWN',
  'REGION_ELSEWHERE',
  'SOURCE_MISSING',
] as const;
type FieldReason = (typeof fieldReasons)[number];

/** What a page needs to say a refusal in its reader's language: the greatest or least value, what is allowed, the state of things, what it is, or a reason that the catalogue knows. */
export interface RefusalDetails {
  readonly limit?: number | string;
  readonly allowed?: readonly unknown[];
  readonly state?: unknown;
  readonly kind?: unknown;
  readonly reason?: FieldReason;
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
