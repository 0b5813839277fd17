// How do all who sign at the same moment share one commit, and still get an answer each?
import type { DataSource, ObjectLiteral } from 'typeorm';
import type { Clock } from '#kit/clock';
import { hydrate, queryPrepared, sqlState } from '#kit/database';
import { NotFound } from '#kit/problem';
import { Petition } from './petition';
import { PetitionNotOpen, SigningBusy, SigningUnavailable } from './refusals';
import { Signature } from './signature';
import { commitSignatures, readSignatures } from './signaturesSql';
import { Confirmation } from './states';

/** What somebody who signs hears after the commit. */
export interface Signed {
  /** False when the address had signed before. A repeated call with the same clientMutationId is told what the first one was. */
  readonly isNew: boolean;
  /** Null when the petition takes confirmed signatures only and this one is not: nothing was stored. */
  readonly signature: Signature | null;
  /** With the count that includes this commit. */
  readonly petition: Petition;
}

interface Waiting {
  readonly signature: Signature;
  /** Whether the person has shown that the address is theirs. */
  readonly confirmed: boolean;
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
 * after the commit. A batch whose outcome is unknown is sent again as it was: row ids are made here, so a row that went in with
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
    return new Promise((resolve, reject) => {
      this.#waiting.push({ signature, confirmed, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everybody who waits now has an answer. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.batchLimit);
      await this.#answer(batch);
    }
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
    const firsts = new Map<string, Waiting>();
    for (const one of batch) if (!firsts.has(keyOf(one))) firsts.set(keyOf(one), one);
    const { lost, petitions } = await this.#patiently(() => this.#write([...firsts.values()]));
    const stored = new Map<string, Signature>();
    const conflicting: Waiting[] = [];
    for (const [key, one] of firsts) {
      if (!lost.has(one.signature.id)) stored.set(key, one.signature);
      else if (!awaitsConfirmation(one, petitions)) conflicting.push(one);
    }
    if (conflicting.length > 0) {
      const rows = await this.#patiently(() => this.#read(conflicting.map(({ signature }) => signature)));
      for (const signature of rows) for (const confirmed of [true, false]) stored.set(keyOf({ signature, confirmed }), signature);
    }
    this.#options.onCommit([...petitions.values()]);
    const now = this.#options.clock();
    for (const one of batch) {
      const petition = petitions.get(one.signature.petitionId);
      const signature = stored.get(keyOf(one));
      if (!petition) one.reject(new NotFound('petition', one.signature.petitionId));
      else if (signature) one.resolve({ petition, signature, isNew: isSameCall(one.signature, signature) });
      else if (awaitsConfirmation(one, petitions) && petition.acceptsSignatures(now))
        one.resolve({ petition, signature: null, isNew: false });
      else one.reject(new PetitionNotOpen(petition.id));
    }
  }

  async #write(batch: readonly Waiting[]) {
    const column = <K extends keyof Signature>(name: K) => batch.map(({ signature }) => signature[name]);
    const [row] = await queryPrepared(this.#options.database, 'commit signatures', commitSignatures, [
      column('petitionId'),
      column('emailHash'),
      column('id'),
      column('name'),
      column('country'),
      column('region'),
      column('consentToShowName'),
      column('updatesConsent'),
      column('clientMutationId'),
      column('signedAt'),
      this.#options.clock(),
      column('consentVersion'),
      column('address'),
      batch.map(({ confirmed }) => confirmed),
    ]);
    const petitions = hydrate(this.#options.database, Petition, row?.petitions as ObjectLiteral[]);
    return { lost: new Set<string>(row?.lost), petitions: new Map(petitions.map((petition) => [petition.id, petition])) };
  }

  async #read(signatures: readonly Signature[]): Promise<Signature[]> {
    const keys = [signatures.map(({ petitionId }) => petitionId), signatures.map(({ emailHash }) => emailHash)];
    return hydrate(this.#options.database, Signature, await this.#options.database.query(readSignatures, keys));
  }

  /** Repeats a step that can be repeated, while the database is away. */
  async #patiently<T>(step: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.#options.patienceMs;
    for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
      try {
        return await step();
      } catch (error) {
        if (!isOutage(error) || performance.now() + pause > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}

/** Somebody who confirms stands beside somebody who asks with the same address: only one of them may go in. */
const keyOf = ({ signature: { petitionId, emailHash }, confirmed }: Pick<Waiting, 'signature' | 'confirmed'>) =>
  `${confirmed ? '+' : '-'}${petitionId}\0${emailHash.toString('latin1')}`;

const awaitsConfirmation = ({ signature, confirmed }: Waiting, petitions: ReadonlyMap<string, Petition>) =>
  !confirmed && petitions.get(signature.petitionId)?.confirmation === Confirmation.EMAIL;

/** The very row, or a repetition of the call that made it. */
const isSameCall = (asked: Signature, stored: Signature) =>
  asked.id === stored.id || (asked.clientMutationId !== null && asked.clientMutationId === stored.clientMutationId);

/** SQLSTATE classes 22 and 23: a value that its column can not hold. */
const isDataFault = (error: unknown) => /^2[23]/.test(sqlState(error) ?? '');

/** The connection was lost, the server is starting or stopping, or another transaction won: trying again may help. */
const isOutage = (error: unknown) => !(error instanceof TypeError) && !/^(0A|2[1-8]|42|XX)/.test(sqlState(error) ?? '');
