// Where does the time of an operation go? Spans of the OpenTelemetry API, which cost next to nothing until somebody installs an SDK.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('shelfbridge.gateway');

/** How long a part of a request took, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly attributes: Attributes;
  readonly ms: number;
}

/** Where the parts of a request are noted that a developer wants to see; nothing is, unless a request runs within it. */
export const timings = new AsyncLocalStorage<Timing[]>();

/** Runs something within a span, which ends with it and says whether it failed. */
export function within<T>(name: string, attributes: Attributes, run: () => T): T {
  const noted = timings.getStore();
  if (!noted) return inSpan(name, attributes, run);
  const begun = performance.now();
  const note = () => void noted.push({ name, attributes, ms: performance.now() - begun });
  const result = inSpan(name, attributes, run);
  if (result instanceof Promise) void result.then(note, note);
  else note();
  return result;
}

function inSpan<T>(name: string, attributes: Attributes, run: () => T): T {
  return tracer.startActiveSpan(name, { attributes }, (span) => {
    try {
      const result = run();
      if (!(result instanceof Promise)) {
        span.end();
        return result;
      }
      return result.then(
        (value) => {
          span.end();
          return value;
        },
        (error) => {
          fail(span, error);
          throw error;
        },
      ) as T;
    } catch (error) {
      fail(span, error);
      throw error;
    }
  });
}

function fail(span: Span, error: unknown): void {
  span.recordException(error as Error);
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
