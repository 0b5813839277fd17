// The supergraph as the planner is shown it: keys that no subgraph resolves stand last, and what is required with arguments has its own name.

import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { argumentOf, selectionOf, variantPrefix } from '../execution/joins';
import { entitiesOf, onlyFields, textOf, variablesIn, withFetches } from '../execution/parting';
import type { PlanLike, Requirement } from '../execution/run';

/** What the planner reads in place of a supergraph, and how its plans are read as plans of that supergraph. */
export interface PlannerView {
  /** The supergraph itself where nothing in it has to be shown otherwise. */
  readonly document: DocumentNode;
  /** Left out where plans are those of the supergraph as they are. */
  readonly restore?: <Plan extends PlanLike>(plan: Plan) => Plan;
}

type ObjectLike = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export const isObjectLike = (node: { readonly kind: string }): node is ObjectLike =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

/**
 * Two faults of the planner are kept from it. It may enter a subgraph by a key that this one does not resolve, unless such keys stand last.
 * And it adds what a field requires under its plain name, so `size(unit: 1)` and `size(unit: 3)`, required by two fields of one object,
 * fall on one name. So each requirement with arguments is a field of its own for the planner, and is asked for under that name as an alias.
 */
export function plannerView(document: DocumentNode): PlannerView {
  if (!document.definitions.filter(isObjectLike).some(isShownOtherwise)) return { document };
  const types = new Map(document.definitions.filter(isObjectLike).map((each) => [each.name.value, each]));
  const variants = new Variants(types, servicesOf(document.definitions));
  const definitions = document.definitions.map((each) => {
    if (!isObjectLike(each)) return each;
    const shown = variants.shown(each);
    return { ...shown, directives: resolvableFirst(shown.directives ?? []) };
  });
  return {
    document: { ...document, definitions },
    restore: (plan) => (variants.byName.size === 0 ? plan : withVariants(plan, variants)),
  };
}

/** Whether a type has a key that its subgraph does not resolve, or a field that requires another with arguments. */
const isShownOtherwise = ({ directives = [], fields = [] }: ObjectLike): boolean =>
  directives.some(isUnresolvable) ||
  fields.some((field) => field.directives?.some((each) => argumentOf(each, 'requires')?.includes('(')));

const isUnresolvable = ({ name, arguments: given = [] }: ConstDirectiveNode): boolean =>
  name.value === 'join__type' &&
  given.some((each) => each.name.value === 'resolvable' && each.value.kind === Kind.BOOLEAN && !each.value.value);

function resolvableFirst(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  return [...directives.filter((each) => !isUnresolvable(each)), ...directives.filter(isUnresolvable)];
}

/** The names of subgraphs, by their names in the supergraph. */
function servicesOf(definitions: readonly { readonly kind: string }[]): ReadonlyMap<string, string> {
  const graphs = definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && (each as ObjectLike).name.value === 'join__Graph',
  );
  const values = (graphs as { readonly values?: readonly FieldDefinitionNode[] } | undefined)?.values ?? [];
  return new Map(
    values.map(({ name, directives = [] }) => [
      name.value,
      directives.map((each) => argumentOf(each, 'name')).find(Boolean) ?? name.value,
    ]),
  );
}

/** Fields with arguments that others require, and the names under which the planner knows them. */
class Variants {
  /** By the name for the planner, the field with its arguments. */
  readonly byName = new Map<string, FieldNode>();
  /** By subgraph and `Type.field`, what that field requires there. */
  readonly needs = new Map<string, Needs>();
  readonly #names = new Map<string, string>();
  /** By type, the fields that it has besides its own. */
  readonly #added = new Map<string, Map<string, FieldDefinitionNode>>();
  readonly #directives = new Map<ConstDirectiveNode, ConstDirectiveNode>();

  constructor(
    private readonly types: ReadonlyMap<string, ObjectLike>,
    services: ReadonlyMap<string, string>,
  ) {
    for (const type of types.values()) {
      for (const field of type.fields ?? []) {
        for (const directive of field.directives ?? []) {
          const required = directive.name.value === 'join__field' ? argumentOf(directive, 'requires') : undefined;
          if (required === undefined) continue;
          const set = this.#renamed(selectionOf(required), type.name.value);
          const service = services.get(argumentOf(directive, 'graph') ?? '') ?? '';
          this.needs.set(`${service} ${type.name.value}.${field.name.value}`, needsOf(set, this.byName));
          this.#directives.set(directive, withRequires(directive, print(set)));
        }
      }
    }
  }

