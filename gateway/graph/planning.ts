// Plans what may take long or much away from the event loop: in a thread with a budget of time and memory, one address after the other.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '#kit/words/log';
import { projectFile } from '#kit/words/projectFile';
import { NotPlannable } from '../execution/rewording';
import type { PlanLike } from '../execution/run';
import type { Operation } from '../operation/document';
import { RateLimited, Refusal } from '../operation/refusals';
import { type Graph, Unchecked } from './supergraph';

/** How much the planning of one document may take. */
export interface PlanningBudget {
  /** Of a processor, where the system counts that for a thread, as Linux does; elsewhere of time. */
  readonly ms: number;
  /** Of time, however little of a processor the thread has got: other work of the machine is no fault of a document. */
  readonly wallMs: number;
  /** Of the heap of the thread, with everything that it needs to plan at all, in megabytes. */
  readonly heapMb: number;
  /** Ways to fetch one selection that are weighed against each other. */
  readonly options: number;
}

/** What a thread is started with. */
export interface ThreadSetting extends Pick<PlanningBudget, 'options'> {
  readonly sdl: string;
  readonly hidesSchema: boolean;
}

export interface PlanningRequest {
  readonly text: string;
  readonly name: string | null;
}

export type PlanningResult =
  /** `account` is the file in which the system counts what the thread uses, if it has one. */
  | { readonly kind: 'ready'; readonly account: string | undefined }
  | { readonly kind: 'invalid' | 'too complex' }
  /** The plan as JSON. */
  | { readonly kind: 'planned'; readonly plan: string }
  | { readonly kind: 'not plannable' | 'failed'; readonly reason: string };

/** Planning the operation takes more than one document may. */
export class TooComplex extends Refusal {
  constructor(why: string, setting: string, limit: number) {
    const message = `This operation takes too much to plan: ${why} that ${setting} allows. Ask for fewer fields at once, or split it into several requests.`;
    super(400, 'OPERATION_TOO_COMPLEX', message, { setting, limit });
  }
}

/** No plan was found in time, whichever fields are selected. */
export const tooLong = (ms: number): TooComplex =>
  new TooComplex(`its plan was not found within the ${ms} ms of a processor`, 'MAX_PLANNING_MS', ms);

/** The thread did not get enough of a processor to plan the operation, which may be a simple one. */
class TooBusy extends Refusal {
  constructor() {
    const message =
      'The gateway is too busy to plan an operation that it has not answered before. Please try again in a few seconds.';
    super(503, 'SERVICE_UNAVAILABLE', message, { retryAfterSeconds: 5 }, { 'retry-after': '5' });
  }
}

/** The processor time of a thread in milliseconds, by the file that it named; the time where it named none. */
function usedBy(account: string | undefined): number {
  return account === undefined ? performance.now() : Number.parseInt(readFileSync(account, 'utf8'), 10) / 1_000_000;
}

/** The document is invalid: there is nothing to plan. */
export const invalid = Symbol('invalid');

interface Task extends PlanningRequest {
  readonly resolve: (plan: PlanLike | typeof invalid) => void;
  readonly reject: (error: Error) => void;
}

/** Documents of one address, and of all, that may wait to be planned. */
const [maxWaitingOfOne, maxWaiting] = [50, 1_000];
/** Between two looks at what a thread has used. */
const lookMs = 10;
/** How long a thread may take until it has read its supergraph, and how long it is kept when nothing is planned. */
const [startMs, idleMs] = [60_000, 300_000];
/** How long a process may check a supergraph: the largest take seconds. */
const checkMs = 600_000;

interface PlanningSetting extends Pick<ThreadSetting, 'hidesSchema'> {
  readonly budget: PlanningBudget;
  readonly log: Log;
  /** What a thread has used so far, for tests. */
  readonly usedBy?: typeof usedBy;
}

/**
 * Plans documents of one supergraph in a thread of its own, one at a time; addresses take turns. A document that takes more than the budget
 * is refused, and the thread begins anew for those that wait.
 */
class PlanningQueue {
  readonly #waiting = new Map<string, Task[]>();
  #size = 0;
  #running: Task | undefined;
  #worker: Worker | undefined;
  #isReady = false;
  #account: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #retired = false;

  constructor(
    private readonly sdl: string,
    private readonly setting: PlanningSetting,
  ) {}

