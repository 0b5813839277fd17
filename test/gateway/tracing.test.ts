// Promises of: what somebody who traces the gateway sees.
import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { within } from '#kit/process/requests';

const seen: string[] = [];

beforeAll(() => {
  const startActiveSpan = (name: string, _options: unknown, run: (span: Span) => unknown) => {
    const span = {
      recordException: ({ message }: Error) => seen.push(`${name}: ${message}`),
      setStatus: ({ code }: { code: SpanStatusCode }) => seen.push(`${name}: ${SpanStatusCode[code]}`),
      end: () => seen.push(`${name} ended`),
    };
    return run(span as unknown as Span);
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startActiveSpan }) } as never);
});
beforeEach(() => void seen.splice(0));
afterAll(() => trace.disable());

it('is a span that ends with what it is about', async () => {
  expect(within('plan', {}, () => 7)).toBe(7);
  expect(await within('fetch', {}, async () => 8)).toBe(8);
  expect(seen).toEqual(['plan ended', 'fetch ended']);
});

it('says what failed, and lets it fail', async () => {
  const boom = () => {
    throw new Error('boom');
  };
  expect(() => within('plan', {}, boom)).toThrow('boom');
  await expect(within('fetch', {}, async () => boom())).rejects.toThrow('boom');
  expect(seen).toEqual(['plan: boom', 'plan: ERROR', 'plan ended', 'fetch: boom', 'fetch: ERROR', 'fetch ended']);
});
