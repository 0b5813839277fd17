// Does a walk come back to a file that it left? Copies a checkout so that its functions say when they begin and end, and counts from that.
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

/** That a function of a file began, or ended. The place and the name are those of the outermost function around it, or its own. */
export type Step = readonly [what: 'in' | 'out', file: string, place: number, name: string];

/** Another visit to a file that was left, after a third one, for something that was not read before. */
export interface Return {
  readonly file: string;
  /** What is read there. */
  readonly name: string;
  /** The file that was visited last. */
  readonly after: string;
}

/**
 * The returns of a recorded walk, in order, as somebody meets them who reads along, and reads each function once, with all that stands in it. A visit lasts while any
 * function of the file runs, or waits for a promise or for its next value to be taken. A file that calls another and goes on has not been left.
 */
export function returnsIn(steps: readonly Step[]): Return[] {
  const running = new Map<string, number>();
  const [read, open] = [new Set<string>(), new Set<string>()];
  /** By file, how many visits to any file there had been when it was left. */
  const left = new Map<string, number>();
  const visits: string[] = [];
  const returns: Return[] = [];
  for (const [what, file, place, name] of steps) {
    const now = Math.max(0, (running.get(file) ?? 0) + (what === 'in' ? 1 : -1));
    running.set(file, now);
    if (now === 0 && open.delete(file)) left.set(file, visits.length);
    const key = `${file} ${place}`;
    if (what === 'out' || read.has(key)) continue;
    read.add(key);
    if (open.has(file)) continue;
    open.add(file);
    if (left.has(file) && visits.length > (left.get(file) as number))
      returns.push({ file, name, after: visits.at(-1) as string });
    visits.push(file);
  }
  return returns;
}

/** Compiled code whose functions are watched, below dist. */
const watched = ['languages', 'services', 'gateway'];

/** Makes a copy of a checkout, which must be built, whose functions call `globalThis.houseStep`. Packages are shared with it. */
export function watchedCopy(root: string, copy: string): void {
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(root))
    if (name === 'node_modules') symlinkSync(join(root, name), join(copy, name));
    else if (!name.startsWith('.')) cpSync(join(root, name), join(copy, name), { recursive: true });
  for (const folder of watched)
    for (const name of readdirSync(join(copy, 'dist', folder), { recursive: true, encoding: 'utf8' })) {
      const file = join(copy, 'dist', folder, name);
      if (file.endsWith('.js')) writeFileSync(file, telling(readFileSync(file, 'utf8'), join(folder, name)));
    }
}

/** The body of an arrow function that hands out something by its name, as decorators ask for it. */
const names = /^\[?[\w$]+(\.[\w$]+)*\]?$/;

/** The body of a function that the compiler writes to hand out an export by its name. */
const handsOut = /^\{\s*return (?!this\b)[\w$]+(\.\w+)?;\s*\}$/;

interface Node {
  readonly type?: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly body?: Node;
  readonly function?: Node;
  readonly key?: Named;
  readonly id?: Named;
  readonly identifier?: Named;
}

interface Named {
  readonly value?: unknown;
  readonly id?: Named;
}

/** A function or method with all that stands in it, which is read as one. */
interface Read {
  readonly place: number;
  readonly name: string;
}

/** What a function, a method or a constant is called. */
function nameOf({ key, id, identifier }: Node): string | undefined {
  const { value, id: own } = key ?? identifier ?? id ?? {};
  const name = value ?? own?.value;
  return typeof name === 'string' ? name : undefined;
}

/** The source of a module whose functions say when they begin and end; those that hand out an export by its name stay silent. */
export function telling(source: string, file: string): string {
  const text = Buffer.from(source);
  const module = parseSync(source, { syntax: 'ecmascript', target: 'es2022', script: true }) as unknown as Node;
  const inserts: [at: number, what: string][] = [];
  // Positions are bytes, counted from one.
  const at = (position: number) => position - 1;
  const visit = (node: unknown, called = '', outer?: Read): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each, called, outer);
      return;
    }
    const { type = '', body } = node as Node;
    const name = nameOf(node as Node) ?? called;
    const isFunction = /Function|Method|Constructor|^(Getter|Setter)Property$/.test(type);
    const inner = isFunction ? (body ?? (node as Node).function?.body) : undefined;
    const whole = outer ?? (inner?.span && { place: at(inner.span.start), name });
    if (inner?.span && whole) {
      const [from, to] = [at(inner.span.start), at(inner.span.end)];
      const code = text.subarray(from, to).toString();
      const words = [file, whole.place, whole.name].map((word) => JSON.stringify(word)).join();
      const [begin, end] = [`globalThis.houseStep?.("in",${words});try{`, `}finally{globalThis.houseStep?.("out",${words})}`];
      if (!/^(BlockStatement|FunctionBody)$/.test(inner.type ?? '')) {
        if (!names.test(code)) inserts.push([from, `{${begin}return (`], [to, `)${end}}`]);
      } else if (/^\{\s*\}$/.test(code)) inserts.push([from + 1, begin + end]);
      else if (!handsOut.test(code)) inserts.push([from + 1, begin], [to - 1, end]);
    }
    for (const value of Object.values(node)) visit(value, name, whole);
  };
  visit(module);
  const parts: string[] = [];
  let done = 0;
  // Where an expression ends with another, the inner one is closed first.
  for (const [position, what] of inserts.map((each, i) => [...each, i] as const).sort((a, b) => a[0] - b[0] || b[2] - a[2])) {
    parts.push(text.subarray(done, position).toString(), what);
    done = position;
  }
  return parts.join('') + text.subarray(done).toString();
}
