// Who sends this request? The gateway's side of the one seam for identities.
import { anonymous, type Identity } from '#kit/identity';

/** The identity behind the headers of a request, or the parameters by which a WebSocket begins. No token is believed yet. */
export async function identify(_claims: Readonly<Record<string, unknown>>): Promise<Identity> {
  return anonymous;
}
