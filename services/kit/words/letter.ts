// How does one text become a mail that every program can show, as plain text and as HTML?
import { html } from './html';

/** What a mail says. All of it is text; nothing in it is read as HTML. */
export interface Letter {
  /** Of its words, by its tag. */
  readonly language: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the reader is asked to do, as a link of its own line. */
  readonly action?: Link;
  /** Small print: why the reader gets this, and how to get no more. */
  readonly footer: readonly string[];
  /** What else the reader may do, after the footer. */
  readonly aside?: Link;
  /** Shown last. */
  readonly unsubscribe?: Unsubscribe;
}

/** How to get no more letters of a kind: a page, and an address at which mail programs do it by one POST (RFC 8058). */
export interface Unsubscribe extends Link {
  readonly oneClick: string;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** Both forms of a letter; they say the same. */
export function writeLetter({ language, subject, paragraphs, action, footer, aside, unsubscribe }: Letter): {
  text: string;
  html: string;
} {
  const asides = [aside, unsubscribe].filter((one) => one !== undefined);
  const plain = ({ label, url }: Link) => `${label}:\n${url}`;
  const text = [...paragraphs, ...(action ? [plain(action)] : []), '-- ', ...footer, ...asides.map(plain)];
  const anchor = ({ label, url }: Link) => html`<a href="${url}">${label}</a>`;
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head><body>
${paragraphs.map((one) => html`<p>${one}</p>\n`)}${action && html`<p><strong>${anchor(action)}</strong></p>\n<p>${action.url}</p>\n`}<hr>
${footer.map((one) => html`<p><small>${one}</small></p>\n`)}${asides.map((one) => html`<p><small>${anchor(one)}</small></p>\n`)}</body></html>
`;
  return { text: `${text.join('\n\n')}\n`, html: page.text };
}
