// Which fields does a client want of an object whose type is known, once @skip and @include are decided?
import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { responseName } from './names';
import type { ClientOperation } from './operation';
import type { Variables } from './types';

/** A selection set, and the type it was written for. */
export interface Selections {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLCompositeType;
}

/** One field of the answer; `type` is null for `__typename`, `__schema` and `__type`. */
export interface SelectedField {
  readonly key: string;
  /** Under which name its value stands in the result. */
  readonly from: string;
  readonly name: string;
  readonly type: GraphQLOutputType | null;
  readonly below: readonly Selections[];
}

export interface SelectionSetting {
  readonly schema: GraphQLSchema;
  readonly operation: ClientOperation;
  /** The values that @skip and @include depend on. */
  readonly decided: Variables;
  readonly resultName: (field: FieldNode) => string;
}

/**
 * The fields in the order in which the client reads them. With a runtime type, fragments are those that fit it; without one (the
 * subgraph was not asked for it, as the plan did not depend on it), those that fit whatever it is.
 */
export function selectedFields(
  sets: readonly Selections[],
  runtime: GraphQLCompositeType | undefined,
  setting: SelectionSetting,
): readonly SelectedField[] {
  const fields = new Map<string, SelectedField & { below: Selections[] }>();
  const add = ({ set, parent }: Selections): void => {
    for (const node of set.selections) {
      if (!isActive(node.directives, setting.decided)) continue;
      if (node.kind === Kind.FIELD) {
        const key = responseName(node);
        const type = typeOfField(parent, node.name.value);
        let field = fields.get(key);
        if (field === undefined) {
          field = { key, from: setting.resultName(node), name: node.name.value, type, below: [] };
          fields.set(key, field);
        }
        if (node.selectionSet && type)
          field.below.push({ set: node.selectionSet, parent: getNamedType(type) as GraphQLCompositeType });
      } else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? setting.operation.fragments.get(node.name.value) : node;
        if (!fragment) continue;
        const { typeCondition, selectionSet } = fragment;
        const condition = typeCondition ? setting.schema.getType(typeCondition.name.value) : parent;
        if (!isCompositeType(condition)) continue;
        if (!typeCondition || fits(condition, runtime ?? parent, setting.schema)) add({ set: selectionSet, parent: condition });
      }
    }
  };
  for (const each of sets) add(each);
  return [...fields.values()];
}

function typeOfField(parent: GraphQLCompositeType, name: string): GraphQLOutputType | null {
  if (name.startsWith('__') || isUnionType(parent)) return null;
  return (parent as GraphQLObjectType | GraphQLInterfaceType).getFields()[name]?.type ?? null;
}

const fits = (condition: GraphQLNamedType, type: GraphQLCompositeType, schema: GraphQLSchema) =>
  condition === type || (isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type));

const isActive = (directives: readonly DirectiveNode[] | undefined, decided: Variables) =>
  (directives ?? []).every(({ name, arguments: given }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given?.[0]?.value;
    const chosen = value?.kind === Kind.VARIABLE ? decided[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return chosen === (name.value === 'include');
  });
