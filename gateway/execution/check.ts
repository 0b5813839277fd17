// Does a plan ask for all that an operation selects? Compared for every type that an object may have.
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import type { Operation, Variables } from '../operation/document';
import { entriesOf, type KnowingSetting, type Place, possibleOf, Rehearsal, runtimeName, spelled } from './known';
import type { PlanLike } from './plan';
import type { Separation } from './rewording';
import { dependsOnType, type SelectedField, type Selections, selectedFields } from './selection';

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
  readonly #rehearsal: Rehearsal;

  constructor(
    plan: PlanLike,
    private readonly operation: Operation,
    private readonly setting: CheckSetting,
  ) {
    this.#rehearsal = new Rehearsal(plan, setting);
  }

  /** What is selected with these values and not rightly asked for; usually nothing. */
  unasked(decided: Variables): readonly Unasked[] {
    const { kind, definition } = this.operation;
    const parent = this.setting.apiSchema.getRootType(kind);
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
    const text = spelled(field.nodes[0] as FieldNode);
    const entries = entriesOf(places, at.type, field.from).filter((each) => each.text === text);
    if (entries.length === 0) return void this.unasked.push(at);
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
