// Which fields a client reads of an object of a type, in its order, with fragments and conditions applied.
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
import type { Operation, Variables } from '../operation/document';
import { responseName, type Separation } from './rewording';

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
  /** Where it is selected. */
  readonly nodes: readonly FieldNode[];
  readonly below: readonly Selections[];
}

export interface SelectionSetting {
  readonly schema: GraphQLSchema;
  readonly operation: Operation;
  /** The values that @skip and @include depend on. */
  readonly decided: Variables;
  readonly resultName: Separation['resultName'];
  /** Writes an object whose type could not be learned as if no fragment fitted, as Apollo's executor does. */
  readonly isLenient?: boolean;
}

/**
 * The fields in the order in which the client reads them, of an object of a type. Where its runtime type is unknown (the plan does not
 * depend on it, so the subgraph was not asked for it), the type is the declared one of the field, and fragments are those that fit it.
 */
export function selectedFields(
  sets: readonly Selections[],
  of: GraphQLCompositeType,
  setting: SelectionSetting,
): readonly SelectedField[] {
  const fields = new Map<string, SelectedField & { readonly nodes: FieldNode[]; readonly below: Selections[] }>();
  const add = ({ set, parent }: Selections): void => {
    for (const node of set.selections) {
      if (!isActive(node.directives, setting.decided)) continue;
      if (node.kind === Kind.FIELD) {
        const key = responseName(node);
        const type = typeOfField(parent, node.name.value);
        let field = fields.get(key);
        if (field === undefined) {
          field = { key, from: setting.resultName(node, of), name: node.name.value, type, nodes: [], below: [] };
          fields.set(key, field);
        }
        field.nodes.push(node);
        if (node.selectionSet && type)
          field.below.push({ set: node.selectionSet, parent: getNamedType(type) as GraphQLCompositeType });
      } else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? setting.operation.fragments.get(node.name.value) : node;
        if (!fragment) continue;
        const { typeCondition, selectionSet } = fragment;
        const condition = typeCondition ? setting.schema.getType(typeCondition.name.value) : parent;
        if (!isCompositeType(condition)) continue;
        if (!typeCondition || fits(condition, of, setting.schema)) add({ set: selectionSet, parent: condition });
      }
    }
  };
  for (const each of sets) add(each);
  return [...fields.values()];
}

/** Whether other fields are selected of some type than where the type is unknown. */
export function dependsOnType(
  sets: readonly Selections[],
  declared: GraphQLCompositeType,
  types: readonly GraphQLObjectType[],
  setting: SelectionSetting,
): boolean {
  const unknown = selectedFields(sets, declared, setting);
  return types.some((type) => {
    const chosen = selectedFields(sets, type, setting);
    return chosen.length !== unknown.length || chosen.some((field, i) => !isSameField(field, unknown[i] as SelectedField));
  });
}

const isSameField = (a: SelectedField, b: SelectedField): boolean =>
  a.key === b.key && a.nodes.length === b.nodes.length && a.nodes.every((node, i) => node === b.nodes[i]);

function typeOfField(parent: GraphQLCompositeType, name: string): GraphQLOutputType | null {
  if (name.startsWith('__') || isUnionType(parent)) return null;
  return (parent as GraphQLObjectType | GraphQLInterfaceType).getFields()[name]?.type ?? null;
}

const fits = (condition: GraphQLNamedType, type: GraphQLCompositeType, schema: GraphQLSchema) =>
  condition === type || (isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type));

export const isActive = (directives: readonly DirectiveNode[] | undefined, decided: Variables) =>
  (directives ?? []).every(({ name, arguments: given }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given?.[0]?.value;
    const chosen = value?.kind === Kind.VARIABLE ? decided[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return chosen === (name.value === 'include');
  });
