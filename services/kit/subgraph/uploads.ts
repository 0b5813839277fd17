// How does a subgraph take a file that is too large for an operation, and tell meanwhile how far it is?
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Identity } from '../words/identity';
import { BadInput, Problem } from '../words/problem';
import { largestFile, type UploadDoor } from '../words/uploadDoors';

/** One place to send files to; the gateway passes `POST` requests for its path on to the subgraph, unread. */
export interface Upload<Context> extends Pick<UploadDoor, 'path' | 'contentTypes'> {
  /** Reads the file as it comes and answers with lines as it goes. Throwing before the first line refuses the file; later it ends the answer. */
  receive(request: UploadRequest<Context>): AsyncIterable<object>;
}

export interface UploadRequest<Context> {
  /** The parts of the path that are named in it. */
  readonly params: Readonly<Record<string, string>>;
  /** What stands behind the path; a list for what is said twice. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The charset of the content type. */
  readonly charset: string | undefined;
  readonly file: AsyncIterable<Buffer>;
  readonly context: Context;
}

export interface UploadOptions<Context> {
  readonly uploads: readonly Upload<Context>[];
  /** Lets the gateway in and nobody else, and says on whose behalf it asks. @throws a Problem */
  readonly contextOf: (request: FastifyRequest) => Context;
  readonly format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/** How many files one process reads at once: of all accounts together, and of one. Each holds memory and a connection to the database. */
const mostAtOnce = 8;
const mostOfOne = 2;

/** The process reads as many files as it may. */
class UploadsBusy extends Problem {
  constructor() {
    super(
      'UPLOADS_BUSY',
      `${mostAtOnce} files are being read at this moment, as many as can be. Nothing of yours was read. Send it again in a minute.`,
      { limit: mostAtOnce, retryable: true, retryAfterSeconds: 60 },
    );
  }
}

/** The account sends as many files as it may. */
class TooManyUploads extends Problem {
  constructor() {
    super(
      'RATE_LIMITED',
      `${mostOfOne} files of yours are being read at this moment. Nothing of this one was read. Send it when one of those is done.`,
      { limit: mostOfOne, retryAfterSeconds: 10 },
    );
  }
}

/** Who sends files at this moment. */
class Running {
  readonly #byAccount = new Map<string, number>();
  #all = 0;

  /** @returns what ends it, once. @throws UploadsBusy, TooManyUploads */
  begin(account: string): () => void {
    const own = this.#byAccount.get(account) ?? 0;
    if (own >= mostOfOne) throw new TooManyUploads();
    if (this.#all >= mostAtOnce) throw new UploadsBusy();
    this.#all++;
    this.#byAccount.set(account, own + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#all--;
      const left = (this.#byAccount.get(account) ?? 1) - 1;
      if (left > 0) this.#byAccount.set(account, left);
      else this.#byAccount.delete(account);
    };
  }
}

/** Where HTTP has a word of its own for what a code says; any other refusal is a bad request. */
const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  WRONG_STATE: 409,
  RATE_LIMITED: 429,
  UPLOADS_BUSY: 503,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

/**
 * Answers are newline-delimited JSON; the last line is either the end of the report or `{"errors": [...]}`. A file that is refused
 * before anything was done with it gets an HTTP status that says so, with the same line.
 */
export function serveUploads<Context>(http: FastifyInstance, { uploads, contextOf, format }: UploadOptions<Context>): void {
  const refusal = (thrown: unknown) => {
    const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: thrown as Error });
    return { errors: [format(error.toJSON(), error)] };
  };
  const refuse = (reply: FastifyReply, thrown: unknown) => {
    const told = refusal(thrown);
    const { retryAfterSeconds } = told.errors[0]?.extensions ?? {};
    if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', retryAfterSeconds);
    return reply.code(statuses[String(told.errors[0]?.extensions?.code)] ?? 400).send(told);
  };
  const running = new Running();
  void http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    for (const contentType of new Set(uploads.flatMap(({ contentTypes }) => contentTypes)))
      scope.addContentTypeParser(contentType, (_request, payload, done) => done(null, payload));
    for (const upload of uploads) {
      scope.post(upload.path, { bodyLimit: largestFile }, async (request, reply) => {
        let context: Context;
        try {
          context = contextOf(request);
        } catch (error) {
          return reply.code(401).send(refusal(error));
        }
        const { params, query, body } = request as Pick<UploadRequest<Context>, 'params' | 'query'> & { body: Readable };
        // A reader that stops before the end must not cut the sender off, who would never hear why.
        const file: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => body.iterator({ destroyOnReturn: false }) };
        const charset = /;\s*charset=("[^"]*"|[^\s;]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
        let lines: AsyncIterator<object>;
        let over = () => {};
        let first: IteratorResult<object>;
        try {
          over = running.begin((context as { identity?: Identity }).identity?.subject ?? '');
          // Also when the sender leaves before the first line.
          reply.raw.once('close', over);
          lines = upload.receive({ params, query, charset, file, context })[Symbol.asyncIterator]();
          first = await lines.next();
        } catch (error) {
          over();
          body.resume();
          return refuse(reply, error);
        }
        async function* answer() {
          try {
            for (let line = first; !line.done; line = await lines.next()) yield `${JSON.stringify(line.value)}\n`;
          } catch (error) {
            yield `${JSON.stringify(refusal(error))}\n`;
          } finally {
            over();
            await lines.return?.();
            body.resume();
          }
        }
        return reply.header('content-type', 'application/x-ndjson').send(Readable.from(answer()));
      });
    }
  });
}

const switches: Readonly<Record<string, boolean>> = {
  '': true,
  '1': true,
  true: true,
  yes: true,
  '0': false,
  false: false,
  no: false,
};

/** What a switch behind the path says, such as preview=1. @throws BadInput */
export function switched(name: string, value: string): boolean {
  const is = switches[value.toLowerCase()];
  if (is === undefined) throw new BadInput(name, `"${name}" cannot be ${JSON.stringify(value)}. Write ${name}=1 or ${name}=0.`);
  return is;
}

/** Parameters behind the path that say each thing once. @throws BadInput */
export function parametersIn(query: Readonly<Record<string, unknown>>): [name: string, value: string][] {
  return Object.entries(query).map(([name, value]) => {
    if (typeof value === 'string' && value.length <= 200) return [name, value];
    const asked = `${JSON.stringify(name)} cannot be ${JSON.stringify(value)}`;
    throw new BadInput(name, `${asked}. Write ${name} once, with at most 200 characters.`);
  });
}
