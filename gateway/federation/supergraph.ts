// Which supergraph is served, and what happens when its file changes?
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Log } from '#kit/log';
import { type Graph, readGraph, type SupergraphUpdate } from './graph';

const lookEveryMs = 500;

type Listener = (update: SupergraphUpdate) => void;

/**
 * The supergraph of a file, replaced while serving whenever the file changes. A file that can not be read or is no supergraph
 * is logged, and the one before goes on being served. (Polled: an editor, a volume and a deployment all replace files differently.)
 */
export class SupergraphFile {
  #text: string | undefined;
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
    const graph = this.#serve(await readFile(this.file, 'utf8'));
    watchFile(this.file, { interval: lookEveryMs, persistent: false }, () => void this.#reload());
    return graph;
  }

  stop(): void {
    unwatchFile(this.file);
    this.#listeners.clear();
  }

  async #reload(): Promise<void> {
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
