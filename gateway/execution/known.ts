// What a plan brings to each place of a result, for each type that an object there may have: the plan run on names in place of data.
import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Variables } from '../operation/document';
import { compilePath, isActive, type Path, prefix, requiredName, spelled, type TypeTable } from './data';
import { type Joins, type Types, variantPrefix } from './joins';
import { responseName } from './rewording';
import type { PlanLike, PlanNode, Requirement } from './run';

/** Something that is fetched of objects of some types. */
interface Entry {
  readonly types: Types;
  /** The name under which it stands in the result. */
  readonly key: string;
  /** The field with its arguments, in one spelling. */
  readonly text: string;
  /** The object types that its value may have; none for a leaf. */
  readonly possible: Types;
  /** Of these, the ones that the planner counts on. */
  readonly usual: Types;
  readonly below: Place | undefined;
}

/** What is known at one place of the result, of whichever objects stand there. */
export class Place {
  readonly #entries = new Map<string, Entry[]>();

  /** What is known under a name of objects of one type. */
  find(type: string, key: string): Entry[] {
    return this.#entries.get(key)?.filter(({ types }) => types.has(type)) ?? [];
  }

  /** Takes over what a fetch brings, of objects of some types only. The other place is no longer used. */
  merge(other: Place, only: Types): void {
    for (const entries of other.#entries.values()) {
      for (const each of entries) {
        const types = common(each.types, only);
        this.add(types === each.types ? each : { ...each, types });
      }
    }
  }

  add(entry: Entry): void {
    if (entry.types.size === 0) return;
    const entries = this.#entries.get(entry.key);
    const same = entries?.find(
      ({ text, types, possible }) => text === entry.text && isSame(types, entry.types) && isSame(possible, entry.possible),
    );
    if (same && entry.below) same.below?.merge(entry.below, entry.possible);
    else if (!same && entries) entries.push(entry);
    else if (!entries) this.#entries.set(entry.key, [entry]);
  }

  copy(): Place {
    const copy = new Place();
    for (const [key, entries] of this.#entries)
      copy.#entries.set(
        key,
        entries.map((each) => ({ ...each, below: each.below?.copy() })),
      );
    return copy;
  }

  /** The entries of a name for some types only: one that is also for others is parted. */
  apart(key: string, only: Types): Entry[] {
    const parted = (this.#entries.get(key) ?? []).flatMap((entry): Entry[] => {
      const inside = common(entry.types, only);
      if (inside.size === 0 || inside.size === entry.types.size) return [entry];
      const outside = new Set([...entry.types].filter((each) => !only.has(each)));
      return [
        { ...entry, types: inside },
        { ...entry, types: outside, below: entry.below?.copy() },
      ];
    });
    this.#entries.set(key, parted);
    return parted.filter(({ types }) => common(types, only).size > 0);
  }

  /** As a plan gives the value of one name back to another. */
  rename(key: string, to: string, only: Types): void {
    const renamed = this.apart(key, only);
    this.#entries.set(
      key,
      (this.#entries.get(key) ?? []).filter((each) => !renamed.includes(each)),
    );
    for (const each of renamed) this.add({ ...each, key: to });
  }
}

const none: Types = new Set();

/** The same set where all are common, which is the usual case. */
function common(a: Types, b: Types): Types {
  if (a === b) return a;
  for (const each of a) if (!b.has(each)) return new Set([...a].filter((one) => b.has(one)));
  return a;
}

const isSame = (a: Types, b: Types): boolean => a === b || (a.size === b.size && common(a, b) === a);

/** What a plan is read by. */
export interface KnowingSetting {
  readonly supergraphSchema: GraphQLSchema;
  readonly types: TypeTable;
  readonly joins: Joins;
}

/** Objects of some types, at one place. */
interface Target {
  readonly place: Place;
  readonly types: Types;
}

/** What a subgraph is sent of objects of one type, by the name under which it is sent. */
type Sent = ReadonlyMap<string, RequiredField>;
type RequiredField = Extract<Requirement, { kind: 'Field' }>;

/** Runs one plan on names, for any values of the variables that @skip and @include depend on. */
export class Rehearsal {
  readonly #documents = new Map<string, OperationDefinitionNode>();
  #isReadable = true;