  /** The type with the fields that are the planner's alone. */
  shown<Type extends ObjectLike>(type: Type): Type {
    if (this.byName.size === 0) return type;
    const own = [...(type.fields ?? []), ...(this.#added.get(type.name.value)?.values() ?? [])];
    const fields = own.map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((each) => this.#directives.get(each) ?? each),
    }));
    return { ...type, fields };
  }

  #renamed({ selections, ...set }: SelectionSetNode, type: string): SelectionSetNode {
    return { ...set, selections: selections.map((each) => this.#renamedOne(each, type)) };
  }

  #renamedOne(node: SelectionNode, type: string): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT)
      return { ...node, selectionSet: this.#renamed(node.selectionSet, node.typeCondition?.name.value ?? type) };
    const field = this.types.get(type)?.fields?.find(({ name }) => name.value === node.name.value);
    const below = field && namedType(field.type);
    const selectionSet = node.selectionSet && below ? this.#renamed(node.selectionSet, below) : node.selectionSet;
    if (!node.arguments?.length || !field) return { ...node, selectionSet };
    const name = this.#nameOf(node);
    for (const each of this.#withSubtypes(type)) this.#add(each, node.name.value, name);
    return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, ...(selectionSet && { selectionSet }) };
  }

  #nameOf(node: FieldNode): string {
    const bare = { ...node, alias: undefined, selectionSet: undefined };
    const text = print(bare);
    const known = this.#names.get(text);
    if (known) return known;
    const name = `${variantPrefix}${this.byName.size}_${node.name.value}`;
    this.#names.set(text, name);
    this.byName.set(name, bare);
    return name;
  }

  #add(type: string, original: string, name: string): void {
    const field = this.types.get(type)?.fields?.find((each) => each.name.value === original);
    if (!field) return;
    const added = this.#added.get(type) ?? new Map<string, FieldDefinitionNode>();
    this.#added.set(type, added);
    const { type: ofType, directives } = field;
    added.set(name, {
      kind: Kind.FIELD_DEFINITION,
      name: { kind: Kind.NAME, value: name },
      type: ofType,
      directives: directives ?? [],
    });
  }

  #withSubtypes(type: string): string[] {
    const others = [...this.types.values()].filter(({ interfaces = [] }) => interfaces.some(({ name }) => name.value === type));
    return [type, ...others.map(({ name }) => name.value)];
  }
}

const namedType = (type: FieldDefinitionNode['type']): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

function withRequires(directive: ConstDirectiveNode, text: string): ConstDirectiveNode {
  const value = text.slice(1, -1).replace(/\s+/g, ' ').trim();
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((each) =>
      each.name.value === 'requires' ? { ...each, value: { kind: Kind.STRING, value } } : each,
    ),
  };
}

/** By path from the object, such as `size` or `friends/name`, the name under which the planner requires that field there. */
export type Needs = ReadonlyMap<string, string>;

/** What a view of a supergraph knows of its variants. */
interface KnownVariants {
  /** By the planner's name, the field with its arguments. */
  readonly byName: ReadonlyMap<string, FieldNode>;
  /** By subgraph and `Type.field`. */
  readonly needs: ReadonlyMap<string, Needs>;
}

/** What a requirement needs; `byName` says which names are the planner's. */
export function needsOf(set: SelectionSetNode, byName: KnownVariants['byName'], path = ''): Map<string, string> {
  const needs = new Map<string, string>();
  for (const each of set.selections) {
    if (each.kind === Kind.FRAGMENT_SPREAD) continue;
    if (each.kind === Kind.INLINE_FRAGMENT) {
      for (const [place, name] of needsOf(each.selectionSet, byName, path)) needs.set(place, name);
      continue;
    }
    const place = path + originalName(each.name.value, byName);
    needs.set(place, each.name.value);
    if (each.selectionSet) for (const [below, name] of needsOf(each.selectionSet, byName, `${place}/`)) needs.set(below, name);
  }
  return needs;
}

const originalName = (name: string, byName: KnownVariants['byName']): string => byName.get(name)?.name.value ?? name;

/** The plan with the fields themselves in place of the planner's names, in as many fetches as there are different arguments of one field. */
export function withVariants<Plan extends PlanLike>(plan: Plan, variants: KnownVariants): Plan {
  return withFetches(plan, (fetch) => partsOf(fetch, variants).map((each) => asAsked(each, variants)));
}

