// Loaded first in each process of `npm start`: keeps its modules, found and compiled, in the file CODE_CACHE for the next start.
// Finding and compiling 1,500 modules is most of what a start costs. Node 22 can keep the compiled half only, Node 20 neither.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** What Node calls to load a module, and lets others replace. */
interface Loader {
  _resolveFilename(this: unknown, request: string, parent?: Parent, isMain?: boolean, options?: object): string;
  _resolveLookupPaths(request: string, parent: Parent): string[] | null;
  readonly _extensions: { '.js': (this: unknown, module: Loaded, file: string) => unknown };
  readonly _cache: object;
  readonly prototype: { _compile(this: unknown, source: string, file: string, format?: string): unknown };
}
interface Parent {
  readonly path?: string;
}
interface Loaded extends Parent {
  readonly exports: unknown;
  require(request: string): unknown;
}

/** Where the parts of a module are in the file: its source as latin1 or UTF-8, and V8's form of it. */
interface Kept {
  /** When the source was last written and how long it is: the same for the same source. */
  readonly mark: string;
  readonly latin1: boolean;
  readonly source: readonly [from: number, to: number];
  readonly code: readonly [from: number, to: number];
}

interface Index {
  /** What all of it rests on besides the sources. */
  readonly basis: string;
  /** Of all parts, in bytes: a file that was cut off is not used. */
  readonly size: number;
  readonly files: Readonly<Record<string, Kept>>;
  /** By folder and request, the file that it means. */
  readonly found: Readonly<Record<string, string>>;
}

const [before, after] = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'];
/** A start that had to compile no more than this share of its modules leaves the file as it is. */
const mostNew = 0.05;
/** The start counts as over when no module was loaded for this long, in milliseconds. */
const quietMs = 10_000;

const loader = Module as unknown as Loader;
/** Of code that was kept, Node 20 no longer knows how to run an `import()`. */
const importsLater = /\bimport\s*\(/;
const markOf = (file: string) => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : '';
};

/** Serves modules from the file and writes it anew when much has changed. The sources are compared at each start. */
export function keepCode(file: string, root: string): void {
  const marks = ['package.json', join('node_modules', '.package-lock.json')].map((name) => markOf(join(root, name)));
  const basis = [process.version, process.arch, process.env.NODE_OPTIONS, ...process.execArgv, ...marks].join('\n');
  let { index, data } = read(file, basis);
  let scripts: Map<string, { script: Script; source: string; mark: string }> | undefined = new Map();
  let found: Record<string, string> | undefined = {};
  let [fresh, lastLoad] = [0, performance.now()];

  const marked = new Map<string, string>();
  const markOnce = (file: string) => {
    const mark = marked.get(file) ?? markOf(file);
    marked.set(file, mark);
    return mark;
  };
  const run = (module: Loaded, file: string, source: string, mark: string, script: Script) => {
    scripts?.set(file, { script, source, mark });
    lastLoad = performance.now();
    const wrapped = script.runInThisContext();
    return wrapped.call(module.exports, module.exports, requireOf(module), module, file, dirname(file));
  };

  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, isMain, options) {
    if (options || !parent?.path) return resolve.call(this, request, parent, isMain, options);
    const key = `${parent.path}\0${request}`;
    const known = index.found[key];
    const answer = known && markOnce(known) ? known : resolve.call(this, request, parent, isMain, options);
    if (found && isAbsolute(answer)) found[key] = answer;
    return answer;
  };
  const load = loader._extensions['.js'];
  loader._extensions['.js'] = function (module, file) {
    const kept = index.files[file];
    if (!kept || kept.mark !== markOnce(file)) return load.call(this, module, file);
    const source = data.toString(kept.latin1 ? 'latin1' : 'utf8', ...kept.source);
    const script = compiled(file, source, data.subarray(...kept.code)) as Script;
    if (script.cachedDataRejected) fresh++;
    return run(module, file, source, kept.mark, script);
  };
  const compile = loader.prototype._compile;
  loader.prototype._compile = function (source, file, format) {
    const ours =
      scripts && (format === undefined || format === 'commonjs') && !source.startsWith('#!') && !importsLater.test(source);
    const script = ours ? compiled(file, source) : undefined;
    // Without a format it may be an ES module.
    if (!script) return compile.call(this, source, file, format);
    fresh++;
    return run(this as Loaded, file, source, markOnce(file), script);
  };

  const settle = () => {
    clearInterval(settling);
    // Threads load a part of what their process does.
    if (isMainThread && scripts && found && fresh > mostNew * scripts.size) write(file, basis, scripts, found);
    [scripts, found, data] = [undefined, undefined, Buffer.alloc(0)];
    index = { ...index, files: {} };
  };
  const settling = setInterval(() => performance.now() - lastLoad > quietMs && settle(), quietMs).unref();
  process.on('exit', settle);
}

/** The words of `require` that a module sees. */
function requireOf(module: Loaded) {
  const resolve = Object.assign((request: string, options?: object) => loader._resolveFilename(request, module, false, options), {
    paths: (request: string) => loader._resolveLookupPaths(request, module),
  });
  return Object.assign((request: string) => module.require(request), {
    ...{ resolve, main: process.mainModule, extensions: loader._extensions, cache: loader._cache },
  });
}

/** Undefined when the source is no CommonJS. */
function compiled(file: string, source: string, cachedData?: Buffer): Script | undefined {
  try {
    return new Script(before + source + after, {
      ...{ filename: file, columnOffset: -before.length, ...(cachedData && { cachedData }) },
    });
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}

function read(file: string, basis: string): { index: Index; data: Buffer } {
  try {
    const whole = readFileSync(file);
    const start = 4 + whole.readUInt32LE(0);
    const index = JSON.parse(whole.toString('utf8', 4, start)) as Index;
    if (index.basis === basis && whole.length === start + index.size) return { index, data: whole.subarray(start) };
  } catch {
    // None yet, or not whole.
  }
  return { index: { basis, size: 0, files: {}, found: {} }, data: Buffer.alloc(0) };
}

/** A cache that cannot be written is none: the next start takes longer. */
function write(
  file: string,
  basis: string,
  scripts: ReadonlyMap<string, { script: Script; source: string; mark: string }>,
  found: Readonly<Record<string, string>>,
): void {
  const parts: Buffer[] = [];
  let at = 0;
  const place = (part: Buffer) => {
    parts.push(part);
    at += part.length;
    return [at - part.length, at] as const;
  };
  const files: Record<string, Kept> = {};
  for (const [name, { script, source, mark }] of scripts) {
    const latin1 = !/[^\0-\xff]/.test(source);
    const kept = { source: place(Buffer.from(source, latin1 ? 'latin1' : 'utf8')), code: place(script.createCachedData()) };
    files[name] = { mark, latin1, ...kept };
  }
  const head = Buffer.from(JSON.stringify({ basis, size: at, files, found } satisfies Index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, Buffer.concat([length, head, ...parts]));
    renameSync(draft, file);
  } catch {
    return;
  }
}

const file = process.env.CODE_CACHE;
if (file) keepCode(file, dirname(dirname(__dirname)));
