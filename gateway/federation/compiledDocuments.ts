// Which documents have been compiled, and which of them may be answered without looking at them again?
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/words/log';
import { type CompiledOperation, Executor } from '../execution/executor';
import type { PlanLike } from '../execution/plan';
import type { Ask } from '../execution/run';
import type { Graph } from './graph';

/** How much text of clients the cache is keyed by, in characters. What is compiled from it takes some ten times as much memory. */
const maxCharacters = 4_000_000;
const maxDocuments = 2_000;

/** A document that is not compiled: the reason is logged once, and Apollo's executor answers it. */
const notCompiled = Symbol('not compiled');

/**
 * The operations of one supergraph, compiled when they are first executed. Clients choose the texts, so the cache is bounded by their
 * size and the least recently used go first. A text is only found here after it has once been accepted: parsed, validated, and held
 * against every limit that depends on the document alone.
 */
export class CompiledDocuments {
  readonly #executor: Executor;
  readonly #operations = new LRUCache<string, CompiledOperation | typeof notCompiled>({
    max: maxDocuments,
    maxSize: maxCharacters,
    sizeCalculation: (_operation, key) => key.length,
  });

  constructor(
    readonly graph: Graph,
    ask: Ask,
    private readonly log: Log,
  ) {
    this.#executor = new Executor({ ...graph, ask });
  }

  /** The operation of a text that was accepted before and is compiled; undefined for everything else. */
  accepted(text: string, operationName: string | null | undefined): CompiledOperation | undefined {
    const known = this.#operations.get(keyOf(text, operationName));
    return known === notCompiled ? undefined : known;
  }

  /** Accepts a valid document and compiles it, or remembers that it can not be compiled. */
  accept(text: string, operationName: string | null | undefined, document: DocumentNode): CompiledOperation | undefined {
    const key = keyOf(text, operationName);
    let known = this.#operations.get(key);
    if (known === undefined) {
      known = this.#compile(document, operationName);
      this.#operations.set(key, known);
    }
    return known === notCompiled ? undefined : known;
  }

  /** The plan that a valid document is executed by. @throws when it can not be planned */
  plan(document: DocumentNode, operationName: string | null | undefined): PlanLike {
    return this.#executor.plan(document, operationName);
  }

  #compile(document: DocumentNode, operationName: string | null | undefined): CompiledOperation | typeof notCompiled {
    try {
      return this.#executor.compile(document, operationName);
    } catch (err) {
      this.log.warn({ err, operation: operationName }, 'an operation can not be compiled and is left to the other executor');
      return notCompiled;
    }
  }
}

const keyOf = (text: string, operationName: string | null | undefined) => `${operationName ?? ''}\n${text}`;
