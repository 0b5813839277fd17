// Writes the package of typed documents for clients, schema/typed/dist: all registered operations at once, as ESM and as CommonJS.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectFile } from '../services/kit/words/projectFile';
import { apiSchemaOf, documentsIn, scalarsOf, typing } from './compose';

/** One document as the generator writes it: its name, its JSON, and its type. */
const typedDocument = /^export const (\w+) = (\{.*\}) as unknown as (DocumentNode<.*>);$/gm;

async function main(): Promise<void> {
  const folder = projectFile('schema');
  const schema = apiSchemaOf(readFileSync(join(folder, 'supergraph.graphql'), 'utf8'));
  const sources = documentsIn(join(folder, 'operations')).map(([, source]) => source);
  const text = await typing(schema)('index.ts', sources);
  const documents = [...text.matchAll(typedDocument)].map(([, name = '', json = '']) => [name, json] as const);
  // What the package declares must be what it holds.
  const operations = sources.map(({ name }) => `${basename(name, '.graphql')}Document`);
  const lost = operations.filter((name) => !documents.some(([written]) => written === name));
  if (lost.length > 0) throw new Error(`The generator did not write ${lost.join(', ')} in the form that this script reads.`);
  const scalars = scalarsOf(schema);
  const lines = Object.entries(scalars).map(([name, type]) => `  ${name}: ${type};\n`);
  const types = `${text.replace(typedDocument, 'export declare const $1: $3;')}
/** What each scalar of the schema is in these types. */
export interface Scalars {\n${lines.join('')}}\n`;
  const target = join(folder, 'typed', 'dist');
  const files = {
    'index.mjs': documents.map(([name, json]) => `export const ${name} = ${json};\n`).join(''),
    'index.cjs': `'use strict';\n${documents.map(([name, json]) => `exports.${name} = ${json};\n`).join('')}`,
    'index.d.mts': types,
    'index.d.cts': types,
    'scalars.json': `${JSON.stringify(scalars, undefined, 2)}\n`,
    'schema.graphql': readFileSync(join(folder, 'api.graphql'), 'utf8'),
  };
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(target, name), content);
  process.stdout.write(`wrote ${operations.length} typed documents to schema/typed/dist\n`);
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
