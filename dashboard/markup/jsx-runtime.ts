// What JSX in pages and charts becomes: text, with everything in it escaped. The compiler calls `jsx` for each element.
import type { JSX as Html } from 'preact';

/** What may stand within an element. Null, undefined, true and false are nothing. */
export type Children = Markup | string | number | boolean | null | undefined | readonly Children[];

type Props = Readonly<Record<string, unknown>> & { readonly children?: Children };
// biome-ignore lint/suspicious/noExplicitAny: a component takes what it takes
type Component = (props: any) => Children;

/** Markup of any kind. Elements become text at once; components are called when all of it is written, so that they know what is around them. */
export type Markup = Text | Call | Parts | Within;

class Text {
  constructor(readonly html: string) {}
}

/** What is written when its turn comes. */
class Waiting {}

class Call extends Waiting {
  constructor(
    readonly component: Component,
    readonly props: Props,
  ) {
    super();
  }
}

/** Text, and between it what is still to be written. */
class Parts extends Waiting {
  constructor(readonly parts: readonly (string | Markup)[]) {
    super();
  }
}

/** Children who see a value of a context. */
class Within extends Waiting {
  constructor(
    readonly context: { now: unknown },
    readonly value: unknown,
    readonly children: Children,
  ) {
    super();
  }
}

/** Elements that have no end tag while nothing stands in them. */
const single = new Set(
  'area base br col embed hr img input link meta source track wbr circle ellipse line path polygon polyline rect stop use'.split(
    ' ',
  ),
);

/** What every element of a name begins and ends with. */
interface Tag {
  readonly start: string;
  readonly end: string;
  readonly isSingle: boolean;
}

/** Elements and attributes have few names, so what is made of them is made once. */
const tags = new Map<string, Tag>();
const beginnings = new Map<string, string>();

function tagOf(name: string): Tag {
  const known = tags.get(name);
  if (known) return known;
  const tag = { start: `<${name}`, end: `</${name}>`, isSingle: single.has(name) };
  tags.set(name, tag);
  return tag;
}

/** An attribute up to its value. */
function beginningOf(name: string): string {
  const known = beginnings.get(name);
  if (known) return known;
  const beginning = ` ${name}="`;
  beginnings.set(name, beginning);
  return beginning;
}

/** Pages write few classes, again and again. So many are kept as they were written. */
const mostClasses = 1_000;
const classes = new Map<string, string>();

function classOf(value: string): string {
  const known = classes.get(value);
  if (known !== undefined) return known;
  const written = ` class="${escaped(value)}"`;
  if (classes.size < mostClasses) classes.set(value, written);
  return written;
}

/** They may say no, which is not the same as saying nothing. Besides them, `aria-...` and `data-...` do. */
const saysNo = new Set(['contenteditable', 'draggable', 'spellcheck']);

const escapes: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', '<': '&lt;' };

/** Up to this length, looking at each letter is sooner done than beginning a search. */
const short = 24;

/** Text without a quotation mark, an ampersand or a bracket; most has none, and is short. */
function escaped(text: string): string {
  if (text.length > short) return /["&<]/.test(text) ? replaced(text) : text;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 34 || sign === 38 || sign === 60) return replaced(text);
  }
  return text;
}

