// Do the committed schemas and typed documents say what the code serves, and does a new schema break those who use the old one?
import 'reflect-metadata';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { type Change, ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  printSchema,
  Source,
} from 'graphql';
import { buildAdvocacy } from '../services/advocacy/subgraph';
import { buildPartnership } from '../services/partnership/subgraph';

/** What each scalar is in TypeScript: all of ours are written as text, so that no digit and no time zone is lost. */
export function scalarsOf(schema: GraphQLSchema): Readonly<Record<string, string>> {
  const own = Object.values(schema.getTypeMap()).filter((type) => isScalarType(type) && !isSpecifiedScalarType(type));
  return { ID: 'string', ...Object.fromEntries(own.map(({ name }) => [name, 'string'])) };
}

/** The registered documents by file name, in the order of their names. */
export const documentsIn = (folder: string): (readonly [string, Source])[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => [name, new Source(readFileSync(join(folder, name), 'utf8'), `schema/operations/${name}`)]);

/** Writes documents as TypeScript, typed by a schema. @throws when one does not fit it */
export function typing(schema: GraphQLSchema): (filename: string, sources: readonly Source[]) => Promise<string> {
  const config = { enumsAsTypes: true, useTypeImports: true, strictScalars: true, scalars: scalarsOf(schema) };
  const schemaDocument = parse(printSchema(schema));
  return (filename, sources) =>
    codegen({
      filename,
      schema: schemaDocument,
      schemaAst: schema,
      documents: sources.map((source) => ({ location: source.name, document: parse(source) })),
      config,
      plugins: [{ types: {} }, { document: {} }],
      pluginMap: { types: operationTypes, document: typedDocumentNode },
    });
}

/**
 * File names below schema/ and contents, one for each document, so that two people who add documents do not meet.
 * @throws when a document does not fit the schema, naming its file and the field
 */
async function typedDocuments(folder: string, schema: GraphQLSchema): Promise<ReadonlyMap<string, string>> {
  const write = typing(schema);
  const written = documentsIn(folder).map(async ([name, source]) => {
    const text = await write(name.replace(/graphql$/, 'ts'), [source]);
    return [
      `typed/${name.replace(/graphql$/, 'ts')}`,
      `// Generated from operations/${name} by "npm run schema".\n${text}`,
    ] as const;
  });
  return new Map(await Promise.all(written));
}

/** Where the gateway finds the subgraphs unless its environment says otherwise. */
const subgraphs = [
  { name: 'partnership', url: 'http://127.0.0.1:4001/graphql', build: buildPartnership },
  { name: 'advocacy', url: 'http://127.0.0.1:4002/graphql', build: buildAdvocacy },
];

/** File names and contents of all schemas, as the code is now. @throws when they do not compose or compose with hints */
export async function composeSchemas(): Promise<ReadonlyMap<string, string>> {
  const built = await Promise.all(subgraphs.map(async ({ name, url, build }) => ({ name, url, sdl: (await build()).sdl })));
  const { supergraphSdl, errors, hints } = composeServices(
    built.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  const faults = [...(errors ?? []), ...(hints ?? [])].map(String);
  if (!supergraphSdl || faults.length > 0) throw new Error(`The subgraphs do not compose cleanly:\n${faults.join('\n')}`);
  return new Map([
    ...built.map(({ name, sdl }) => [`${name}.graphql`, sdl] as const),
    ['supergraph.graphql', `${supergraphSdl}\n`],
    ['api.graphql', `${apiHead}\n${printSchema(apiSchemaOf(supergraphSdl))}\n`],
  ]);
}

const apiHead = '# What clients may ask: give this file to code generators, editors and linters. Written by "npm run schema".';

/** What clients see of a supergraph. */
export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
}

/** One line for each change of the API that can break a client. */
export async function breakingChanges(before: string, after: string): Promise<string[]> {
  const schema = apiSchemaOf(after);
  const changes = await diff(apiSchemaOf(before), schema);
  return changes.flatMap((change) => {
    if (becameRequired(change, schema)) return `'${change.path}' became required: it lost its default value`;
    return change.criticality.level === CriticalityLevel.Breaking ? change.message : [];
  });
}

/** Whether clients that leave a value out are refused from now on. The library takes a default value that went away for a new one. */
function becameRequired({ type, path = '' }: Change, schema: GraphQLSchema): boolean {
  const [owner, field = '', argument] = path.split('.');
  const holder = schema.getType(owner ?? '');
  if (type === ChangeType.InputFieldDefaultValueChanged && isInputObjectType(holder)) {
    const changed = holder.getFields()[field];
    return changed !== undefined && isRequiredInputField(changed);
  }
  if (type !== ChangeType.FieldArgumentDefaultChanged || !isObjectType(holder)) return false;
  return holder.getFields()[field]?.args.some((each) => each.name === argument && isRequiredArgument(each)) ?? false;
}

async function main(flags: ReadonlySet<string>): Promise<void> {
  const folder = join(process.cwd(), 'schema');
  const schemas = await composeSchemas();
  const typed = await typedDocuments(join(folder, 'operations'), apiSchemaOf(schemas.get('supergraph.graphql') ?? ''));
  const files = new Map([...schemas, ...typed]);
  mkdirSync(join(folder, 'typed'), { recursive: true });
  const orphans = readdirSync(join(folder, 'typed'))
    .map((file) => `typed/${file}`)
    .filter((file) => file.endsWith('.ts') && !files.has(file));
  const committed = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '');
  const changed = [...files].filter(([file, content]) => committed(file) !== content).map(([file]) => file);
  const stale = [...changed, ...orphans];
  const old = committed('supergraph.graphql');
  const breaking = old ? await breakingChanges(old, schemas.get('supergraph.graphql') ?? '') : [];
  for (const change of breaking) process.stdout.write(`breaking: ${change}\n`);
  if (flags.has('--check')) {
    if (stale.length > 0)
      throw new Error(
        `Not what the code serves: schema/${stale.join(', schema/')}. Run "npm run schema" and commit the difference.`,
      );
    process.stdout.write(`${schemas.size} schemas and ${typed.size} typed documents are fresh\n`);
  } else if (breaking.length > 0 && !flags.has('--allow-breaking')) {
    throw new Error(
      'Nothing was written, since clients would break. Deprecate instead, or run "npm run schema -- --allow-breaking".',
    );
  } else {
    for (const [file, content] of files) writeFileSync(join(folder, file), content);
    for (const file of orphans) rmSync(join(folder, file));
    process.stdout.write(stale.length > 0 ? `wrote schema/${stale.join(', schema/')}\n` : 'nothing changed\n');
  }
}

if (require.main === module) {
  main(new Set(process.argv.slice(2))).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
