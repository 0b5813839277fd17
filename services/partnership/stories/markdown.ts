// How the Markdown of stories and tips becomes safe HTML that still says everything its writer said.
import { Marked, type RendererThis, Tokenizer, type Tokens } from 'marked';
import sanitize from 'sanitize-html';

const blocks = ['p', 'br', 'hr', 'pre', 'blockquote', 'ul', 'ol', 'li', 'h2', 'h3', 'h4', 'h5', 'h6', 'dl', 'dt', 'dd'];
const tables = ['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'];
const inline = ['em', 'strong', 'del', 'code', 'a', 'b', 'i', 's', 'u', 'ins', 'mark', 'kbd', 'q', 'cite', 'small', 'sub', 'sup'];
const cell = ['align', 'colspan', 'rowspan'];

const allowed: sanitize.IOptions = {
  allowedTags: [...blocks, ...tables, ...inline],
  allowedAttributes: { a: ['href', 'rel', 'title'], ol: ['start'], th: cell, td: cell },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    // A story stands below the title of its page.
    h1: 'h2',
    // Other relative addresses would lead to nothing; their words stay.
    a: (name, given) =>
      /^(https?:|mailto:|\/(?!\/))/i.test(given.href ?? '')
        ? sanitize.simpleTransform('a', { rel: 'noopener nofollow ugc' })(name, given)
        : { tagName: 'a', attribs: { rel: 'noopener nofollow ugc' } },
    // Loading an image would tell another server who reads. What it shows is said in its place.
    img: (_name, { alt = '' }) => ({ tagName: 'em', attribs: {}, text: alt }),
  },
};

/** Where a bare address ends at the latest: quotation marks, a dash and full-width points belong to the sentence around it. */
const neverInAddress = /[“”„‟«»‹›「」『』《》…—。，、；：？！（）]/u;
const notAtItsEnd = /[‘’‚‛–]+$/u;

/** A bare address without the typographic marks that follow it. */
class AddressesInSentences extends Tokenizer {
  override url(src: string): Tokens.Link | undefined {
    const found = super.url(src);
    if (!found) return found;
    const address = (found.raw.split(neverInAddress, 1)[0] ?? '').replace(notAtItsEnd, '');
    return address === found.raw ? found : super.url(address);
  }
}

/** Footnotes as GitHub writes them: a number in the text, and the words below it. Without links: a page may hold several stories. */
function withNotes(marked: Marked): { list(): string } {
  const notes = new Map<string, { said: string }>();
  const order: string[] = [];
  const defined = /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(\S.*(?:\n(?:[ \t]+\S.*))*)(?:\n|$)/;
  marked.use({
    extensions: [
      {
        name: 'note',
        level: 'block',
        start: (src) => src.match(/^ {0,3}\[\^[^\]\s]+\]:/m)?.index,
        tokenizer(src) {
          const [raw, label = '', text = ''] = defined.exec(src) ?? [];
          if (raw === undefined) return;
          if (!notes.has(label)) notes.set(label, { said: '' });
          return { type: 'note', raw, label, tokens: this.lexer.inline(text) };
        },
        renderer(this: RendererThis, { label, tokens = [] }) {
          const note = notes.get(label);
          if (note) note.said = [note.said, this.parser.parseInline(tokens)].filter(Boolean).join('<br>');
          return '';
        },
      },
      {
        name: 'noteNumber',
        level: 'inline',
        start: (src) => src.indexOf('[^'),
        tokenizer(src) {
          const [raw, label = ''] = /^\[\^([^\]\s]+)\]/.exec(src) ?? [];
          return raw !== undefined && notes.has(label) ? { type: 'noteNumber', raw, label } : undefined;
        },
        renderer({ label }) {
          if (!order.includes(label)) order.push(label);
          return `<sup>[${order.indexOf(label) + 1}]</sup>`;
        },
      },
    ],
  });
  return {
    list() {
      const all = [...new Set([...order, ...notes.keys()])].map((label) => `<li>${notes.get(label)?.said ?? ''}</li>`);
      return all.length > 0 ? `<hr>\n<ol>\n${all.join('\n')}\n</ol>` : '';
    },
  };
}

/** Turns GitHub Flavored Markdown into HTML without scripts, images or styles. */
export function renderMarkdown(markdown: string): string {
  const marked = new Marked({ gfm: true, async: false });
  marked.use({ renderer: { checkbox: ({ checked }) => (checked ? '☑' : '☐') } });
  marked.setOptions({ tokenizer: new AddressesInSentences() });
  const notes = withNotes(marked);
  const body = marked.parse(markdown, { async: false });
  return sanitize(body + notes.list(), allowed)
    .replaceAll('<em></em>', '')
    .trim();
}
