// What does a subgraph offer to people without GraphQL: downloads and news feeds, each at a path of its own?
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError, type GraphQLSchema, graphql, parse } from 'graphql';
import { namingField, withCode } from '../process/masking';
import { BadInput } from '../words/problem';

/** One page; the gateway passes `GET` requests for its path on to the subgraph. */
export interface Page<Context> {
  /** Such as /exports/policies.csv. */
  readonly path: string;
  /** The names that its address takes; any when not given. What is asked by another is refused, since it would not be answered. */
  readonly takes?: readonly string[];
  /** @throws a Problem that the reader may read */
  answer(request: PageRequest<Context>): Promise<PageAnswer>;
}

export interface PageRequest<Context> {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly context: Context;
  /** The data of a GraphQL operation, so that a page keeps the rules of the graph. @throws its first error */
  ask(document: string, variables: Record<string, unknown>): Promise<Record<string, unknown>>;
}

export interface PageAnswer {
  readonly contentType: string;
  /** The name under which browsers keep it; shown in the browser without one. */
  readonly fileName?: string;
  /** 200 unless told. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<string>;
}

/** The headers of what nobody but its reader may keep or find. */
export const privately = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' } as const;

export interface PageOptions<Context> {
  readonly pages: readonly Page<Context>[];
  readonly schema: GraphQLSchema;
  /** Lets the gateway in and nobody else, and says on whose behalf it asks. @throws a Problem */
  readonly contextOf: (request: FastifyRequest) => Context;
  readonly format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/** Where HTTP has a word of its own for what a code says; any other refusal is a bad request. */
const statuses: Readonly<Record<string, number>> = {
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_LINK: 404,
  LINK_REPLACED: 410,
};

/** Serves the pages. Refusals are told as JSON with the same codes as in the graph; no cache keeps them. */
export function servePages<Context>(http: FastifyInstance, { pages, schema, contextOf, format }: PageOptions<Context>): void {
  const refuse = (reply: FastifyReply, status: number, thrown: unknown) => {
    const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: thrown as Error });
    const formatted = format(error.toJSON(), error);
    const code = statuses[String(formatted.extensions?.code)] ?? status;
    return reply
      .code(code)
      .header('cache-control', 'no-store')
      .send({ errors: [formatted] });
  };
  for (const page of pages) {
    http.get(page.path, async (request, reply) => {
      let context: Context;
      try {
        context = contextOf(request);
      } catch (error) {
        return refuse(reply, 401, error);
      }
      try {
        const ask = async (source: string, variableValues: Record<string, unknown>) =>
          dataOf(source, await graphql({ schema, source, variableValues, contextValue: context }));
        const query = Object.fromEntries(
          Object.entries(request.query as object).map(([name, value]) => [name, [value].flat().at(-1)]),
        );
        refuseUnknown(page, query);
        const { contentType, fileName, status = 200, headers = {}, body } = await page.answer({ query, context, ask });
        const sent = typeof body === 'string' ? body : await begun(body);
        reply.code(status).headers(headers).header('content-type', contentType);
        if (fileName) reply.header('content-disposition', `attachment; filename="${fileName}"`);
        return reply.send(sent);
      } catch (error) {
        return refuse(reply, 400, error);
      }
    });
  }
}

/** A body whose first part is there, so that what cannot begin is refused like all else. @throws what its beginning throws */
async function begun(body: AsyncIterable<string>): Promise<Readable> {
  const parts = body[Symbol.asyncIterator]();
  const first = await parts.next();
  async function* all() {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => parts };
  }
  return Readable.from(all());
}

/** @throws BadInput */
function refuseUnknown<Context>({ path, takes }: Page<Context>, query: PageRequest<Context>['query']): void {
  const unknown = Object.keys(query).find((name) => takes?.includes(name) === false);
  if (unknown === undefined) return;
  const known = takes?.map((name) => JSON.stringify(name)).join(', ');
  throw new BadInput(unknown, `${path} has nothing to ask by the name ${JSON.stringify(unknown)}. Its address takes ${known}.`, {
    allowed: takes ?? [],
  });
}

/** Without any data the variables could not be used; graphql-js says so without a code. */
function dataOf(source: string, { data, errors: [error] = [] }: ExecutionResult): Record<string, unknown> {
  if (error) throw data === undefined ? namingField(parse(source), withCode('BAD_USER_INPUT', error)) : error;
  return data ?? {};
}
