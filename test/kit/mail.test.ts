// Promises of: does a mail reach a real SMTP server, or a file, in both forms and without a trace in the log?
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { silentLog } from '#kit/words/log';
import { openMail } from '#kit/words/mail';
import { openMailbox } from '../support/mailbox';

const letter = {
  language: 'es',
  subject: 'Please confirm “Fair terms”',
  paragraphs: ['Hello Ann <script>,', 'someone signed with this address.'],
  action: { label: 'Confirm the signature', url: 'https://example.org/confirm#a&b' },
  footer: ['You get this because the address was used.'],
  unsubscribe: { label: 'No more mails', url: 'https://example.org/stop#x', oneClick: 'https://example.org/stop?token=x' },
};
const mail = { to: 'ann@library.example', letter, id: 'job-1' };
const options = { smtpUrl: undefined, folder: '/nowhere', from: 'Shelfbridge <post@shelfbridge.example>', log: silentLog };

describe('a mail', () => {
  it('reaches an SMTP server as text and HTML that say the same', async () => {
    const mailbox = await openMailbox();
    const mailer = openMail({ ...options, smtpUrl: mailbox.url });
    await mailer.send(mail);
    const got = await mailbox.mails.next();
    expect(got.envelope).toEqual({ from: 'post@shelfbridge.example', to: ['ann@library.example'] });
    expect(got.subject).toBe(letter.subject);
    expect(got.messageId).toBe('<job-1@shelfbridge.example>');
    for (const words of [...letter.footer, 'someone signed with this address.']) {
      expect(got.text).toContain(words);
      expect(got.html).toContain(words);
    }
    expect(got.text).toContain('Confirm the signature:\n\nhttps://example.org/confirm#a&b'.replace('\n\n', '\n'));
    expect(got.html).toContain('<a href="https://example.org/confirm#a&amp;b">Confirm the signature</a>');
    expect(got.html).toContain('Ann &lt;script&gt;');
    expect(got.html).toContain('<a href="https://example.org/stop#x">No more mails</a>');
    expect(got.headers.get('list')).toMatchObject({
      unsubscribe: { url: 'https://example.org/stop?token=x' },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
    mailer.stop();
    await mailbox.close();
  });

  it('goes to one person, whatever the address contains', async () => {
    const mailbox = await openMailbox();
    const mailer = openMail({ ...options, smtpUrl: mailbox.url });
    await mailer.send({ ...mail, to: '"a, b@other.example"@library.example' }).catch(() => undefined);
    await mailer.send(mail);
    for (const { envelope } of [await mailbox.mails.next()]) expect(envelope.to).toHaveLength(1);
    mailer.stop();
    await mailbox.close();
  });

  it('fails with the code of the server, and without its words, which quote the address', async () => {
    const mailbox = await openMailbox({ refuse: 450 });
    const mailer = openMail({ ...options, smtpUrl: mailbox.url });
    const fault = await mailer.send(mail).catch((error: Error) => error);
    expect(String(fault)).toBe('MailNotSent: The mail was not taken (EENVELOPE 450).');
    mailer.stop();
    await mailbox.close();
  });

  it.each([
    [550, true],
    [552, true],
    [451, false],
    [421, false],
  ])('that is refused with %i is refused for good: %s', async (code, isFinal) => {
    const mailbox = await openMailbox({ refuse: code });
    const mailer = openMail({ ...options, smtpUrl: mailbox.url });
    await expect(mailer.send(mail)).rejects.toMatchObject({ name: 'MailNotSent', isFinal });
    mailer.stop();
    await mailbox.close();
  });

  it('fails when nobody listens', async () => {
    const mailbox = await openMailbox();
    await mailbox.close();
    const mailer = openMail({ ...options, smtpUrl: mailbox.url });
    await expect(mailer.send(mail)).rejects.toThrow('The mail was not taken (ESOCKET');
    mailer.stop();
  });

  it('becomes a whole file without an SMTP server; the log names the file and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mail-'));
    const lines: unknown[] = [];
    const shown: string[] = [];
    const log = { ...silentLog, info: (...line: unknown[]) => void lines.push(line) };
    const mailer = openMail({ ...options, folder: join(folder, 'new'), log, show: (text) => shown.push(text) });
    await mailer.send(mail);
    const [file = ''] = readdirSync(join(folder, 'new'));
    const parsed = await simpleParser(readFileSync(join(folder, 'new', file)));
    expect(parsed).toMatchObject({ subject: letter.subject, to: { text: 'ann@library.example' } });
    expect(lines).toEqual([[{ file }, 'a mail was written']]);
    expect(shown).toEqual(['Confirm the signature: https://example.org/confirm#a&b']);
    rmSync(folder, { recursive: true });
  });
});
