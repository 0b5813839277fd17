// How is everything read that a subgraph tells anybody: every query and every entity, by ids of every kind?
import {
  type ExecutionResult,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLUnionType,
  getNamedType,
  graphql,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { requests } from '#kit/data/request';
import { systemClock } from '#kit/words/clock';
import type { Identity } from '#kit/words/identity';
import { type Asked, fieldsOf, inputOf } from './everyField';

/** Variables that a document needs, as it is written. */
class Variables {
  readonly declared: string[] = [];
  readonly values: Record<string, unknown> = {};

  constructor(readonly id: string) {}

  /** The arguments of a field, those that are required and those that are ids. */
  of({ args }: GraphQLField<unknown, unknown>): string {
    const wanted = args.filter((arg) => isRequiredArgument(arg) || getNamedType(arg.type).name === 'ID');
    return wanted.length === 0 ? '' : `(${wanted.map((arg) => `${arg.name}: ${this.#add(arg)}`).join(', ')})`;
  }

  #add(arg: GraphQLArgument): string {
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${arg.type}`);
    this.values[name] = inputOf(arg.type, arg.name, () => this.id);
    return `$${name}`;
  }
}

const entitiesOf = ({ schema }: Asked) => (schema.getType('_Entity') as GraphQLUnionType).getTypes();

/** Every field of a type and of what lies within it, down to entities: those are read by themselves. */
function selectionOf(asked: Asked, type: GraphQLObjectType, variables: Variables, within: readonly GraphQLObjectType[] = []) {
  const parts = Object.values(type.getFields()).flatMap((field): string[] => {
    const inner = getNamedType(field.type);
    const call = `${field.name}${variables.of(field)}`;
    if (isLeafType(inner)) return [call];
    if (!isObjectType(inner) || within.includes(inner)) return [];
    if (entitiesOf(asked).includes(inner)) return [`${call} { __typename id }`];
    return [`${call} { ${selectionOf(asked, inner, variables, [...within, type])} }`];
  });
  return ['__typename', ...parts].join(' ');
}

const run = ({ schema, database, app }: Asked, identity: Identity, source: string, variableValues: Record<string, unknown>) =>
  graphql({ schema, source, variableValues, contextValue: requests(database, systemClock, app)(identity) });

/** One entity by its id, in all that it shows; null where there is none or it is not shown. */
export async function readEntity(asked: Asked, identity: Identity, typename: string, id: string): Promise<ExecutionResult> {
  const type = asked.schema.getType(typename) as GraphQLObjectType;
  const variables = new Variables(id);
  const selection = selectionOf(asked, type, variables);
  const declared = ['$of: [_Any!]!', ...variables.declared].join(', ');
  const source = `query (${declared}) { _entities(representations: $of) { ... on ${typename} { ${selection} } } }`;
  return run(asked, identity, source, { ...variables.values, of: [{ __typename: typename, id }] });
}

/** Every query and every kind of entity, each by every id. One answer after the other. */
export async function* readEverything(asked: Asked, identity: Identity, ids: readonly string[]): AsyncGenerator<ExecutionResult> {
  const root = asked.schema.getQueryType() as GraphQLObjectType;
  for (const name of fieldsOf(asked.schema, 'query')) {
    const field = root.getFields()[name] as GraphQLField<unknown, unknown>;
    const asksForId = field.args.some(({ type }) => getNamedType(type).name === 'ID');
    for (const id of asksForId ? ids : ['']) {
      const variables = new Variables(id);
      const type = getNamedType(field.type);
      const call = `${name}${variables.of(field)}`;
      const selection = isObjectType(type) ? `{ ${selectionOf(asked, type, variables)} }` : '';
      const declared = variables.declared.length > 0 ? `(${variables.declared.join(', ')})` : '';
      yield await run(asked, identity, `query ${declared} { ${call} ${selection} }`, variables.values);
    }
  }
  for (const { name } of entitiesOf(asked)) for (const id of ids) yield await readEntity(asked, identity, name, id);
}
