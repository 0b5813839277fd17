// Asks any root field as anybody, with generated arguments that fit its schema, so that new fields are covered too.
import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
} from 'graphql';
import type { DataSource } from 'typeorm';
import { requests } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import { type Identity, Role } from '#kit/words/identity';

/** A subgraph without its server. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly database: DataSource;
  readonly app: unknown;
}

/** Gives an ID for a place that wants one; `name` is that of the argument or input field. */
export type IdFor = (name: string) => string;

const scalars: Record<string, unknown> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
  CountryCode: 'PT',
  LanguageTag: 'pt',
  Decimal: '1',
};

/** A value of an input type with everything that is required, and every ID. Text is long enough for most rules. */
export function inputOf(type: GraphQLInputType, name: string, id: IdFor): unknown {
  if (isNonNullType(type)) return inputOf(type.ofType, name, id);
  if (isListType(type)) return [inputOf(type.ofType, name, id)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return type.name === 'ID' ? id(name) : (scalars[type.name] ?? textFor(name));
  const fields = Object.values(type.getFields());
  const wanted = fields.filter((field) => isRequiredInputField(field) || getNamedType(field.type).name === 'ID');
  return Object.fromEntries(wanted.map((field) => [field.name, inputOf(field.type, field.name, id)]));
}

function textFor(name: string): string {
  if (/mail/i.test(name)) return 'ana@example.org';
  return /zone/i.test(name) ? 'Europe/Oslo' : `Some words for ${name}`;
}

/** The operation that asks one root field with generated arguments. */
export function operationFor(schema: GraphQLSchema, kind: 'query' | 'mutation' | 'subscription', name: string, id: IdFor) {
  const root = schema.getRootType(kind as never) as GraphQLObjectType;
  const field = root.getFields()[name];
  if (!field) throw new Error(`no ${kind} ${name}`);
  const args = field.args.filter((arg) => isRequiredArgument(arg) || getNamedType(arg.type).name === 'ID');
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isObjectType(getNamedType(field.type)) ? '{ __typename }' : '';
  return {
    document: parse(`${kind}${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`),
    variables: Object.fromEntries(args.map((arg: GraphQLArgument) => [arg.name, inputOf(arg.type, arg.name, id)])),
  };
}

/** Asks one root field as somebody; of a subscription only its beginning. */
export async function ask(
  { schema, database, app }: Asked,
  kind: 'query' | 'mutation' | 'subscription',
  name: string,
  identity: Identity,
  id: IdFor,
) {
  const { document, variables } = operationFor(schema, kind, name, id);
  const contextValue = requests(database, systemClock, app)(identity);
  const args = { schema, document, variableValues: variables, contextValue };
  if (kind !== 'subscription') return (await execute(args)) as ExecutionResult;
  const begun = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in begun)) return begun;
  // Some feeds check who asks only when they are first pulled.
  const events = begun[Symbol.asyncIterator]();
  const first = Promise.resolve(events.next()).then(
    () => ({}),
    (error) => ({ errors: [error] }),
  );
  const result = (await Promise.race([first, new Promise((resolve) => setImmediate(resolve, {}))])) as ExecutionResult;
  void events.return?.();
  return result;
}

/** Names of the root fields of one kind, without the fields of the federation, which only the gateway may ask. */
export const fieldsOf = (schema: GraphQLSchema, kind: 'query' | 'mutation' | 'subscription'): string[] =>
  Object.keys(schema.getRootType(kind as never)?.getFields() ?? {}).filter((name) => !name.startsWith('_'));

export const somebody = (role: Role, libraryIds: readonly string[] = ['nowhere']): Identity => ({
  subject: `some-${role}`,
  roles: [role],
  libraryIds: role === Role.STAFF ? libraryIds : [],
  expiresAt: null,
});
