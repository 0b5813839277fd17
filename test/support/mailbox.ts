// How a test reads mails: those handed to a mailer, those sent by SMTP, and those that real processes wrote to disk.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Mail, Mailer } from '#kit/words/mail';
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

export type Received = ParsedMail & { readonly envelope: { readonly from: string; readonly to: string[] } };

export interface Mailbox {
  /** For SMTP_URL. */
  readonly url: string;
  readonly mails: Reader<Received>;
  /** From now on recipients are refused with this code; undefined accepts them again. */
  refuse: number | undefined;
  close(): Promise<void>;
}

/** An SMTP server on a free port of this machine. */
export async function openMailbox({ refuse, port = 0 }: { refuse?: number; port?: number } = {}): Promise<Mailbox> {
  const mails = new Reader<Received>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, answer) {
      if (!mailbox.refuse) return answer();
      answer(Object.assign(new Error(`<${address}> is not welcome`), { responseCode: mailbox.refuse }));
    },
    onData(stream, { envelope }, answer) {
      simpleParser(stream).then((mail) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        mails.push(Object.assign(mail, { envelope: { from, to: envelope.rcptTo.map(({ address }) => address) } }));
        answer();
      }, answer);
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    refuse,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailbox;
}

/** A new folder for MAIL_FOLDER; a file under its final name is whole. */
export class MailFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'mails-'));
  readonly #mails = new Reader<ParsedMail>();
  readonly #seen = new Set<string>();
  readonly #watching = watch(this.path, (_event, name) => {
    if (!name?.endsWith('.eml') || this.#seen.has(name)) return;
    this.#seen.add(name);
    simpleParser(readFileSync(join(this.path, name))).then(this.#mails.push, this.#mails.end);
  });

  /** The next mail to an address; those to others before it are passed over. */
  to(address: string): Promise<ParsedMail> {
    return this.#mails.until(({ to }) => [to ?? []].flat().some(({ text }) => text === address), 20_000);
  }

  close(): void {
    this.#watching.close();
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The address below a label of a mail's text. @throws Error when there is none */
export function linkIn({ text = '', subject }: ParsedMail, label: string): string {
  const lines = text.split('\n');
  const link = lines[lines.indexOf(`${label}:`) + 1];
  if (!lines.includes(`${label}:`) || !link?.startsWith('http')) throw new Error(`“${subject}” has no link “${label}”: ${text}`);
  return link;
}
