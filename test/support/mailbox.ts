// How does a test receive the mails that a process really sends by SMTP?
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Reader } from './reader';

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
