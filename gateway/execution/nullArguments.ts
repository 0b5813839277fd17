// Which argument of a field cannot have the value that variables gave it, such as null where its type is non-null?
import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  Kind,
  print,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import type { Operation, Variables } from '../operation/document';
import { fieldOf } from './byType';
import type { ResponsePath } from './data';
import { responseName } from './rewording';
import type { ExecutionError } from './run';

/** An argument that cannot be used, in the words of graphql-js. */
interface UnfitArgument {
  readonly field: string;
  readonly message: string;
}

/** A field as it stands in a document, and the type it is asked of. */
interface Placed {
  readonly node: FieldNode;
  readonly parent: GraphQLNamedType;
}

interface Setting {
  readonly schema: GraphQLSchema;
  readonly operation: Operation;
  readonly variables: Variables;
}

/**
 * A nullable variable may stand for a non-null argument that has a default, and an explicit null for it is then found by the subgraph alone.
 * Whatever that says and however it codes it, the fault is the client's: the error names the argument.
 */
export function blameArguments(errors: ExecutionError[], setting: Setting): void {
  if (!Object.values(setting.variables).some((value) => value === null || typeof value === 'object')) return;
  errors.forEach(({ path, extensions, ...error }, i) => {
    const unfit = path && unfitAt(path, setting);
    if (!unfit) return;
    const { message, field } = unfit;
    const { serviceName } = extensions;
    errors[i] = {
      ...error,
      path,
      message,
      extensions: { code: 'BAD_USER_INPUT', field, ...(serviceName !== undefined && { serviceName }) },
    };
  });
}

/** The first argument of a root field that cannot be used: for feeds, which are refused before they begin. */
export function unfitAtRoot(setting: Setting): UnfitArgument | undefined {
  for (const placed of fieldsOf(rootOf(setting), setting)) {
    const unfit = unfitArgument(placed, setting.variables);
    if (unfit) return unfit;
  }
  return undefined;
}

interface Selections {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLNamedType | undefined;
}

const rootOf = ({ schema, operation: { definition } }: Setting): Selections[] => [
  { set: definition.selectionSet, parent: schema.getRootType(definition.operation) ?? undefined },
];

function unfitAt(path: ResponsePath, setting: Setting): UnfitArgument | undefined {
  let sets = rootOf(setting);
  let found: Placed[] = [];
  for (const part of path) {
    if (typeof part === 'number') continue;
    found = [...fieldsOf(sets, setting)].filter(({ node }) => responseName(node) === part);
    sets = found.flatMap(({ node: { selectionSet: set, name }, parent }) => {
      const type = fieldOf(parent, name.value)?.type;
      return set ? { set, parent: type && getNamedType(type) } : [];
    });
  }
  for (const placed of found) {
    const unfit = unfitArgument(placed, setting.variables);
    if (unfit) return unfit;
  }
  return undefined;
}

function* fieldsOf(sets: readonly Selections[], { schema, operation }: Setting): Generator<Placed> {
  const seen = new Set<string>();
  const waiting = [...sets];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { set, parent } = next;
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        if (parent) yield { node, parent };
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD && seen.has(node.name.value)) continue;
      if (node.kind === Kind.FRAGMENT_SPREAD) seen.add(node.name.value);
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(node.name.value) : node;
      if (!fragment) continue;
      const { typeCondition: condition, selectionSet } = fragment;
      waiting.push({ set: selectionSet, parent: condition ? schema.getType(condition.name.value) : parent });
    }
  }
}

function unfitArgument({ node, parent }: Placed, variables: Variables): UnfitArgument | undefined {
  for (const { name, value } of node.arguments ?? []) {
    const argument = fieldOf(parent, node.name.value)?.args.find((each) => each.name === name.value);
    if (!argument) continue;
    const isVariable = value.kind === Kind.VARIABLE;
    if (isVariable && variables[value.name.value] !== null) continue;
    if (valueFromAST(value, argument.type, variables) !== undefined) continue;
    const field = argument.name;
    if (!isVariable) return { field, message: `Argument "${field}" has invalid value ${print(value)}.` };
    if (isNonNullType(argument.type))
      return { field, message: `Argument "${field}" of non-null type "${String(argument.type)}" must not be null.` };
  }
  return undefined;
}
