// How is the advocacy subgraph put together and brought to life?
import type { DataSource } from 'typeorm';
import { openDatabase } from '../kit/data/database';
import { startJobs } from '../kit/data/jobs';
import { requests } from '../kit/data/request';
import { federate, type Subgraph } from '../kit/subgraph/federate';
import { type Serving, serveSubgraph } from '../kit/subgraph/serving';
import type { Clock } from '../kit/words/clock';
import type { Log } from '../kit/words/log';
import type { Mailer } from '../kit/words/mail';
import { admitWith, type KeyRing } from '../kit/words/passport';
import { type AdvocacyApp, entities, features, migrations } from './features';
import { exchangeCounts, type Petition, PetitionFeed, petitionJobs, SignatureBatch, secretsOf } from './petitions';
import { openPolicyFeed } from './policies';
import { seed } from './seed';
import { openStatementFeed } from './statements';

/** The schema, without a database. */
export const buildAdvocacy = (): Promise<Subgraph> => federate(features);

export interface AdvocacyOptions {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly seed: 'none' | 'facts' | 'demo';
  /** Of the hash that tells whether an address has signed: the first is used, all are known. */
  readonly signatureKeys: KeyRing;
  /** Signs the links in mails; derived from the signature key when not given. */
  readonly linkKeys?: KeyRing | undefined;
  /** Where the pages of those links are found. */
  readonly publicUrl: string;
  readonly mailer: Mailer;
  /** Shared with the gateway, whose calls alone are answered then; without it everyone is, as nobody (within tests). */
  readonly gatewayKeys?: KeyRing;
  readonly log: Log;
  readonly clock: Clock;
  readonly onStatement?: (sql: string) => void;
}

export interface Advocacy extends Serving {
  readonly database: DataSource;
  readonly app: AdvocacyApp;
}

/** Opens the database, brings it up to date, seeds it and answers until stopped. */
export async function startAdvocacy(options: AdvocacyOptions): Promise<Advocacy> {
  const { databaseUrl: url, host, port, mailer, publicUrl, log, clock, onStatement } = options;
  const [database, { schema }] = await Promise.all([
    openDatabase({ url, name: 'shelfbridge advocacy', entities, migrations, log, ...(onStatement && { onStatement }) }),
    buildAdvocacy(),
  ]);
  await seed(database, options.seed);
  const feed = new PetitionFeed(database, clock);
  const policyFeed = openPolicyFeed(database, url, log);
  const statementFeed = openStatementFeed(database, url, log);
  const notices = exchangeCounts(database, url, feed, log);
  const publish = (petitions: readonly Petition[]) => {
    feed.publish(petitions);
    notices.announce(petitions);
  };
  const signatures = new SignatureBatch({ database, clock, onCommit: publish });
  const secrets = secretsOf(options.signatureKeys, options.linkKeys);
  const app: AdvocacyApp = { signatures, feed, policyFeed, statementFeed, publish, secrets, clock, publicUrl };
  const jobs = await startJobs({ url, log, ...petitionJobs({ database, mailer, secrets, publicUrl, clock, publish }) });
  const serving = await serveSubgraph({
    schema,
    host,
    port,
    log,
    admit: admitWith(options.gatewayKeys ?? [], 'advocacy', clock),
    context: requests(database, clock, app),
    pages: features.flatMap((feature) => feature.pages ?? []),
    uploads: features.flatMap((feature) => feature.uploads ?? []),
    ready: () => database.query('SELECT 1'),
  });
  return {
    ...serving,
    database,
    app,
    async stop() {
      // Sockets close first, with the code that makes clients come back; a feed that ends would end their streams for good.
      await serving.stop();
      feed.close();
      await Promise.all([policyFeed.stop(), statementFeed.stop()]);
      await signatures.drain();
      await jobs.stop();
      mailer.stop();
      await notices.stop();
      await database.destroy();
    },
  };
}
