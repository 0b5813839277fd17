// What is the newest policy change that a reader asked for, now and whenever another is recorded?
import type { DataSource } from 'typeorm';
import { Latest } from '#kit/latest';
import type { Log } from '#kit/log';
import { listen, type Notices } from '#kit/notices';
import { readPage } from '#kit/page';
import type { PolicyChange } from './policyChange';
import { changesMatching, type PolicyChangeFilter } from './policyChanges.resolver';

/** The database tells it after each commit that adds to the feed of changes: see the migration. */
const channel = 'policy_changes';

/** The newest matching entry of the feed and where it ends; null while there is none. */
export interface PolicyNewsState {
  readonly newest: PolicyChange | null;
  readonly cursor: string | null;
}

interface Reader {
  readonly filter: PolicyChangeFilter | null;
  readonly slot: Latest<PolicyNewsState>;
  shown: string | null | undefined;
  /** The feed may have grown since it was read for this reader. */
  behind: boolean;
  reading: boolean;
}

/** Live policy changes: the current state first, then each new one; a reader that falls behind gets the newest and a cursor to read on. */
export class PolicyFeed {
  readonly #readers = new Set<Reader>();
  readonly #notices: Notices;

  constructor(
    private readonly database: DataSource,
    url: string,
    private readonly log: Log,
  ) {
    this.#notices = listen({ url, channel, log, onNotice: () => this.#tell(), onGap: () => this.#tell() });
  }

  async watch(filter: PolicyChangeFilter | null): Promise<Latest<PolicyNewsState>> {
    const slot: Latest<PolicyNewsState> = new Latest(() => this.#readers.delete(reader));
    const reader: Reader = { filter, slot, shown: undefined, behind: false, reading: false };
    this.#readers.add(reader);
    try {
      await this.#show(reader);
      return slot;
    } catch (error) {
      await slot.return();
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const { slot } of this.#readers) slot.end();
    await this.#notices.stop();
  }

  #tell(): void {
    for (const reader of this.#readers) {
      this.#show(reader).catch((err: unknown) =>
        this.log.warn({ err }, 'policy changes could not be read; the next notice will'),
      );
    }
  }

  /** Reads for a reader one time after another, so that no older state is told after a newer one, and once for many notices. */
  async #show(reader: Reader): Promise<void> {
    reader.behind = true;
    if (reader.reading) return;
    reader.reading = true;
    try {
      while (reader.behind) {
        reader.behind = false;
        await this.#read(reader);
      }
    } finally {
      reader.reading = false;
    }
  }

  async #read(reader: Reader): Promise<void> {
    const list = { ...changesMatching(reader.filter), descending: true };
    const { nodes, pageInfo } = await readPage(this.database, list, { first: 1 });
    const cursor = pageInfo.endCursor;
    if (cursor === reader.shown) return;
    reader.shown = cursor;
    reader.slot.push({ newest: nodes[0] ?? null, cursor });
  }
}
