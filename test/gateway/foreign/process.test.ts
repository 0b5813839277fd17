// Promises of: the gateway's process serves any supergraph file, told no more than where it is and which port to take.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '#start/ports';
import { link, post, startSubgraphs } from './support/federation';

const deep = 16;
let stop: () => Promise<void>;
let gateway: ChildProcess;
let port: number;

beforeAll(async () => {
  const started = await startSubgraphs({
    chain: {
      sdl: `${link} type Query { link: Link! } type Link @key(fields: "id") { id: ID! next: Link! }`,
      resolvers: {
        Query: { link: () => ({ id: '0' }) },
        Link: { next: ({ id }: { id: string }) => ({ id: `${Number(id) + 1}` }) },
      },
    },
    names: {
      sdl: `${link} type Link @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Link: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `number ${id}` }) } },
    },
  });
  stop = started.stop;
  port = await freePort();
  const environment = { PATH: process.env.PATH, PORT: String(port), SUPERGRAPH_SDL: started.supergraphFile };
  gateway = spawn(process.execPath, ['dist/gateway/main.js'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // It says so once it serves.
  await once(gateway, 'message');
}, 60_000);

afterAll(async () => {
  gateway.kill();
  await once(gateway, 'exit');
  await stop();
});

it(`answers anonymous queries ${deep} levels deep, over several subgraphs`, async () => {
  const query = `{ link { ${'next { '.repeat(deep)}id name${' }'.repeat(deep)} } }`;
  const answer = await post(port, query);
  expect(answer.errors).toBeUndefined();
  expect(JSON.stringify(answer.data)).toContain(`{"id":"${deep}","name":"number ${deep}"}`);
});

it('answers what is no valid operation with errors and no data', async () => {
  const { data, errors } = await post(port, '{ link { nothing } }');
  expect([data ?? null, errors?.length]).toEqual([null, 1]);
});

it('shows its schema outside of production', async () => {
  expect(await post(port, '{ __type(name: "Link") { fields { name } } }')).toEqual({
    data: { __type: { fields: [{ name: 'id' }, { name: 'next' }, { name: 'name' }] } },
  });
});
