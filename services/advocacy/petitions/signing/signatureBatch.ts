// Commits everyone who signs at the same moment together, and gives each of them an answer of their own.
import type { DataSource, ObjectLiteral } from 'typeorm';
import { arrayParameter as array, hydrate, queryPrepared } from '#kit/data/database';
import { counter, durations, sizes } from '#kit/process/measuring';
import { sqlState } from '#kit/process/outage';
import type { Clock } from '#kit/words/clock';
import { NotFound, Problem } from '#kit/words/problem';
import { Confirmation, Petition } from '../petition';
import { PetitionState } from '../states';
import { Signature } from './signature';
import { commitBesidePaper, commitSignatures, lockPetitions, readSignatures } from './signaturesSql';

/** What a person who signs is told after the commit. */
export type Signed =
  /** Committed by this call, or by an earlier one with the same clientMutationId: the row as it stands. */
  | { readonly became: 'NEW'; readonly signature: Signature; readonly petition: Petition }
  /** The address had signed before, perhaps by another name. */
  | { readonly became: 'KNOWN'; readonly otherName: boolean; readonly petition: Petition }
  /** The address had signed before, and organizers struck that signature out. */
  | { readonly became: 'STRUCK'; readonly petition: Petition }
  /** Nothing was stored, since the petition takes confirmed signatures only. */
  | { readonly became: 'UNCONFIRMED'; readonly petition: Petition };

interface BatchOptions {
  readonly database: DataSource;
  readonly clock: Clock;
  /** Called after the commit with every petition whose count may have changed. */
  readonly onCommit: (petitions: readonly Petition[]) => void;
  readonly queueLimit?: number;
  readonly batchLimit?: number;
  /** How long a batch is retried while the database cannot be reached, and how long anyone waits for an answer: less than the gateway does. */
  readonly patienceMs?: number;
}

/** The petition exists but takes no signatures now. */
class PetitionNotOpen extends Problem {
  constructor({ id, state }: Pick<Petition, 'id' | 'state'>) {
    super(
      'PETITION_NOT_OPEN',
      `The petition ${JSON.stringify(id)} does not take signatures now. You can sign a petition while it is OPEN and its end has not come.`,
      { petitionId: id, state, allowed: [PetitionState.OPEN] },
    );
  }
}

/** The queue is as long as the process allows. */
class SigningBusy extends Problem {
  constructor() {
    super('SIGNING_BUSY', 'Too many people are signing right now, and your signature was not stored. Try again in a moment.', {
      retryable: true,
    });
  }
}

/** The database did not say whether the signature was stored. */
class SigningUnavailable extends Problem {
  constructor() {
    super(
      'SIGNING_UNAVAILABLE',
      'We do not know whether your signature was stored. Send it again with the same clientMutationId: it counts once either way.',
      { retryable: true },
    );
  }
}

const batchSizes = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000];

interface Waiting {
  readonly signature: Signature;
  /** Whether the person has shown that the address is theirs. */
  readonly confirmed: boolean;
  /** Of those with the same key only one may go in. Someone who confirms stands beside someone who only asks with the same address. */
  readonly key: string;
  /** When it began to wait, in milliseconds of the process. */
  readonly since: number;
  readonly resolve: (signed: Signed) => void;
  readonly reject: (refusal: unknown) => void;
}

/**
 * Group commit without a timer: one batch is in flight, and those who arrive meanwhile form the next. Every caller is answered
 * after the commit. A batch whose outcome is unknown is sent again unchanged: row ids are made beforehand, so a row that went in
 * with the first try is recognised and its signer is still told "new".
 */
