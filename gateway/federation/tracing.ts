// Where does the time of an operation go? Spans of the OpenTelemetry API, which cost next to nothing until somebody installs an SDK.
import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('shelfbridge.gateway');

/** Runs something within a span, which ends with it and says whether it failed. */
export function within<T>(name: string, attributes: Attributes, run: () => T): T {
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