const replaced = (text: string) => text.replace(/["&<]/g, (each) => escapes[each] ?? each);

/** An element by its name, or a component. Attributes are named as HTML and SVG name them. */
export function jsx(type: string | Component, props: Props): Markup {
  if (typeof type !== 'string') return type === Fragment ? joined('', props.children, '') : new Call(type, props);
  const tag = tagOf(type);
  let { start } = tag;
  let inner: string | undefined;
  for (const name in props) {
    const value = props[name];
    if (name === 'children') continue;
    if (typeof value === 'string')
      start += value === '' ? ` ${name}` : name === 'class' ? classOf(value) : `${beginningOf(name)}${escaped(value)}"`;
    else if (typeof value === 'number') start += `${beginningOf(name)}${value}"`;
    else if (name === 'dangerouslySetInnerHTML') inner = (value as { readonly __html: string }).__html;
    else if (typeof value === 'boolean')
      start += name[4] === '-' || saysNo.has(name) ? ` ${name}="${value}"` : value ? ` ${name}` : '';
  }
  if (inner !== undefined) return new Text(`${start}>${inner}${tag.end}`);
  const { children } = props;
  if (children == null && tag.isSingle) return new Text(`${start}/>`);
  return joined(`${start}>`, children, tag.end);
}
export { jsx as jsxs };

/** `<>...</>`. */
export const Fragment: Component = ({ children }: Props) => children;

/** Joins what is text already. */
function joined(start: string, children: Children, end: string): Markup {
  if (typeof children === 'string') return new Text(start + escaped(children) + end);
  if (children instanceof Text) return new Text(start + children.html + end);
  const parts: (string | Markup)[] = [];
  const last = append(parts, start, children) + end;
  if (parts.length === 0) return new Text(last);
  parts.push(last);
  return new Parts(parts);
}

/** Adds children to text; what is not text yet goes to `parts`, and the text begins anew. */
function append(parts: (string | Markup)[], text: string, child: Children): string {
  if (typeof child === 'string') return text + escaped(child);
  if (typeof child === 'number') return text + child;
  if (child == null || typeof child === 'boolean') return text;
  if (child instanceof Text) return text + child.html;
  if (Array.isArray(child)) {
    let rest = text;
    for (const each of child as readonly Children[]) rest = each instanceof Text ? rest + each.html : append(parts, rest, each);
    return rest;
  }
  // Nothing else is markup, whatever it looks like: data of others, for one.
  if (!(child instanceof Waiting)) return text + escaped(String(child));
  parts.push(text, child as Markup);
  return '';
}

/** Writes markup as text, from its beginning to its end. */
export function written(child: Children): string {
  if (child instanceof Text) return child.html;
  if (child instanceof Call) return written(child.component(child.props));
  if (child instanceof Parts) {
    let text = '';
    for (const part of child.parts) text += typeof part === 'string' ? part : written(part);
    return text;
  }
  if (child instanceof Within) {
    const { context, value, children } = child;
    const before = context.now;
    context.now = value;
    try {
      return written(children);
    } finally {
      context.now = before;
    }
  }
  return written(joined('', child, ''));
}

/** A value that components see without being given it. */
export interface Context<Value> {
  /** What the component that is written at this moment sees. */
  now: Value;
  readonly Provider: (props: { readonly value: Value; readonly children?: Children }) => Markup;
}

export function createContext<Value>(now: Value): Context<Value> {
  const context: Context<Value> = { now, Provider: ({ value, children }) => new Within(context, value, children) };
  return context;
}

export const useContext = <Value>({ now }: Context<Value>): Value => now;

/** How TypeScript checks elements: their attributes are those of HTML and SVG. */
export declare namespace JSX {
  type Element = Markup;
  type ElementType = string | Component;
  interface ElementChildrenAttribute {
    readonly children: unknown;
  }
  interface IntrinsicAttributes {
    /** The compiler of JSX takes it from lists; nothing is made of it. */
    readonly key?: string | number;
  }
  /** What is named or written otherwise here. */
  type Otherwise =
    | 'children'
    | 'ref'
    | 'key'
    | 'style'
    | 'className'
    | 'htmlFor'
    | 'tabIndex'
    | 'readOnly'
    | 'maxLength'
    | 'colSpan';
  type IntrinsicElements = {
    [Name in keyof Html.IntrinsicElements]: Omit<Html.IntrinsicElements[Name], Otherwise> & {
      readonly children?: Children;
      readonly key?: string | number;
      readonly style?: string;
    };
  };
}
