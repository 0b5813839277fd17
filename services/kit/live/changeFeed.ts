// Who waits for which change, and what has changed since they last looked?
import { type Announcement, changesChannel } from '../data/change';
import type { Log } from '../words/log';
import { Latest } from './latest';
import { listen, type Notices } from './notices';

/** The ids that changed since the reader last looked; null when anything may have: at the beginning, and after a lost connection. */
export interface News {
  readonly ids: ReadonlySet<string> | null;
}

/** Readers who wait for the same. */
interface Group {
  readonly wanted: (change: Announcement) => boolean | Promise<boolean>;
  readonly readers: Set<Latest<News>>;
}

/** Hands changes to readers. One that falls behind gets all ids at once: it reads the rows as they are then, so nothing is lost. */
export class ChangeFeed {
  readonly #groups = new Map<string, Group>();

  constructor(private readonly log: Log) {}

  /** How many wait. */
  get readers(): number {
    return [...this.#groups.values()].reduce((sum, { readers }) => sum + readers.size, 0);
  }

  /** The state at once, then each change that is wanted. Equal keys must want the same: it is asked once for all of them. */
  watch(key: string, wanted: Group['wanted']): Latest<News> {
    const group = this.#groups.get(key) ?? { wanted, readers: new Set() };
    this.#groups.set(key, group);
    const reader: Latest<News> = new Latest(() => {
      group.readers.delete(reader);
      if (group.readers.size === 0 && this.#groups.get(key) === group) this.#groups.delete(key);
    });
    group.readers.add(reader);
    reader.push({ ids: null });
    return reader;
  }

  /** Something changed. */
  tell(change: Announcement): void {
    for (const group of this.#groups.values()) {
      Promise.resolve(change)
        .then(group.wanted)
        .then(
          (isWanted) => isWanted && give(group, { ids: new Set([change.id]) }),
          (err: unknown) => {
            this.log.warn({ err }, 'a change could not be looked at; its readers read everything again');
            give(group, { ids: null });
          },
        );
    }
  }

  /** Changes may have been missed. */
  tellAll(): void {
    for (const group of this.#groups.values()) give(group, { ids: null });
  }

  /** Ends every reader normally. */
  close(): void {
    for (const { readers } of this.#groups.values()) for (const reader of readers) reader.end();
  }
}

/** Gives news together with what has not been read yet. */
function give({ readers }: Group, { ids }: News): void {
  for (const reader of readers) {
    const unread = reader.take();
    const nothingKnown = ids === null || unread?.ids === null;
    reader.push({ ids: nothingKnown ? null : new Set([...(unread?.ids ?? []), ...(ids ?? [])]) });
  }
}

/** Tells the feed what every process of this subgraph commits, until stopped. */
export function hearChanges(url: string, feed: ChangeFeed, log: Log): Notices {
  const onNotice = (payload: string) => feed.tell(JSON.parse(payload) as Announcement);
  return listen({ url, channel: changesChannel, log, onNotice, onGap: () => feed.tellAll() });
}
