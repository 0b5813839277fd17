// What happens to a request to the graph, step by step, from what was sent to the text of the answer?
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { Answered } from '#kit/process/plainPosts';
import { type Identity, identityHeaders } from '#kit/words/identity';
import type { IdentifyAt } from '../access/countRefused';
import type { Admission, Admitted } from '../admission';
import type { RequestContext } from '../federation/subgraphSource';
import { ResponseTooLarge } from '../limits/refusals';
import type { Live } from '../live/live';
import type { LiveRequest } from '../live/request';
import { executeByApollo } from './execute';
import { type FastPathOptions, fastPath } from './fastPath';
import { isSimple, sentOperation, wantsStream } from './sentOperation';

/** What arrived, its body read. */
export interface GraphRequest extends Pick<IncomingMessage, 'headers'> {
  readonly method: string;
  readonly url: string;
  /** The query string, parsed. */
  readonly query: unknown;
  readonly body: unknown;
  readonly raw: IncomingMessage;
}

export interface AnswerOptions extends FastPathOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly live: Live;
  readonly identify: IdentifyAt;
  readonly admission: Admission;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  /** The largest answer to a query or mutation, in bytes. */
  readonly maxResponseBytes: number;
  /** How long caches may keep the answer to a registered query of nobody in particular, in seconds. */
  readonly registeredMaxAgeS: number;
}

/**
 * Undefined when the response has been written as a stream, before which `handOver` is called: it leaves the response to whoever writes
 * the stream, with the headers that every answer has. Rejects with the first refusal, which is the answer then.
 */
export type Answer = (request: GraphRequest, response: ServerResponse, handOver: () => void) => Promise<Answered | undefined>;

export function answering(options: AnswerOptions): Answer {
  const { apollo, live, identify, admission, addressOf, maxResponseBytes, registeredMaxAgeS } = options;
  const answerFast = fastPath(options);
  const steps: Answer = async (request, response, handOver) => {
    const address = addressOf(request.raw);
    const identity = await identify(request.headers, address);
    const context: RequestContext = { headers: identityHeaders(identity) };
    const sent = sentOperation(request);
    const safeMethod = request.method === 'GET';
    const asking = { transport: 'http', simple: isSimple(request), safeMethod, identity, address, sent } as const;
    const admitted = await admission.admit(asking);
    if (!sent || !admitted) return measured(await executeByApollo(apollo, request, context));
    const { query, kind, cost } = admitted;
    const operation = { query, operationName: sent.operationName ?? undefined, variables: sent.variables ?? undefined };
    if (kind === 'subscription' || wantsStream(request.headers.accept)) {
      handOver();
      await live.stream(request.raw, response, { ...(operation as LiveRequest), opener: { address, cost } }, identity);
      return undefined;
    }
    const answer =
      (await answerFast(request.headers.accept, response, operation, context)) ??
      (await executeByApollo(apollo, request, context, operation));
    const whole = measured(answer);
    if (whole.bytes > maxResponseBytes) throw new ResponseTooLarge(maxResponseBytes);
    return safeMethod ? cacheable(whole, admitted, identity, registeredMaxAgeS) : whole;
  };
  return async (request, response, handOver) => {
    try {
      return await steps(request, response, handOver);
    } catch (refusal) {
      if (!wantsStream(request.headers.accept)) throw refusal;
      handOver();
      live.refuse(request.raw, response, refusal);
      return undefined;
    }
  };
}

const measured = ({ status, headers, text }: Omit<Answered, 'bytes'>): Answered => ({
  status,
  headers,
  text,
  bytes: Buffer.byteLength(text),
});

/** The answer to one of our own documents is the same for everybody who shows no token, as long as nothing in it failed. */
function cacheable(answer: Answered, { registered }: Admitted, { subject }: Identity, maxAge: number): Answered {
  const vary = 'authorization, accept, origin';
  const mayDiffer = !registered || subject !== null || answer.status !== 200 || /^\{"errors"|"errors":\[/.test(answer.text);
  const cacheControl = `public, max-age=${maxAge}, stale-while-revalidate=${maxAge * 6}`;
  return { ...answer, headers: { ...answer.headers, vary, ...(!mayDiffer && { 'cache-control': cacheControl }) } };
}