/** A field of the entities of a fetch, and what it needs sent. */
interface Group {
  readonly fields: Set<FieldNode>;
  readonly needs: Map<string, string>;
}

/** One fetch for each combination of requirements that does not fit into another, since a subgraph is sent a field under its own name. */
function partsOf(fetch: FetchNode, variants: KnownVariants): FetchNode[] {
  if (!fetch.requires || !JSON.stringify(fetch.requires).includes(variantPrefix)) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const groups: Group[] = [];
  for (const [field, needs] of neededBy(entitiesOf(document), fetch.serviceName, variants)) {
    let group = groups.find((each) => [...needs].every(([place, name]) => (each.needs.get(place) ?? name) === name));
    if (!group) {
      group = { fields: new Set(), needs: new Map() };
      groups.push(group);
    }
    group.fields.add(field);
    for (const [place, name] of needs) group.needs.set(place, name);
  }
  if (groups.length < 2) return [fetch];
  return groups.map((group) => {
    const operation = textOf(
      onlyFields(
        document,
        [...group.fields],
        groups.flatMap(({ fields }) => [...fields]),
      ),
    );
    const variableUsages = (fetch.variableUsages ?? []).filter((name) => variablesIn(operation).has(name));
    const requires = onlyNeeded(fetch.requires as readonly Requirement[], group.needs, variants.byName) as FetchNode['requires'];
    return { ...fetch, operation, variableUsages, ...(requires && { requires }) };
  });
}

/** The fields of entities that need something of them, each with what. */
function neededBy(set: SelectionSetNode | undefined, service: string, variants: KnownVariants, type = ''): [FieldNode, Needs][] {
  return (set?.selections ?? []).flatMap((node): [FieldNode, Needs][] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    if (node.kind === Kind.INLINE_FRAGMENT)
      return neededBy(node.selectionSet, service, variants, node.typeCondition?.name.value ?? type);
    return [[node, variants.needs.get(`${service} ${type}.${node.name.value}`) ?? new Map()]];
  });
}

/** What is required, without what only other groups need. */
function onlyNeeded(requires: readonly Requirement[], needs: Needs, byName: KnownVariants['byName'], path = ''): Requirement[] {
  return requires.flatMap((each): Requirement[] => {
    if (each.kind === 'InlineFragment') return [{ ...each, selections: onlyNeeded(each.selections, needs, byName, path) }];
    const place = path + originalName(each.name, byName);
    const needed = needs.get(place);
    if (needed === undefined ? byName.has(each.name) : needed !== each.name) return [];
    if (!each.selections) return [each];
    const selections = onlyNeeded(each.selections, needs, byName, `${place}/`);
    return selections.length > 0 ? [{ ...each, selections }] : [];
  });
}

/** The fetch in the words of its subgraph: fields by their names and with their arguments, and sent under their names. */
function asAsked(fetch: FetchNode, { byName }: KnownVariants): FetchNode {
  if (!fetch.operation.includes(variantPrefix) && !fetch.requires) return fetch;
  const operation = !fetch.operation.includes(variantPrefix)
    ? fetch.operation
    : textOf(
        visit(parse(fetch.operation, { noLocation: true }), {
          Field(field) {
            const original = byName.get(field.name.value);
            return (
              original && { ...field, alias: field.alias ?? field.name, name: original.name, arguments: original.arguments ?? [] }
            );
          },
        }),
      );
  const renamers = renamersOf((fetch.requires ?? []) as readonly Requirement[], byName);
  return { ...fetch, operation, ...(renamers.length > 0 && { inputRewrites: [...renamers, ...(fetch.inputRewrites ?? [])] }) };
}

/** Deeper ones first, as they are found by the planner's names. */
function renamersOf(
  requires: readonly Requirement[],
  byName: KnownVariants['byName'],
  path: readonly string[] = [],
): FetchDataRewrite[] {
  return requires.flatMap((each): FetchDataRewrite[] => {
    if (each.kind === 'InlineFragment')
      return renamersOf(each.selections, byName, each.typeCondition ? [...path, `... on ${each.typeCondition}`] : path);
    const here = [...path, each.name];
    const below = each.selections ? renamersOf(each.selections, byName, here) : [];
    const original = byName.get(each.name);
    return original ? [...below, { kind: 'KeyRenamer', path: here, renameKeyTo: original.name.value }] : below;
  });
}
