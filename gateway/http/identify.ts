// Who sends this request, and what do subgraphs learn of it? The gateway's side of the one seam for identities.
import { anonymous, type Identity, identityHeaders } from '#kit/identity';
import type { RequestContext } from '../federation/subgraphSource';

/** The identity behind the headers of a request, or behind the parameters by which a WebSocket begins. No token is believed yet. */
export async function identify(_claims: Readonly<Record<string, unknown>>): Promise<Identity> {
  return anonymous;
}

/** What the executor carries of an identity: nothing but the headers it forwards. */
export const requestContext = (identity: Identity): RequestContext => ({ headers: identityHeaders(identity) });
