// How does a test run a whole advocacy subgraph, with the demonstration petition and a database of its own?

import { entities, migrations } from '#advocacy/features';
import { seed } from '#advocacy/seed';
import { type AdvocacyOptions, buildAdvocacy, startAdvocacy } from '#advocacy/subgraph';
import { openDatabase } from '#kit/data/database';
import { installJobs } from '#kit/data/jobs';
import { systemClock } from '#kit/words/clock';
import { silentLog } from '#kit/words/log';
import type { Mailer } from '#kit/words/mail';
import { createDatabase, template } from './postgres';

export const signatureKey = Buffer.alloc(32, 7);

/** For tests in which nobody is written to. */
const noMailer: Mailer = {
  send: async () => {
    throw new Error('This test sends no mail.');
  },
  stop: () => undefined,
};

/** A clone of a database with facts and demonstration. */
export const demoDatabase = async () =>
  createDatabase({
    template: await template('advocacy_demo', async (url) => {
      const database = await openDatabase({ url, name: 'seed', entities, migrations, log: silentLog });
      await installJobs(url);
      await seed(database, 'demo');
      await database.destroy();
    }),
  });

/** A subgraph process, but in this process; several may share one database. */
export const startAdvocacyAt = (databaseUrl: string, more: Partial<AdvocacyOptions> = {}) =>
  startAdvocacy({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    seed: 'none',
    signatureKeys: [signatureKey],
    publicUrl: 'https://shelfbridge.example',
    mailer: noMailer,
    log: silentLog,
    clock: systemClock,
    ...more,
  });

export { buildAdvocacy };
