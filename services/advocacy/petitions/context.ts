// What petitions keep for the life of the process, and what their resolvers see.
import type { Request } from '#kit/data/request';
import type { Clock } from '#kit/words/clock';
import type { PetitionFeed } from './counts/petitionFeed';
import type { Petition } from './petition';
import type { SignatureSecrets } from './signing/secrets';
import type { SignatureBatch } from './signing/signatureBatch';

export interface PetitionsApp {
  readonly signatures: SignatureBatch;
  readonly feed: PetitionFeed;
  /** Tells the readers of this process, and soon those of the others, how petitions are now. Called after the commit. */
  readonly publish: (petitions: readonly Petition[]) => void;
  readonly secrets: SignatureSecrets;
  readonly clock: Clock;
  /** The address at which people reach the gateway. */
  readonly publicUrl: string;
}

export type PetitionRequest = Request<PetitionsApp>;
