// Which ids answer as another since two records were found to be one? Known to every process, and asked at every door.
import type { Identity } from './identity';

/** One id, and the id that it answers as. */
export interface MergedId {
  readonly id: string;
  readonly intoId: string;
}

/** Where the subgraph that merges libraries tells the others which it merged. */
export const mergedPath = '/merged-libraries';

/** Names of arguments, and of fields of inputs, that hold the id of a library, or several. */
const namesLibraries = /^(libraryIds?|\w+LibraryIds?)$/;

/** Empty in most processes for ever; then nothing is looked at twice. */
export class MergedIds {
  #into: ReadonlyMap<string, string> = new Map();
  #earlier: ReadonlyMap<string, readonly string[]> = new Map();
  readonly #identities = new WeakMap<Identity, Identity>();

  /** Whether no library was merged: no argument needs a look then. */
  isEmpty = true;

  /** Reads them again where they are kept; does nothing unless somebody says how. */
  refresh: () => Promise<void> = async () => undefined;

  /** Takes the place of all that was known; each id stands beside the one that answers in the end, also after several merges. */
  replace(merged: readonly MergedId[]): void {
    this.#into = new Map(merged.map(({ id, intoId }) => [id, intoId]));
    const earlier = new Map<string, string[]>();
    for (const { id, intoId } of merged) earlier.set(intoId, [...(earlier.get(intoId) ?? []), id]);
    this.#earlier = earlier;
    this.isEmpty = merged.length === 0;
  }

  /** All of them, by id. */
  get all(): readonly MergedId[] {
    return [...this.#into].map(([id, intoId]) => ({ id, intoId }));
  }

  /** The id that answers in place of this one; the same id when it answers itself. */
  standing(id: string): string {
    return this.#into.get(id) ?? id;
  }

  /** The ids that answer as this one, apart from itself. */
  earlier(id: string): readonly string[] {
    return this.#earlier.get(id) ?? [];
  }

  /** The same account, which speaks for the libraries that answer now for those in its token, also as that changes. */
  identity(identity: Identity): Identity {
    let lasting = this.#identities.get(identity);
    if (!lasting) {
      const standing = () => (this.isEmpty ? identity.libraryIds : identity.libraryIds.map((id) => this.standing(id)));
      lasting = Object.defineProperty({ ...identity }, 'libraryIds', { get: standing, enumerable: true });
      this.#identities.set(identity, lasting);
    }
    return lasting;
  }

  /** Arguments in which every id of a library is the one that answers. */
  arguments<Given>(given: Given): Given {
    return this.#within(given) as Given;
  }

  #within(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#within(one));
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => [name, namesLibraries.test(name) ? this.#named(held) : this.#within(held)]),
    );
  }

  #named(held: unknown): unknown {
    if (Array.isArray(held)) return [...new Set(held.map((one) => this.#named(one)))];
    return typeof held === 'string' ? this.standing(held) : held;
  }
}

const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value));
