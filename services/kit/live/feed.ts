// Live feeds: readers who asked for the same share one group, which is given the newest state, or what changed, after each commit.
import { type Announcement, changesChannel } from '../data/change';
import type { Condition } from '../process/condition';
import type { Log } from '../words/log';
import { Latest } from './latest';
import { listen, type Notices } from './notices';

/** The readers of one group, and what the group keeps for all of them. */
interface Group<Shared, Value> {
  readonly shared: Shared;
  readonly readers: Set<Latest<Value>>;
}

/** Groups of readers by what they asked for. A group ends with its last reader. */
class Groups<Shared, Value> {
  readonly #groups = new Map<string, Group<Shared, Value>>();

  constructor(private readonly tells: Latest<Value>['tells']) {}

  /** A new reader in the group of a key, which is made at its first reader. */
  join(key: string, make: () => Shared): { readonly group: Group<Shared, Value>; readonly reader: Latest<Value> } {
    const group = this.#groups.get(key) ?? { shared: make(), readers: new Set() };
    this.#groups.set(key, group);
    const reader: Latest<Value> = new Latest(() => {
      group.readers.delete(reader);
      if (group.readers.size === 0 && this.#groups.get(key) === group) this.#groups.delete(key);
    }, this.tells);
    group.readers.add(reader);
    return { group, reader };
  }

  [Symbol.iterator](): Iterator<Group<Shared, Value>> {
    return this.#groups.values();
  }

  get readers(): number {
    return [...this].reduce((sum, { readers }) => sum + readers.size, 0);
  }

  /** Ends every reader normally. */
  end(): void {
    for (const { readers } of this) for (const reader of readers) reader.end();
  }
}

export interface StateFeedOptions<Filter, State> {
  readonly url: string;
  /** The channel on which the database tells of changes, after each commit. */
  readonly channel: string;
  readonly log: Log;
  readonly condition?: Condition;
  /** Reads the state as it is committed now. */
  readonly read: (filter: Filter) => Promise<State>;
}

/** What readers of one filter were shown last, and whether it is being read. */
interface Reading<Filter, State> {
  readonly filter: Filter;
  shown: { readonly state: State; readonly text: string } | undefined;
  reading: Promise<void> | undefined;
  /** Something changed since the reading began. */
  stale: boolean;
}

/** The current state first, then each one that differs from it. A reader that falls behind gets the newest. */
export class StateFeed<Filter, State> {
  readonly #groups = new Groups<Reading<Filter, State>, State>('states');
  readonly #notices: Notices;

  constructor(private readonly options: StateFeedOptions<Filter, State>) {
    const tell = () => this.#tell();
    this.#notices = listen({ ...options, read: () => true, onNotices: tell, onGap: tell });
  }

  /** How many wait for changes. */
  get readers(): number {
    return this.#groups.readers;
  }

  /** @throws what `read` throws */
  async watch(filter: Filter): Promise<Latest<State>> {
    // Joined before the state is read, so that no change falls between the two.
    const { group, reader } = this.#groups.join(JSON.stringify(filter), () => ({
      filter,
      shown: undefined,
      reading: undefined,
      stale: false,
    }));
    try {
      if (group.shared.shown) reader.push(group.shared.shown.state);
      else await this.#read(group);
      return reader;
    } catch (error) {
      await reader.return();
      throw error;
    }
  }

  /** Ends every reader normally. */
  async stop(): Promise<void> {
    this.#groups.end();
    await this.#notices.stop();
  }

  #tell(): void {
    const { log, channel } = this.options;
    for (const group of this.#groups) {
      group.shared.stale = true;
      this.#read(group).catch((err: unknown) =>
        log.warn({ err, channel }, 'a live state could not be read; the next notice will try again'),
      );
    }
  }

  /** One reading at a time, repeated while changes come, so that an older state never follows a newer one. */
  #read(group: Group<Reading<Filter, State>, State>): Promise<void> {
    group.shared.reading ??= this.#readAll(group).finally(() => {
      group.shared.reading = undefined;
    });
    return group.shared.reading;
  }

  async #readAll({ shared, readers }: Group<Reading<Filter, State>, State>): Promise<void> {
    do {
      shared.stale = false;
      const state = await this.options.read(shared.filter);
      const text = JSON.stringify(state);
      if (text === shared.shown?.text) continue;
      shared.shown = { state, text };
      for (const reader of readers) reader.push(state);
    } while (shared.stale);
  }
}

/** The ids that changed since the reader last looked; null when anything may have changed: at the beginning, and after a lost connection. */
export interface News {
  readonly ids: ReadonlySet<string> | null;
}

type Wanted = (announced: Announcement) => boolean | Promise<boolean>;

/** @throws when the payload is none of ours */
function announcementIn(payload: string): Announcement {
  const announced = JSON.parse(payload) as Partial<Announcement> | null;
  if (typeof announced?.kind !== 'string' || typeof announced.id !== 'string') throw new Error('not an announcement');
  return announced as Announcement;
}

/** Hands what changes announce to readers. One that falls behind gets all ids at once and reads the rows as they are then. */
export class ChangeFeed {
  readonly #groups = new Groups<Wanted, News>('changes');
  readonly #notices: Notices;

  constructor(private readonly options: { readonly url: string; readonly log: Log; readonly condition?: Condition }) {
    this.#notices = listen({
      ...options,
      channel: changesChannel,
      read: announcementIn,
      onNotices: (announced) => {
        for (const each of announced) this.#tell(each);
      },
      onGap: () => this.#tellAll(),
    });
  }

  /** How many wait. */
  get readers(): number {
    return this.#groups.readers;
  }

  /** News at once, then with each change that is wanted. Equal keys must want the same: it is asked once for all of them. */
  watch(key: string, wanted: Wanted): Latest<News> {
    const { reader } = this.#groups.join(key, () => wanted);
    reader.push({ ids: null });
    return reader;
  }

  /** Ends every reader normally. */
  async stop(): Promise<void> {
    this.#groups.end();
    await this.#notices.stop();
  }

  #tell(announced: Announcement): void {
    for (const group of this.#groups) {
      Promise.resolve(announced)
        .then(group.shared)
        .then(
          (isWanted) => isWanted && give(group, { ids: new Set([announced.id]) }),
          (err: unknown) => {
            this.options.log.warn({ err }, 'a change could not be looked at; its readers read everything again');
            give(group, { ids: null });
          },
        );
    }
  }

  /** Changes may have been missed. */
  #tellAll(): void {
    for (const group of this.#groups) give(group, { ids: null });
  }
}

/** Gives news together with what has not been read yet. */
function give({ readers }: Group<Wanted, News>, { ids }: News): void {
  for (const reader of readers) {
    const unread = reader.take();
    const nothingKnown = ids === null || unread?.ids === null;
    reader.push({ ids: nothingKnown ? null : new Set([...(unread?.ids ?? []), ...(ids ?? [])]) });
  }
}
