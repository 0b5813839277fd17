// On whose behalf does a request come, and what may they do? The one seam through which gateway and subgraphs learn it.
import type { AuthCheckerFn } from 'type-graphql';
import { Problem } from './problem';

/** What somebody is trusted with, beyond what anyone may do. */
export enum Role {
  /** Records and corrects policies, statements and calls. */
  EDITOR = 'editor',
  /** Runs petitions. */
  ORGANIZER = 'organizer',
  /** Reviews listings, publishes stories and tips. */
  COMMITTEE = 'committee',
  /** Speaks for the libraries named in the identity. */
  STAFF = 'staff',
}

/** Who asks. */
export interface Identity {
  /** The stable subject of a verified token, or null for an anonymous visitor. */
  readonly subject: string | null;
  readonly roles: readonly Role[];
  /** The libraries that staff speak for. */
  readonly libraryIds: readonly string[];
  /** When the proof of this identity ends, in milliseconds since 1970; null when it does not. Live feeds end with it. */
  readonly expiresAt: number | null;
}

/** A visitor who showed no token: may read what is public, sign, and submit a listing. */
export const anonymous: Identity = Object.freeze({ subject: null, roles: [], libraryIds: [], expiresAt: null });

/** Nobody is known behind this request, and what was asked needs somebody. */
export class Unauthenticated extends Problem {
  constructor() {
    super('UNAUTHENTICATED', 'This needs a signed-in account: send a bearer token of somebody who holds the role.');
  }
}

/** The account is known but not trusted with what was asked. */
export class Forbidden extends Problem {
  constructor(roles: readonly Role[]) {
    super('FORBIDDEN', `This needs the role ${roles.join(' or ')}, which this account does not hold.`, { roles });
  }
}

/** The rule behind every `@Authorized(Role.X)` field. @throws Unauthenticated, Forbidden */
export const checkRole: AuthCheckerFn<{ identity: Identity }, Role> = ({ context: { identity } }, roles) => {
  if (identity.subject === null) throw new Unauthenticated();
  if (roles.length > 0 && !roles.some((role) => identity.roles.includes(role))) throw new Forbidden(roles);
  return true;
};

/** The headers by which the gateway tells a subgraph who asks. Equal headers mean an equal right to see. */
export function identityHeaders(_identity: Identity): Readonly<Record<string, string>> {
  return {};
}

/** What a subgraph believes about the caller; unsigned claims are never believed, so everyone is anonymous until they are signed. */
export function identityFrom(_headers: Readonly<Record<string, unknown>>): Identity {
  return anonymous;
}
