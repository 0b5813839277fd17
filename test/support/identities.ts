// The people of the tests, and the passports with which the gateway would show them to a subgraph.
import { systemClock } from '#kit/words/clock';
import { type Identity, Role } from '#kit/words/identity';
import { identityHeaders, sealWith } from '#kit/words/secrets';

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
export const committee = somebody('committee-1', Role.COMMITTEE);
export const otherCommittee = somebody('committee-2', Role.COMMITTEE);
export const staffOf = (...libraryIds: string[]) => somebody(`staff of ${libraryIds}`, Role.STAFF, libraryIds);

/** The headers with which the gateway would pass a call of that person on. */
export const passportOf = (identity: Identity, subgraph = 'advocacy', clock = systemClock) =>
  sealWith(new Map([[subgraph, gatewayKeys]]), () => clock().getTime())(subgraph, identityHeaders(identity));
