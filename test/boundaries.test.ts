// Promises of: who may import whom, and who may read the environment?
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const folders = ['services', 'gateway', 'schema', 'start', 'bench', 'fixtures'];

interface Import {
  readonly file: string;
  readonly target: string;
}

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name)),
);
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** Every import, with the path of the file it names inside the project, or the name of a package. */
const imports: Import[] = sources.flatMap((file) =>
  [...textOf(file).matchAll(/(?:from|import|require\()\s*'([^']+)'/g)].map(([, name = '']) => ({
    file,
    target: targetOf(file, name),
  })),
);

function targetOf(file: string, name: string): string {
  if (name.startsWith('.')) return relative(root, resolve(root, dirname(file), name));
  if (name.startsWith('#'))
    return name.replace(/^#(kit|advocacy|partnership)\//, 'services/$1/').replace(/^#(gateway|start)\//, '$1/');
  return name;
}

const broken = (from: RegExp, allowed: RegExp) =>
  imports.filter(
    ({ file, target }) =>
      from.test(file) && /^(services|gateway|schema|start|bench|fixtures|test|dashboard)\b/.test(target) && !allowed.test(target),
  );

describe('the borders between folders', () => {
  it.each([
    ['the kit', /^services\/kit\//, /^services\/kit\//],
    ['the partnership subgraph', /^services\/partnership\//, /^services\/(partnership|kit)\b/],
    ['the advocacy subgraph', /^services\/advocacy\//, /^services\/(advocacy|kit)\b/],
    ['the terms of a license', /^services\/advocacy\/terms\//, /^services\/(advocacy\/terms|kit\/words)\//],
    ['the mathematics', /^services\/advocacy\/licensing\//, /^services\/(advocacy\/(licensing|terms)|kit\/words)\//],
    ['the gateway', /^gateway\//, /^(gateway|services\/kit)\b/],
    ['the benchmarks', /^bench\//, /^(?!test\b)/],
    ['the fixtures', /^fixtures\//, /^services\/partnership\b/],
    ['the start', /^start\//, /^(start|services\/kit)\b/],
    ['the schema composition', /^schema\//, /^(schema|services\/\w+\/subgraph)\b/],
  ])('keep %s within what it may import', (_what, from, allowed) => {
    expect(broken(from, allowed)).toEqual([]);
  });

  it('are crossed between features only through an index', () => {
    const crossings = imports.filter(({ file, target }) => {
      const [from, to] = [featureOf(file), featureOf(target)];
      return from && to && from !== to && !/\/index$/.test(target) && target !== to;
    });
    expect(crossings).toEqual([]);
  });

  it('keep rules free of databases, servers and Node', () => {
    const rules = /^services\/advocacy\/(licensing|terms)\/|(emailHash|states|callToRespond)\.ts$/;
    const impure = imports.filter(({ file, target }) => rules.test(file) && /^(typeorm|pg|@apollo\/|node:)/.test(target));
    expect(impure).toEqual([]);
  });

  it('let only main.ts read the environment, and hand it on', () => {
    const readers = sources.filter((file) => /process\.env\b/.test(textOf(file)) && !/(^|\/)main\.ts$|^bench\//.test(file));
    expect(readers).toEqual([]);
  });
});

/** `services/advocacy/petitions` of a file or import in it; undefined outside of features: terms and licensing are rooms below them. */
function featureOf(path: string): string | undefined {
  const folder = /^services\/(?:advocacy|partnership)\/[a-z][A-Za-z]*(?=\/)/.exec(`${path}/`)?.[0];
  return folder && /\/(migrations|terms|licensing)$/.test(folder) ? undefined : folder;
}

describe('every source file', () => {
  it('opens with the question it answers', () => {
    const silent = sources.filter((file) => !/^\/\/ [A-Z]/.test(textOf(file)));
    expect(silent).toEqual([]);
  });

  it('holds one idea, in at most 400 lines', () => {
    const long = sources.filter((file) => textOf(file).split('\n').length > 400);
    expect(long).toEqual([]);
  });
});
