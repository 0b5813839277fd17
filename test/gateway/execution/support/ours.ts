// Our own graph without databases: its committed schemas, with values that follow from where they stand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
} from 'graphql';
import { type Graph, graphOf } from './graph';
import { canonical, hash } from './random';

interface Made {
  readonly __typename: string;
  readonly id: string;
}

/** Of few ids, so that the same entities come again and again. */
const ids = ['x0', 'x1', 'x2', 'x3', 'x4'];

const root = process.cwd();
const textOf = (name: string) => readFileSync(join(root, 'schema', `${name}.graphql`), 'utf8');

/** Every field of every type answers from the hash of its place, so entities are equal wherever they are asked for. */
function madeUp(name: string): GraphQLSchema {
  const schema = buildSubgraphSchema({ typeDefs: parse(textOf(name)) });
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value) => (value as Made).__typename;
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name === '_entities') {
        field.resolve = (_source, { representations }) => representations;
      } else if (!field.name.startsWith('_')) field.resolve = resolve;
    }
  }
  return schema;
}

function resolve(source: Partial<Made> | undefined, args: unknown, _context: unknown, info: GraphQLResolveInfo): unknown {
  if (info.fieldName === 'id' && source?.id) return source.id;
  const place = `${info.parentType.name}.${source?.id ?? ''}.${info.fieldName}${canonical(args)}`;
  return valueAt(info.returnType, place, info.schema);
}

function valueAt(type: GraphQLOutputType, place: string, schema: GraphQLSchema): unknown {
  const chance = hash(place);
  if (!isNonNullType(type) && chance % 9 === 0) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) return Array.from({ length: chance % 5 }, (_, i) => valueAt(inner.ofType, `${place}${i % 3}`, schema));
  if (isEnumType(inner)) return inner.getValues()[chance % inner.getValues().length]?.value;
  if (isScalarType(inner)) return scalarOf(inner.name, chance);
  const types = isAbstractType(inner) ? schema.getPossibleTypes(inner) : [inner];
  const picked = types[chance % types.length] as { readonly name: string };
  return { __typename: picked.name, id: ids[chance % ids.length] };
}

function scalarOf(name: string, chance: number): unknown {
  switch (name) {
    case 'Int':
      return chance % 1_000;
    case 'Float':
      return (chance % 1_000) / 8;
    case 'Boolean':
      return chance % 2 === 0;
    case 'ID':
      return ids[chance % ids.length];
    default:
      return `${name} ${chance % 7} "é"`;
  }
}

export const ourGraph: Graph = graphOf({
  name: 'our own graph',
  sdl: textOf('supergraph'),
  schemas: { partnership: madeUp('partnership'), advocacy: madeUp('advocacy') },
  words: [...ids, 'AU', '5'],
});
