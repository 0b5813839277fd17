// Who may enter a page of a room: by the roles of their account, and for staff by the library that they speak for.
import type { Page, Site } from '../../dashboard/page';
import { Refusal } from '../operation/refusals';
import type { Asker, Asking } from './asking';

/** A page of a room, opened by somebody who has not signed in, or no longer. */
export class SignInFirst extends Refusal {
  constructor(ended: boolean) {
    super(
      401,
      'UNAUTHENTICATED',
      ended ? 'Your session has ended. Sign in again.' : 'This page needs an account. Sign in first.',
    );
  }
}

/** A page of a room that is another's. */
class OthersRoom extends Refusal {
  constructor(allowed: readonly string[]) {
    super(403, 'FORBIDDEN', 'This page is for others: your account does not hold the role that it needs.', { allowed });
  }
}

type Door = (page: Page, parts: Readonly<Record<string, string>>, by: Asking) => Promise<void>;

/** Shows the pages of a room to its people alone; their forms and files are theirs as well. @throws SignInFirst, OthersRoom */
export function doorOf({ libraryIds }: Pick<Site, 'libraryIds'>, asker: Asker): Door {
  /** Whether a library is one that the account speaks for by another id: two records of it were found to be one. */
  const isOwnSinceMerge = async (library: string, by: Asking): Promise<boolean> => {
    if (!libraryIds) return false;
    const { data } = await asker.show(libraryIds.asks, new URLSearchParams({ library }), by);
    return data !== undefined && libraryIds.ids(data).some((id) => by.identity.libraryIds.includes(id));
  };

  return async ({ audience }, { library }, by) => {
    if (audience === undefined) return;
    const { identity, who } = by;
    if (identity.subject === null) throw new SignInFirst(who.ended === true);
    if (audience === 'account') return;
    const roles = [audience].flat();
    const held = identity.roles.filter((role) => roles.includes(role));
    if (held.length === 0) throw new OthersRoom(roles);
    if (library === undefined || held.some((role) => role !== 'staff') || identity.libraryIds.includes(library)) return;
    if (!(await isOwnSinceMerge(library, by))) throw new OthersRoom(['staff']);
  };
}
