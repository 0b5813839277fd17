// What is the newest state that readers ask for by a filter, now and whenever the database says that something changed?

import type { Log } from '../words/log';
import { Latest } from './latest';
import { listen, type Notices } from './notices';

export interface StateFeedOptions<Filter, State> {
  readonly url: string;
  /** The channel on which the database tells of changes, after each commit. */
  readonly channel: string;
  readonly log: Log;
  /** Reads the state as it is committed now. */
  readonly read: (filter: Filter) => Promise<State>;
}

/** Readers of the same filter, for whom the state is read once. */
interface Group<Filter, State> {
  readonly filter: Filter;
  readonly readers: Set<Latest<State>>;
  shown: { readonly state: State; readonly text: string } | undefined;
  reading: Promise<void> | undefined;
  /** Something changed since the reading began. */
  stale: boolean;
}

/** The current state first, then each one that differs from it; a reader that falls behind gets the newest. */
export class StateFeed<Filter, State> {
  readonly #groups = new Map<string, Group<Filter, State>>();
  readonly #notices: Notices;

  constructor(private readonly options: StateFeedOptions<Filter, State>) {
    const tell = () => this.#tell();
    this.#notices = listen({ ...options, onNotice: tell, onGap: tell });
  }

  /** How many wait for changes. */
  get readers(): number {
    return [...this.#groups.values()].reduce((sum, { readers }) => sum + readers.size, 0);
  }

  /** @throws what `read` throws */
  async watch(filter: Filter): Promise<Latest<State>> {
    const key = JSON.stringify(filter);
    const group = this.#groups.get(key) ?? { filter, readers: new Set(), shown: undefined, reading: undefined, stale: false };
    this.#groups.set(key, group);
    const reader: Latest<State> = new Latest(() => {
      group.readers.delete(reader);
      if (group.readers.size === 0 && this.#groups.get(key) === group) this.#groups.delete(key);
    });
    // Joined before the state is read, so that no change falls between the two.
    group.readers.add(reader);
    try {
      if (group.shown) reader.push(group.shown.state);
      else await this.#read(group);
      return reader;
    } catch (error) {
      await reader.return();
      throw error;
    }
  }

  /** Ends every reader normally. */
  async stop(): Promise<void> {
    for (const { readers } of this.#groups.values()) for (const reader of readers) reader.end();
    await this.#notices.stop();
  }

  #tell(): void {
    for (const group of this.#groups.values()) {
      group.stale = true;
      this.#read(group).catch((err: unknown) =>
        this.options.log.warn({ err, channel: this.options.channel }, 'a live state could not be read; the next notice will'),
      );
    }
  }

  /** One reading at a time, repeated while changes come, so that an older state never follows a newer one. */
  #read(group: Group<Filter, State>): Promise<void> {
    group.reading ??= this.#readAll(group).finally(() => {
      group.reading = undefined;
    });
    return group.reading;
  }

  async #readAll(group: Group<Filter, State>): Promise<void> {
    do {
      group.stale = false;
      const state = await this.options.read(group.filter);
      const text = JSON.stringify(state);
      if (text === group.shown?.text) continue;
      group.shown = { state, text };
      for (const reader of group.readers) reader.push(state);
    } while (group.stale);
  }
}
