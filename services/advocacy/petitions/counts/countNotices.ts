// How do several advocacy processes on one database show the same live counts?
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { listen } from '#kit/live/notices';
import type { Log } from '#kit/words/log';
import type { Petition } from '../petition';
import type { PetitionFeed } from './petitionFeed';

const channel = 'petition_counts';
const longestPauseMs = 100;
/** PostgreSQL refuses payloads of 8,000 bytes. */
const idsPerNotice = 60;

export interface CountNotices {
  /** Tells the other processes, soon and together with what else changes meanwhile. Never fails: a notice is a hint. */
  announce(petitions: readonly Petition[]): void;
  stop(): Promise<void>;
}

/** Announces this process's counts to the others and reads again what they announce, outside of the signing transactions. */
export function exchangeCounts(database: DataSource, url: string, feed: PetitionFeed, log: Log): CountNotices {
  const self = randomUUID();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const refresh = (ids?: readonly string[]) =>
    feed.refresh(ids).catch((err: unknown) => log.warn({ err }, 'counts could not be read again; the next notice will'));
  const notices = listen({
    url,
    channel,
    log,
    onNotice(payload) {
      const { from, ids } = JSON.parse(payload) as { from: string; ids: string[] };
      if (from !== self) void refresh(ids);
    },
    onGap: () => void refresh(),
  });
  const send = async () => {
    timer = undefined;
    const ids = [...changed];
    changed.clear();
    for (let i = 0; i < ids.length; i += idsPerNotice) {
      const payload = JSON.stringify({ from: self, ids: ids.slice(i, i + idsPerNotice) });
      await database.query('SELECT pg_notify($1, $2)', [channel, payload]);
    }
  };
  const trySending = () => send().catch((err: unknown) => log.warn({ err }, 'other processes could not be told of new counts'));
  return {
    announce(petitions) {
      for (const { id } of petitions) changed.add(id);
      if (changed.size > 0) timer ??= setTimeout(trySending, longestPauseMs);
    },
    async stop() {
      clearTimeout(timer);
      await trySending();
      await notices.stop();
    },
  };
}
