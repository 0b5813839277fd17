// Promises of the documents: what they name is there, and the codes they list are those that the code sends.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { families } from '../docs/codes';
import { documents as written } from '../docs/tables';

const root = resolve(__dirname, '..');
const textOf = (name: string) => readFileSync(join(root, name), 'utf8');
const tracked = [
  '.',
  'docs',
  'data',
  'docker',
  'gateway',
  'dashboard',
  'services',
  'test',
  'bench',
  'start',
  'schema',
  'findings',
];
const documents = tracked.flatMap((folder) =>
  !existsSync(join(root, folder))
    ? []
    : readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
        .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
        .map((name) => join(folder, name)),
);
const scripts: Readonly<Record<string, string>> = JSON.parse(textOf('package.json')).scripts;

/** What a document names between backticks, or as the target of a link. */
const namedIn = (document: string): string[] =>
  [...textOf(document).matchAll(/`([^`\n]+)`|\]\(([^)#\s]+)\)/g)].map(([, code, link]) => code ?? link ?? '');

/** Made while the product runs, or by building it. */
const made = /^(\.data|dist|node_modules|\.env)\b/;
/** A path of ours: it begins with a folder of the project, or ends like one of its files. */
const isPath = (name: string) =>
  !/[\s()<>{}=?:,]|^\/|\.\.\.|^[A-Z_]+\.|^\*|^\.\w+$/.test(name) &&
  (/^(services|gateway|dashboard|docs|docker|data|schema|start|test|bench|fixtures|findings)\//.test(name) ||
    /^[\w./[\]-]+\.(ts|tsx|md|json|sql|graphql|conf|yaml|png|sh|mjs)$/.test(name));

it('there are documents', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/operating.md']),
  );
});

it.each(documents)('%s names no file that is not there', (document) => {
  const lost = namedIn(document)
    .filter((name) => isPath(name) && !made.test(name))
    .filter((name) => {
      const [first = '', ...rest] = name.split('*');
      // Of a pattern, the folder before the first star is looked at.
      const path = rest.length > 0 ? first.replace(/[^/]*$/, '') : name;
      if (document.startsWith('services/') && !name.includes('/')) return false;
      return (
        !existsSync(join(root, path)) &&
        !existsSync(join(root, 'services', path)) &&
        !existsSync(join(root, dirname(document), path))
      );
    });
  expect(lost).toEqual([]);
});

it.each(documents)('%s names no command that is not there', (document) => {
  const text = textOf(document);
  const runs = [...text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name.replace(/:$/, ''));
  expect(runs.filter((name) => !Object.keys(scripts).some((each) => each === name || each.startsWith(`${name}:`)))).toEqual([]);
  const programs = [...text.matchAll(/node dist\/([\w/]+)\.js/g)].map(([, name = '']) => `${name}.ts`);
  expect(programs.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});

it.each(Object.entries(written))('%s says what the code says', (name, write) => {
  expect(textOf(name)).toBe(write(textOf(name)));
});

it('docs/pages.md names only journeys that are walked', () => {
  const named = [...textOf('docs/pages.md').matchAll(/`(test\/[\w/]+(?:\.test)?\.ts)`: ([^;|]+?) (?=[;|]|\[)/g)];
  expect(named.length).toBeGreaterThanOrEqual(29);
  expect(named.filter(([, file = '', journey = '']) => !textOf(file).includes(`'${journey}`)).map(([all]) => all)).toEqual([]);
});

it('README.md fits a person with five minutes', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(130);
});

describe('docs/errors.md', () => {
  const sent =
    /(?:code(?: =|:)|super\((?:\s*\w+,)?|refuse\(|coded\(|DocumentLimit\(|invalidValue =)\s*'([A-Z]+(?:_[A-Z]+)+|FORBIDDEN|UNAUTHENTICATED)'/g;
  const codes = new Set(
    ['gateway', 'services'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => [...textOf(join(folder, name)).matchAll(sent)].map(([, code = '']) => code)),
    ),
  );
  const listed = families.flatMap((family) => Object.keys(family.codes));

  it('lists every code that the code sends', () => {
    expect(codes.size).toBeGreaterThan(60);
    expect([...codes].filter((code) => !listed.includes(code))).toEqual([]);
  });

  it('lists each code once', () => {
    expect(listed.filter((code, i) => listed.indexOf(code) !== i)).toEqual([]);
  });
});
