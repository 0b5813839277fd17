// Promises of: does a committee member get in with a local token, does nobody get in past the gateway, and does no log tell a secret?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { dataFolder as realFolder, serverAccount } from '#start/dataFolder';
import { afterwards } from '../support/afterwards';
import { type Answer, codeOf } from '../support/graphql';
import { Reader } from '../support/reader';
import type { Federation } from './federation';

/** By which subgraphs know the gateway. */
export const keys = { PARTNERSHIP_KEY: 'ab'.repeat(32), ADVOCACY_KEY: 'cd'.repeat(32) };
const audit = '{ advocacyAudit { totalCount } partnershipAudit { totalCount } }';

let federation: Federation;

const dataFolder = () => join(federation.folder, 'data');

const ask = async (query: string, token?: string, url = federation.url): Promise<Answer> => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()) as Answer;
};

/** Of a Shelfbridge with these keys that logs everything, as JSON. */
export function access(of: () => Federation): void {
  beforeAll(() => {
    federation = of();
  });

  it('lets in whoever has a token of npm run token, to what the role is for', async () => {
    const committee = await federation.printedToken(['--role', 'committee']);
    expect((await ask(audit, committee)).errors).toBeUndefined();
    expect(codeOf(await ask(audit, await federation.printedToken(['--role', 'editor'])))).toBe('FORBIDDEN');
    expect(codeOf(await ask(audit))).toBe('UNAUTHENTICATED');
  });

  it('tells dashboards of a statement as an editor records it', async () => {
    const client = createClient({ url: federation.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    afterwards(() => client.dispose());
    const reader = new Reader<readonly string[]>();
    const query = `subscription { statementPublished(filter: { publisherIds: ["macmillan"] }) { latest { id } } }`;
    client.subscribe<{ statementPublished: { latest: { id: string }[] } }>(
      { query },
      {
        next: ({ data }) => reader.push(data?.statementPublished.latest.map(({ id }) => id) ?? []),
        error: reader.end,
        complete: () => reader.end(),
      },
    );
    expect(await reader.next()).not.toContain('a-new-one');
    const recorded = await ask(
      `mutation { recordStatement(input: { id: "a-new-one", title: "No", stance: OPPOSES, confidence: HIGH, publishedOn: "2019-11-20",
      organizationIds: ["nebraska-library-association"], policyIds: ["mac-2019-embargo"], sourceIds: ["a-page"],
      newSources: [{ id: "a-page", title: "A page", url: "https://example.org/" }] }) { id } }`,
      await federation.token(['--role', 'editor']),
    );
    expect(recorded.errors).toBeUndefined();
    await reader.until((ids) => ids[0] === 'a-new-one');
  });

  it('issues no local token in production', async () => {
    await expect(federation.printedToken(['--role', 'committee'], { NODE_ENV: 'production' })).rejects.toThrow(
      /for development only/,
    );
  });

  it('answers nobody past the gateway', async () => {
    for (const port of [federation.ports.ADVOCACY_PORT, federation.ports.PARTNERSHIP_PORT]) {
      const url = `http://127.0.0.1:${port}/graphql`;
      for (const query of ['{ __typename }', '{ _service { sdl } }'])
        expect(codeOf(await ask(query, undefined, url))).toBe('GATEWAY_REQUIRED');
    }
  });

  it('writes no secret, token, address or name into its logs', async () => {
    const email = 'someone.private@library.example';
    const token = await federation.token(['--role', 'staff', '--library', 'lalin', '--subject', 'ana']);
    const sign = (fields: string) =>
      `mutation { signPetition(input: { petitionId: "fair-ebook-terms", name: "Private Person", ${fields} }) { outcome } }`;
    expect((await ask(sign(`email: "${email}", country: "US"`))).errors).toBeUndefined();
    await ask(sign(`email: "${email}", country: "NOWHERE"`));
    await ask(sign(`email: "${email}"`));
    await ask(`{ broken "${email}"`);
    await ask(audit, token);
    await ask(audit, `${token}x`);
    const file = (name: string) => readFileSync(join(realFolder(dataFolder(), serverAccount()), name), 'utf8');
    const pem = file('issuer.key').split('\n')[1] ?? '';
    const secrets = [
      email,
      'Private Person',
      token,
      ...Object.values(keys),
      pem,
      file('signature.key'),
      ...Object.values<string>(JSON.parse(file('passwords.json'))),
    ];
    const lines = federation.lines.seen.join('\n');
    expect(lines).toContain('"request"');
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      expect(lines).not.toContain(secret);
    }
  });
}