export class SignatureBatch {
  readonly #options: Required<BatchOptions>;
  #waiting: Waiting[] = [];
  /** Everyone without an answer, those of the batch in flight too, in the order in which they came. */
  readonly #unanswered = new Set<Waiting>();
  #late: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  readonly #batches = sizes('shelfbridge.signing.batch.size', 'Signatures that were committed together', batchSizes);
  readonly #took = durations('shelfbridge.signing.batch.duration', 'How long a batch of signatures took, with all its tries');
  readonly #answers = counter(
    'shelfbridge.signatures',
    'Signatures that were sent, by what became of them: NEW, KNOWN, STRUCK, UNCONFIRMED, or the code of the refusal',
    ['NEW', 'KNOWN', 'SIGNING_BUSY', 'SIGNING_UNAVAILABLE', 'PETITION_NOT_OPEN'].map((outcome) => ({ outcome })),
  );

  constructor(options: BatchOptions) {
    this.#options = { queueLimit: 20_000, batchLimit: 1_000, patienceMs: 8_000, ...options };
  }

  /** How many wait for the batch in flight. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** @throws SigningBusy, SigningUnavailable, PetitionNotOpen, NotFound */
  sign(signature: Signature, { confirmed = false } = {}): Promise<Signed> {
    if (this.#waiting.length >= this.#options.queueLimit) {
      this.#answers.add(1, { outcome: 'SIGNING_BUSY' });
      return Promise.reject(new SigningBusy());
    }
    const key = `${confirmed ? '+' : '-'}${placeOf(signature)}`;
    return new Promise((resolve, reject) => {
      const one = { signature, confirmed, key, since: performance.now(), resolve, reject };
      this.#waiting.push(one);
      this.#unanswered.add(one);
      this.#late ??= setTimeout(() => this.#tellLate(), this.#options.patienceMs);
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everyone who is waiting now has an answer. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#answer(this.#waiting.splice(0, this.#options.batchLimit));
    this.#running = undefined;
  }

  /** Never rejects: each signer is answered or refused. A row that the database cannot hold does not fail its neighbours. */
  async #answer(batch: readonly Waiting[]): Promise<void> {
    const begun = performance.now();
    this.#batches.record(batch.length);
    try {
      await this.#commit(batch);
    } catch (error) {
      if (isRowFault(error) && batch.length > 1) for (const one of batch) await this.#answer([one]);
      else for (const one of batch) this.#refuse(one, mayPass(error) ? new SigningUnavailable() : error);
    }
    this.#took.record((performance.now() - begun) / 1_000);
  }

  /** Tells those who waited long enough, before the gateway does in words that do not fit. Who is not on the way yet is not sent at all. */
  #tellLate(): void {
    this.#late = undefined;
    const { patienceMs } = this.#options;
    for (const one of this.#unanswered) {
      const left = one.since + patienceMs - performance.now();
      if (left >= 1) {
        this.#late = setTimeout(() => this.#tellLate(), left);
        break;
      }
      this.#refuse(one, new SigningUnavailable());
    }
    this.#waiting = this.#waiting.filter((one) => this.#unanswered.has(one));
  }

  /** Whether someone still waits for an answer: each is given one. */
  #isFirst(one: Waiting): boolean {
    const isFirst = this.#unanswered.delete(one);
    if (this.#unanswered.size === 0) {
      clearTimeout(this.#late);
      this.#late = undefined;
    }
    return isFirst;
  }

  #resolve(one: Waiting, signed: Signed): void {
    if (!this.#isFirst(one)) return;
    this.#answers.add(1, { outcome: signed.became });
    one.resolve(signed);
  }

  #refuse(one: Waiting, refusal: unknown): void {
    if (!this.#isFirst(one)) return;
    const code = refusal instanceof Problem ? refusal.extensions.code : 'INTERNAL_SERVER_ERROR';
    this.#answers.add(1, { outcome: String(code) });
    one.reject(refusal);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const { database, clock, onCommit, patienceMs } = this.#options;
    const firsts = new Map<string, Waiting>();
    for (const one of batch) if (!firsts.has(one.key)) firsts.set(one.key, one);
    const { lost, petitions } = await patiently(patienceMs, () => write(database, [...firsts.values()], clock(), patienceMs));
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
      if (!petition || petition.state === PetitionState.DRAFT) this.#refuse(one, new NotFound('petition', first.petitionId));
      else if (displaced && awaitsConfirmation(one, petition))
        if (petition.acceptsSignatures(now)) this.#resolve(one, { became: 'UNCONFIRMED', petition });
        else this.#refuse(one, new PetitionNotOpen(petition));
      else if (row?.strikeId || displaced?.isStruck) this.#resolve(one, { became: 'STRUCK', petition });
      else if (row && isSameCall(one.signature, row)) this.#resolve(one, { became: 'NEW', signature: row, petition });
      else if (row || displaced?.standing)
        this.#resolve(one, {
          became: 'KNOWN',
          otherName: !isSameName(one.signature.name, row?.name ?? displaced?.name),
          petition,
        });
      else this.#refuse(one, new PetitionNotOpen(petition));
    }
  }
}

const nothing: ReadonlyMap<string, Signature> = new Map();

/** A signature that did not go in, with the row in its place; nulls when the statement saw none. */
interface Displaced {
  readonly id: string;
  readonly standing: string | null;
  readonly name: string | null;
  readonly clientMutationId: string | null;
  readonly isStruck: boolean;
}

interface Seen {
  readonly one: Waiting;
  readonly displaced: Displaced | undefined;
  readonly petition: Petition | undefined;
}