  constructor(
    private readonly plan: PlanLike,
    private readonly setting: KnowingSetting,
  ) {}

  /** All that the plan brings, from the root type down; undefined for a plan with nodes of a kind that is not known. A plan has names of its own for variables. */
  result(type: string, decided: Variables): Place | undefined {
    const root: Target = { place: new Place(), types: new Set([type]) };
    const planned = Object.fromEntries(Object.entries(decided).map(([name, value]) => [prefix + name, value]));
    if (this.plan.node) this.#run(this.plan.node as PlanNode, root, [], { ...decided, ...planned });
    return this.#isReadable ? root.place : undefined;
  }

  #run(node: PlanNode, root: Target, path: Path, decided: Variables): void {
    const go = (next: PlanNode | undefined, to = path) => next && this.#run(next, root, to, decided);
    switch (node.kind) {
      case 'Fetch':
        this.#fetch(node as unknown as FetchNode, root, path, decided);
        break;
      case 'Flatten':
        go(node.node, [...path, ...compilePath(node.path ?? [])]);
        break;
      case 'Condition':
        go(decided[node.condition ?? ''] ? node.ifClause : node.elseClause);
        break;
      case 'Sequence':
      case 'Parallel':
      case 'Subscription':
        for (const each of node.nodes ?? [node.primary, node.rest]) go(each);
        break;
      default:
        this.#isReadable = false;
    }
  }

  #fetch(fetch: FetchNode, root: Target, path: Path, decided: Variables): void {
    const { selectionSet } = this.#document(fetch.operation);
    const building: Building = { ...this.setting, service: fetch.serviceName, decided };
    const requires = fetch.requires as readonly Requirement[] | undefined;
    for (const { place, types } of targetsAt(root, path, this.setting.types)) {
      if (!requires) {
        const answer = new Place();
        const type = this.setting.supergraphSchema.getRootType(fetch.operationKind)?.name ?? '';
        build(answer, selectionSet, type, types, { ...building, isMet: unsent(building) });
        for (const each of fetch.outputRewrites ?? []) rename(answer, types, each, this.setting.types);
        place.merge(answer, types);
        continue;
      }
      const [entities] = selectionSet.selections;
      const sent = new Map<string, Sent>();
      for (const type of types) {
        const representation = this.#representation(place, type, requires, fetch.serviceName);
        if (representation) sent.set(type, representation);
      }
      const named = new Set(sent.keys());
      const answer = new Place();
      const isMet = (type: string, parent: string, field: string) => {
        const required = this.setting.joins.requires.get(`${fetch.serviceName} ${parent}.${field}`);
        return !required || isSent(required, sent.get(type), [place], type, this.setting.types);
      };
      if (entities?.kind === Kind.FIELD && entities.selectionSet)
        build(answer, entities.selectionSet, '', named, { ...building, isMet });
      // Of an object that the subgraph knows by an interface only, it cannot say for which type a name was given back.
      const { types: table } = this.setting;
      const known = new Set([...named].filter((type) => table.knownAs(fetch.serviceName, type) === type));
      for (const each of fetch.outputRewrites ?? [])
        rename(answer, each.path[0]?.startsWith('... on ') ? known : named, each, table);
      place.merge(answer, named);
    }
  }

  #document(text: string): OperationDefinitionNode {
    const known = this.#documents.get(text) ?? (parse(text, { noLocation: true }).definitions[0] as OperationDefinitionNode);
    this.#documents.set(text, known);
    return known;
  }

  /** What an object of the type is represented by; undefined when nothing would be sent of it. */
  #representation(place: Place, type: string, requires: readonly Requirement[], service: string): Sent | undefined {
    const { types } = this.setting;
    const name = runtimeName(place, type);
    if (name === undefined) return undefined;
    const sent = this.#selected([place], type, name, requires);
    const knownAs = sent && types.knownAs(service, name);
    const hasKey =
      knownAs !== undefined && types.isNamedBy(service, knownAs, (field, below) => isNested(sent?.get(field), below));
    return hasKey ? sent : undefined;
  }

  /** As representations are built: a fragment contributes whole or nothing. */
  #selected(places: readonly Place[], type: string, name: string, requires: readonly Requirement[]): Sent | undefined {
    const sent = new Map<string, RequiredField>();
    for (const each of requires) {
      if (each.kind === 'Field') {
        if (!this.#isKnown(places, type, each)) return undefined;
        note(sent, each);
      } else if (!each.typeCondition || this.setting.types.matches(each.typeCondition, name)) {
        for (const field of this.#selected(places, type, name, each.selections)?.values() ?? []) note(sent, field);
      }
    }
    return sent;
  }

  #isKnown(places: readonly Place[], type: string, field: RequiredField): boolean {
    const entries = entriesOf(places, type, readName(field)).filter(({ text }) => isPlain(text, field.name));
    if (entries.length === 0) return false;
    const { selections } = field;
    if (!selections) return true;
    const below = entries.flatMap((each) => each.below ?? []);
    return [...possibleOf(entries)].every((each) => this.#selected(below, each, each, selections));
  }
}

