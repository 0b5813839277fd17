// Plans an operation whose every field can be asked of one subgraph only: there is nothing to choose, so nothing is searched.
import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  OperationTypeNode,
  print,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Operation } from '../operation/document';
import { type Services, type Sources, sourcesOf } from './joins';
import type { Separation } from './rewording';
import type { PlanLike, PlanNode, Requirement } from './run';

/** A plan, or undefined for an operation that takes a planner. */
type PlanDirectly = (operation: Operation) => PlanLike | undefined;

/** Selections that are planned here, those of a fragment as often as it is spread. */
const maxSelections = 2_000;
/** Fetches of the same objects from one subgraph that differ in their conditions only; the planner makes one of more. */
const maxAlike = 3;

/**
 * A field is asked of the subgraph that gives its object, where that answers it, and otherwise of the only one that does, by a plain key.
 * `named` gives each field the name by which the result knows it, so that none meets those of keys.
 */
export function plannerWithoutSearch(schema: GraphQLSchema, named: Separation['resultName']): PlanDirectly {
  const sources = sourcesOf(schema);
  return (operation) => {
    if (sources.types.size === 0) return undefined;
    try {
      return new Drawing(schema, sources, operation, named).plan();
    } catch (error) {
      if (error instanceof NotPlain) return undefined;
      throw error;
    }
  };
}

/** The operation takes a planner. It never leaves this file. */
class NotPlain extends Error {}

function fail(): never {
  throw new NotPlain();
}

/** Variables that let a selection in, or keep it out: `name` or `!name`. */
type Conditions = readonly string[];

/** A fetch while its selections are found. */
interface Drawn {
  readonly service: string;
  readonly parts: string[];
  /** What the next subgraphs are sent of these objects. */
  readonly needs: Set<string>;
  readonly path: readonly string[];
  readonly conditions: Conditions;
  readonly variables: Set<string>;
  /** How many fetches have to be answered before. */
  readonly level: number;
  /** Of entities. */
  readonly type?: string;
  readonly requires?: readonly Requirement[];
}

/** Where a selection stands. */
interface At {
  readonly fetch: Drawn;
  readonly path: readonly string[];
  readonly conditions: Conditions;
  /** Collect the selection and the keys of its object. */
  readonly parts: string[];
  readonly needs: Set<string>;
}

