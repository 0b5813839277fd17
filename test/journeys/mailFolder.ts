// How does a journey read the mails that real processes wrote to disk?
import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { Reader } from '../support/reader';

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
