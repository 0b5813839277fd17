// A real OpenID Connect provider for tests, and its tokens.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type ProviderProcess = Awaited<ReturnType<typeof startProvider>>;

export const audience = 'https://shelfbridge.example';

/** Starts a provider; tokens carry the scope as roles. With an address to come back to, people can sign in to pages. */
export async function startProvider(callback?: string) {
  const child = fork(join(__dirname, 'oidcProvider.mjs'), callback === undefined ? [] : [callback], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }];
  const tell = async (what: 'rotate' | 'forget') => {
    const done = once(child, 'message');
    child.send(what);
    await done;
  };
  return {
    issuer,
    /** New keys sign from now on, the old ones are still published. */
    rotate: () => tell('rotate'),
    /** Only the newest keys are published. */
    forget: () => tell('forget'),
    async token(scope: string, algorithm: 'RS256' | 'ES256' = 'RS256', resource = audience): Promise<string> {
      const credentials = Buffer.from(`${algorithm}:secret-of-the-client-0123456789012345`).toString('base64');
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource }),
      });
      const { access_token, ...rest } = (await response.json()) as { access_token?: string };
      if (!access_token) throw new Error(JSON.stringify(rest));
      return access_token;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
