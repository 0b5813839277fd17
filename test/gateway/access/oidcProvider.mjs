// A real OpenID Connect provider as a process of its own (it is published as ES modules only), told over IPC to rotate its keys. People sign in to the
// client `pages`, whose address to come back to is the first argument; a login such as `ann:staff:lalin` says their role and library.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const algorithms = ['RS256', 'ES256'];
const server = createServer((request, response) => current.callback()(request, response));
server.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

async function newKeys(kid) {
  const keys = algorithms.map(async (alg) => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: `${alg}-${kid}` };
  });
  return Promise.all(keys);
}

const [, , callback] = process.argv;
const pages = callback
  ? [
      {
        client_id: 'pages',
        client_secret: 'secret-of-the-pages-0123456789012345678',
        redirect_uris: [callback],
        post_logout_redirect_uris: [new URL('/', callback).href],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ]
  : [];

/** Clients named after the algorithm that signs for them; the scope of a request becomes the claim `realm.roles`. */
const provider = (keys) =>
  new Provider(issuer, {
    jwks: { keys },
    clients: [
      ...pages,
      ...algorithms.map((alg) => ({
        client_id: alg,
        client_secret: 'secret-of-the-client-0123456789012345',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        scope: 'committee editor other',
      })),
    ],
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'roles', 'libraryIds'], profile: ['name'] },
    findAccount: (_context, accountId) => {
      const [name, role, ...libraryIds] = accountId.split(':');
      return { accountId, claims: () => ({ sub: accountId, name: `The person ${name}`, roles: [role, 'other'], libraryIds }) };
    },
    scopes: ['committee', 'editor', 'other'],
    extraTokenClaims: (_context, token) => ({ realm: { roles: token.scope?.split(' ') ?? [] }, libraries: ['lalin'] }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: pages.length > 0 },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource, client) => ({
          scope: 'committee editor other',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 3_600,
          jwt: { sign: { alg: client.clientId } },
        }),
      },
    },
  });

let generation = 1;
let kept = await newKeys(generation);
let current = provider(kept);

process.on('message', async (what) => {
  if (what === 'rotate') {
    const fresh = await newKeys(++generation);
    // The old keys stay published for the tokens they signed, behind the new ones, which sign from now on.
    current = provider([...fresh, ...kept.slice(0, algorithms.length)]);
    kept = fresh;
  }
  if (what === 'forget') current = provider(kept);
  process.send({ done: what });
});
process.once('disconnect', () => process.exit(0));
process.send({ issuer });
