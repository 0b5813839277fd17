// How does a test ask a subgraph on somebody's behalf? By a real passport, as the gateway shows it.
import { systemClock } from '#kit/words/clock';
import { type Identity, identityHeaders, Role } from '#kit/words/identity';
import { sealWith } from '#kit/words/passport';

/** Shared by the subgraphs of a test and by whoever asks them. */
export const gatewayKeys = [Buffer.alloc(32, 9)];

const somebody = (subject: string, role: Role, libraryIds: readonly string[] = []): Identity => ({
  subject,
  roles: [role],
  libraryIds,
  expiresAt: null,
});

export const organizer = somebody('organizer-1', Role.ORGANIZER);
export const otherOrganizer = somebody('organizer-2', Role.ORGANIZER);
export const editor = somebody('editor-1', Role.EDITOR);
export const staffOf = (...libraryIds: string[]) => somebody(`staff of ${libraryIds}`, Role.STAFF, libraryIds);

/** The headers with which the gateway would pass a call of that person on. */
export const passportOf = (identity: Identity, subgraph = 'advocacy', clock = systemClock) =>
  sealWith(new Map([[subgraph, gatewayKeys]]), clock)(subgraph, identityHeaders(identity));
