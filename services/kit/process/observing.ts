// Where a process tells how it is: metrics for Prometheus on a port for operators, and traces by OTLP. Off unless it is asked for.
import { createServer } from 'node:http';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { DiagLogger } from '@opentelemetry/api';
import { BadConfiguration, makeValidator, milliseconds, port, str, url } from '../words/config';
import type { Log } from '../words/log';
import { observed } from './measuring';

const share = makeValidator<number>((text) => {
  if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(text)) throw new Error(`must be a number from 0 to 1, and not ${text}`);
  return Number(text);
});

/** @throws Error in words that repeat nothing: what collectors ask for is a secret */
const headers = makeValidator<string>((text) => {
  const isHeader = (each: string) => each.trim() === '' || /^\s*[\w!#$&'*+.^|~-]+\s*=(?:[^%]|%[0-9a-f]{2})*$/i.test(each);
  if (text.split(',').every(isHeader)) return text;
  throw new Error(
    'must be name=value, several separated by commas, with signs such as a comma or a percent sign written as %2C and %25',
  );
});

/** Nothing is loaded, measured or sent without the first or the third. Traces have the names that OpenTelemetry gives them everywhere. */
export const observationSettings = {
  METRICS_PORT: port({ default: undefined, desc: 'Port on which /metrics answers Prometheus; default: nothing is measured' }),
  METRICS_HOST: str({
    default: '127.0.0.1',
    desc: 'Address on which /metrics listens; 0.0.0.0 for all. Only operators should reach it',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url({
    default: undefined,
    desc: 'Collector that takes traces by OTLP over HTTP, such as http://collector:4318; default: none are recorded',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: headers({
    default: '',
    desc: 'Headers that the collector asks for, as name=value, several separated by commas',
  }),
  OTEL_TRACES_SAMPLER_ARG: share({
    default: 1,
    desc: 'Share of requests that are traced, from 0 to 1; a client that sends a traceparent has decided that already',
  }),
  OTEL_EXPORTER_OTLP_TIMEOUT: milliseconds({ default: 10_000, desc: 'How long the collector may take, in milliseconds' }),
};

export interface ObservationOptions {
  readonly name: string;
  /** As `observationSettings` reads them. */
  readonly given: {
    readonly METRICS_PORT?: number | undefined;
    readonly METRICS_HOST: string;
    readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
    readonly OTEL_EXPORTER_OTLP_HEADERS: string;
    readonly OTEL_TRACES_SAMPLER_ARG: number;
    readonly OTEL_EXPORTER_OTLP_TIMEOUT: number;
  };
  readonly log: Log;
}

/** Runs a process that is observed as its settings say, from before anything else begins until everything else has ended. @throws when the port is taken */
export async function observing<R extends { stop(): Promise<void> }>(
  options: ObservationOptions,
  start: () => Promise<R>,
): Promise<R> {
  const stops = [await serveMetrics(options), await sendTraces(options)];
  const end = () => Promise.all(stops.map((stop) => stop?.()));
  try {
    const running = await start();
    return {
      ...running,
      async stop() {
        await running.stop();
        await end();
      },
    };
  } catch (fault) {
    await end();
    throw fault;
  }
}

type Stop = (() => Promise<unknown>) | undefined;

async function serveMetrics({ name, given: { METRICS_PORT, METRICS_HOST }, log }: ObservationOptions): Promise<Stop> {
  if (METRICS_PORT === undefined) return undefined;
  const { metrics } = await import('@opentelemetry/api');
  const { MeterProvider } = await import('@opentelemetry/sdk-metrics');
  const { PrometheusExporter } = await import('@opentelemetry/exporter-prometheus');
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true, withoutTargetInfo: true });
  const provider = new MeterProvider({ resource: await resourceOf(name), readers: [exporter] });
  metrics.setGlobalMeterProvider(provider);
  const stopMeasuring = measureRuntime();
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === '/metrics') return exporter.getMetricsRequestHandler(request, response);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing at this address. Metrics are at /metrics.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(
        fault.code === 'EADDRINUSE'
          ? new BadConfiguration(`METRICS_PORT: something else listens on ${METRICS_PORT} already; choose another port.`)
          : fault,
      ),
    );
    server.listen({ port: METRICS_PORT, host: METRICS_HOST }, resolve);
  });
  log.info({ port: METRICS_PORT, host: METRICS_HOST }, 'metrics can be read');
  return async () => {
    stopMeasuring();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await provider.shutdown();
    metrics.disable();
  };
}

