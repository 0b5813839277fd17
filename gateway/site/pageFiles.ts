// The pages for people, read from their folder: templates, titles, and the registered documents that each asks and sends.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse } from 'graphql';
import { type Operation, operationOf } from '../operation/document';

/**
 * One page: a Mustache template that opens with a comment of `name: value` lines. Its place in the folder is its path; a folder or file
 * named `[id]` stands for any one part of a path. It speaks to the graph by registered documents only.
 */
export interface PageFile {
  /** As routes are written: `/petitions/:id`. */
  readonly path: string;
  /** The heading before, and after, its form was accepted; templates themselves. */
  readonly title: string;
  readonly done: string;
  /** The query for what it shows. */
  readonly asks?: Operation;
  /** The mutation that its form sends. */
  readonly sends?: Operation;
  /** A field of its form, without which a form that is sent changes nothing, and only shows what the page asks. */
  readonly sendsWith?: string;
  /** The subscription that keeps it fresh. */
  readonly live?: Operation;
  /** Whether search engines may list it. They may not list pages that links in mails open. */
  readonly indexed: boolean;
  /** Whether it is shown when its query is answered with nothing. */
  readonly optional: boolean;
  readonly template: string;
}

/** How a refusal reads to a person. */
export interface RefusalWords {
  readonly heading: string;
  /** The message of the refusal, when not given. */
  readonly text?: string;
  /** Whether the form is shown again, filled in as it was sent. */
  readonly again?: boolean;
}

/** Everything that is read from the folder of pages. */
export interface SiteFiles {
  readonly pages: readonly PageFile[];
  readonly layout: string;
  /** Templates that others include, by name. */
  readonly partials: Readonly<Record<string, string>>;
  /** By the code of the refusal. */
  readonly refusals: Readonly<Record<string, RefusalWords>>;
  /** Styles, scripts and pictures, by file name. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads all of it, once. @throws Error naming the file when a page has no title, an unknown line, or a document that is not registered */
export function readSite(folder: string, operations: string): SiteFiles {
  const text = (...parts: string[]) => readFileSync(join(folder, ...parts), 'utf8');
  const pages = readdirSync(join(folder, 'pages'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.mustache'),
  );
  const partials = readdirSync(join(folder, 'partials'));
  return {
    pages: pages.sort().map((name) => pageOf(name, text('pages', name), (document) => documentOf(operations, document))),
    layout: text('layout.mustache'),
    partials: Object.fromEntries(partials.map((name) => [name.replace(/\.mustache$/, ''), text('partials', name)])),
    refusals: JSON.parse(text('refusals.json')),
    assets: new Map(readdirSync(join(folder, 'assets')).map((name) => [name, text('assets', name)])),
  };
}

function pageOf(name: string, text: string, documentFor: (name: string) => Operation): PageFile {
  const [head, lines] = /^<!--([\s\S]*?)-->\n/.exec(text) ?? [];
  if (head === undefined || lines === undefined)
    throw new Error(`The page ${name} does not open with a comment that states its title.`);
  const stated = new Map(lines.split('\n').flatMap((line) => nameAndValue(name, line)));
  const title = stated.get('title');
  if (!title) throw new Error(`The page ${name} states no title. Add a line such as "title: Petitions" to its comment.`);
  const documents = (['asks', 'sends', 'live'] as const).flatMap((use) => {
    const document = stated.get(use);
    return document === undefined ? [] : [[use, documentFor(document)] as const];
  });
  return {
    path: pathOf(name),
    title,
    done: stated.get('done') ?? title,
    indexed: stated.get('indexed') === 'yes',
    optional: stated.get('optional') === 'yes',
    ...(stated.has('sendsWith') && { sendsWith: stated.get('sendsWith') as string }),
    template: text.slice(head.length),
    ...Object.fromEntries(documents),
  };
}

const lineNames = ['title', 'done', 'asks', 'sends', 'sendsWith', 'live', 'indexed', 'optional'];

function nameAndValue(page: string, line: string): [string, string][] {
  if (line.trim() === '') return [];
  const [, name = '', value = ''] = /^\s*(\w+):\s*(.*?)\s*$/.exec(line) ?? [];
  if (!lineNames.includes(name))
    throw new Error(`The page ${page} has an unknown line: ${line.trim()}. Known names: ${lineNames.join(', ')}.`);
  return [[name, value]];
}

function pathOf(name: string): string {
  const parts = name.replace(/\.mustache$/, '').split(sep);
  if (parts.at(-1) === 'index') parts.pop();
  return `/${parts.map((part) => part.replace(/^\[(\w+)\]$/, ':$1')).join('/')}`;
}

function documentOf(folder: string, name: string): Operation {
  const text = readFileSync(join(folder, `${name}.graphql`), 'utf8');
  const operation = operationOf(parse(text), { text });
  if (!operation) throw new Error(`${name}.graphql must hold one operation.`);
  return operation;
}
