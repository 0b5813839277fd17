// On whose behalf does a request come? The one seam through which gateway and subgraphs learn it.

/** Who asks: nobody known, for now. The access rules add roles and libraries here, and nowhere else. */
export interface Identity {
  /** The stable subject of a verified token, or null for an anonymous visitor. */
  readonly subject: string | null;
  /** When the proof of this identity ends, in milliseconds since 1970; null when it does not. Live feeds end with it. */
  readonly expiresAt: number | null;
}

/** A visitor who showed no token: may read what is public, sign, and submit a listing. */
export const anonymous: Identity = Object.freeze({ subject: null, expiresAt: null });

/** The headers by which the gateway tells a subgraph who asks. Equal headers mean an equal right to see. */
export function identityHeaders(_identity: Identity): Readonly<Record<string, string>> {
  return {};
}

/** What a subgraph believes about the caller; unsigned claims are never believed, so everyone is anonymous until they are signed. */
export function identityFrom(_headers: Readonly<Record<string, unknown>>): Identity {
  return anonymous;
}
