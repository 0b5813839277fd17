// How does one text become a mail that every program can show, as plain text and as HTML?

/** What a mail says. All of it is text; nothing in it is read as HTML. */
export interface Letter {
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
export function writeLetter({ subject, paragraphs, action, footer, aside, unsubscribe }: Letter): { text: string; html: string } {
  const asides = [aside, unsubscribe].filter((one) => one !== undefined);
  const plain = ({ label, url }: Link) => `${label}:\n${url}`;
  const text = [...paragraphs, ...(action ? [plain(action)] : []), '-- ', ...footer, ...asides.map(plain)];
  const paragraph = (content: string) => `<p>${content}</p>`;
  const anchor = ({ label, url }: Link) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
  const body = [
    ...paragraphs.map((one) => paragraph(escapeHtml(one))),
    ...(action ? [paragraph(`<strong>${anchor(action)}</strong>`), paragraph(escapeHtml(action.url))] : []),
    '<hr>',
    ...footer.map((one) => paragraph(`<small>${escapeHtml(one)}</small>`)),
    ...asides.map((one) => paragraph(`<small>${anchor(one)}</small>`)),
  ];
  const head = `<meta charset="utf-8"><title>${escapeHtml(subject)}</title>`;
  return {
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="en"><head>${head}</head><body>\n${body.join('\n')}\n</body></html>\n`,
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
