// Which fields a client reads of an object of a type, in its order, and does a plan ask for all of them, whatever type the object has?
import {
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
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Operation, Variables } from '../operation/document';
import { isActive, spelled } from './data';
import { entriesOf, type KnowingSetting, type Place, possibleOf, Rehearsal, runtimeName } from './known';
import { responseName, type Separation } from './rewording';
import type { PlanLike } from './run';

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
        // An object type may give a field of its interface a narrower type, which then holds.
        const type = typeOfField(isObjectType(of) && !setting.isLenient ? of : parent, node.name.value);
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

/** A field that an operation selects and that no fetch of its plan asks for: its names in the answer, and in the result. */
export interface Unasked {
  readonly path: readonly string[];
  readonly from: readonly string[];
  /** The type of the object that lacks it. */
  readonly type: string;
  /** Of a type that some subgraphs with a shared field do not know: planners do not count on such objects, and there may be none. */
  readonly isRare: boolean;
}

export interface CheckSetting extends KnowingSetting {
  readonly apiSchema: GraphQLSchema;
  readonly resultName: Separation['resultName'];
}

/** The most that are told of one operation. */
const maxUnasked = 50;

/** Checks one plan, for any values of the variables that @skip and @include depend on. */
export class PlanCheck {
  #rehearsal: Rehearsal | undefined;

  constructor(
    private readonly plan: PlanLike,
    private readonly operation: Operation,
    private readonly setting: CheckSetting,
  ) {}

  /** What is selected with these values and not rightly asked for; usually nothing. */
  unasked(decided: Variables): readonly Unasked[] {
    const { kind, definition } = this.operation;
    const parent = this.setting.apiSchema.getRootType(kind);
    this.#rehearsal ??= new Rehearsal(this.plan, this.setting);
    const known = parent && this.#rehearsal.result(parent.name, decided);
    if (!known) return [];
    const comparison = new Comparison(this.setting, this.operation, decided);
    const at = { path: [], from: [], type: parent.name, isRare: false };
    comparison.compare([{ set: definition.selectionSet, parent }], parent.name, [known], at);
    return comparison.unasked;
  }
}

/** Compares what is selected with what is known. */
class Comparison {
  readonly unasked: Unasked[] = [];
  readonly #seen = new Set<string>();
  readonly #numbers = new Map<object, number>();

  constructor(
    private readonly setting: CheckSetting,
    private readonly operation: Operation,
    private readonly decided: Variables,
  ) {}

  compare(sets: readonly Selections[], type: string, places: readonly Place[], at: Unasked): void {
    const key = [type, at.isRare, ...[...places, ...sets.map(({ set }) => set)].map((each) => this.#numberOf(each))].join();
    const objectType = this.setting.apiSchema.getType(type);
    if (this.#seen.has(key) || !isObjectType(objectType) || this.unasked.length >= maxUnasked) return;
    this.#seen.add(key);
    for (const field of this.#selected(sets, objectType)) {
      const here = { path: [...at.path, field.key], from: [...at.from, field.from], type, isRare: at.isRare };
      if (field.type !== null) this.#compareField(field, places, here);
    }
  }

  #compareField(field: SelectedField, places: readonly Place[], at: Unasked): void {
    const text = spelled(field.nodes[0] as FieldNode, (variable) => variable);
    const entries = entriesOf(places, at.type, field.from);
    // Whatever else is fetched under the name may take its place.
    if (entries.length === 0 || entries.some((each) => each.text !== text)) return void this.unasked.push(at);
    const declared = field.type && getNamedType(field.type);
    if (!isCompositeType(declared)) return;
    const below = entries.flatMap((each) => each.below ?? []);
    const possible = [...possibleOf(entries)].flatMap((name) => {
      const type = this.setting.apiSchema.getType(name);
      return isObjectType(type) && this.setting.types.matches(declared.name, name) ? [type] : [];
    });
    const needsType = isAbstractType(declared) && this.#needsType(field.below, declared, possible);
    for (const { name: type } of possible) {
      const isRare = at.isRare || !entries.every(({ usual }) => usual.has(type));
      if (needsType && !below.some((place) => runtimeName(place, type) === type))
        this.unasked.push({ path: [...at.path, '__typename'], from: [...at.from, '__typename'], type, isRare });
      else this.compare(field.below, type, below, { ...at, isRare });
    }
  }

  /** Whether what is written depends on the type of the object. */
  #needsType(sets: readonly Selections[], declared: GraphQLCompositeType, possible: readonly GraphQLObjectType[]): boolean {
    if (this.#selected(sets, declared).some(({ name }) => name === '__typename')) return true;
    return dependsOnType(sets, declared, possible, this.#selection());
  }

  #selected(sets: readonly Selections[], type: GraphQLCompositeType): readonly SelectedField[] {
    return selectedFields(sets, type, this.#selection());
  }

  #selection() {
    const { apiSchema: schema, resultName } = this.setting;
    return { schema, operation: this.operation, decided: this.decided, resultName };
  }

  #numberOf(object: object): number {
    const known = this.#numbers.get(object) ?? this.#numbers.size;
    this.#numbers.set(object, known);
    return known;
  }
}

/** The most values of its conditions for which an operation is checked before it runs for the first time. */
const maxAssignments = 8;

/** Values for the variables that conditions depend on: all there are, or the most different ones, and whether these are all. */
export function assignmentsOf(conditions: readonly string[]): {
  readonly all: boolean;
  readonly assignments: readonly Variables[];
} {
  const all = 2 ** conditions.length <= maxAssignments;
  const values = (chosen: (index: number) => boolean): Variables =>
    Object.fromEntries(conditions.map((name, index) => [name, chosen(index)]));
  if (all)
    return {
      all,
      assignments: Array.from({ length: 2 ** conditions.length }, (_, bits) => values((index) => (bits >> index) % 2 === 1)),
    };
  const one = Array.from({ length: maxAssignments - 2 }, (_, i) =>
    values((index) => (index % conditions.length === i) === (i % 2 === 0)),
  );
  return { all, assignments: [values(() => true), values(() => false), ...one] };
}
