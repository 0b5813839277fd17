// How does a subgraph start step by step, and close in reverse order what it opened, at its stop or when a step fails?
import type { DataSource, MixedList } from 'typeorm';
import { type OnStatement, openDatabase } from '../data/database';
import { type JobsOptions, startJobs } from '../data/jobs';
import type { Migrating } from '../data/migrations';
import { DatabaseProbe, watchPool } from '../data/probe';
import type { Request } from '../data/request';
import { type Bus, type NatsAddress, NatsBus } from '../live/nats';
import { Condition } from '../process/condition';
import { leaveMs } from '../process/leaving';
import { counter, durations } from '../process/measuring';
import { aliveDuring } from '../process/readiness';
import type { Clock } from '../words/clock';
import type { Log } from '../words/log';
import type { Mailer, MailNotSent } from '../words/mail';
import type { MergedIds } from '../words/mergedIds';
import type { KeyRing } from '../words/secrets';
import { admitWith, ClockCheck } from '../words/secrets';
import { type Feature, federate } from './federate';
import { requests, type Serving, type ServingOptions, serveSubgraph } from './serving';

/** What to load into a new database: nothing, the sourced facts, or these and a demonstration. */
export type Seeding = 'none' | 'facts' | 'demo';

/** What differs between two processes of one subgraph. */
export interface SubgraphOptions {
  readonly databaseUrl: string;
  /** The address of PostgreSQL itself, where the other leads to a pooler. */
  readonly databaseDirectUrl?: string | undefined;
  /** Who brings the tables up to date: this process unless told. */
  readonly migrating?: Migrating;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly seed: Seeding;
  /** Shared with the gateway: only its calls are answered. Without keys every caller is anonymous, for tests. */
  readonly gatewayKeys?: KeyRing;
  /** Stopped with the subgraph. */
  readonly mailer: Mailer;
  /** The address at which people reach the gateway, to which mails link. */
  readonly publicUrl: string;
  /** How long it says that it stops before it does, in milliseconds. */
  readonly stoppingNoticeMs?: number;
  /** How many mails it sends at the same time. */
  readonly jobsAtOnce?: number;
  /** The NATS servers by which its processes tell each other what changes often; PostgreSQL without them. */
  readonly nats?: { readonly address: NatsAddress; readonly prefix: string } | undefined;
  /** How many connections to the database its queries have. */
  readonly poolSize?: number;
  readonly log: Log;
  readonly clock: Clock;
  /** Called with every statement; tests count them. */
  readonly onStatement?: OnStatement;
}

/** What a subgraph is made of, in the order in which it starts. */
export interface SubgraphParts<App> {
  readonly name: string;
  readonly features: readonly Feature<Request<App>>[];
  readonly entities: MixedList<Function>;
  /** The folder of the migrations, from the root of the project. */
  readonly migrations: string;
  readonly seed: (database: DataSource, what: Seeding, now: Date, log: Log) => Promise<void>;
  /** Opens what the features keep for the life of the process, such as feeds. */
  readonly open: (opening: Opening) => Opened<App> | Promise<Opened<App>>;
}

/** What features need to open what they keep. */
export interface Opening {
  readonly database: DataSource;
  /** Where a session of one's own is had, past any pooler. */
  readonly databaseUrl: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly condition: Condition;
  /** Carries what is told often, where there is one; PostgreSQL does without it. */
  readonly bus: Bus | undefined;
  /** Remembers how to close something that was just opened. What was opened last is closed first. */
  readonly closeWith: (close: () => unknown) => void;
}

/** What features keep, and the work that the job queue does for them. */
export interface Opened<App> extends Pick<JobsOptions, 'tasks' | 'schedules'> {
  readonly app: App;
  /** Which ids of libraries answer as another. */
  readonly merged?: MergedIds;
  /** By path, what anybody may read of it without a passport: only what everybody knows. */
  readonly told?: ServingOptions<object>['told'];
}

export interface Started<App> extends Serving {
  /** How much longer than usual a stop takes, in milliseconds. */
  readonly noticeMs: number;
  readonly database: DataSource;
  readonly app: App;
}

