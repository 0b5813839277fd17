// How does one call of a subgraph end: by its answer, a failure, its deadline, or because nobody waits any more?
import type { Dispatcher } from 'undici';
import type { Reader } from '../execution/run';

/** What a subgraph did instead of answering, in words for the client. */
export class NoAnswer extends Error {}

export interface Response {
  readonly status: number;
  readonly text: string;
}

/** The largest answer of a subgraph, in bytes: far above what a gateway sends on, far below what would harm it. */
export const maxAnswerBytes = 64_000_000;

/** One POST on its way. It ends once; what comes after is not heard. */
class Call implements Dispatcher.DispatchHandler {
  #status = 0;
  #bytes = 0;
  #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #failure: Error | undefined;
  readonly #deadline: NodeJS.Timeout;
  readonly #forget: (() => void) | undefined;

  constructor(
    private readonly resolve: (response: Response) => void,
    private readonly reject: (error: Error) => void,
    deadlineMs: number,
    reader: Reader | undefined,
  ) {
    this.#deadline = setTimeout(() => this.#fail('did not answer in time'), deadlineMs);
    this.#forget = reader?.whenGone(() => this.#fail('was not waited for'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > maxAnswerBytes) this.#fail('answered with more than can be taken');
  }

  onResponseEnd(): void {
    this.#end();
    const [first] = this.#chunks;
    const whole = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.resolve({ status: this.#status, text: whole.toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end();
    this.reject(error);
  }

  /** Before the request has a socket, it is ended as soon as it gets one. */
  #fail(what: string): void {
    this.#failure = new NoAnswer(what);
    this.#end();
    this.reject(this.#failure);
    this.#controller?.abort(this.#failure);
  }

  /** One timer and one callback for a call: an AbortSignal with a time-out costs as much as a small query. */
  #end(): void {
    clearTimeout(this.#deadline);
    this.#forget?.();
  }
}

/** Posts a body, once. When the deadline is over or the reader goes it rejects at once, and its socket is free or closed. */
export function post(
  dispatcher: Dispatcher,
  options: { readonly path: string; readonly headers: string[]; readonly body: string; readonly deadlineMs: number },
  reader: Reader | undefined,
): Promise<Response> {
  const { path, headers, body, deadlineMs } = options;
  return new Promise((resolve, reject) => {
    if (reader?.gone) return reject(new NoAnswer('was not asked, as nobody waits'));
    dispatcher.dispatch({ path, method: 'POST', headers, body }, new Call(resolve, reject, deadlineMs, reader));
  });
}
