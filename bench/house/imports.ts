// Reads which file imports which, from the text of all sources; types and `#` imports count.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A source file, its path seen from the root of the project. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Paths of the project's own files that it imports, each once. */
  readonly imports: readonly string[];
  /** Names of the packages that it imports. */
  readonly packages: readonly string[];
}

export interface House {
  readonly files: readonly SourceFile[];
  /** The paths of the files that import this one. */
  importersOf(path: string): readonly string[];
}

/** Folders that hold code; tests only use it. */
const folders = ['languages', 'services', 'gateway', 'schema', 'start', 'dashboard', 'bench', 'fixtures', 'docs'];
const aliases = /^#(languages|kit|advocacy|partnership|gateway|dashboard|start)\//;

/** Of the product, and written by people: what a program writes from operations is nobody's thought. */
export const isProduct = ({ path }: SourceFile) => /^(services|gateway|schema|start)\/(?!typed\/)/.test(path);

/** Reads the sources below a root. */
export function readHouse(root: string): House {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d)\.tsx?$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(folder, name)),
  );
  const known = new Map(paths.map((path) => [path.replace(/\.tsx?$/, ''), path]));
  const files = paths.toSorted().map((path) => readSource(root, path, known));
  const importers = new Map<string, string[]>();
  for (const { path, imports } of files)
    for (const target of imports) importers.set(target, [...(importers.get(target) ?? []), path]);
  return { files, importersOf: (path) => importers.get(path) ?? [] };
}

function readSource(root: string, path: string, known: ReadonlyMap<string, string>): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const [imports, packages] = [new Set<string>(), new Set<string>()];
  for (const [, name = ''] of text.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*'([^']+)'/g)) {
    if (!/^[.#]/.test(name)) packages.add(name);
    else {
      const target = pathOf(path, name);
      const file = known.get(target) ?? known.get(`${target}/index`);
      if (file) imports.add(file);
    }
  }
  return { path, text, lines: text.split('\n').length - 1, imports: [...imports], packages: [...packages] };
}

/** The path that an import names, without its ending. */
function pathOf(from: string, name: string): string {
  const bare = name.replace(/\.js$/, '');
  const [, room] = aliases.exec(bare) ?? [];
  if (!room) return normalize(join(dirname(from), bare));
  return `${/kit|advocacy|partnership/.test(room) ? 'services/' : ''}${bare.slice(1)}`;
}

/** Groups of nodes that can all reach one another (Tarjan's strongly connected components), each of two or more. */
export function circles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const [index, low] = [new Map<string, number>(), new Map<string, number>()];
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) as number, low.get(next) as number));
    }
    if (low.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) found.push(circle);
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}

const exported = /^export (?:abstract |async |declare )*(?:const|function\*?|class|interface|type|enum|let) (\w+)/gm;

/** Names that two files export. Every feature and program has its own `settings`, `entities`, `seed` and so on: those are one meaning each. */
export function twofoldNames(files: readonly SourceFile[]): string[] {
  const homes = new Map<string, Set<string>>();
  for (const { path, text } of files)
    for (const [, name = ''] of text.matchAll(exported)) homes.set(name, new Set([...(homes.get(name) ?? []), path]));
  return [...homes]
    .filter(([name, paths]) => paths.size > 1 && !parts.has(name))
    .map(([name]) => name)
    .toSorted();
}

/** What each subgraph or program declares of the same kind. */
const parts = new Set([
  'settings',
  'entities',
  'features',
  'migrations',
  'seed',
  'Library',
  'Partnership',
  'Sources1700000000000',
]);