async function sendTraces({ name, given, log }: ObservationOptions): Promise<Stop> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = given;
  if (endpoint === undefined) return undefined;
  const { context, diag, DiagLogLevel, propagation, trace } = await import('@opentelemetry/api');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const { W3CTraceContextPropagator } = await import('@opentelemetry/core');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { BasicTracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler } = await import(
    '@opentelemetry/sdk-trace-base'
  );
  diag.setLogger(diagnosing(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: headersIn(given.OTEL_EXPORTER_OTLP_HEADERS),
    timeoutMillis: given.OTEL_EXPORTER_OTLP_TIMEOUT,
  });
  const provider = new BasicTracerProvider({
    resource: await resourceOf(name),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(given.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 4_096, scheduledDelayMillis: 1_000 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    // A collector that is away must not keep the process from stopping.
    await Promise.race([
      provider.shutdown().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 1_000).unref()),
    ]);
    for (const api of [trace, context, propagation, diag]) api.disable();
  };
}

async function resourceOf(name: string) {
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  return resourceFromAttributes({ 'service.name': `shelfbridge-${name}` });
}

const headersIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .map((each) => each.trim().split(/=(.*)/s))
      .filter(([name]) => name)
      .map(([name = '', value = '']) => [name, decodeURIComponent(value)]),
  );

/** What the libraries complain of, such as a collector that is away: once a minute, since it is the same each time, and without addresses. */
function diagnosing(log: Log): DiagLogger {
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = (level: 'warn' | 'error') => () => {
    if (performance.now() - saidAt < 60_000) return;
    saidAt = performance.now();
    log[level]('traces could not be sent to the collector of OTEL_EXPORTER_OTLP_ENDPOINT');
  };
  const nothing = () => undefined;
  return { error: say('warn'), warn: say('warn'), info: nothing, debug: nothing, verbose: nothing };
}

/** Names and meanings are those of OpenTelemetry's conventions for Node.js and processes. */
function measureRuntime(): () => void {
  const resolution = 20;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  let before = performance.eventLoopUtilization();
  const stops = [
    ...[50, 90, 99].map((percent) =>
      observed(`nodejs.eventloop.delay.p${percent}.seconds`, 'How late timers fired since the last look', () => {
        // Timers that are not late are seen after the resolution.
        const late = Math.max(0, delay.percentile(percent) / 1e9 - resolution / 1_000);
        // The last of them.
        if (percent === 99) delay.reset();
        return [[late || 0]];
      }),
    ),
    observed('nodejs.eventloop.utilization', 'Share of the time in which the event loop was busy since the last look', () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return [[utilization]];
    }),
    observed(
      'process.cpu.time.seconds',
      'Processor time of the process',
      () => {
        const { user, system } = process.cpuUsage();
        return [
          [user / 1e6, { mode: 'user' }],
          [system / 1e6, { mode: 'system' }],
        ];
      },
      { rises: true },
    ),
    observed('process.memory.usage.bytes', 'Memory that the process holds', () => [[process.memoryUsage.rss()]]),
    observed('v8js.memory.heap.used.bytes', 'Heap in use', () => [[process.memoryUsage().heapUsed]]),
    observed('process.uptime.seconds', 'How long the process has been running', () => [[process.uptime()]]),
  ];
  return () => {
    for (const stop of stops) stop();
    delay.disable();
  };
}
