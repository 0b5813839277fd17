// Promises of: do the committed schemas say what the code serves, and does a new one break those who use the old one?
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
  validateSchema,
} from 'graphql';
import { apiSchemaOf, breakingChanges } from '../schema/compose';
import { projectFile } from '../services/kit/words/projectFile';
import { operation } from './support/graphql';

const folder = resolve(__dirname, '..', 'schema');
const committed = (file: string) => readFileSync(join(folder, file), 'utf8');
const supergraph = committed('supergraph.graphql');
const api: GraphQLSchema = apiSchemaOf(supergraph);

const objects = Object.values(api.getTypeMap()).filter(
  (type) => isObjectType(type) && !isIntrospectionType(type),
) as GraphQLObjectType[];

/** Names of everything in a type that has no description. */
function silent(type: GraphQLNamedType): string[] {
  const own = type.description ? [] : [type.name];
  if (isEnumType(type)) return [...own, ...mute(type.name, type.getValues())];
  if (isInputObjectType(type)) return [...own, ...mute(type.name, Object.values(type.getFields()))];
  if (!isObjectType(type)) return own;
  const fields = Object.values(type.getFields());
  const root = [api.getQueryType(), api.getMutationType(), api.getSubscriptionType()].includes(type);
  return [
    ...(root ? [] : own),
    ...mute(type.name, fields),
    ...fields.flatMap(({ name, args }) => mute(`${type.name}.${name}`, args)),
  ];
}

const mute = (owner: string, members: readonly { name: string; description?: string | null }[]) =>
  members.filter(({ description }) => !description).map(({ name }) => `${owner}.${name}`);

describe('the committed schema', () => {
  // In a process of its own: the order of types follows the order in which a process loads their classes.
  it('is what the code serves, composed without a hint', () => {
    const { status, stderr } = spawnSync(process.execPath, [projectFile('dist', 'schema', 'compose.js'), '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }, 60_000);

  it('describes every type, field, argument, input field and value', () => {
    const types = Object.values(api.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
    expect(types.length).toBeGreaterThan(40);
    expect(types.flatMap(silent)).toEqual([]);
  });

  it('lets every query and mutation be null by itself, and no subscription', () => {
    const required = (type: GraphQLObjectType | null | undefined) =>
      Object.values(type?.getFields() ?? {}).filter(({ type }) => isNonNullType(type));
    expect([...required(api.getQueryType()), ...required(api.getMutationType())].map(({ name }) => name)).toEqual([]);
    expect(required(api.getSubscriptionType())).toHaveLength(6);
  });

  it('is there in a file for any client: whole, valid, and without a directive of federation', () => {
    const text = committed('api.graphql');
    const built = buildSchema(text);
    expect(validateSchema(built)).toEqual([]);
    expect(Object.keys(built.getTypeMap()).sort()).toEqual(Object.keys(api.getTypeMap()).sort());
    expect(text).not.toMatch(/join__|audience-|^\s*directive @|@(?!deprecated|oneOf|specifiedBy)\w+\(/m);
  });

  it('gives every page edges beside its nodes, as Relay and its kin expect', () => {
    const pages = objects.filter(({ name }) => name.endsWith('Connection'));
    expect(pages.length).toBeGreaterThan(15);
    for (const page of pages) {
      const { nodes, edges } = page.getFields();
      const edge = getNamedType(edges?.type) as GraphQLObjectType;
      const { node, cursor } = edge.getFields();
      expect([`${nodes?.type}`, `${edges?.type}`, `${cursor?.type}`]).toEqual([
        `[${node?.type}]!`,
        `[${page.name.replace('Connection', 'Edge')}!]!`,
        'String!',
      ]);
    }
  });

  it('says every enum of an answer in words beside it, null and in lists as the enum is', () => {
    const fields = objects.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
    const enums = fields.filter(({ field }) => isEnumType(getNamedType(field.type)));
    expect(enums.length).toBeGreaterThan(60);
    for (const { type, field } of enums) {
      const words = type.getFields()[`${field.name}InWords`];
      expect(`${type.name}.${words?.name}: ${words?.type}`).toBe(
        `${type.name}.${field.name}InWords: ${String(field.type).replace(/\w+/, 'String')}`,
      );
    }
  });

  it('prints arguments in the order in which people give them', () => {
    const argumentsOf = (field: string) =>
      api
        .getQueryType()
        ?.getFields()
        [field]?.args.map(({ name }) => name);
    expect(argumentsOf('policyDiff')).toEqual(['publisher', 'from', 'to', 'territory', 'asKnownOn', 'knownBy', 'format']);
  });

  it('shows clients nothing of the tags that say who reads what', () => {
    expect(supergraph).toContain('audience-anyone');
    expect(printSchemaWithDirectives(api)).not.toMatch(/audience-|@tag/);
  });

  it.each(['PublisherPolicies', 'CompareLending', 'Petitions', 'SignPetition', 'LivePetition', 'SeekingSisters', 'LibraryPage'])(
    'answers the operation %s',
    (name) => {
      expect(validate(api, parse(operation(name)))).toEqual([]);
    },
  );
});

describe('a change of the schema', () => {
  it('is told to be breaking when a field goes away or an argument becomes required', async () => {
    const without = supergraph.replace(/(\ntype Petition\n[\s\S]*?)\n {2}"""(?:(?!""")[\s\S])*"""\n {2}goal: Int[^\n]*/, '$1');
    expect(without).not.toBe(supergraph);
    expect(await breakingChanges(supergraph, without)).toEqual([
      expect.stringContaining("'goal' was removed from object type 'Petition'"),
    ]);
  });

  it.each([
    [
      'confirmation: Confirmation! = EMAIL',
      'confirmation: Confirmation!',
      ["'DraftPetitionInput.confirmation' became required: it lost its default value"],
    ],
    ['first: Int! = 50', 'first: Int!', ["'ConfidentialPartnership.meetings.first' became required: it lost its default value"]],
    ['confirmation: Confirmation! = EMAIL', 'confirmation: Confirmation! = NONE', []],
  ])('from "%s" to "%s" is told to be breaking if it became required', async (was, is, told) => {
    expect(supergraph).toContain(was);
    expect(await breakingChanges(supergraph, supergraph.replace(was, is))).toEqual(told);
  });

  it('is not breaking when a field is added', async () => {
    const added = supergraph.replace(
      /(type Petition[\s\S]*?\{)/,
      '$1\n  """New."""\n  color: String @join__field(graph: ADVOCACY)\n',
    );
    expect(added).not.toBe(supergraph);
    expect(await breakingChanges(supergraph, added)).toEqual([]);
  });
});
