// Promises of: developers see where time goes and how an operation is planned, and nobody sees it in production.
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { type Stage, startStage, startWhoami, type Whoami } from './support/stage';

let whoami: Whoami;
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

beforeAll(async () => {
  trace.setGlobalTracerProvider(provider);
  whoami = await startWhoami();
});
afterAll(async () => {
  trace.disable();
  whoami.close();
  await whoami.stop();
});

const query = '{ node { whoami } }';
const wanting = { headers: { 'x-query-plan': '1' } };
const stage = (executor: 'compiled' | 'apollo', production = false) =>
  startStage({ whoami: { url: `http://127.0.0.1:${whoami.port}/graphql` } }, { executor, production });

const read = async (given: Stage, more = {}) => {
  const response = await given.ask(query, more);
  return {
    timing: response.headers.get('server-timing'),
    body: (await response.json()) as { extensions?: { queryPlan?: string } },
  };
};

describe.each(['compiled', 'apollo'] as const)('%s, in development', (executor) => {
  it('tells a request that asks for it how long each part of its answer took, and the query plan', async () => {
    await using given = await stage(executor);
    const first = await read(given, wanting);
    expect(first.timing).toMatch(/plan;dur=[\d.]+, fetch;desc="whoami";dur=[\d.]+.*total;dur=[\d.]+$/);
    expect(first.body).toMatchObject({ data: { node: { whoami: 'nobody' } } });
    expect(first.body.extensions?.queryPlan).toMatch(/QueryPlan \{\s+Fetch\(service: "whoami"\)/);
    const again = await read(given);
    expect(again.timing).toBeNull();
    expect(again.body).toEqual({ data: { node: { whoami: 'nobody' } } });
  });

  it('tells no plan of what is refused', async () => {
    await using given = await stage(executor);
    const response = await given.ask('{ nothing }', wanting);
    expect(JSON.stringify(await response.json())).not.toContain('queryPlan');
  });

  it('tells nothing of either in production', async () => {
    await using given = await stage(executor, true);
    expect(await read(given, wanting)).toEqual({ timing: null, body: { data: { node: { whoami: 'nobody' } } } });
  });
});

it('gives an SDK of OpenTelemetry a span for the plan, each fetch and the projection', async () => {
  await using given = await stage('compiled', true);
  exporter.reset();
  await read(given);
  await read(given);
  // Around these is one of each request, here and in the subgraph; registered documents, which have names, may still be planned beside it.
  const spans = exporter
    .getFinishedSpans()
    .filter(({ name, attributes }) => name.startsWith('gateway.') && !attributes['graphql.operation.name']);
  const names = spans.map(({ name }) => name);
  expect(names).toEqual(['gateway.plan', 'gateway.fetch', 'gateway.projection', 'gateway.fetch', 'gateway.projection']);
  expect(spans[1]?.attributes).toEqual({ subgraph: 'whoami' });
});
