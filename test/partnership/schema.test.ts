// Promises of: the schema of the partnership subgraph, built without a database.
import { type GraphQLNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import type { Subgraph } from '#kit/federate';
import { buildPartnership } from '#partnership/subgraph';

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await buildPartnership();
});

/** Names of everything in a type that has no description. */
function silent(type: GraphQLNamedType): string[] {
  const own = type.description ? [] : [type.name];
  if (isEnumType(type)) return [...own, ...mute(type.name, type.getValues())];
  if (isInputObjectType(type)) return [...own, ...mute(type.name, Object.values(type.getFields()))];
  if (!isObjectType(type)) return own;
  const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
  return [...own, ...mute(type.name, fields), ...fields.flatMap(({ name, args }) => mute(`${type.name}.${name}`, args))];
}

const mute = (owner: string, members: readonly { name: string; description?: string | null }[]) =>
  members.filter(({ description }) => !description).map(({ name }) => `${owner}.${name}`);

describe('the partnership schema', () => {
  it('describes every type, field, argument and value', () => {
    const types = Object.values(subgraph.schema.getTypeMap()).filter(
      ({ name }) => !/^(_|federation__|link__|Query$)/.test(name) && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
    );
    expect(types.flatMap(silent)).toEqual([]);
    expect(silent(subgraph.schema.getQueryType()!).filter((name) => name.includes('.'))).toEqual([]);
  });

  it('gives a key to what other subgraphs may refer to', () => {
    const keyed = [...subgraph.sdl.matchAll(/type (\w+)\s+@key\(fields: "id"\)/g)].map(([, name]) => name);
    expect(keyed.sort()).toEqual(['Library', 'Listing', 'Partnership', 'ProgrammeCall', 'SuccessStory']);
  });

  it('shows no column that is not meant to be read', () => {
    expect(subgraph.sdl).not.toMatch(/searchText|sortName|listedOn|sourceIds|libraryA|countryA|asOfDay/);
  });
});