const readName = ({ from, alias, name }: RequiredField) => from ?? alias ?? name;
const sentName = ({ alias, name }: RequiredField) => alias ?? requiredName(name);

/** Whether what stands under a name is what a plan means by it: the field without arguments, or the planner's own name for one with. */
const isPlain = (text: string, name: string) => text === name || name.startsWith(variantPrefix) || text.startsWith('__typename');

export const entriesOf = (places: readonly Place[], type: string, key: string): Entry[] =>
  places.flatMap((each) => each.find(type, key));

/** All that give a value give the same one, so it has a type that all of them may give. */
export function possibleOf([first, ...others]: readonly Entry[]): Types {
  return others.reduce((types, { possible }) => common(types, possible), first?.possible ?? none);
}

/** By what name the result knows the type of an object: its own, or that of an interface of which its subgraph knows no more. */
export function runtimeName(place: Place, type: string): string | undefined {
  const texts = place.find(type, '__typename').map(({ text }) => text);
  return texts.includes('__typename') ? type : texts[0]?.slice('__typename of '.length);
}

/** Whether what is sent has the fields of a key, however deep. */
const isNested = (sent: RequiredField | undefined, below: SelectionSetNode | undefined): boolean =>
  sent !== undefined &&
  (below?.selections ?? []).every((each) => {
    const isNamed = (one: Requirement): boolean =>
      one.kind === 'Field'
        ? each.kind === Kind.FIELD && sentName(one) === each.name.value && isNested(one, each.selectionSet)
        : one.selections.some(isNamed);
    return each.kind !== Kind.FIELD || (sent.selections ?? []).some(isNamed);
  });

/** Several fragments of a requirement may each have a part of one field. */
function note(sent: Map<string, RequiredField>, field: RequiredField): void {
  const known = sent.get(sentName(field))?.selections;
  sent.set(sentName(field), known && field.selections ? { ...field, selections: [...known, ...field.selections] } : field);
}

/** Whether a subgraph is sent all that a field of its requires, with the arguments that it requires, however deep. */
function isSent(
  required: SelectionSetNode,
  sent: Sent | undefined,
  places: readonly Place[],
  type: string,
  types: TypeTable,
): boolean {
  return required.selections.every((each): boolean => {
    if (each.kind === Kind.FRAGMENT_SPREAD) return true;
    if (each.kind === Kind.INLINE_FRAGMENT) {
      const isMeant = !each.typeCondition || types.matches(each.typeCondition.name.value, type);
      return !isMeant || isSent(each.selectionSet, sent, places, type, types);
    }
    const field = sent?.get(each.name.value);
    if (!field || each.name.value === '__typename') return field !== undefined;
    const entries = entriesOf(places, type, readName(field)).filter(({ text }) => text === spelled(each));
    const { selectionSet } = each;
    if (entries.length === 0 || !selectionSet) return entries.length > 0;
    const below = entries.flatMap((entry) => entry.below ?? []);
    return [...possibleOf(entries)].every((one) =>
      isSent(selectionSet, sentOf(field.selections ?? [], one, types), below, one, types),
    );
  });
}

/** What is sent of an object within a representation, of one type. */
function sentOf(selections: readonly Requirement[], type: string, types: TypeTable): Sent {
  const sent = new Map<string, RequiredField>();
  for (const each of selections) {
    if (each.kind === 'Field') note(sent, each);
    else if (!each.typeCondition || types.matches(each.typeCondition, type))
      for (const field of sentOf(each.selections, type, types).values()) note(sent, field);
  }
  return sent;
}

