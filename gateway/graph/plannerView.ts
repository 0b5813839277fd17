// The supergraph as the planner is shown it: keys that no subgraph resolves stand last, and what is required with arguments has its own name.
import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentOf } from '../execution/joins';
import type { PlanLike } from '../execution/plan';
import { type Needs, needsOf, variantPrefix, withVariants } from './variants';

/** What the planner reads in place of a supergraph, and how its plans are read as plans of that supergraph. */
export interface PlannerView {
  readonly sdl: string;
  /** Left out where plans are those of the supergraph as they are. */
  readonly restore?: <Plan extends PlanLike>(plan: Plan) => Plan;
}

type ObjectLike = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const isObjectLike = (node: { readonly kind: string }): node is ObjectLike =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

/**
 * Two faults of the planner are kept from it. It may enter a subgraph by a key that this one does not resolve, unless such keys stand last.
 * And it adds what a field requires under its plain name, so `size(unit: 1)` and `size(unit: 3)`, required by two fields of one object,
 * fall on one name. So each requirement with arguments is a field of its own for the planner, and is asked for under that name as an alias.
 */
export function plannerView(sdl: string): PlannerView {
  if (!/resolvable: false|requires: "[^\n]*\(/.test(sdl)) return { sdl };
  const document = parse(sdl, { noLocation: true });
  const types = new Map(document.definitions.filter(isObjectLike).map((each) => [each.name.value, each]));
  const variants = new Variants(types, servicesOf(document.definitions));
  const definitions = document.definitions.map((each) => {
    if (!isObjectLike(each)) return each;
    const shown = variants.shown(each);
    return { ...shown, directives: resolvableFirst(shown.directives ?? []) };
  });
  const shown = print({ ...document, definitions });
  return { sdl: shown, restore: (plan) => (variants.byName.size === 0 ? plan : withVariants(plan, variants)) };
}

function resolvableFirst(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  const isLast = ({ name, arguments: given = [] }: ConstDirectiveNode) =>
    name.value === 'join__type' &&
    given.some((each) => each.name.value === 'resolvable' && each.value.kind === Kind.BOOLEAN && !each.value.value);
  return [...directives.filter((each) => !isLast(each)), ...directives.filter(isLast)];
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

function selectionOf(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  return (definition as OperationDefinitionNode).selectionSet;
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
