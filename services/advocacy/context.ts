// What does the advocacy subgraph keep for its whole life, and what does each of its resolvers see?

import type { Request } from '../kit/data/request';
import type { Clock } from '../kit/words/clock';
import type { PetitionFeed } from './petitions/counts/petitionFeed';
import type { Petition } from './petitions/petition';
import type { SignatureSecrets } from './petitions/signing/secrets';
import type { SignatureBatch } from './petitions/signing/signatureBatch';
import type { PolicyFeed } from './policies/changes/policyFeed';
import type { StatementFeed } from './statements/statementFeed';

export interface AdvocacyApp {
  readonly signatures: SignatureBatch;
  readonly feed: PetitionFeed;
  readonly policyFeed: PolicyFeed;
  readonly statementFeed: StatementFeed;
  /** Tells this process's readers, and soon those of the others, how petitions are now. Called after the commit. */
  readonly publish: (petitions: readonly Petition[]) => void;
  readonly secrets: SignatureSecrets;
  readonly clock: Clock;
  /** Where people reach the gateway. */
  readonly publicUrl: string;
}

export type AdvocacyRequest = Request<AdvocacyApp>;
