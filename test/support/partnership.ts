// How does a test run a partnership subgraph, with whatever it does not care about filled in?
import { systemClock } from '#kit/words/clock';
import { silentLog } from '#kit/words/log';
import type { Mail, Mailer } from '#kit/words/mail';
import { type PartnershipOptions, startPartnership } from '#partnership/subgraph';
import { Reader } from './reader';

/** Keeps what would have been sent. */
export class Letterbox implements Mailer {
  readonly mails = new Reader<Mail>();

  async send(mail: Mail): Promise<void> {
    this.mails.push(mail);
  }

  stop(): void {}

  /** The next mail to an address, whatever is sent to others before. */
  to(address: string): Promise<Mail> {
    return this.mails.until(({ to }) => to === address);
  }
}

/** A subgraph process, but in this process; several may share one database. */
export const startPartnershipAt = (databaseUrl: string, more: Partial<PartnershipOptions> = {}) =>
  startPartnership({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    seed: 'none',
    contactKeys: [Buffer.alloc(32, 5)],
    mailer: new Letterbox(),
    publicUrl: 'https://shelfbridge.example',
    log: silentLog,
    clock: systemClock,
    ...more,
  });
