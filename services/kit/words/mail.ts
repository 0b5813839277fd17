// How does a mail leave the house: to an SMTP server, or without one into a folder where it can be read?
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import { v7 as uuid } from 'uuid';
import { type Letter, writeLetter } from './letter';
import type { Log } from './log';

/** One mail to one person. */
export interface Mail {
  readonly to: string;
  readonly letter: Letter;
  /** The same for every try, so that receivers recognise a repetition: it becomes the Message-ID. */
  readonly id: string;
}

/** Where mails go. */
export interface Mailer {
  /** Resolves when the server has taken the mail, or the file is whole. @throws MailNotSent */
  send(mail: Mail): Promise<void>;
  stop(): void;
}

/** The mail was not taken; says why by the server's code alone, since its words quote the address. */
export class MailNotSent extends Error {
  /** The server does not take it for this person, and would not later. */
  readonly isFinal: boolean;

  constructor(fault: { readonly code?: unknown; readonly responseCode?: unknown }) {
    super(`The mail was not taken (${[fault.code, fault.responseCode].filter(Boolean).join(' ') || 'no code'}).`);
    this.name = 'MailNotSent';
    this.isFinal = (fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE') && /^5(?!3[05])/.test(String(fault.responseCode));
  }
}

export interface MailOptions {
  /** smtp://user:password@host:port or smtps://…; undefined writes files. */
  readonly smtpUrl: string | undefined;
  /** Where mails are written without an SMTP server, one .eml file each. */
  readonly folder: string;
  /** The address of the sender, with or without a name. */
  readonly from: string;
  readonly log: Log;
  /** For development alone: is given the private link of every mail. */
  readonly show?: ((link: string) => void) | undefined;
}

const second = 1_000;

/** Opens the way that the settings name. */
export function openMail({ smtpUrl, folder, from, log, show }: MailOptions): Mailer {
  const limits = { connectionTimeout: 10 * second, greetingTimeout: 10 * second, socketTimeout: 30 * second };
  const safety = { disableFileAccess: true, disableUrlAccess: true };
  const transport = smtpUrl
    ? createTransport({ url: smtpUrl, pool: true, ...limits, ...safety })
    : createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...safety });
  return {
    async send({ to, letter, id }) {
      const { text, html } = writeLetter(letter);
      const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost';
      const sent = await deliver(transport, {
        from,
        to: { name: '', address: to },
        subject: letter.subject,
        text,
        html,
        messageId: `<${id}@${domain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'Content-Language': letter.language,
          ...(letter.unsubscribe && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
        ...(letter.unsubscribe && { list: { unsubscribe: letter.unsubscribe.oneClick } }),
      });
      if (Buffer.isBuffer(sent.message)) log.info({ file: await writeWhole(folder, sent.message) }, 'a mail was written');
      if (letter.action) show?.(`${letter.action.label}: ${letter.action.url}`);
    },
    stop: () => transport.close(),
  };
}

async function deliver(transport: Transporter, mail: Parameters<Transporter['sendMail']>[0]): Promise<{ message?: unknown }> {
  try {
    return await transport.sendMail(mail);
  } catch (fault) {
    throw new MailNotSent(fault as { code?: unknown; responseCode?: unknown });
  }
}

/** Under its final name a file is always whole. Names sort by time. */
async function writeWhole(folder: string, content: Buffer): Promise<string> {
  const name = `${uuid()}.eml`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, `${name}.part`), content, { mode: 0o600 });
  await rename(join(folder, `${name}.part`), join(folder, name));
  return name;
}
