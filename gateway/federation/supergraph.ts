// Which supergraph is served, and what happens when its file changes?
import { readFile, stat } from 'node:fs/promises';
import type { Log } from '#kit/words/log';
import { type Graph, readGraph, type SupergraphUpdate } from './graph';

const lookEveryMs = 500;

type Listener = (update: SupergraphUpdate) => void;

/**
 * The supergraph of a file, replaced while serving whenever the file changes. A file that can not be read or is no supergraph
 * is logged, and the one before goes on being served. (Polled: an editor, a volume and a deployment all replace files differently.)
 */
export class SupergraphFile {
  #text: string | undefined;
  /** The state of the file from before it was read, so that no change is missed that came while it was. */
  #state: string | undefined;
  #watch: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<Listener>();

  /** `locate` is told where the subgraphs of each supergraph are, before anybody else learns of it. */
  constructor(
    private readonly file: string,
    private readonly locate: (subgraphs: Graph['subgraphs']) => void,
    private readonly log: Log,
  ) {}

  /** From now on the listener is told of every supergraph, the first one included. Returns how to stop that. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Serves the file and watches it until stopped. @throws when it can not be read or is no supergraph */
  async load(): Promise<Graph> {
    this.#state = await this.#look();
    const graph = this.#serve(await readFile(this.file, 'utf8'));
    this.#watch = setInterval(() => void this.#reload(), lookEveryMs).unref();
    return graph;
  }

  stop(): void {
    clearInterval(this.#watch);
    this.#listeners.clear();
  }

  async #look(): Promise<string> {
    try {
      const { mtimeNs, size, ino } = await stat(this.file, { bigint: true });
      return `${mtimeNs} ${size} ${ino}`;
    } catch (fault) {
      return String((fault as NodeJS.ErrnoException).code);
    }
  }

  async #reload(): Promise<void> {
    const state = await this.#look();
    if (state === this.#state) return;
    this.#state = state;
    try {
      const text = await readFile(this.file, 'utf8');
      if (text === this.#text) return;
      this.#serve(text);
      this.log.info({ file: this.file }, 'serving a new supergraph');
    } catch (err) {
      this.log.error({ err, file: this.file }, 'the new supergraph can not be served; the one before goes on');
    }
  }

  #serve(text: string): Graph {
    const graph = readGraph(text);
    this.#text = text;
    this.locate(graph.subgraphs);
    for (const listener of this.#listeners) listener({ apiSchema: graph.apiSchema, coreSupergraphSdl: text });
    return graph;
  }
}
