// Whole numbers beyond 2^53, as custom scalars have them: read as bigints, so that no digit is lost, and written as they were.
import {
  __InputValue,
  type DocumentNode,
  type FloatValueNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type IntValueNode,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  print,
  TypeInfo,
  typeFromAST,
  type ValidationRule,
  type ValueNode,
  type VariableDefinitionNode,
  type VariableNode,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { parse, stringify } from 'lossless-json';
import type { Operation, Variables } from './document';

/** Such a number has at least 16 digits. It may also stand within a string, which costs a slower parse and nothing else. */
export const longNumber = /[\s:,[]-?[1-9](?:\d{15}|[\d.]{15,}[eE])/;

/** Parses JSON. Texts without numbers of so many digits, which are nearly all, are parsed as ever. @throws SyntaxError */
export const parseExactly = (text: string): unknown => exactly(text, JSON.parse(text));

/** Parses an answer of a subgraph. Its errors are written by others, who know no bigints. @throws SyntaxError */
export function parseAnswer(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  const exact = exactly(text, plain);
  if (exact === plain || typeof plain !== 'object' || plain === null) return plain;
  return 'errors' in plain ? { ...(exact as object), errors: plain.errors } : exact;
}

/** What was parsed already, with all digits: of names that stand twice, the last counts here too. */
function exactly(text: string, plain: unknown): unknown {
  if (!longNumber.test(text)) return plain;
  try {
    return parse(text, null, { parseNumber: numberOf, onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    // What lies that deep is refused by what reads it.
    if (error instanceof RangeError) return plain;
    throw error;
  }
}

/** Whole numbers may be written with a fraction of zeros, or with an exponent. */
function numberOf(written: string): number | bigint {
  const number = Number(written);
  if (Number.isSafeInteger(number)) return number;
  if (/^-?\d+$/.test(written)) return BigInt(written);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(written) ?? [];
  const digits = `${whole}${fraction}`.replace(/0+$/, '');
  const zeros = Number(exponent) + whole.length - digits.length;
  const isAsGood = zeros < 0 || digits.length < 16 || !Number.isFinite(number);
  return isAsGood ? number : BigInt(sign + digits + '0'.repeat(zeros));
}

/** The variables with bigints for custom scalars only: the scalars of the specification know none. */
export function withDigits(schema: GraphQLSchema, definition: OperationDefinitionNode, given: Variables): Variables {
  if (!holdsBigint(given)) return given;
  const types = new Map(
    (definition.variableDefinitions ?? []).map(({ variable, type }) => [variable.name.value, typeFromAST(schema, type as never)]),
  );
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, fitting(value, types.get(name) as GraphQLInputType | undefined)]),
  );
}

function holdsBigint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  for (const each of Object.values(value)) if (holdsBigint(each)) return true;
  return false;
}

/** Whether it is, or holds, a number beyond all that a double can be, such as 1e400. */
export function isEndless(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isEndless);
  return typeof value === 'number' && !Number.isFinite(value);
}

/** Refuses literals of a Float that no double can be: graphql-js reads them as Infinity, which no subgraph can be sent. */
export const finiteFloats: ValidationRule = (context) => {
  const check = (node: FloatValueNode | IntValueNode) => {
    const type = context.getInputType();
    if (!type || getNamedType(type).name !== 'Float' || Number.isFinite(Number(node.value))) return;
    const said = node.value.length > 20 ? `${node.value.slice(0, 20)}…` : node.value;
    const message = `The number ${said} is too large for a Float, which is at most ${Number.MAX_VALUE}.`;
    context.reportError(new GraphQLError(message, { nodes: node }));
  };
  return { FloatValue: check, IntValue: check };
};

function fitting(value: unknown, type: GraphQLInputType | undefined): unknown {
  if (isNonNullType(type)) return fitting(value, type.ofType);
  if (isListType(type) && Array.isArray(value)) return value.map((each) => fitting(each, type.ofType as GraphQLInputType));
  if (isListType(type)) return fitting(value, type.ofType as GraphQLInputType);
  if (isInputObjectType(type) && typeof value === 'object' && value !== null) {
    const fields = type.getFields();
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fitting(each, fields[name]?.type)]));
  }
  if (typeof value !== 'bigint' || isCustom(type)) return value;
  return isScalarType(type) && type.name === 'ID' ? String(value) : Number(value);
}

const isCustom = (type: unknown): boolean => isScalarType(type) && !isSpecifiedScalarType(type);

/**
 * Lets the custom scalars of a schema read literals and defaults digit by digit, and no number that would become null. Defaults are those of
 * `source`, which has the same types as they are written.
 */
