// Writes each registered document as TypeScript: what it takes, what it answers, and the document itself.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { type GraphQLSchema, isScalarType, isSpecifiedScalarType, parse, printSchema, Source } from 'graphql';

/**
 * File names below schema/ and contents, one for each document, so that two people who add documents do not meet.
 * @throws when a document does not fit the schema, naming its file and the field
 */
export async function typedDocuments(folder: string, schema: GraphQLSchema): Promise<ReadonlyMap<string, string>> {
  const own = Object.values(schema.getTypeMap()).filter((type) => isScalarType(type) && !isSpecifiedScalarType(type));
  const config = {
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: { ID: 'string', ...Object.fromEntries(own.map(({ name }) => [name, 'string'])) },
  };
  const schemaDocument = parse(printSchema(schema));
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const written = names.sort().map(async (name) => {
    const source = new Source(readFileSync(join(folder, name), 'utf8'), `schema/operations/${name}`);
    const text = await codegen({
      filename: name.replace(/graphql$/, 'ts'),
      schema: schemaDocument,
      schemaAst: schema,
      documents: [{ location: source.name, document: parse(source) }],
      config,
      plugins: [{ types: {} }, { document: {} }],
      pluginMap: { types: operationTypes, document: typedDocumentNode },
    });
    return [
      `typed/${name.replace(/graphql$/, 'ts')}`,
      `// Generated from operations/${name} by "npm run schema".\n${text}`,
    ] as const;
  });
  return new Map(await Promise.all(written));
}
