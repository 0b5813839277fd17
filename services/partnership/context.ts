// What does each resolver of the partnership subgraph see?
import type { Request } from '#kit/request';

/** Nothing is kept beyond a request, so `app` is empty. */
export type PartnershipRequest = Request<Readonly<Record<string, never>>>;
