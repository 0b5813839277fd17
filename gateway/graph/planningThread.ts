// The thread that plans operations which might take long or much: whatever it needs is its own, so it can be ended at any moment.
import { readFileSync, readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { parse, validate } from 'graphql';
import { Executor } from '../execution/executor';
import { NotPlannable } from '../execution/rewording';
import { operationOf } from '../operation/document';
import { type PlanningRequest, type PlanningResult, rulesFor, type ThreadSetting } from './planning';
import { readGraph } from './supergraph';

const { sdl, hidesSchema, options } = workerData as ThreadSetting;
// The main thread serves it, so it has checked it.
const graph = readGraph(sdl, { options, isValid: true });
const executor = new Executor({
  ...graph,
  ask: async () => {
    throw new Error('A thread that plans asks no subgraph.');
  },
});
const rules = rulesFor(hidesSchema);

/** What the planner says when it has tried as many ways as it may. */
const gaveUp = /^Too many options generated|non-local selections limit/i;

function planned({ text, name }: PlanningRequest): PlanningResult {
  const document = parse(text, { noLocation: true });
  const operation = operationOf(document, { name, text, schemas: graph });
  if (!operation || validate(graph.apiSchema, document, rules, { maxErrors: 1 }).length > 0) return { kind: 'invalid' };
  try {
    return { kind: 'planned', plan: JSON.stringify(executor.plan(operation)) };
  } catch (error) {
    if (!(error instanceof NotPlannable)) return { kind: 'failed', reason: (error as Error).message };
    if (gaveUp.test(error.originalError?.message ?? '')) return { kind: 'too complex' };
    // The words before the colon are those of every such refusal.
    return { kind: 'not plannable', reason: error.message.replace(/^[^:]*: /, '') };
  }
}

/** The file in which Linux counts the nanoseconds of a processor that this thread uses; undefined where nothing is counted. */
function accountOfThread(): string | undefined {
  try {
    const account = `/proc/${readlinkSync('/proc/thread-self')}/schedstat`;
    return Number.parseInt(readFileSync(account, 'utf8'), 10) > 0 ? account : undefined;
  } catch {
    return undefined;
  }
}

parentPort?.on('message', (request: PlanningRequest) => parentPort?.postMessage(planned(request)));
parentPort?.postMessage({ kind: 'ready', account: accountOfThread() } satisfies PlanningResult);
