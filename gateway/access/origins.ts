// Which web pages may use the graph: those of the list, our own, and in development those of this computer.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import helmet from 'helmet';
import type { Log } from '#kit/words/log';
import { Refusal } from '../operation/refusals';

interface OriginOptions {
  /** Exactly as browsers write them. */
  readonly allowedOrigins: readonly string[];
  /** The address at which people reach our own pages; undefined to believe each request. */
  readonly publicUrl: string | undefined;
  /** Headers that these pages may send besides those of the clients we know. */
  readonly allowedHeaders: readonly string[];
  /** In development, pages of this computer may ask, whatever their port: a dashboard that is being written. */
  readonly production: boolean;
  readonly log: Log;
}

const isGraph = /^\/graphql(\?|$)/;
/** Files that need no account, such as a notebook on the web reads. A browser sends no cookie along, and shows no answer to one that was sent. */
const isOpenFile = /^\/(exports|feeds)\/|^\/[^?]*\.(csv|json|svg|atom)(\?|$)/;

/** What Apollo Client, urql and Relay send along, and tracing of browsers (W3C Trace Context, Sentry). */
const clientHeaders = [
  'content-type',
  'authorization',
  'accept',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'apollographql-client-name',
  'apollographql-client-version',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
];

/** Refused origins are told of once each, and only so many: anyone can make up more. */
const mostTold = 100;
const longestTold = 200;

export class Origins {
  readonly #allowed: ReadonlySet<string>;
  readonly #told = new Set<string>();

  constructor(private readonly options: OriginOptions) {
    const own = options.publicUrl && URL.canParse(options.publicUrl) ? [new URL(options.publicUrl).origin] : [];
    this.#allowed = new Set([...options.allowedOrigins, ...own]);
  }

  /**
   * Whether a request was sent by a page that may use the graph; false for programs, which name no origin. No other page can send such an
   * Origin, nor an X-Forwarded-Host: browsers write the one, and ask us before they send the other.
   */
  allows({ origin, host, 'x-forwarded-host': forwarded }: IncomingHttpHeaders): boolean {
    if (origin === undefined) return false;
    if (this.#allowed.has(origin)) return true;
    if (!/^https?:/.test(origin) || !URL.canParse(origin)) return false;
    const from = new URL(origin);
    const ours = [host, ...[forwarded ?? []].flat().flatMap((each) => each.split(',').slice(0, 1))];
    return (
      ours.some((each) => each !== undefined && hostOf(from.protocol, each) === from.host) ||
      (!this.options.production && isThisComputer(from.hostname))
    );
  }

  /** What browsers are told of a request, in the words of the CORS plugin. */
  cors({ headers, method, url = '' }: IncomingMessage) {
    const others = method === 'GET' && isOpenFile.test(url) ? '*' : false;
    return {
      origin: (this.allows(headers) && headers.origin) || others,
      methods: ['GET', 'POST'],
      allowedHeaders: [...clientHeaders, ...this.options.allowedHeaders],
      exposedHeaders: ['retry-after'],
      maxAge: 600,
      strictPreflight: false,
    };
  }

  /**
   * Refuses the question of a browser whether a page may ask the graph. What needs no such question is answered as to anybody, and the
   * browser keeps the answer from the page. @throws OriginNotAllowed
   */
  refuse({ headers, method, url = '' }: IncomingMessage): void {
    if (headers.origin === undefined || !isGraph.test(url) || this.allows(headers)) return;
    const refusal = this.refusal(headers.origin);
    if (method === 'OPTIONS') throw refusal;
  }

  /** What a page is refused with that may not ask. Tells the operator once, with the setting that would let it. */
  refusal(origin: string): OriginNotAllowed {
    const shown = origin.slice(0, longestTold);
    if (!this.#told.has(shown) && this.#told.size < mostTold) {
      this.#told.add(shown);
      this.options.log.warn(
        { origin: shown, setting: 'ALLOWED_ORIGINS' },
        'a web page was refused the graph; to let it in, add its origin to ALLOWED_ORIGINS',
      );
    }
    return new OriginNotAllowed(shown);
  }
}

/** A web page of another origin asks, and the operator has not let it in. */
class OriginNotAllowed extends Refusal {
  constructor(origin: string) {
    const message =
      origin === 'null'
        ? 'A page that was opened from a file, or that stands in a sandbox, has no origin that could be allowed. Serve it by HTTP, such as at http://localhost:8080.'
        : `Web pages of ${origin} may not use this graph. Ask its operator to add that origin to ALLOWED_ORIGINS.`;
    super(403, 'ORIGIN_NOT_ALLOWED', message, { field: 'origin', setting: 'ALLOWED_ORIGINS' });
  }
}

/** A Host as a URL of this protocol would name it: without the port that goes without saying. */
function hostOf(protocol: string, host: string): string | undefined {
  const url = `${protocol}//${host.trim()}`;
  return URL.canParse(url) ? new URL(url).host : undefined;
}

const isThisComputer = (hostname: string) =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

/** Sent with every answer. */
export function securityHeaders(production: boolean): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader(name: string, value: string) {
      headers[name.toLowerCase()] = value;
    },
    removeHeader() {},
  };
  const add = helmet({
    contentSecurityPolicy: production && {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Only the proxy that terminates TLS knows whether the whole site has it.
    strictTransportSecurity: production,
  });
  add({} as never, response as never, () => undefined);
  return headers;
}
