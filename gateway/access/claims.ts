// What does a verified token say about its holder, in the words of this project?
import { type Identity, Role } from '#kit/words/identity';

/** Where a provider puts what it knows: names of claims, with dots where one lies within another (`realm_access.roles`). */
export interface ClaimNames {
  readonly roles: string;
  readonly libraryIds: string;
}

/** Claims of a token, verified by others. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string; readonly exp: number };

const known = new Set<string>(Object.values(Role));
const mostLibraries = 100;

/** Roles that this project does not know are left out: they are trusted with something elsewhere. Subjects of two providers never meet. */
export function identityOf(claims: Claims, names: ClaimNames): Identity {
  return {
    subject: `${claims.iss}#${claims.sub}`,
    roles: textsAt(claims, names.roles).filter((role): role is Role => known.has(role)),
    libraryIds: textsAt(claims, names.libraryIds).slice(0, mostLibraries),
    expiresAt: claims.exp * 1_000,
  };
}

/** A list of texts, or one text of several words, as OAuth writes scopes. A claim whose own name has dots (an address) is found too. */
function textsAt(claims: Claims, name: string): string[] {
  const step = (value: unknown, part: string) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  const value = claims[name] ?? name.split('.').reduce<unknown>(step, claims);
  if (typeof value === 'string') return value.split(' ').filter((text) => text !== '');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
