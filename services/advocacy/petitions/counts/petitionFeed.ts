// What is the count of a petition now, and whenever it changes?
import type { DataSource } from 'typeorm';
import { Latest } from '#kit/live/latest';
import type { Clock } from '#kit/words/clock';
import { NotFound, Problem } from '#kit/words/problem';
import { Petition } from '../petition';
import { PetitionState } from '../states';
import { CountBoard } from './countBoard';

/** The most petitions of one stream. */
export const mostOpen = 500;

/** At most five frames a second for one petition. */
const shortestIntervalMs = 200;

/** It is one of the past, so nobody signs it here and nothing about its count is live. */
export class NoLiveCount extends Problem {
  constructor(id: string) {
    super(
      'NO_LIVE_COUNT',
      `The petition ${JSON.stringify(id)} belongs to the past; its numbers are its reportedCounts, and they do not change.`,
      {
        petitionId: id,
      },
    );
  }
}

/** All readers of one petition in this process. */
class Channel {
  /** With the revision each has been given last. */
  readonly readers = new Map<Latest<Petition>, number>();
  #newest: Petition | undefined;
  #shownAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** Takes a count unless a newer one is known; shows it at once, or when the interval since the last one is over. */
  offer(petition: Petition): void {
    if (this.#newest && petition.revision <= this.#newest.revision) return;
    this.#newest = petition;
    this.#timer ??= setTimeout(() => this.#show(), this.#shownAt + shortestIntervalMs - performance.now());
  }

  /** Gives a reader the newest count, unless it has it. */
  greet(reader: Latest<Petition>): void {
    const newest = this.#newest;
    if (!newest || newest.revision <= (this.readers.get(reader) ?? -1)) return;
    this.readers.set(reader, newest.revision);
    reader.push(newest);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #show(): void {
    this.#timer = undefined;
    this.#shownAt = performance.now();
    for (const reader of this.readers.keys()) this.greet(reader);
  }
}

/** Live counts: the current state first, then changes; a reader that falls behind gets the newest, never a backlog. */
export class PetitionFeed {
  readonly #channels = new Map<string, Channel>();
  readonly #boards = new Set<CountBoard>();

  constructor(
    readonly database: DataSource,
    readonly clock: Clock,
  ) {}

  /** How many readers wait for counts. */
  get readers(): number {
    return [...this.#channels.values()].reduce((sum, { readers }) => sum + readers.size, this.#boards.size);
  }

  /** Counts that this process has committed. */
  publish(petitions: readonly Petition[]): void {
    for (const petition of petitions) {
      this.#channels.get(petition.id)?.offer(petition);
      for (const board of this.#boards) board.offer(petition);
    }
  }

  /** Counts that may have moved elsewhere are read again; all that are watched when none are named. */
  async refresh(ids?: readonly string[]): Promise<void> {
    const boards = [...this.#boards];
    const all = boards.some((board) => !board.ids);
    const watched = new Set([...this.#channels.keys(), ...boards.flatMap((board) => [...(board.ids ?? [])])]);
    const wanted = ids ? ids.filter((id) => all || watched.has(id)) : [...watched];
    if (wanted.length > 0) this.publish(await this.#read(wanted));
    if (all && !ids) this.publish(await this.#readOpen());
  }

  /** @throws NotFound, NoLiveCount */
  async watch(id: string): Promise<Latest<Petition>> {
    const { channel, reader } = this.#join(id);
    try {
      const petition = await this.database.getRepository(Petition).findOneBy({ id });
      channel.offer(refuseDead(id, petition));
      channel.greet(reader);
      return reader;
    } catch (error) {
      await reader.return();
      throw error;
    }
  }

  /** Those of the ids that exist and count live, or all open petitions. @throws NotFound, NoLiveCount */
  async watchMany(ids: readonly string[] | undefined): Promise<Latest<readonly Petition[]>> {
    const board: CountBoard = new CountBoard(ids && new Set(ids), () => this.#boards.delete(board));
    this.#boards.add(board);
    try {
      const petitions = ids ? await this.#read(ids) : await this.#readOpen();
      const found = new Map(petitions.map((petition) => [petition.id, petition]));
      for (const id of ids ?? []) refuseDead(id, found.get(id));
      for (const petition of petitions) board.offer(petition);
      board.begin();
      return board.reader;
    } catch (error) {
      await board.reader.return();
      throw error;
    }
  }

  /** Ends every reader normally. */
  close(): void {
    for (const { readers } of this.#channels.values()) for (const reader of readers.keys()) reader.end();
    for (const { reader } of this.#boards) reader.end();
  }

  #read(ids: readonly string[]): Promise<Petition[]> {
    return this.database.getRepository(Petition).createQueryBuilder('p').where('p.id = ANY(:ids)', { ids }).getMany();
  }

  #readOpen(): Promise<Petition[]> {
    return this.database
      .getRepository(Petition)
      .find({ where: { state: PetitionState.OPEN }, order: { id: 'ASC' }, take: mostOpen });
  }

  /** Joined before the row is read, so that no change falls between the two. */
  #join(id: string) {
    const channel = this.#channels.get(id) ?? new Channel();
    this.#channels.set(id, channel);
    const reader: Latest<Petition> = new Latest(() => {
      channel.readers.delete(reader);
      if (channel.readers.size > 0) return;
      channel.close();
      if (this.#channels.get(id) === channel) this.#channels.delete(id);
    });
    channel.readers.set(reader, -1);
    return { channel, reader };
  }
}

function refuseDead(id: string, petition: Petition | null | undefined): Petition {
  if (!petition || petition.state === PetitionState.DRAFT) throw new NotFound('petition', id);
  if (petition.historical) throw new NoLiveCount(id);
  return petition;
}
