// How the gateway refuses a request: words and a code for the client, and an HTTP status for everything in between.
import { Problem } from '#kit/words/problem';

/** A refusal by the gateway itself, before any subgraph is asked. */
export abstract class Refusal extends Problem {
  constructor(
    /** The HTTP status, for transports that have one. */
    readonly status: number,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message, details);
  }
}

/** A document asks for more than one request may. */
export class DocumentLimit extends Refusal {
  constructor(code: string, what: string, setting: string, limit: number, measured: number) {
    const message = `This operation ${what}: ${measured}, and ${setting} allows ${limit}. Ask for less, or split it into several requests.`;
    super(400, code, message, { limit, measured, setting });
  }
}

/** An account or an address has asked too often in too short a time: for `field`, where one mutation has a limit of its own. */
export class RateLimited extends Refusal {
  constructor(what: string, waitMs: number, details: { readonly limit: number; readonly field?: string }) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
    const message = `Too many ${what} in a short time. Please try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
    super(429, 'RATE_LIMITED', message, { ...details, retryAfterSeconds: seconds }, { 'retry-after': String(seconds) });
  }
}

/** The answer is larger than one may be. */
export class ResponseTooLarge extends Refusal {
  constructor(limit: number) {
    const message = `The answer is larger than ${limit} bytes. Ask for fewer fields or shorter lists, page by page.`;
    super(400, 'RESPONSE_TOO_LARGE', message, { limit });
  }
}

/** Nothing is at the address. */
export class NothingHere extends Refusal {
  constructor() {
    super(404, 'NOT_FOUND', 'There is nothing at this address. The graph is at /graphql.', {}, { 'cache-control': 'no-store' });
  }
}

/** An address was asked by a method that it does not know. */
export class MethodNotAllowed extends Refusal {
  constructor(method: string, url: string, allowed: readonly string[]) {
    const message = url.startsWith('/graphql')
      ? `The graph answers POST, and GET for queries and streams, but not ${method}. A stream by graphql-sse wants ` +
        'singleConnection: false: the mode of one connection for all, which begins by PUT, is not spoken here.'
      : `This address answers ${allowed.join(', ')}, but not ${method}.`;
    super(405, 'METHOD_NOT_ALLOWED', message, { allowed }, { allow: allowed.join(', ') });
  }
}

/** A foreign web page could have sent this mutation, so it is refused. */
export class UnsafeRequest extends Refusal {
  /** `allowed` is how the operation may be sent. */
  constructor(message: string, allowed: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(status, 'UNSAFE_REQUEST', message, { allowed }, headers);
  }
}

/** The document holds several operations and none was named, or the name is none of theirs. */
export class OperationUnresolved extends Refusal {
  /** `names` are those of the operations in the document; one without a name has none. */
  constructor(asked: string | undefined, names: readonly string[]) {
    const held = names.length > 0 ? `It holds ${names.join(', ')}` : 'Its only operation has no name';
    const message =
      asked === undefined
        ? `The document holds several operations, and operationName names none. ${held}: set operationName to one of them.`
        : `The document holds no operation named ${asked}. ${held}: set operationName accordingly, or leave it out where there is only one.`;
    super(400, 'OPERATION_RESOLUTION_FAILURE', message, { field: 'operationName', allowed: names });
  }
}

/** No document with this hash is known. A client that follows the protocol sends the text next, and looks for exactly these words. */
export class OperationNotFound extends Refusal {
  constructor() {
    super(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }
}

/** This gateway answers only the documents of its own pages. */
export class OperationNotRegistered extends Refusal {
  constructor() {
    super(
      403,
      'OPERATION_NOT_REGISTERED',
      'This gateway answers registered operations only, and this operation is not registered. Send one that is, by its hash.',
    );
  }
}

/** The body is compressed. A small one can unfold to gigabytes, and 100 kB need no compression. */
export class EncodedBody extends Refusal {
  constructor() {
    super(415, 'UNSUPPORTED_ENCODING', 'Send the body as it is, without Content-Encoding.');
  }
}
