// Promises of: what does a gateway that is told its supergraph, its port and how little an address may ask answer to its own machine?
import { getIntrospectionQuery } from 'graphql';
import { systemClock } from '#kit/words/clock';
import { GatewayProcesses } from '../support/processes';
import { type Stage, startStage, startWhoami } from './support/stage';

const processes = new GatewayProcesses();
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let stage: Stage;
let url: string;
beforeAll(async () => {
  // A subgraph that knows nothing of passports.
  whoami = await startWhoami(0, systemClock, []);
  stage = await startStage({ whoami });
  url = (await processes.run({ SUPERGRAPH_SDL: stage.supergraphFile, RATE_LIMIT: '20/600', COST_LIMIT: '40/600' })).url;
}, 60_000);
afterAll(async () => {
  processes.kill();
  await stage[Symbol.asyncDispose]();
  await whoami.stop();
});

const ask = async (query: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data?: object; errors?: unknown };
  return { status: response.status, data, errors };
};

/** A selection so deep, in lists of unknown length. */
const nested = (depth: number): string => (depth === 0 ? 'id' : `children { ${nested(depth - 1)} }`);

it('more anonymous requests in a row than an address may send, none of them counted', async () => {
  for (let i = 0; i < 60; i++)
    expect(await ask(`{ a${i % 10}: whoami node { id } }`)).toMatchObject({ status: 200, errors: undefined });
});

it.each([10, 12])('operations %i levels deep in lists that do not say how long they are', async (depth) => {
  expect(await ask(`{ node { ${nested(depth)} } }`)).toMatchObject({ status: 200, errors: undefined });
});

it('the schema, and a hundred fields side by side', async () => {
  expect(await ask(getIntrospectionQuery())).toMatchObject({ status: 200, errors: undefined });
  const many = Array.from({ length: 99 }, (_, i) => `a${i}: whoami`).join(' ');
  expect(Object.keys((await ask(`{ ${many} }`)).data ?? {})).toHaveLength(99);
});
