// The thread that plans operations which take a planner, and the process that checks a supergraph: what either needs is its own, and goes with it.
import { readFileSync, readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { Executor } from '../execution/executor';
import { NotPlannable } from '../execution/rewording';
import { operationOf } from '../operation/document';
import { firstFault, rulesFor } from '../operation/rules';
import { type CheckResult, type PlanningRequest, type PlanningResult, type ThreadSetting } from './planning';
import { checkSupergraph, readGraph } from './supergraph';

/** What the planner says when it has tried as many ways as it may. */
const gaveUp = /^Too many options generated|non-local selections limit/i;

function planning({ sdl, hidesSchema, options }: ThreadSetting): (request: PlanningRequest) => PlanningResult {
  // The main thread serves it, so it has been checked.
  const graph = readGraph(sdl, { options, isValid: true });
  // Loads the planner, which counts for no document.
  graph.api();
  const ask = async () => {
    throw new Error('A thread that plans asks no subgraph.');
  };
  const executor = new Executor({ ...graph, ask });
  const rules = rulesFor(hidesSchema);
  return ({ text, name }) => {
    const document = parse(text, { noLocation: true });
    const operation = operationOf(document, { name, text, schemas: graph });
    if (!operation || firstFault(operation, graph.apiSchema, rules)) return { kind: 'invalid' };
    try {
      return { kind: 'planned', plan: JSON.stringify(executor.plan(operation)) };
    } catch (error) {
      if (!(error instanceof NotPlannable)) return { kind: 'failed', reason: (error as Error).message };
      if (gaveUp.test(error.originalError?.message ?? '')) return { kind: 'too complex' };
      // The words before the colon are those of every such refusal.
      return { kind: 'not plannable', reason: error.message.replace(/^[^:]*: /, '') };
    }
  };
}

function checked(sdl: string): CheckResult {
  try {
    checkSupergraph(sdl);
    return {};
  } catch (error) {
    return { fault: (error as Error).message };
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

if (parentPort) {
  const port = parentPort;
  const planned = planning(workerData as ThreadSetting);
  port.on('message', (request: PlanningRequest) => port.postMessage(planned(request)));
  port.postMessage({ kind: 'ready', account: accountOfThread() } satisfies PlanningResult);
} else {
  // A gateway that was ended meanwhile hears nothing.
  process.once('message', (sdl: string) => process.send?.(checked(sdl), () => process.connected && process.disconnect()));
}
