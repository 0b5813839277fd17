// The parts of the advocacy subgraph, and how it starts.
import { federate, type Subgraph } from '../kit/subgraph/federate';
import { type Started, type SubgraphOptions, startSubgraph } from '../kit/subgraph/startSubgraph';
import type { KeyRing } from '../kit/words/passport';
import { type AdvocacyApp, entities, features, migrations } from './features';
import { exchangeCounts, type Petition, PetitionFeed, petitionJobs, SignatureBatch, secretsOf } from './petitions';
import { openPolicyFeed } from './policies';
import { seed } from './seed';
import { openStatementFeed } from './statements';

/** The schema, without a database. */
export const buildAdvocacy = (): Promise<Subgraph> => federate(features);

export interface AdvocacyOptions extends SubgraphOptions {
  /** Of the hash that tells whether an address has signed: the first is used, all are known. */
  readonly signatureKeys: KeyRing;
  /** Signs the links in mails; derived from the signature key when not given. */
  readonly linkKeys?: KeyRing | undefined;
}

/** The running subgraph. */
export type Advocacy = Started<AdvocacyApp>;

/** Opens the database, brings it up to date, seeds it and answers until stopped. */
export const startAdvocacy = (options: AdvocacyOptions): Promise<Advocacy> =>
  startSubgraph(
    {
      name: 'advocacy',
      features,
      entities,
      migrations,
      seed,
      open({ database, databaseUrl, publicUrl, log, clock, mailer, closeWith }) {
        const secrets = secretsOf(options.signatureKeys, options.linkKeys);
        const feed = new PetitionFeed(database, clock);
        closeWith(() => feed.close());
        const policyFeed = openPolicyFeed(database, databaseUrl, log);
        closeWith(() => policyFeed.stop());
        const statementFeed = openStatementFeed(database, databaseUrl, log);
        closeWith(() => statementFeed.stop());
        const notices = exchangeCounts(database, databaseUrl, feed, log);
        closeWith(() => notices.stop());
        const publish = (petitions: readonly Petition[]) => {
          feed.publish(petitions);
          notices.announce(petitions);
        };
        const signatures = new SignatureBatch({ database, clock, onCommit: publish });
        closeWith(() => signatures.drain());
        return {
          app: { signatures, feed, policyFeed, statementFeed, publish, secrets, clock, publicUrl },
          ...petitionJobs({ database, mailer, secrets, publicUrl, clock, publish }),
        };
      },
    },
    options,
  );
