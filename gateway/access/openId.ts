// Signs people in through an OpenID Connect provider: authorization code with PKCE, and the claims of who they are.
import * as oidc from 'openid-client';
import { anonymous, type Identity } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import { Refusal } from '../operation/refusals';
import { type ClaimNames, identityOf, ProviderUnavailable } from './tokens';

export interface OpenIdOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Empty for a public client, which PKCE alone protects. */
  readonly clientSecret: string;
  readonly scope: string;
  readonly claims: ClaimNames;
  readonly clockToleranceS: number;
  readonly log: Log;
}

/** What the way back from the provider has to bring again, kept by the browser in the meantime, sealed. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The provider refused, or the way back is not that of an attempt of this browser. */
export class SignInFailed extends Refusal {
  constructor(reason: string) {
    super(400, 'SIGN_IN_FAILED', `You are not signed in: ${reason}. Please start again from “Sign in”.`);
  }
}

/** Who came back, and by which name. */
export interface Arrived {
  readonly identity: Identity & { readonly subject: string };
  readonly name: string;
}

export interface OpenId {
  /** The address at the provider to go to, and what to remember until they come back to `callback`. @throws ProviderUnavailable */
  begin(callback: URL): Promise<{ readonly to: URL; readonly attempt: SignInAttempt }>;
  /** Who came back by this address. @throws SignInFailed, ProviderUnavailable */
  finish(address: URL, attempt: SignInAttempt): Promise<Arrived>;
  /** Where the provider signs people out; undefined when it has no such page. */
  end(back: URL): Promise<URL | undefined>;
}

/** Speaks with a provider. It is discovered at the first sign-in, and again when that failed. */
export function openIdWith({ issuer, clientId, clientSecret, log, ...options }: OpenIdOptions): OpenId {
  let found: Promise<oidc.Configuration> | undefined;
  const provider = () => {
    found ??= discover().catch((err) => {
      found = undefined;
      log.warn({ err, issuer }, 'identity provider unavailable');
      throw new ProviderUnavailable();
    });
    return found;
  };
  const discover = () =>
    oidc.discovery(
      new URL(issuer),
      clientId,
      { [oidc.clockTolerance]: options.clockToleranceS },
      clientSecret === '' ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      {
        timeout: 5,
        execute: [oidc.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [])],
      },
    );
  return {
    async begin(callback) {
      const configuration = await provider();
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const to = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: callback.href,
        scope: options.scope,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
      });
      return { to, attempt };
    },
    async finish(address, { state, nonce, verifier }) {
      const configuration = await provider();
      try {
        const tokens = await oidc.authorizationCodeGrant(configuration, address, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const idClaims = tokens.claims() as oidc.IDToken;
        const more = await userInfo(configuration, tokens.access_token, idClaims.sub);
        const claims = { ...more, ...idClaims };
        const identity = identityOf(claims, options.claims);
        return { identity: { ...anonymous, ...identity, subject: identity.subject as string }, name: nameIn(claims) };
      } catch (error) {
        throw failure(error);
      }
    },
    async end(back) {
      const configuration = await provider();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(configuration, { client_id: clientId, post_logout_redirect_uri: back.href });
    },
  };

  /** Some providers name roles there and not in the id token. Without an answer there are none. */
  async function userInfo(configuration: oidc.Configuration, accessToken: string, subject: string) {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    try {
      return await oidc.fetchUserInfo(configuration, accessToken, subject);
    } catch (err) {
      log.warn({ err, issuer }, 'identity provider told nothing more of an account');
      return {};
    }
  }

  function failure(error: unknown): Error {
    if (error instanceof oidc.AuthorizationResponseError)
      return new SignInFailed(error.error === 'access_denied' ? 'it was cancelled' : 'the identity provider refused');
    log.warn({ err: error, issuer }, 'sign-in failed');
    if (error instanceof oidc.ResponseBodyError) return new SignInFailed('the identity provider refused this attempt');
    if (error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT')
      return new SignInFailed('the answer of the identity provider cannot be believed');
    return new ProviderUnavailable();
  }
}

/** How to greet somebody: their name, else an address, else what the provider calls them. */
const nameIn = (claims: Readonly<Record<string, unknown>>): string =>
  [claims.name, claims.preferred_username, claims.email, claims.sub].find(
    (each): each is string => typeof each === 'string' && each.trim() !== '',
  ) ?? '';