function targetsAt(root: Target, path: Path, types: TypeTable): readonly Target[] {
  let targets: readonly Target[] = [root];
  for (const { key, list, types: only } of path) {
    if (!list && key !== '')
      targets = targets.flatMap(({ place, types: wanted }) =>
        place.apart(key, wanted).flatMap(({ below, possible }) => (below ? { place: below, types: possible } : [])),
      );
    if (only) targets = targets.map(({ place, types: all }) => ({ place, types: matching(all, only, types) }));
  }
  return targets;
}

const matching = (all: Types, conditions: readonly string[], types: TypeTable): Types =>
  new Set([...all].filter((name) => conditions.some((condition) => types.matches(condition, name))));

interface Building extends KnowingSetting {
  readonly service: string;
  readonly decided: Variables;
  /** Whether an object of a type was sent with what a field requires; not given where the subgraph has what it provides itself. */
  readonly isMet?: ((type: string, parent: string, field: string) => boolean) | undefined;
}

/** Whether a subgraph answers a field of an object that it was not sent: below those that it was sent it knows nothing of other subgraphs. */
const unsent =
  ({ joins: { outside }, service }: Pick<Building, 'joins' | 'service'>) =>
  (_type: string, parent: string, field: string): boolean =>
    !outside.has(`${service} ${parent}.${field}`);

/** Notes what a selection of a request brings. */
function build(place: Place, set: SelectionSetNode, parent: string, types: Types, building: Building): void {
  const { service, joins, supergraphSchema, decided, isMet, types: table } = building;
  for (const node of set.selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD || !isActive(node.directives, decided)) continue;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const condition = node.typeCondition?.name.value ?? parent;
      build(place, node.selectionSet, condition, node.typeCondition ? matching(types, [condition], table) : types, building);
      continue;
    }
    const [name, key] = [node.name.value, responseName(node)];
    if (name === '__typename') {
      const text = joins.interfaceObjects.has(`${service} ${parent}`) ? `__typename of ${parent}` : name;
      place.add({ types, key, text, possible: none, usual: none, below: undefined });
      continue;
    }
    const type = supergraphSchema.getType(parent);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (!field) continue;
    const unmet = isMet ? [...types].filter((each) => !isMet(each, parent, name)) : [];
    const met = unmet.length === 0 ? types : new Set([...types].filter((each) => !unmet.includes(each)));
    const ofType = joins.narrowed.get(`${service} ${parent}.${name}`) ?? getNamedType(field.type).name;
    const given = joins.possible.get(`${service} ${ofType}`) ?? joins.possible.get(ofType);
    const possible = (node.selectionSet && given) ?? none;
    const usual = (node.selectionSet && joins.usual.get(`${parent}.${name}`)) ?? none;
    const below = node.selectionSet && new Place();
    if (node.selectionSet && below) {
      const isProvided = !isMet || joins.providing.has(`${service} ${parent}.${name}`);
      build(below, node.selectionSet, ofType, possible, {
        ...building,
        isMet: isProvided ? undefined : unsent(building),
      });
    }
    const entry = { key, text: spelled(node), possible, usual, below };
    place.add({ ...entry, types: met });
    // Whatever the subgraph makes of it then is no value of the field.
    if (unmet.length > 0)
      place.add({ ...entry, types: new Set(unmet), text: `${name} without what it requires`, below: below?.copy() });
  }
}

function rename(answer: Place, types: Types, rewrite: FetchDataRewrite, table: TypeTable): void {
  if (rewrite.kind !== 'KeyRenamer') return;
  let targets: readonly Target[] = [{ place: answer, types }];
  for (const part of rewrite.path.slice(0, -1)) {
    const condition = part.startsWith('... on ') ? part.slice('... on '.length).split('|') : undefined;
    targets = condition
      ? targets.map(({ place, types: all }) => ({ place, types: matching(all, condition, table) }))
      : targets.flatMap(({ place, types: all }) =>
          place.apart(part, all).flatMap(({ below, possible }) => (below ? { place: below, types: possible } : [])),
        );
  }
  for (const { place, types: all } of targets) place.rename(rewrite.path.at(-1) ?? '', rewrite.renameKeyTo, all);
}
