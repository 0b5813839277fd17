// What does the advocacy subgraph keep for its whole life, and what does each of its resolvers see?
import type { Clock } from '#kit/clock';
import type { Request } from '#kit/request';
import type { PetitionFeed } from './petitions/petitionFeed';
import type { SignatureBatch } from './petitions/signatureBatch';

export interface AdvocacyApp {
  readonly signatures: SignatureBatch;
  readonly feed: PetitionFeed;
  /** The secret of the keyed hash of e-mail addresses. */
  readonly signatureKey: Buffer;
  readonly clock: Clock;
}

export type AdvocacyRequest = Request<AdvocacyApp>;