/** Draws the plan of one operation. */
class Drawing {
  readonly #hops = new Map<string, Drawn>();
  /** Of those, how many there are that differ in their conditions only. */
  readonly #alike = new Map<string, number>();
  /** By path and name, the fetch that brings objects there: they are never brought by two. */
  readonly #bringing = new Map<string, Drawn>();
  #left = maxSelections;
  #count = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly sources: Sources,
    private readonly operation: Operation,
    private readonly named: Separation['resultName'],
  ) {}

  plan(): PlanLike {
    const { kind, definition } = this.operation;
    const root = this.schema.getRootType(kind) ?? fail();
    for (const { variable, directives } of definition.variableDefinitions ?? [])
      if (directives?.length || /^representations|^_client_/.test(variable.name.value)) fail();
    const fetches = new Map<string, Drawn>();
    const always = new Set<string>();
    const follow = ({ selections }: SelectionSetNode): void => {
      for (const node of selections) {
        if (this.#left-- <= 0) fail();
        if (node.kind !== Kind.FIELD) {
          if (node.directives?.length) fail();
          const inside = node.kind === Kind.INLINE_FRAGMENT ? node : this.operation.fragments.get(node.name.value);
          follow(inside?.selectionSet ?? fail());
        } else if (!node.name.value.startsWith('__')) {
          const [service, other] = this.#servicesOf(root.name, node.name.value);
          if (service === undefined || (other !== undefined && kind !== OperationTypeNode.QUERY)) fail();
          let fetch = fetches.get(service);
          if (!fetch) {
            const variables = new Set<string>();
            fetch = { service, parts: [], needs: new Set(), path: [], conditions: [], variables, level: 0 };
            fetches.set(service, fetch);
          }
          this.#field(node, root, { ...fetch, fetch });
          if (!node.directives?.length) always.add(service);
        }
      }
    };
    follow(definition.selectionSet);
    const [first, second] = [...fetches.values()];
    // The gateway itself answers what is left.
    if (!first && kind !== OperationTypeNode.SUBSCRIPTION) return planOf();
    if (!first || (second && kind !== OperationTypeNode.QUERY) || always.size < fetches.size) fail();
    const roots = [...fetches.values()].map((each) => this.#fetchOf(each));
    const levels: PlanNode[][] = [];
    for (const each of this.#hops.values()) {
      levels[each.level] ??= [];
      levels[each.level]?.push(this.#hopOf(each));
    }
    const turns = levels.filter(Boolean).map(together);
    if (kind === OperationTypeNode.SUBSCRIPTION) {
      const [primary, rest] = [roots[0] as PlanNode, inTurn(turns)];
      return planOf({ kind: 'Subscription', primary, ...(rest && { rest }) });
    }
    return planOf(inTurn([together(roots), ...turns]) ?? fail());
  }

  #servicesOf(type: string, field: string): Services {
    const place = `${type}.${field}`;
    if (this.sources.odd.has(place)) fail();
    return this.sources.fields.get(place) ?? this.sources.types.get(type) ?? [];
  }

  /** The selections of an object of a type that stands in the answer of the subgraph. */
  #set({ selections }: SelectionSetNode, parent: GraphQLCompositeType, at: At): void {
    for (const node of selections) {
      if (this.#left-- <= 0) fail();
      if (node.kind === Kind.FIELD) {
        this.#field(node, parent, at);
        continue;
      }
      const inside = node.kind === Kind.INLINE_FRAGMENT ? node : (this.operation.fragments.get(node.name.value) ?? fail());
      const condition = inside.typeCondition ? this.schema.getType(inside.typeCondition.name.value) : parent;
      if (!isCompositeType(condition)) fail();
      const isNarrower = condition !== parent && !isObjectType(parent);
      if (isNarrower && !this.sources.members.get(`${at.fetch.service} ${parent.name}`)?.includes(condition.name)) fail();
      // A subgraph may have another name for the type from which its queries begin.
      if (isNarrower && condition === this.schema.getQueryType()) fail();
      const type = isNarrower ? condition : parent;
      const { text, conditions } = this.#written(node.directives, at);
      if (!isNarrower && text === '') {
        this.#set(inside.selectionSet, type, at);
        continue;
      }
      this.#known(type, at.fetch.service);
      const below: At = { ...at, conditions, parts: [], needs: new Set() };
      this.#set(inside.selectionSet, type, below);
      at.parts.push(`...${isNarrower ? `on ${condition.name}` : ''}${text}${setOf(below)}`);
    }
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, at: At): void {
    const name = node.name.value;
    const { service } = at.fetch;
    if (name === '__typename') {
      at.parts.push(`${this.#shown(node, parent)}${this.#written(node.directives, at).text}`);
      return;
    }
    if (isUnionType(parent) || name.startsWith('__')) fail();
    const services = this.#servicesOf(parent.name, name);
    const { requires } = this.sources;
    if (services.includes(service)) {
      if (requires.has(`${service} ${parent.name}.${name}`)) fail();
      for (const member of isInterfaceType(parent) ? (this.sources.members.get(`${service} ${parent.name}`) ?? []) : [])
        if (!this.#servicesOf(member, name).includes(service) || requires.has(`${service} ${member}.${name}`)) fail();
      this.#asked(node, parent, at, this.#written(node.directives, at));
      return;
    }
    const [owner, other] = services;
    if (owner === undefined || other !== undefined || !isObjectType(parent)) fail();
    const key = this.sources.keys
      .get(`${owner} ${parent.name}`)
      ?.find((fields) => fields.every((each) => this.#servicesOf(parent.name, each).includes(service)));
    if (!key) fail();
    const required = requires.get(`${owner} ${parent.name}.${name}`);
    const needed = [...key.map(plainly), ...(required ? this.#required(required, parent, service) : [])];
    for (const each of needed) at.needs.add(textOf(each));
    const { conditions } = conditionsOf(node.directives, at);
    const hop = this.#hop(owner, parent, needed, { ...at, conditions });
    this.#asked(node, parent, { ...hop, fetch: hop }, { text: '', conditions });
  }

  /** Writes a field that the subgraph answers, and what is selected of its value. */
  #asked(
    node: FieldNode,
    parent: GraphQLCompositeType,
    at: At,
    { text, conditions }: { readonly text: string; readonly conditions: Conditions },
  ): void {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) fail();
    const given = (node.arguments ?? []).map((each) => `${each.name.value}:${valueText(each.value, at.fetch.variables)}`);
    let below = '';
    if (node.selectionSet) {
      const type = getNamedType(field.type);
      if (!isCompositeType(type)) fail();
      const inside: At = {
        fetch: at.fetch,
        path: [...at.path, this.named(node, parent), ...listsOf(field.type)],
        conditions,
        parts: [],
        needs: new Set(),
      };
      const place = inside.path.join('.');
      if ((this.#bringing.get(place) ?? at.fetch) !== at.fetch) fail();
      this.#bringing.set(place, at.fetch);
      this.#known(type, at.fetch.service);
      // What is written of an object depends on its type.
      if (isAbstractType(type)) inside.parts.push('__typename');
      this.#set(node.selectionSet, type, inside);
      below = setOf(inside);
    }
    at.parts.push(`${this.#shown(node, parent)}${given.length > 0 ? `(${given.join()})` : ''}${text}${below}`);
  }

  #known({ name }: GraphQLCompositeType, service: string): void {
    if (!this.sources.types.get(name)?.includes(service) || this.sources.odd.has(`${service} ${name}`)) fail();
  }

  /** What a field requires, as far as the subgraph that gives the object answers all of it. */
  #required({ selections }: SelectionSetNode, parent: GraphQLObjectType, service: string): RequiredField[] {
    return selections.map((each) => {
      if (each.kind !== Kind.FIELD || each.arguments?.length) fail();
      const name = each.name.value;
      if (
        !this.#servicesOf(parent.name, name).includes(service) ||
        this.sources.requires.has(`${service} ${parent.name}.${name}`)
      )
        fail();
      if (!each.selectionSet) return plainly(name);
      const field = parent.getFields()[name] ?? fail();
      const type = getNamedType(field.type);
      if (!isObjectType(type)) fail();
      return { ...plainly(name), selections: this.#required(each.selectionSet, type, service) };
    });
  }

  #hop(service: string, type: GraphQLObjectType, needed: readonly RequiredField[], { fetch, path, conditions }: At): Drawn {
    const place = JSON.stringify([service, type.name, path, needed]);
    const name = `${place} ${conditions}`;
    let hop = this.#hops.get(name);
    if (!hop) {
      this.#known(type, service);
      const alike = (this.#alike.get(place) ?? 0) + 1;
      if (alike > maxAlike) fail();
      this.#alike.set(place, alike);
      const requires = [
        { kind: 'InlineFragment', typeCondition: type.name, selections: [plainly('__typename'), ...needed] },
      ] as const;
      const [variables, level] = [new Set<string>(), fetch.level + 1];
      hop = { service, parts: [], needs: new Set(), path, conditions, variables, level, type: type.name, requires };
      this.#hops.set(name, hop);
    }
    return hop;
  }

  #shown(node: FieldNode, parent: GraphQLCompositeType): string {
    const name = this.named(node, parent);
    return name === node.name.value ? name : `${name}:${node.name.value}`;
  }

  #written(directives: readonly DirectiveNode[] | undefined, at: At) {
    const { variables, ...written } = conditionsOf(directives, at);
    for (const each of variables) at.fetch.variables.add(each);
    return written;
  }

  #fetchOf({ service, parts, needs, variables, type, requires }: Drawn): PlanNode {
    const { kind, name, definition } = this.operation;
    if (!type && needs.size > 0) fail();
    const operationName = name ? `${name}__${service.replace(/\W/g, '_')}__${this.#count++}` : undefined;
    const known = (definition.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value));
    const definitions = [...(type ? ['$representations:[_Any!]!'] : []), ...known.map((each) => print(each))];
    const named = `${operationName ? ` ${operationName}` : ''}${definitions.length > 0 ? `(${definitions.join()})` : ''}`;
    const set = setOf({ parts, needs });
    const operation = type
      ? `query${named}{_entities(representations:$representations){...on ${type}${set}}}`
      : `${kind}${named}${set}`;
    const node = {
      kind: 'Fetch',
      serviceName: service,
      variableUsages: known.map(({ variable }) => variable.name.value),
      operation,
      operationKind: type ? OperationTypeNode.QUERY : kind,
      operationName,
      ...(requires && { requires }),
    };
    return node;
  }

  #hopOf(hop: Drawn): PlanNode {
    const node: PlanNode = { kind: 'Flatten', path: hop.path, node: this.#fetchOf(hop) };
    return hop.conditions.reduceRight(
      (inner: PlanNode, each) =>
        each.startsWith('!')
          ? { kind: 'Condition', condition: each.slice(1), elseClause: inner }
          : { kind: 'Condition', condition: each, ifClause: inner },
      node,
    );
  }
}

type RequiredField = Extract<Requirement, { kind: 'Field' }>;

const plainly = (name: string): RequiredField => ({ kind: 'Field', name });

const textOf = ({ name, selections = [] }: RequiredField): string =>
  selections.length > 0 ? `${name}{${selections.map((each) => textOf(each as RequiredField)).join(' ')}}` : name;

/** What is written of conditions, and all that hold for what stands below them. */
function conditionsOf(directives: readonly DirectiveNode[] | undefined, { conditions }: At) {
  let text = '';
  const [own, variables]: [string[], string[]] = [[], []];
  for (const { name, arguments: [given] = [] } of directives ?? []) {
    if ((name.value !== 'skip' && name.value !== 'include') || given?.value.kind !== Kind.VARIABLE) fail();
    const variable = given.value.name.value;
    own.push(name.value === 'skip' ? `!${variable}` : variable);
    text += `@${name.value}(if:$${variable})`;
    variables.push(variable);
  }
  return { text, variables, conditions: own.length > 0 ? [...new Set([...conditions, ...own])].sort() : conditions };
}

const setOf = ({ parts, needs }: Pick<Drawn, 'parts' | 'needs'>): string =>
  `{${[...new Set(needs.size > 0 ? [...parts, '__typename', ...needs] : parts)].join(' ')}}`;

const listsOf = (type: GraphQLOutputType): string[] => {
  const inner = getNullableType(type);
  return isListType(inner) ? ['@', ...listsOf(inner.ofType)] : [];
};

/** The value as it is written, and notes its variables. */
function valueText(value: ValueNode, variables: Set<string>): string {
  switch (value.kind) {
    case Kind.VARIABLE:
      variables.add(value.name.value);
      return `$${value.name.value}`;
    case Kind.LIST:
      return `[${value.values.map((each) => valueText(each, variables)).join()}]`;
    case Kind.OBJECT:
      return `{${value.fields.map((each) => `${each.name.value}:${valueText(each.value, variables)}`).join()}}`;
    case Kind.NULL:
      return 'null';
    case Kind.STRING:
      return print(value);
    default:
      return `${value.value}`;
  }
}

const together = (nodes: readonly PlanNode[]): PlanNode =>
  nodes.length === 1 ? (nodes[0] as PlanNode) : { kind: 'Parallel', nodes };

const inTurn = (nodes: readonly PlanNode[]): PlanNode | undefined => (nodes.length > 1 ? { kind: 'Sequence', nodes } : nodes[0]);

const planOf = (node?: PlanNode): PlanLike => ({ kind: 'QueryPlan', ...(node && { node }) }) as PlanLike;
