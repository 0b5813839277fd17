// Where did the time of a request go, and by which plan was it answered? For developers, and never in production.

import type { Answered } from '#kit/process/plainPosts';
import { type Timing, timings } from '../tracing';
import type { Answer } from './answer';
import { sentOperation } from './sentOperation';

/** The plan of a valid document as text. @throws when it can not be planned */
export type Explain = (text: string, operationName: string | null | undefined) => string;

/** Asks for the plan, in `extensions.queryPlan`, and for the time that each part took, in `Server-Timing`. */
const planHeader = 'x-query-plan';

/** The same answers, with both to a request that asks for them: to note times for everybody would cost as much as a small query. */
export function insightful(answer: Answer, explain: Explain): Answer {
  return async (request, response, handOver) => {
    if (request.headers[planHeader] === undefined) return answer(request, response, handOver);
    const begun = performance.now();
    const noted: Timing[] = [];
    const answered = await timings.run(noted, () => answer(request, response, handOver));
    if (!answered) return undefined;
    const spent = serverTiming(noted, performance.now() - begun);
    const timed = { ...answered, headers: { ...answered.headers, 'server-timing': spent } };
    const { query, operationName } = sentOperation(request) ?? {};
    return typeof query === 'string' ? withPlan(timed, () => explain(query, operationName as string | undefined)) : timed;
  };
}

const serverTiming = (noted: readonly Timing[], total: number) =>
  [...noted.map(entry), `total;dur=${total.toFixed(2)}`].join(', ');

/** What a span is about becomes its description; names of subgraphs are names of GraphQL enums, so they need no quoting. */
function entry({ name, attributes: { subgraph }, ms }: Timing): string {
  return `${name.replace('gateway.', '')};${subgraph ? `desc="${subgraph}";` : ''}dur=${ms.toFixed(2)}`;
}

/** An answer without data was refused before it had a plan. */
function withPlan(answered: Answered, explain: () => string): Answered {
  const body = JSON.parse(answered.text) as { readonly data?: unknown; readonly extensions?: object };
  if (!('data' in body)) return answered;
  const text = JSON.stringify({ ...body, extensions: { ...body.extensions, queryPlan: explain() } });
  return { ...answered, text, bytes: Buffer.byteLength(text) };
}
