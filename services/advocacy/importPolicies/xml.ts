// XML as a tree of elements by their names without prefix: strictly well-formed, bounded, and without looking anything up.
import { SaxesParser } from 'saxes';
import { BadInput } from '#kit/words/problem';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, without that of its children and without white space around it. Never a number: codes such as 06 keep their zero. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Deeper than any message of the formats we read. */
const deepest = 64;

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

/** Prefixes need no declaration, so that a part of a feed can be read alone. @throws BadInput naming the line where it is malformed */
export function treeOf(xml: string): XmlElement {
  const parser = new SaxesParser({ position: true });
  const top: XmlElement[] = [];
  const open: { name: string; attributes: Record<string, string>; text: string; children: XmlElement[] }[] = [];
  const refuse = (why: string): never => {
    throw new BadInput('file', `The file is not well-formed XML: line ${parser.line}: ${why}`, {
      reason: 'NOT_XML',
      values: { line: parser.line },
    });
  };
  parser.on('error', (error) => {
    // Names of characters, such as &eacute;, stand in definitions that we do not look up; they stand in titles, not in terms.
    if (!/undefined entity/.test(error.message)) refuse(error.message.replace(/^\d+:\d+: /, ''));
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= deepest) refuse(`its elements lie more than ${deepest} levels deep within each other.`);
    const named = Object.entries(attributes).map(([key, value]) => [bare(key), String(value)]);
    open.push({ name: bare(name), attributes: Object.fromEntries(named), text: '', children: [] });
  });
  const add = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const element = open.pop()!;
    (open.at(-1)?.children ?? top).push({ ...element, text: element.text.trim() });
  });
  parser.write(xml.replace(/^\ufeff/, '')).close();
  return top[0] ?? refuse('it holds no element.');
}

/** All elements of a name at any depth, in the order of the file; those inside one that was found are its own. */
export function* elementsOf(tree: XmlElement, isNamed: (name: string) => boolean): Generator<XmlElement> {
  if (isNamed(tree.name)) yield tree;
  else for (const child of tree.children) yield* elementsOf(child, isNamed);
}
