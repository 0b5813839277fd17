// What are the counts of many petitions now, in one stream?
import { Latest } from '#kit/live/latest';
import type { Petition } from '../petition';
import { PetitionState } from '../states';

/** At most five frames a second, as for one petition. */
const shortestIntervalMs = 200;

/**
 * The counts of chosen petitions, or of all open ones, for one reader. Every frame holds all of them, in the order of their ids:
 * a state, so that whoever drops one for a newer one (a slow reader, the gateway) loses nothing.
 */
export class CountBoard {
  readonly reader: Latest<readonly Petition[]>;
  readonly #shown = new Map<string, Petition>();
  /** The newest revision seen of each, also of those that left. */
  readonly #revisions = new Map<string, number>();
  #shownAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;

  /** Without `ids`, a petition comes when it opens and leaves when it closes. */
  constructor(
    readonly ids: ReadonlySet<string> | undefined,
    onLeave: () => void,
  ) {
    this.reader = new Latest(() => {
      clearTimeout(this.#timer);
      onLeave();
    });
  }

  /** Takes what is new to it, and shows everything soon. */
  offer(petition: Petition): void {
    const { id, state, revision } = petition;
    if ((this.ids && !this.ids.has(id)) || revision <= (this.#revisions.get(id) ?? -1)) return;
    this.#revisions.set(id, revision);
    if (this.ids || state === PetitionState.OPEN) this.#shown.set(id, petition);
    else if (!this.#shown.delete(id)) return;
    if (this.#ready) this.#timer ??= setTimeout(() => this.#show(), this.#shownAt + shortestIntervalMs - performance.now());
  }

  /** Shows the first frame, once the present has been offered; changes that came meanwhile are in it. */
  begin(): void {
    this.#ready = true;
    this.#show();
  }

  #show(): void {
    this.#timer = undefined;
    this.#shownAt = performance.now();
    this.reader.push([...this.#shown.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }
}
