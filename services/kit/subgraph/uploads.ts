// How does a subgraph take a file that is too large for an operation, and tell meanwhile how far it is?
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** One place to send files to; the gateway passes `POST` requests for its path on to the subgraph, unread. */
export interface Upload<Context> {
  /** Such as /petitions/:id/paper-signatures. */
  readonly path: string;
  readonly contentType: string;
  /** Reads the file as it comes and answers with lines as it goes. Throwing ends the answer with a line that says why. */
  receive(request: UploadRequest<Context>): AsyncIterable<object>;
}

export interface UploadRequest<Context> {
  /** The parts of the path that are named in it. */
  readonly params: Readonly<Record<string, string>>;
  readonly file: AsyncIterable<Buffer>;
  readonly context: Context;
}

export interface UploadOptions<Context> {
  readonly uploads: readonly Upload<Context>[];
  /** Lets the gateway in and nobody else, and says on whose behalf it asks. @throws a Problem */
  readonly contextOf: (request: FastifyRequest) => Context;
  readonly format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

const largestFile = 1_000_000_000;

/** Answers are newline-delimited JSON; the last line is either the end of the report or `{"errors": [...]}`. */
export function serveUploads<Context>(http: FastifyInstance, { uploads, contextOf, format }: UploadOptions<Context>): void {
  const refusal = (thrown: unknown) => {
    const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: thrown as Error });
    return { errors: [format(error.toJSON(), error)] };
  };
  for (const contentType of new Set(uploads.map((upload) => upload.contentType)))
    http.addContentTypeParser(contentType, (_request, payload, done) => done(null, payload));
  for (const upload of uploads) {
    http.post(upload.path, { bodyLimit: largestFile }, async (request, reply) => {
      let context: Context;
      try {
        context = contextOf(request);
      } catch (error) {
        return reply.code(401).send(refusal(error));
      }
      const { params, body: file } = request as { params: Record<string, string>; body: AsyncIterable<Buffer> };
      async function* lines() {
        try {
          for await (const line of upload.receive({ params, file, context })) yield `${JSON.stringify(line)}\n`;
        } catch (error) {
          yield `${JSON.stringify(refusal(error))}\n`;
        }
      }
      return reply.header('content-type', 'application/x-ndjson').send(Readable.from(lines()));
    });
  }
}
