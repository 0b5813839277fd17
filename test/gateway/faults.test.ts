// Promises of: what does a client still get while one subgraph is down, slow, broken or cut off?
import { type Fault, FaultySubgraph, faultySdl } from './support/faultySubgraph';
import { type Stage, startStage, startWhoami } from './support/stage';

const deadlineMs = 400;
const faults: Fault[] = ['down', 'slow', 'status 500', 'HTML', 'cut', 'cut half-way', 'no GraphQL'];

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: { code: string } }[];
}

describe.each(['apollo', 'compiled'] as const)('while one subgraph fails, executed by %s', (executor) => {
  let whoami: Awaited<ReturnType<typeof startWhoami>>;
  let other: FaultySubgraph;
  let stage: Stage;
  beforeAll(async () => {
    whoami = await startWhoami();
    other = new FaultySubgraph();
    await other.start();
    stage = await startStage({ whoami, other: { url: other.url, sdl: faultySdl } }, { deadlineMs, executor });
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await other.stop();
    await whoami.stop();
  });
  afterEach(() => other.become('none'));

  const ask = async (query: string) => {
    const began = performance.now();
    const response = await stage.ask(query);
    const text = await response.text();
    return { status: response.status, text, ms: performance.now() - began, ...(JSON.parse(text) as Answer) };
  };

  it.each(faults)('%s: the fields of the others arrive in time, with one coded error for each path', async (fault) => {
    await other.become(fault);
    const { status, data, errors, text, ms } = await ask('{ whoami weather forecast node { id whoami mood } }');
    expect(status).toBe(200);
    expect(data).toEqual({ whoami: 'nobody', weather: null, forecast: null, node: { id: 'n', whoami: 'nobody', mood: null } });
    const told = (errors ?? []).map(({ path = [], extensions: { code } }) => `${code} ${path.join('.')}`);
    expect(new Set(told).size).toBe(told.length);
    expect(told.every((each) => each.startsWith('SUBGRAPH_UNAVAILABLE '))).toBe(true);
    for (const path of ['weather', 'forecast', 'node']) expect(told.some((each) => each.includes(` ${path}`))).toBe(true);
    expect(ms).toBeLessThan(deadlineMs + 10_000);
    expect(text).not.toMatch(/SECRET|127\.0\.0\.1|10\.0\.0\.7|ECONN|stack/);
  });

  it.each(faults)('%s: and recovers without a restart', async (fault) => {
    await other.become(fault);
    await ask('{ weather }');
    await other.become('none');
    expect((await ask('{ weather node { mood } }')).data).toEqual({ weather: 'sunny', node: { mood: 'mood of n' } });
  });

  it.each(faults.filter((fault) => fault !== 'down'))('%s: a mutation is sent once', async (fault) => {
    await other.become(fault);
    const before = other.orders;
    const { data, errors } = await ask('mutation { order }');
    expect(data).toEqual({ order: null });
    expect(errors).toMatchObject([{ path: ['order'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(other.orders).toBe(before + 1);
  });

  it('says at /ready which subgraph is away, and is ready for the others', async () => {
    await other.become('down');
    const base = stage.url.replace('/graphql', '');
    const ready = await fetch(`${base}/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { dependencies: { other: { ready: false } } }]);
    expect((await fetch(`${base}/health`)).status).toBe(200);
  });
});
