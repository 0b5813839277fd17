// Who asks, and the checks of what they may do.
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

/** The account must hold one of the roles. @throws Unauthenticated, Forbidden */
export function requireRole(identity: Identity, ...roles: readonly Role[]): void {
  if (identity.subject === null) throw new Unauthenticated();
  if (!roles.some((role) => identity.roles.includes(role))) throw new Forbidden(roles);
}

/** The account must be of the committee, or speak for the library. @throws Unauthenticated, NotYourLibrary */
export function requireStaffOrCommittee(identity: Identity, libraryId: string): void {
  if (!identity.roles.includes(Role.COMMITTEE)) requireStaffOf(identity, libraryId);
}

/** The library is one of another's staff, or of nobody's. */
export class NotYourLibrary extends Problem {
  constructor(libraryId: string) {
    super(
      'FORBIDDEN',
      `Only staff of the library ${JSON.stringify(libraryId)} may do this, and this account does not speak for it.`,
      {
        libraryId,
      },
    );
  }
}

/** True for staff of one of the libraries. */
export const speaksFor = ({ roles, libraryIds }: Identity, ...libraries: readonly string[]): boolean =>
  roles.includes(Role.STAFF) && libraries.some((library) => libraryIds.includes(library));

/** The rule behind every field about one library's own affairs. @throws Unauthenticated, NotYourLibrary */
export function requireStaffOf(identity: Identity, libraryId: string): void {
  if (identity.subject === null) throw new Unauthenticated();
  if (!speaksFor(identity, libraryId)) throw new NotYourLibrary(libraryId);
}

/** The issuer of the tokens made by `npm run token`. */
export const localIssuer = 'urn:shelfbridge:local';

/** Their audience. */
export const localAudience = 'shelfbridge';