  /** @throws TooComplex, NotPlannable, RateLimited when too many wait */
  plan(request: PlanningRequest, address = ''): Promise<PlanLike | typeof invalid> {
    const own = this.#waiting.get(address) ?? [];
    const limit = own.length >= maxWaitingOfOne ? maxWaitingOfOne : maxWaiting;
    if (own.length >= maxWaitingOfOne || this.#size >= maxWaiting)
      return Promise.reject(new RateLimited('documents that nobody sent before', 1_000, { limit }));
    return new Promise((resolve, reject) => {
      own.push({ ...request, resolve, reject });
      this.#waiting.set(address, own);
      this.#size++;
      this.#next();
    });
  }

  /** Ends when what waits has been planned. */
  retire(): void {
    this.#retired = true;
    this.#next();
  }

  /** Ends at once. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#retired = true;
    this.#refuse(new Error('The gateway stops.'));
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running) return;
    if (this.#size === 0) this.#rest();
    else if (!this.#worker) this.#start();
    else if (this.#isReady) this.#ask(this.#worker, this.#take());
  }

  #ask(worker: Worker, task: Task): void {
    this.#running = task;
    this.#watch(this.#used(), performance.now());
    worker.postMessage({ text: task.text, name: task.name } satisfies PlanningRequest);
  }

  /** Ends the thread when it has used what one document may take. Until the least time for that has passed, nobody looks. */
  #watch(usedBefore: number, begun: number, used = 0): void {
    const { ms, wallMs } = this.setting.budget;
    const left = Math.min(Math.max(ms - used, lookMs), begun + wallMs - performance.now());
    this.#startTimer(left, () => {
      const used = this.#used() - usedBefore;
      if (used >= ms) this.#fail(tooLong(ms));
      else if (performance.now() - begun >= wallMs) this.#fail(new TooBusy());
      else this.#watch(usedBefore, begun, used);
    });
  }

  #used(): number {
    return (this.setting.usedBy ?? usedBy)(this.#account);
  }

  #startTimer(ms: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms).unref();
  }

  /** The first of the address whose turn it is; the address then stands last. */
  #take(): Task {
    const [[address, tasks]] = this.#waiting as unknown as [[string, Task[]]];
    const task = tasks.shift() as Task;
    this.#waiting.delete(address);
    if (tasks.length > 0) this.#waiting.set(address, tasks);
    this.#size--;
    return task;
  }

  #start(): void {
    const { hidesSchema, budget } = this.setting;
    const { heapMb, options } = budget;
    const workerData: ThreadSetting = { sdl: this.sdl, hidesSchema, options };
    const limits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 };
    const worker = new Worker(threadFile, { workerData, resourceLimits: limits });
    worker.unref();
    this.#worker = worker;
    this.#startTimer(startMs, () => this.#fail(new Error('A thread for planning did not start in time.')));
    worker.on('message', (result: PlanningResult) => this.#worker === worker && this.#receive(result));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#worker !== worker) return;
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#fail(isFull ? new TooComplex(`its plan needs more than the ${heapMb} MB`, 'PLANNING_HEAP_MB', heapMb) : error);
    });
  }

  #receive(result: PlanningResult): void {
    clearTimeout(this.#timer);
    this.#isReady = true;
    if (result.kind === 'ready') this.#account = result.account;
    const task = this.#running;
    this.#running = undefined;
    if (result.kind === 'planned') task?.resolve(JSON.parse(result.plan));
    if (result.kind === 'invalid') task?.resolve(invalid);
    if (result.kind === 'not plannable') task?.reject(new NotPlannable(result.reason));
    if (result.kind === 'failed') task?.reject(new Error(result.reason));
    if (result.kind === 'too complex') {
      const { options } = this.setting.budget;
      const why = `there are more ways to fetch one of its selections than the ${options}`;
      task?.reject(new TooComplex(why, 'MAX_PLANNING_OPTIONS', options));
    }
    this.#next();
  }

  /** Ends the thread and refuses what it worked on; where it never began to work, all that waits for it. */
  #fail(error: Error): void {
    this.setting.log.warn({ err: error }, 'a thread for planning was ended');
    if (!this.#running) {
      this.#refuse(error);
      return;
    }
    this.#end();
    this.#running.reject(error);
    this.#running = undefined;
    this.#next();
  }

  #refuse(error: Error): void {
    this.#end();
    const refused = [...this.#waiting.values(), this.#running ?? []].flat();
    this.#waiting.clear();
    this.#size = 0;
    this.#running = undefined;
    for (const { reject } of refused) reject(error);
  }

  #rest(): void {
    if (!this.#worker) return;
    if (this.#retired) this.#end();
    else this.#startTimer(idleMs, () => this.#end());
  }

  #end(): void {
    clearTimeout(this.#timer);
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#isReady = false;
  }
}

/**
 * Checks the text of a supergraph in a process that ends with it: what that takes of memory is needed no more, and a thread would leave
 * most of it behind. @throws Error for what is no supergraph, Unchecked where the process did not say
 */
export function checkApart(sdl: string, { file = threadFile, ms = checkMs } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(file, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const late = setTimeout(() => child.kill('SIGKILL'), ms).unref();
    child.once('message', ({ fault }: CheckResult) => (fault === undefined ? resolve() : reject(new Error(fault))));
    const fail = (cause?: Error) => reject(new Unchecked(cause));
    // Once it is closed, all that it said has been read.
    child.once('error', fail).once('close', () => {
      clearTimeout(late);
      fail();
    });
    child.send(sdl, (error) => error && fail(error));
  });
}

/** What is wrong with the text of a supergraph, if anything is. */
export interface CheckResult {
  readonly fault?: string;
}

/** Tests run from the sources, and a thread runs what was compiled from them. */
const threadFile = __filename.endsWith('.ts')
  ? projectFile('dist', 'gateway', 'graph', 'planningThread.js')
  : join(__dirname, 'planningThread.js');

/** Plans what takes long or much away from the event loop. */
export class Planning {
  #current: { readonly graph: Graph; readonly queue: PlanningQueue } | undefined;

  constructor(private readonly setting: PlanningSetting) {}

  /** From now on operations of this supergraph are planned. */
  serve(graph: Graph, sdl: string): void {
    if (this.#current?.graph === graph) return;
    this.#current?.queue.retire();
    this.#current = { graph, queue: new PlanningQueue(sdl, this.setting) };
  }

  /** `address` is whose turn it is. @throws TooComplex, NotPlannable, RateLimited */
  plan({ text, name }: Operation, address?: string): Promise<PlanLike | typeof invalid> {
    if (!this.#current) throw new Error('There is no supergraph yet.');
    return this.#current.queue.plan({ text, name }, address);
  }

  async close(): Promise<void> {
    await this.#current?.queue.close();
  }
}