/**
 * Opens the database and migrates it, seeds it, opens what features keep, works off jobs, and serves. Its stop closes all of it in
 * reverse order: sockets first, with the code that makes clients reconnect, because a feed that ends would end their streams.
 * @throws what a step threw, after everything that was open is closed
 */
export async function startSubgraph<App>(parts: SubgraphParts<App>, options: SubgraphOptions): Promise<Started<App>> {
  const { name, features, entities, migrations } = parts;
  const { databaseUrl, databaseDirectUrl: directUrl, host, port, mailer, log, clock, onStatement } = options;
  /** For what needs a session of its own. */
  const url = directUrl ?? databaseUrl;
  const closing: (() => unknown)[] = [() => mailer.stop()];
  const closeWith = (close: () => unknown) => void closing.push(close);
  const close = () => closeAll(closing.splice(0).reverse());
  try {
    const building = federate(features);
    // Without a listener its failure would end the process while the database is still being opened.
    building.catch(() => undefined);
    const named = {
      url: databaseUrl,
      directUrl,
      ...(options.poolSize && { poolSize: options.poolSize }),
      name: `shelfbridge ${name}`,
      entities,
      migrations,
      migrating: options.migrating ?? 'run',
      log,
    };
    const meanwhile = (work: () => Promise<void>) => aliveDuring(host, port, work);
    const database = await openDatabase({ ...named, meanwhile, ...(onStatement && { onStatement }) });
    closeWith(() => database.destroy());
    const condition = new Condition(log);
    closeWith(() => condition.stop());
    closeWith(watchPool(database, condition));
    const clockCheck = new ClockCheck(clock);
    const probe = new DatabaseProbe(url, named.name, condition);
    closeWith(() => probe.stop());
    await parts.seed(database, options.seed, clock(), log);
    const bus = options.nats && new NatsBus({ ...options.nats, name: named.name, log });
    closeWith(() => bus?.stop());
    const publicUrl = options.publicUrl.replace(/\/$/, '');
    const opening = { database, databaseUrl: url, publicUrl, log, clock, mailer: measured(mailer), condition, bus, closeWith };
    const { app, merged, told, ...work } = await parts.open(opening);
    const jobs = await startJobs({ url, log, ...work, ...(options.jobsAtOnce && { concurrency: options.jobsAtOnce }) });
    closeWith(() => jobs.stop());
    const serving = await serveSubgraph({
      schema: (await building).schema,
      host,
      port,
      log,
      admit: admitWith(options.gatewayKeys ?? [], name, clock, clockCheck.note),
      context: requests(database, clock, app, merged),
      ...(told && { told }),
      pages: features.flatMap((feature) => feature.pages ?? []),
      uploads: features.flatMap((feature) => feature.uploads ?? []),
      unready: async () => (await probe.unready()) ?? clockCheck.fault,
      condition,
    });
    closeWith(() => serving.stop());
    const noticeMs = options.stoppingNoticeMs ?? 0;
    const stop = async () => {
      await serving.leave(noticeMs);
      await close();
    };
    return { ...serving, database, app, noticeMs: leaveMs(noticeMs), stop };
  } catch (fault) {
    await close().catch((err: unknown) => log.warn({ err }, 'could not close everything after a failed start'));
    throw fault;
  }
}

/** Says how many mails were taken, and how long that took. */
function measured(mailer: Mailer): Mailer {
  const took = durations('shelfbridge.mail.duration', 'How long mails took, by what came of them', [
    ...[0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  ]);
  const ended = counter('shelfbridge.mails', 'Mails, by what came of them: sent, refused for good, or failed for now', [
    ...['sent', 'refused', 'failed'].map((outcome) => ({ outcome })),
  ]);
  return {
    ...mailer,
    async send(mail) {
      const begun = performance.now();
      const note = (outcome: string) => {
        ended.add(1, { outcome });
        took.record((performance.now() - begun) / 1_000, { outcome });
      };
      try {
        await mailer.send(mail);
        note('sent');
      } catch (fault) {
        note((fault as Partial<MailNotSent>).isFinal ? 'refused' : 'failed');
        throw fault;
      }
    },
  };
}

/** Closes each, also when another cannot be closed. @throws the first fault */
async function closeAll(closing: readonly (() => unknown)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const close of closing) {
    try {
      await close();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
}
