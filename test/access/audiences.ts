// Who may read each field, as the tags of the committed schema say.
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType, print } from 'graphql';
import { audienceTag } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { projectFile } from '#kit/words/projectFile';

export const contract = buildSchema(readFileSync(projectFile('schema', 'supergraph.graphql'), 'utf8'), { assumeValid: true });

/** The types of a schema that hold fields, without those of the federation. */
export const typesOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !/^_/.test(type.name));

/** The audience of a field below the root is undefined when everybody who reaches it reads the same. */
export function audienceOf(type: string, field: string): string | undefined {
  const { astNode } = (contract.getType(type) as GraphQLObjectType).getFields()[field] as GraphQLField<unknown, unknown>;
  const tag = astNode?.directives?.map(print).find((directive) => directive.startsWith(`@tag(name: "${audienceTag}`));
  return tag?.slice(`@tag(name: "${audienceTag}`.length, -2);
}

export const audienceOfMutation = (mutation: string): string | undefined => audienceOf('Mutation', mutation);

/** The roles in the name of an audience; none for an audience that is not made of roles. */
export function rolesIn(audience: string | undefined): Role[] {
  const names = audience?.split('-or-') ?? [];
  const roles = Object.values(Role).filter((role) => names.includes(role));
  return roles.length === names.length ? roles : [];
}
