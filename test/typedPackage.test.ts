// Promises of the package of typed documents: a project that installs it gets types, ESM and CommonJS, and nothing else.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectFile } from '#kit/words/projectFile';

const root = resolve(__dirname, '..');
let folder: string;
const runNode = (...words: string[]) => execFileSync(process.execPath, words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

/** Packed as its maintainers pack it, and installed as npm would lay it out; what it depends on is linked, so that no network is needed. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  execFileSync('npm', ['pack', '--silent', '--offline', '--pack-destination', folder], {
    cwd: projectFile('schema', 'typed'),
    stdio: 'pipe',
    shell: process.platform === 'win32',
  });
  const [tarball = ''] = readdirSync(folder);
  mkdirSync(join(folder, 'node_modules', '@graphql-typed-document-node'), { recursive: true });
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
  symlinkSync(join(folder, 'package'), join(folder, 'node_modules', 'shelfbridge-typed'));
  for (const name of ['graphql', '@graphql-typed-document-node/core'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a dashboard of each kind of module writes; the second lines are mistakes that its compiler must find. */
const consumer = `
import { PetitionsDocument, SignPetitionDocument, type PetitionsQuery, type SignPetitionMutationVariables, type Scalars } from 'shelfbridge-typed';
import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

const titles = (data: PetitionsQuery): string[] => data.petitions?.nodes.map(({ title }) => title) ?? [];
// @ts-expect-error
const wrong = (data: PetitionsQuery) => data.petitions?.nodes.map(({ titel }) => titel);
const same: (data: ResultOf<typeof PetitionsDocument>) => string[] = titles;
// @ts-expect-error
const missing: VariablesOf<typeof SignPetitionDocument> = {};
// @ts-expect-error
const nothing: SignPetitionMutationVariables['input'] = { petitionId: 1 };
const day: Scalars['Date'] = '2019-11-01';
// @ts-expect-error
const number: Scalars['Decimal'] = 1;
console.log(print(PetitionsDocument).split('(')[0], titles({ petitions: null } as never), [wrong, same, missing, nothing, day, number].length);
`;

it('is understood by the compiler of a strict project, as ESM and as CommonJS, and runs as both', () => {
  for (const kind of ['mts', 'cts']) writeFileSync(join(folder, `consumer.${kind}`), consumer);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, module: 'node20', moduleResolution: 'node16', target: 'ES2022', lib: ['ES2023'], types: ['node'] },
        ...{ typeRoots: [join(root, 'node_modules', '@types')], preserveSymlinks: true, exactOptionalPropertyTypes: true },
      },
      files: ['consumer.mts', 'consumer.cts'],
    }),
  );
  runNode(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.');
  for (const kind of ['mjs', 'cjs'])
    expect(runNode('--preserve-symlinks', '--preserve-symlinks-main', `consumer.${kind}`)).toBe('query Petitions [] 6\n');
});

it('holds every registered operation, in both forms alike', () => {
  const names = readdirSync(projectFile('schema', 'operations')).map((name) => name.replace('.graphql', 'Document'));
  const [cjs, esm] = ['cjs', 'mjs'].map((form) => readFileSync(join(folder, 'package', 'dist', `index.${form}`), 'utf8'));
  expect(names.filter((name) => !cjs?.includes(`exports.${name} = {`) || !esm?.includes(`export const ${name} = {`))).toEqual([]);
});

it('brings the schema of clients and the scalars for generators, under the version of the product', () => {
  const inPackage = (name: string) => readFileSync(join(folder, 'package', name), 'utf8');
  expect(readdirSync(join(folder, 'package')).sort()).toEqual(['README.md', 'dist', 'package.json']);
  expect(inPackage('dist/schema.graphql')).toBe(readFileSync(projectFile('schema', 'api.graphql'), 'utf8'));
  expect(JSON.parse(inPackage('dist/scalars.json'))).toMatchObject({ ID: 'string', DateTime: 'string', Decimal: 'string' });
  expect(JSON.parse(inPackage('package.json')).version).toBe(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  );
});