/** Whether the stored row must be read to answer: the statement saw no row in the place, or the same call put it there. */
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

const isSameName = (asked: string, stored: string | null | undefined) => asked.toLowerCase() === stored?.toLowerCase();

/** Where a signature goes: one address signs a petition once. */
const placeOf = ({ petitionId, emailHash }: Signature): string => `${petitionId}\0${emailHash.toString('latin1')}`;

/**
 * Commits signatures of different places with all their counts, in one statement; can be repeated. Returns those that did not go
 * in, by the id they would have had, and the petitions that exist, as they are after the commit. Those of petitions with addresses on
 * paper follow in a transaction of their own.
 */
async function write(database: DataSource, batch: readonly Going[], now: Date, deadlineMs: number): Promise<Written> {
  const written = await queryPrepared(database, 'commit signatures', commitSignatures, valuesOf(batch, now), deadlineMs);
  const { lost, petitions } = readWritten(database, written);
  const beside = batch.filter(({ signature }) => petitions.get(signature.petitionId)?.paperAddresses);
  if (beside.length === 0) return { lost, petitions };
  const ids = [...new Set(beside.map(({ signature }) => signature.petitionId))];
  const after = await database.transaction(async (manager) => {
    await manager.query(lockPetitions, [ids]);
    return manager.query(commitBesidePaper, valuesOf(beside, now));
  });
  const later = readWritten(database, after);
  for (const { signature } of beside) lost.delete(signature.id);
  return { lost: new Map([...lost, ...later.lost]), petitions: new Map([...petitions, ...later.petitions]) };
}

/**
 * Commits confirmed signatures of different places with all their counts, as a batch does; what is counted or reached by them is so at
 * the moment `now`.
 */
export async function commitTogether(database: DataSource, signatures: readonly Signature[], now: Date): Promise<void> {
  await write(
    database,
    signatures.map((signature) => ({ signature, confirmed: true })),
    now,
    patientMs,
  );
}

/** For work that nobody waits for. */
const patientMs = 30_000;

type Going = Pick<Waiting, 'signature' | 'confirmed'>;

interface Written {
  readonly lost: Map<string, Displaced>;
  readonly petitions: Map<string, Petition>;
}

function valuesOf(batch: readonly Going[], now: Date): unknown[] {
  const column = <Name extends keyof Signature>(name: Name) => batch.map(({ signature }) => signature[name]);
  const petitionIds = column('petitionId');
  return [
    array('text', [...new Set(petitionIds)]),
    now,
    array('text', petitionIds),
    array('bytea', column('emailHash')),
    array('uuid', column('id')),
    array('text', column('name')),
    array('text', column('country')),
    array('text', column('region')),
    array('boolean', column('consentToShowName')),
    array('boolean', column('updatesConsent')),
    array('text', column('clientMutationId')),
    array('timestamptz', column('signedAt')),
    array('integer', column('consentVersion')),
    array('bytea', column('address')),
    array(
      'boolean',
      batch.map(({ confirmed }) => confirmed),
    ),
    array('bytea', column('domainHash')),
    array('text', column('language')),
  ];
}

function readWritten(database: DataSource, [written = {}]: readonly ObjectLiteral[]): Written {
  const petitions = hydrate(database, Petition, written.petitions as ObjectLiteral[]);
  return {
    lost: new Map((written.lost as Displaced[]).map((one) => [one.id, one])),
    petitions: new Map(petitions.map((petition) => [petition.id, petition])),
  };
}

/** The rows that stand in the places of signatures, by place; places without a row are left out. */
async function readStored(database: DataSource, signatures: readonly Signature[]): Promise<ReadonlyMap<string, Signature>> {
  const keys = [signatures.map(({ petitionId }) => petitionId), signatures.map(({ emailHash }) => emailHash)];
  const rows = hydrate(database, Signature, await database.query(readSignatures, keys));
  return new Map(rows.map((row) => [placeOf(row), row]));
}

/** A value that its column cannot hold: SQLSTATE classes 22 and 23. */
const isRowFault = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '');

/**
 * A fault that may pass by itself: the connection was lost, the server starts or stops, takes no changes before another one takes over
 * (25006), or another transaction won.
 */
const mayPass = (error: unknown): boolean =>
  !(error instanceof TypeError) && !/^(?!25006)(0A|2[1-8]|42|XX)/.test(sqlState(error) ?? '');

/** Repeats a repeatable step during an outage. @throws what the last try threw: after `patienceMs`, or at once if it is no outage */
async function patiently<T>(patienceMs: number, step: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
    try {
      return await step();
    } catch (error) {
      if (!mayPass(error) || performance.now() + pause > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
