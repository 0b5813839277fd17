// Who reads? Somebody else each time, with a token of an issuer that lives as long as this process.
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What a reader shows: the value of `authorization`, or nothing. */
export type Credentials = () => string | undefined;

export const nobody: Credentials = () => undefined;

export const issuer = 'http://issuer.example';
export const audience = 'bench';

/** So many readers take turns: far more than ask at once, so that no two requests on their way are alike. */
const readers = 1_000;

/** Readers who take turns, and the keys of who issued their tokens, which are signed as most providers do it: by RS256. */
export async function issueTokens(): Promise<{ readonly keys: string; readonly somebody: Credentials }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256' }] });
  const tokens = await Promise.all(
    Array.from({ length: readers }, (_, i) =>
      new SignJWT({ roles: ['staff'], libraryIds: [`library-${i}`] })
        .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(`reader-${i}`)
        .setExpirationTime('1h')
        .sign(privateKey),
    ),
  );
  let turn = 0;
  return { keys, somebody: () => `Bearer ${tokens[turn++ % readers]}` };
}
