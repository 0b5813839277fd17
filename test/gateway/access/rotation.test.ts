// Promises of key rotation: keys are replaced while requests run over every transport, and the old ones are refused afterwards.
import { discoveredKeys } from '#gateway/access/provider';
import { systemClock } from '#kit/words/clock';
import { afterwards } from '../../support/afterwards';
import { gatewayKey, type Stage, startStage, startWhoami, tokenFor } from '../support/stage';
import { codesIn, firstAnswer, type Transport, transports } from '../support/transports';
import { audience, startProvider } from './provider';

const operationFor = (transport: Transport) => (transport === 'HTTP' ? '{ whoami }' : 'subscription { watch { whoami } }');
const asWhom = async (stage: Stage, transport: Transport, token: string) =>
  /"whoami":"[^"]*#([^"]*)"/.exec(await firstAnswer(stage, transport, operationFor(transport), { token }))?.[1];

it('a provider rotates its keys while requests run over every transport: no valid token is refused, and old ones are in the end', async () => {
  const [provider, whoami] = [await startProvider(), await startWhoami()];
  for (const { stop } of [provider, whoami]) afterwards(stop);
  const issuer = { name: provider.issuer, audience, algorithms: ['RS256'], keys: discoveredKeys(provider.issuer, 0) };
  const claims = { roles: 'realm.roles', libraryIds: 'libraries' };
  const stage = await startStage({ whoami }, { access: { issuers: [issuer], claims, clockToleranceS: 30 } });
  afterwards(() => stage[Symbol.asyncDispose]());
  const first = await provider.token('editor');
  const tokens = [first];
  const heard = new Map(transports.map((transport) => [transport, [] as (string | undefined)[]]));
  let running = true;
  let rounds = 0;
  const asking = transports.map(async (transport) => {
    while (running) {
      heard.get(transport)?.push(await asWhom(stage, transport, tokens[rounds++ % tokens.length] as string));
    }
  });
  const everyoneAskedAgain = async () => {
    const before = [...heard.values()].map((answers) => answers.length);
    while ([...heard.values()].some((answers, i) => answers.length < (before[i] ?? 0) + 2)) await asWhom(stage, 'HTTP', first);
  };
  await everyoneAskedAgain();
  await provider.rotate();
  tokens.push(await provider.token('editor'));
  await everyoneAskedAgain();
  running = false;
  await Promise.all(asking);
  for (const transport of transports) expect(new Set(heard.get(transport))).toEqual(new Set(['RS256 editor']));

  // The first key is published no longer, and the next unknown one has the gateway read what is.
  await provider.forget();
  await provider.rotate();
  for (const transport of transports) expect(await asWhom(stage, transport, await provider.token('editor'))).toBe('RS256 editor');
  const refused = { HTTP: 'UNAUTHENTICATED', 'server-sent events': 'UNAUTHENTICATED', multipart: 'UNAUTHENTICATED' };
  for (const [transport, code] of Object.entries(refused))
    expect(codesIn(await firstAnswer(stage, transport as Transport, '{ whoami }', { token: first }))).toEqual([code]);
  expect(await firstAnswer(stage, 'WebSocket', operationFor('WebSocket'), { token: first })).toBe('4403');
}, 60_000);

it('the key of passports is replaced: subgraphs accept both while both are in use, and only the new one afterwards', async () => {
  const [older, newer] = [gatewayKey, Buffer.alloc(32, 4)];
  const token = await tokenFor('ana');
  const ask = async (subgraph: { url: string }, ring: readonly Buffer[], transport: Transport, live = {}) => {
    const gateway = await startStage({ whoami: subgraph }, { subgraphKeys: new Map([['whoami', ring]]), live });
    afterwards(() => gateway[Symbol.asyncDispose]());
    const text = await firstAnswer(gateway, transport, operationFor(transport), { token });
    return /"whoami":"urn:test#(\w+)/.exec(text)?.[1] ?? codesIn(text)[0];
  };
  const overlap = await startWhoami(0, systemClock, [newer, older]);
  const after = await startWhoami(0, systemClock, [newer]);
  for (const { stop } of [overlap, after]) afterwards(stop);
  for (const transport of transports) {
    expect(await ask(overlap, [older], transport)).toBe('ana');
    expect(await ask(overlap, [newer, older], transport)).toBe('ana');
    expect(await ask(after, [newer, older], transport)).toBe('ana');
    expect(await ask(after, [older], transport, { unavailableAfterMs: 100 })).toMatch(
      /^(SUBGRAPH_UNAVAILABLE|SUBSCRIPTION_SOURCE_FAILED)$/,
    );
  }
}, 60_000);
