// Promises of: do the documents name files that are there?
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
