// How is the partnership subgraph put together and brought to life?
import type { DataSource } from 'typeorm';
import { openDatabase } from '../kit/data/database';
import { startJobs } from '../kit/data/jobs';
import { requests } from '../kit/data/request';
import { ChangeFeed, hearChanges } from '../kit/live/changeFeed';
import { federate, type Subgraph } from '../kit/subgraph/federate';
import { type Serving, serveSubgraph } from '../kit/subgraph/serving';
import type { Clock } from '../kit/words/clock';
import { ContactKeys } from '../kit/words/contactKeys';
import type { Log } from '../kit/words/log';
import type { Mailer } from '../kit/words/mail';
import { admitWith, type KeyRing } from '../kit/words/passport';
import { entities, features, migrations } from './features';
import { cancelMeetingsAhead } from './meetings';
import type { PartnershipsApp } from './partnerships';
import { seed } from './seed';
import { schedules, tasks } from './tasks';

/** The schema, without a database. */
export const buildPartnership = (): Promise<Subgraph> => federate(features);

export interface PartnershipOptions {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly seed: 'none' | 'facts' | 'demo';
  /** Shared with the gateway, whose calls alone are answered then; without it everyone is, as nobody (within tests). */
  readonly gatewayKeys?: KeyRing;
  /** Seals the addresses of contacts: the first one; all open them. */
  readonly contactKeys: KeyRing;
  readonly mailer: Mailer;
  /** Where the pages are to which mails link. */
  readonly publicUrl: string;
  /** The address of the Sister Libraries Committee. */
  readonly committeeMail?: string | undefined;
  readonly log: Log;
  readonly clock: Clock;
  /** Called with the text of every statement; tests count them. */
  readonly onStatement?: (sql: string) => void;
}

export interface PartnershipServing extends Serving {
  readonly database: DataSource;
  readonly app: PartnershipsApp;
}

/** Opens the database, brings it up to date, seeds it, works off its jobs and answers until stopped. */
export async function startPartnership(options: PartnershipOptions): Promise<PartnershipServing> {
  const { databaseUrl: url, host, port, mailer, log, clock, onStatement } = options;
  const [database, { schema }] = await Promise.all([
    openDatabase({ url, name: 'shelfbridge partnership', entities, migrations, log, ...(onStatement && { onStatement }) }),
    buildPartnership(),
  ]);
  const ends: (() => Promise<unknown> | unknown)[] = [() => database.destroy(), () => mailer.stop()];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    await seed(database, options.seed, clock());
    const contactKeys = new ContactKeys(options.contactKeys);
    const publicUrl = options.publicUrl.replace(/\/$/, '');
    const mailing = { database, contactKeys, mailer, clock, publicUrl, committeeMail: options.committeeMail };
    const jobs = await startJobs({ url, tasks: tasks(mailing), schedules, log });
    ends.push(() => jobs.stop());
    const feed = new ChangeFeed(log);
    const notices = hearChanges(url, feed, log);
    ends.push(() => notices.stop());
    const app: PartnershipsApp = { contactKeys, feed, publicUrl, onPartnershipEnd: [cancelMeetingsAhead] };
    const ready = () => database.query('SELECT 1');
    const admit = admitWith(options.gatewayKeys ?? [], 'partnership', clock);
    const pages = features.flatMap((feature) => feature.pages ?? []);
    const serving = await serveSubgraph({
      schema,
      host,
      port,
      log,
      admit,
      context: requests(database, clock, app),
      pages,
      ready,
    });
    // Sockets close before the feed ends, with the code that makes clients come back.
    ends.push(
      () => feed.close(),
      () => serving.stop(),
    );
    return { ...serving, database, app, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
