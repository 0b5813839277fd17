// How many have signed: now, at a past moment, and live, again whenever it changes, in whichever process.
import { randomUUID } from 'node:crypto';
import DataLoader from 'dataloader';
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { notify } from '#kit/data/change';
import type { Statements } from '#kit/data/queue';
import type { Loaders, Request } from '#kit/data/request';
import { Beats } from '#kit/live/events';
import { Latest } from '#kit/live/latest';
import { type Listening, listen, type Notices, noticeIntervalMs, Pace } from '#kit/live/notices';
import { Audience, anyone } from '#kit/words/audience';
import type { Clock } from '#kit/words/clock';
import { BadInput, NotFound, Problem } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import { Petition } from './petition';
import { PetitionState } from './states';

/** The most petitions of one stream. */
const mostLive = 500;

/** At most five frames a second for the same petitions unless set, those of many at the same moments. */
const shortestIntervalMs = 200;

/** How many petitions are read together for new readers. */
const mostTogether = 2_000;

const byId = (ids: readonly string[], petitions: readonly Petition[]): (Petition | undefined)[] => {
  const found = new Map(petitions.map((petition) => [petition.id, petition]));
  return ids.map((id) => found.get(id));
};

/** The channel of PostgreSQL NOTIFY; processes of two versions must agree on it. */
const channel = 'petition_counts';
/** PostgreSQL refuses payloads of 8,000 bytes; and how long those wait of which other processes could not be told. */
const [idsPerNotice, announceAgainMs] = [60, 1_000];

/** The petition was signed elsewhere in the past, so its count does not change here. */
class NoLiveCount extends Problem {
  constructor(id: string) {
    super(
      'NO_LIVE_COUNT',
      `The petition ${JSON.stringify(id)} was signed elsewhere in the past, so it has no live count. See its reportedCounts.`,
      { petitionId: id },
    );
  }
}

/** What readers get: all petitions of their stream, in the order of their ids. A newer frame replaces an older one, so none is missed. */
type Frame = readonly Petition[];

/** Readers who asked for the same petitions. */
class Group {
  /** With the number of the frame that each was given last; undefined until it was given its first. */
  readonly readers = new Map<Latest<Frame>, number | undefined>();
  readonly #shown = new Map<string, Petition>();
  /** The newest revision seen of each petition, including those that left. */
  readonly #revisions = new Map<string, number>();
  #frames = 0;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isDue = false;

  /** Without `ids`, a petition enters when it opens and leaves when it closes. */
  constructor(
    readonly ids: ReadonlySet<string> | undefined,
    private readonly beats: Beats,
  ) {}

  wants(id: string): boolean {
    return !this.ids || this.ids.has(id);
  }

  get shownIds(): Iterable<string> {
    return this.ids ?? this.#shown.keys();
  }

