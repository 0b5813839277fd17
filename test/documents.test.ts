// Promises of: do the documents name files that are there, and every code that a client may read?
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const documents = [
  'README.md',
  'SECURITY.md',
  'docs/analysts.md',
  'data/README.md',
  'gateway/README.md',
  'dashboard/README.md',
].concat(['advocacy', 'partnership'].map((name) => `services/${name}/README.md`));
const names = ['services', 'gateway', 'dashboard', 'start', 'test', 'schema'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
);

it.each(documents)('%s names no file that is not there', (document) => {
  const named = [...readFileSync(join(root, document), 'utf8').matchAll(/`([\w./-]+\.(?:ts|md|json|graphql))`/g)].map(
    ([, name = '']) => name,
  );
  const lost = named.filter(
    (name) =>
      !existsSync(join(root, dirname(document), name)) &&
      !existsSync(join(root, name)) &&
      !names.some((file) => file.endsWith(`/${name}`)),
  );
  expect(lost).toEqual([]);
});

it('README.md tells of every code that the code sends', () => {
  const sources = ['gateway', 'services'].flatMap((folder) =>
    names.filter((name) => name.startsWith(folder) && name.endsWith('.ts')),
  );
  const sent =
    /(?:code(?: =|:)|super\((?:\s*\w+,)?|refuse\(|coded\(|DocumentLimit\(|invalidValue =)\s*'([A-Z]+(?:_[A-Z]+)+|FORBIDDEN|UNAUTHENTICATED)'/g;
  const codes = sources.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(sent)].map(([, code = '']) => code),
  );
  expect(codes.length).toBeGreaterThan(60);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect([...new Set(codes)].filter((code) => !readme.includes(`| \`${code}\` |`))).toEqual([]);
});
