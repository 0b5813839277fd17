// How do all who sign at the same moment share one commit, and still get an answer each?
import type { DataSource } from 'typeorm';
import { isDataFault, isOutage, patiently } from '#kit/data/outage';
import type { Clock } from '#kit/words/clock';
import { NotFound } from '#kit/words/problem';
import type { Petition } from '../petition';
import { PetitionNotOpen, SigningBusy, SigningUnavailable } from '../refusals';
import { Confirmation, PetitionState } from '../states';
import type { Signature } from './signature';
import { type Displaced, placeOf, readStored, writeSignatures } from './writeSignatures';

/** What somebody who signs hears after the commit. */
export type Signed =
  /** Committed with this call, or with an earlier one of the same clientMutationId: the row as it stands. */
  | { readonly became: 'NEW'; readonly signature: Signature; readonly petition: Petition }
  /** The address had signed before, and nothing changed. Or nothing was stored: the petition takes confirmed signatures only. */
  | { readonly became: 'KNOWN' | 'UNCONFIRMED'; readonly petition: Petition };

interface Waiting {
  readonly signature: Signature;
  /** Whether the person has shown that the address is theirs. */
  readonly confirmed: boolean;
  /** Equal for those of whom only one may go in; somebody who confirms stands beside somebody who asks with the same address. */
  readonly key: string;
  readonly resolve: (signed: Signed) => void;
  readonly reject: (refusal: unknown) => void;
}

export interface BatchOptions {
  readonly database: DataSource;
  readonly clock: Clock;
  /** Told of every petition whose count may have moved, after the commit. */
  readonly onCommit: (petitions: readonly Petition[]) => void;
  readonly queueLimit?: number;
  readonly batchLimit?: number;
  /** For how long a batch is tried again while the database can not be reached. */
  readonly patienceMs?: number;
}

/**
 * Group commit without a timer: one batch is in flight, and those who arrive meanwhile form the next. Every caller is answered
 * after the commit. A batch whose outcome is unknown is sent again as it was: row ids are made before, so a row that went in with
 * the first try is recognised and its signer still hears "new".
 */
export class SignatureBatch {
  readonly #options: Required<BatchOptions>;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(options: BatchOptions) {
    this.#options = { queueLimit: 20_000, batchLimit: 1_000, patienceMs: 8_000, ...options };
  }

  /** @throws SigningBusy, SigningUnavailable, PetitionNotOpen, NotFound */
  sign(signature: Signature, { confirmed = false } = {}): Promise<Signed> {
    if (this.#waiting.length >= this.#options.queueLimit) return Promise.reject(new SigningBusy());
    const key = `${confirmed ? '+' : '-'}${placeOf(signature)}`;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ signature, confirmed, key, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everybody who waits now has an answer. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#answer(this.#waiting.splice(0, this.#options.batchLimit));
    this.#running = undefined;
  }

  /** Never rejects: each of the batch is answered or refused. One row that the database can not hold does not fail its neighbours. */
  async #answer(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#commit(batch);
    } catch (error) {
      if (isDataFault(error) && batch.length > 1) for (const one of batch) await this.#answer([one]);
      else for (const { reject } of batch) reject(isOutage(error) ? new SigningUnavailable() : error);
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const { database, clock, onCommit, patienceMs } = this.#options;
    const firsts = new Map<string, Waiting>();
    for (const one of batch) if (!firsts.has(one.key)) firsts.set(one.key, one);
    const { lost, petitions } = await patiently(patienceMs, () => writeSignatures(database, [...firsts.values()], clock()));
    const seen = batch.map((one) => {
      const first = firsts.get(one.key)?.signature as Signature;
      return { one, first, displaced: lost.get(first.id), petition: petitions.get(first.petitionId) };
    });
    const unclear = seen.filter(needsRow).map(({ first }) => first);
    const stored = unclear.length > 0 ? await patiently(patienceMs, () => readStored(database, unclear)) : nothing;
    onCommit([...petitions.values()]);
    const now = clock();
    for (const { one, first, displaced, petition } of seen) {
      const row = displaced ? stored.get(placeOf(first)) : first;
      if (!petition || petition.state === PetitionState.DRAFT) one.reject(new NotFound('petition', first.petitionId));
      else if (displaced && awaitsConfirmation(one, petition))
        if (petition.acceptsSignatures(now)) one.resolve({ became: 'UNCONFIRMED', petition });
        else one.reject(new PetitionNotOpen(petition.id));
      else if (row && isSameCall(one.signature, row)) one.resolve({ became: 'NEW', signature: row, petition });
      else if (row || displaced?.standing) one.resolve({ became: 'KNOWN', petition });
      else one.reject(new PetitionNotOpen(petition.id));
    }
  }
}

const nothing: ReadonlyMap<string, Signature> = new Map();

interface Seen {
  readonly one: Waiting;
  readonly displaced: Displaced | undefined;
  readonly petition: Petition | undefined;
}

/** Whether the stored row must be read to answer: nobody was seen in the place, or the same call put it there. */
const needsRow = ({ one, displaced, petition }: Seen): boolean =>
  displaced !== undefined &&
  petition !== undefined &&
  !awaitsConfirmation(one, petition) &&
  (displaced.standing === null ||
    isSameCall(one.signature, { id: displaced.standing, clientMutationId: displaced.clientMutationId }));

const awaitsConfirmation = ({ confirmed }: Waiting, { confirmation }: Petition) =>
  !confirmed && confirmation === Confirmation.EMAIL;

/** The very row, or a repetition of the call that made it. */
const isSameCall = (asked: Signature, stored: Pick<Signature, 'id' | 'clientMutationId'>) =>
  asked.id === stored.id || (asked.clientMutationId !== null && asked.clientMutationId === stored.clientMutationId);