  /** Takes a petition unless a newer revision of it is known, and shows it at once, or when the interval is over. */
  offer(petition: Petition): void {
    const { id, state, revision } = petition;
    if (!this.wants(id) || revision <= (this.#revisions.get(id) ?? -1)) return;
    this.#revisions.set(id, revision);
    if (this.ids || state === PetitionState.OPEN) this.#shown.set(id, petition);
    else if (!this.#shown.delete(id)) return;
    this.#frames++;
    if (!this.#isDue) this.beats.after(this.#shownAt, (moment) => this.#show(moment));
    this.#isDue = true;
  }

  /** Gives a reader the newest frame, unless it has it. */
  greet(reader: Latest<Frame>): void {
    if (this.readers.get(reader) === this.#frames) return;
    this.readers.set(reader, this.#frames);
    reader.push([...this.#shown.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  #show(moment: number): void {
    this.#isDue = false;
    this.#shownAt = moment;
    for (const [reader, given] of this.readers) if (given !== undefined) this.greet(reader);
  }
}

interface PetitionFeedOptions extends Pick<Listening<never>, 'url' | 'log' | 'condition' | 'bus'> {
  readonly database: DataSource;
  /** How often a petition shows a new state, at most. */
  readonly intervalMs?: number | undefined;
}

/** The current state first, then changes. A reader that falls behind gets the newest state, never a backlog. */
export class PetitionFeed {
  readonly #options: PetitionFeedOptions;
  readonly #groups = new Map<string, Group>();
  readonly #self = randomUUID();
  readonly #notices: Notices;
  readonly #changed = new Set<string>();
  readonly #beats: Beats;
  #timer: NodeJS.Timeout | undefined;
  /** How often the other processes are told by PostgreSQL: at once after a pause, then at this pace. */
  readonly pace = new Pace();
  #announceAt = 0;
  #isStopped = false;
  /** Rows for new readers: those who come while some are read are read together next, however many come at once. */
  #reading: Promise<unknown> = Promise.resolve();
  readonly #newlyWatched = this.#inTurn((ids: readonly string[]) => this.#read(ids), byId);
  readonly #allOpen = this.#inTurn(
    () => this.#readOpen(),
    (askers: readonly 'everything'[], open) => askers.map(() => open),
  );

  constructor(options: PetitionFeedOptions) {
    this.#options = options;
    this.#beats = new Beats(options.intervalMs ?? shortestIntervalMs);
    this.#notices = listen({
      ...options,
      channel,
      read: (payload) => {
        const { from, ids } = noticeIn(payload);
        if (from === this.#self) return undefined;
        this.pace.hear(from);
        return ids;
      },
      onNotices: (changed) => this.#refresh([...new Set(changed.flat())]),
      onGap: () => this.#refresh(),
      readsWhileLost: true,
    });
  }

  /** How many readers wait for counts. */
  get readers(): number {
    return [...this.#groups.values()].reduce((sum, { readers }) => sum + readers.size, 0);
  }

  /**
   * Shows petitions as they are now to the readers of this process, and soon to those of the others. Called after the commit.
   * Never fails: what other processes get is a hint to read the rows again.
   */
  readonly publish = (petitions: readonly Petition[]): void => {
    this.#offer(petitions);
    for (const { id } of petitions) this.#changed.add(id);
    if (this.#changed.size > 0) this.#timer ??= setTimeout(() => this.#announce(), this.#announceAt - performance.now());
  };

  /** These petitions, or all open ones. @throws NotFound, NoLiveCount */
  async watch(ids: readonly string[] | undefined): Promise<Latest<Frame>> {
    const { group, reader } = this.#join(ids);
    try {
      const petitions = ids ? await this.#petitions(ids) : await this.#allOpen.load('everything');
      const found = new Map(petitions.map((petition) => [petition.id, petition]));
      for (const id of ids ?? []) refuseWithoutCount(id, found.get(id));
      for (const petition of petitions) group.offer(petition);
      group.greet(reader);
      return reader;
    } catch (error) {
      await reader.return();
      throw error;
    }
  }

  /** Ends every reader normally, and tells the other processes what they have not heard yet. */
  async stop(): Promise<void> {
    for (const { readers } of this.#groups.values()) for (const reader of readers.keys()) reader.end();
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#beats.stop();
    await this.#announce();
    await this.#notices.stop();
  }

  /** Joined before the rows are read, so that no change falls between the two. */
  #join(ids: readonly string[] | undefined) {
    const key = JSON.stringify(ids?.toSorted() ?? null);
    const group = this.#groups.get(key) ?? new Group(ids && new Set(ids), this.#beats);
    this.#groups.set(key, group);
    const reader: Latest<Frame> = new Latest(() => {
      group.readers.delete(reader);
      if (group.readers.size === 0 && this.#groups.get(key) === group) this.#groups.delete(key);
    });
    group.readers.set(reader, undefined);
    return { group, reader };
  }

  async #petitions(ids: readonly string[]): Promise<Petition[]> {
    const read = await Promise.all(ids.map((id) => this.#newlyWatched.load(id)));
    return read.filter((petition) => petition !== undefined);
  }

  /** Reads by one statement at a time for all who wait. What is read began to be read after they asked. */
  #inTurn<Key, Value>(
    read: (keys: readonly Key[]) => Promise<Petition[]>,
    deal: (keys: readonly Key[], petitions: Petition[]) => Value[],
  ): DataLoader<Key, Value> {
    return new DataLoader<Key, Value>(
      async (keys) => {
        const reading = read(keys);
        this.#reading = reading.catch(() => undefined);
        return deal(keys, await reading);
      },
      {
        cache: false,
        maxBatchSize: mostTogether,
        batchScheduleFn: (begin) => void this.#reading.then(() => setImmediate(begin)),
      },
    );
  }

  #offer(petitions: readonly Petition[]): void {
    for (const group of this.#groups.values()) for (const petition of petitions) group.offer(petition);
  }

  async #announce(): Promise<void> {
    this.#timer = undefined;
    const { bus, database } = this.#options;
    this.#announceAt = performance.now() + (bus ? noticeIntervalMs : this.pace.intervalMs);
    const ids = [...this.#changed];
    this.#changed.clear();
    try {
      for (let i = 0; i < ids.length; i += idsPerNotice) {
        const payload = JSON.stringify({ from: this.#self, ids: ids.slice(i, i + idsPerNotice) });
        await (bus ? bus.publish(channel, payload) : notify(database, channel, payload));
      }
    } catch (err) {
      this.#options.log.warn({ err }, 'could not tell other processes about new counts; trying again');
      for (const id of ids) this.#changed.add(id);
      this.#announceAt = performance.now() + announceAgainMs;
      if (!this.#isStopped) this.#timer ??= setTimeout(() => this.#announce(), announceAgainMs);
    }
  }

  /** Reads petitions that may have changed elsewhere; without ids, everything that is watched. @throws what reading throws */
  async #refresh(changed?: readonly string[]): Promise<void> {
    const groups = [...this.#groups.values()];
    const ids = changed
      ? changed.filter((id) => groups.some((group) => group.wants(id)))
      : [...new Set(groups.flatMap((group) => [...group.shownIds]))];
    if (ids.length > 0) this.#offer(await this.#read(ids));
    if (!changed && groups.some((group) => !group.ids)) this.#offer(await this.#readOpen());
  }

  #read(ids: readonly string[]): Promise<Petition[]> {
    const petitions = this.#options.database.getRepository(Petition);
    return petitions.createQueryBuilder('p').where('p.id = ANY(:ids)', { ids }).getMany();
  }

  #readOpen(): Promise<Petition[]> {
    const petitions = this.#options.database.getRepository(Petition);
    return petitions.find({ where: { state: PetitionState.OPEN }, order: { id: 'ASC' }, take: mostLive });
  }
}

/** Who tells, and which petitions changed. @throws when the payload is none of ours */
function noticeIn(payload: string): { readonly from: string; readonly ids: readonly string[] } {
  const { from, ids } = JSON.parse(payload) as { from?: unknown; ids?: unknown };
  if (typeof from !== 'string' || !Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    throw new Error('not a notice');
  return { from, ids };
}

function refuseWithoutCount(id: string, petition: Petition | undefined): void {
  if (!petition || petition.state === PetitionState.DRAFT) throw new NotFound('petition', id);
  if (petition.historical) throw new NoLiveCount(id);
}

@ObjectType({ description: 'The count of a petition at a moment.' })
class PetitionCount {
  @Field(() => Int, { description: 'How many signatures were committed.' })
  count!: number;

  @Field(() => Date, { description: 'When the count last changed; for a petition that nobody has signed yet, when you asked.' })
  countedAt!: Date;

  @Field(() => Petition, { description: 'The petition.' })
  petition!: Petition;
}

type LiveRequest = Request<{ readonly feed: PetitionFeed }>;

@Resolver(() => Petition)
export class LiveCountsResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Exactly how many signatures are committed here: confirmed where the petition asks for that, and neither withdrawn nor struck out. Null for a ' +
      'historical petition, whose numbers are its reportedCounts.',
  })
  signatureCount(
    @Root() { id, historical, count }: Petition,
    @Arg('asOf', () => Date, {
      nullable: true,
      description:
        'The count at a past moment, which never changes, whoever signs or withdraws later. Without it, the count now.',
    })
    asOf: Date | null,
    @Ctx() request: LiveRequest,
  ): number | null | Promise<number> {
    if (historical) return null;
    return asOf ? countsAsOf(request.loaders, asOf).load(id) : count;
  }

  @Audience(anyone)
  @Subscription(() => PetitionCount, {
    description:
      'The current count at once, then each change, at most five times a second. A reader that falls behind gets the newest count, ' +
      'never a backlog. After a reconnect the first message is the current state. Errors: NOT_FOUND, NO_LIVE_COUNT.',
    subscribe: async ({ args, context }: { args: { id?: string }; context: LiveRequest }) => {
      await validateArgument(args.id);
      return context.app.feed.watch([String(args.id)]);
    },
  })
  petitionCount(
    @Root() [petition]: Frame,
    @Arg('id', () => ID, { description: 'The petition.' }) _id: string,
    @Ctx() { clock }: LiveRequest,
  ): PetitionCount {
    return countOf(petition as Petition, clock);
  }

  @Audience(anyone)
  @Subscription(() => [PetitionCount], {
    description:
      'The counts of many petitions in one stream, in the order of their ids: all of them at once, then all of them whenever one ' +
      'changes, at most five times a second. Errors: NOT_FOUND, NO_LIVE_COUNT, BAD_USER_INPUT for more than 500.',
    subscribe: async ({ args, context }: { args: { ids?: string[] | null }; context: LiveRequest }) => {
      await validateArgument(args.ids);
      if (args.ids && args.ids.length > mostLive)
        throw new BadInput('ids', `ids names ${args.ids.length} petitions. One stream shows at most ${mostLive}.`);
      return context.app.feed.watch(args.ids ?? undefined);
    },
  })
  petitionCounts(
    @Root() petitions: Frame,
    @Arg('ids', () => [ID], {
      nullable: true,
      description: 'The petitions. Without it, all that are open: each enters when it opens and leaves when it closes.',
    })
    _ids: string[] | null,
    @Ctx() { clock }: LiveRequest,
  ): PetitionCount[] {
    return petitions.map((petition) => countOf(petition, clock));
  }
}

const countOf = (petition: Petition, clock: Clock): PetitionCount => ({
  count: petition.count,
  countedAt: petition.countedAt ?? clock(),
  petition,
});

/**
 * Exact to the millisecond without reading all rows: the whole hours before, then what was given and withdrawn since the last of
 * them began. A signature that was withdrawn or struck out since then still counts for the moments before that. A strike keeps how
 * many were put back, since a row does not tell that it was away.
 */
const countsAt = `
SELECT asked.id, (
    coalesce((SELECT sum(count - withdrawn) FROM hour_count WHERE petition_id = asked.id AND hour < start), 0)
  + (SELECT count(*) FROM signature WHERE petition_id = asked.id AND signed_at BETWEEN start AND $2)
  + (SELECT count(*) FROM withdrawal WHERE petition_id = asked.id AND signed_at BETWEEN start AND $2)
  - (SELECT count(*) FROM withdrawal WHERE petition_id = asked.id AND withdrawn_at BETWEEN start AND $2)
  - (SELECT count(*) FROM strike JOIN signature ON strike_id = strike.id
     WHERE strike.petition_id = asked.id AND struck_at BETWEEN start AND $2)
  - (SELECT coalesce(sum(put_back), 0) FROM strike WHERE petition_id = asked.id AND struck_at BETWEEN start AND $2)
  + (SELECT coalesce(sum(put_back), 0) FROM strike WHERE petition_id = asked.id AND put_back_at BETWEEN start AND $2)
)::int AS count
FROM unnest($1::text[]) AS asked(id), date_trunc('hour', $2::timestamptz, 'UTC') AS start`;

/** The count of one petition at a moment. */
export async function countAt(database: Statements, id: string, moment: Date): Promise<number> {
  const [row] = (await database.query(countsAt, [[id], moment])) as { count: number }[];
  return row?.count ?? 0;
}

/** The counts of petitions at one moment. */
const countsAsOf = (loaders: Loaders, moment: Date): DataLoader<string, number> =>
  loaders.edge(`count as of ${moment.toISOString()}`, async (ids: readonly string[]) => {
    const rows: { id: string; count: number }[] = await loaders.database.query(countsAt, [ids, moment]);
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return ids.map((id) => counts.get(id) ?? 0);
  });
