// How does Markdown become HTML that can be shown as it is?
import { marked } from 'marked';
import sanitize from 'sanitize-html';

/** What stories and tips may hold. Pictures are left out: their addresses would tell other servers who reads. */
const allowed: sanitize.IOptions = {
  allowedTags: ['p', 'br', 'hr', 'em', 'strong', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'h2', 'h3', 'h4', 'a'],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowProtocolRelative: false,
  // A story stands below the title of its page.
  transformTags: { h1: 'h2', a: sanitize.simpleTransform('a', { rel: 'noopener nofollow ugc' }) },
};

/** HTML of Markdown (GitHub's flavour) without anything that could run, load or disguise itself. */
export function renderMarkdown(markdown: string): string {
  return sanitize(marked.parse(markdown, { async: false, gfm: true }), allowed).trim();
}