export function readDigits(schema: GraphQLSchema, source: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || !isCustom(type)) continue;
    type.parseLiteral = (node, variables) => finite(literalValue(node, variables ?? {}));
  }
  const written = inputsOf(source);
  for (const [place, input] of inputsOf(schema)) {
    const node = written.get(place)?.astNode?.defaultValue;
    if (node && hasManyDigits(node)) input.defaultValue = valueFromAST(node, input.type);
  }
}

const { defaultValue } = __InputValue.getFields();
const printed = defaultValue?.resolve;
// Of defaults that graphql-js cannot print, numbers with many digits and objects of custom scalars, introspection tells what was written.
if (defaultValue && printed)
  defaultValue.resolve = (input: GraphQLArgument | GraphQLInputField, ...more) => {
    try {
      return printed(input, ...more);
    } catch (error) {
      if (!input.astNode?.defaultValue) throw error;
      return print(input.astNode.defaultValue);
    }
  };

/** Fields of input objects, and arguments of fields, by place. */
const inputsOf = (schema: GraphQLSchema) =>
  new Map<string, GraphQLArgument | GraphQLInputField>(
    Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isInputObjectType(type))
        return Object.values(type.getFields()).map((each) => [`${type.name}.${each.name}`, each] as const);
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap(({ name, args }) =>
        args.map((each) => [`${type.name}.${name}.${each.name}`, each] as const),
      );
    }),
  );

function finite(value: unknown): unknown {
  if (isEndless(value)) throw new GraphQLError('A number is too large.');
  return value;
}

function literalValue(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return numberOf(node.value);
    case Kind.LIST:
      return node.values.map((each) => literalValue(each, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, literalValue(value, variables)]));
    case Kind.VARIABLE:
      return variables[node.name.value];
    default:
      return node.value;
  }
}

/** A document in which variables stand for literals that planners would print with other digits, and the values of these variables. */
export interface Lifted {
  readonly document: DocumentNode;
  /** A literal may hold variables of the client. */
  readonly constants: (variables: Variables) => Variables;
}

/** Undefined for a document without such literals, as nearly all are. */
export function liftDigits({ document, text }: Pick<Operation, 'document' | 'text'>, schema: GraphQLSchema): Lifted | undefined {
  if ((text !== '' && !/[\d.]{16}/.test(text)) || !hasManyDigits(document)) return undefined;
  const taken = new Set<string>();
  visit(document, { Variable: ({ name }) => void taken.add(name.value) });
  const constants = new Map<string, (variables: Variables) => unknown>();
  const definitions: VariableDefinitionNode[] = [];
  const info = new TypeInfo(schema);
  const lift = (node: ValueNode): VariableNode | undefined => {
    const type = node.kind === Kind.LIST ? info.getParentInputType() : info.getInputType();
    const lists = listsOf(type);
    const isItself = node.kind === Kind.LIST && lists > 0;
    if (isItself || !isCustom(getNamedType(type)) || !hasManyDigits(node)) return undefined;
    let name = `digits${definitions.length}`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    const wrapped = (value: unknown) => Array.from({ length: lists }).reduce((inner) => [inner], value);
    constants.set(name, (variables) => wrapped(literalValue(node, variables)));
    const variable: VariableNode = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
    definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(type), { noLocation: true }) });
    return variable;
  };
  const lifted: DocumentNode = visit(
    document,
    visitWithTypeInfo(info, {
      VariableDefinition: () => false,
      IntValue: lift,
      FloatValue: lift,
      ListValue: lift,
      ObjectValue: lift,
    }),
  );
  if (definitions.length === 0) return undefined;
  const used = (each: OperationDefinitionNode): OperationDefinitionNode => ({
    ...each,
    variableDefinitions: [...(each.variableDefinitions ?? []), ...definitions],
  });
  return {
    document: {
      ...lifted,
      definitions: lifted.definitions.map((each) => (each.kind === Kind.OPERATION_DEFINITION ? used(each) : each)),
    },
    constants: (variables) => Object.fromEntries([...constants].map(([name, read]) => [name, read(variables)])),
  };
}

/** A value may stand for a list of one, and for a list of lists. */
function listsOf(type: unknown): number {
  const inner = getNullableType(type as GraphQLInputType | undefined);
  return isListType(inner) ? 1 + listsOf(inner.ofType) : 0;
}

function hasManyDigits(node: DocumentNode | ValueNode): boolean {
  let found = false;
  const look = ({ value }: IntValueNode | FloatValueNode) => {
    if (value.length >= 16 && typeof numberOf(value) === 'bigint') found = true;
  };
  visit(node, { IntValue: look, FloatValue: look });
  return found;
}

/** The same values with numbers in place of bigints, for what cannot write these. */
export const rounded = (variables: Variables): Variables =>
  holdsBigint(variables) ? (JSON.parse(stringify(variables) as string) as Variables) : variables;
