// What does an operator read at 3 a.m.? One JSON line per request and per lifecycle event, and never a secret.
import { trace } from '@opentelemetry/api';
import { pino, stdSerializers } from 'pino';

export type Log = Pick<import('pino').Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Names under which private data could reach a log line, one and two levels deep. GraphQL variables are never logged at all. */
const secrets = ['email', 'password', 'authorization', 'token', 'variables', 'detail', 'parameters'];

/** A logger for one process, which sets its level as soon as it has read its settings. Errors keep message, code and stack but lose PostgreSQL's `detail`, which quotes row values. */
export function createLog(name: string): Log & { level: string } {
  return pino({
    name,
    serializers: { err: withoutClient },
    // Only where traces are recorded.
    mixin: (line) => ('trace' in line ? {} : { trace: trace.getActiveSpan()?.spanContext().traceId }),
    redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
  });
}

/** An error with its code and stack, without the connection that pg hangs on some: a page of its inner state. */
export function withoutClient(fault: Error): object {
  const { client: _client, ...told } = stdSerializers.err(fault) as ReturnType<typeof stdSerializers.err> & { client?: unknown };
  return told;
}

/** A log that says nothing, for tests. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
