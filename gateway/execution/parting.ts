// How an operation is planned in parts, and a fetch of entities parted into several, so that what one field needs or loses is not that of others.
import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  type InlineFragmentNode,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type Operation, operationOf } from '../operation/document';
import { compilePath, type Path, type PathPart, prefix } from './data';
import { argumentOf, type Joins, keysOf, unvariedName } from './joins';
import {
  assigned,
  fragmentsOf,
  halvesOf,
  insideOf,
  isMeta,
  NotPlannable,
  onlyTypeName,
  type Rewording,
  responseName,
  withoutPrefix,
} from './rewording';
import type { PlanLike, PlanNode, Requirement } from './run';

interface Node {
  readonly kind: string;
  readonly nodes?: readonly Node[];
  readonly node?: Node;
  readonly [key: string]: unknown;
}

/** Parts of an operation that are tried to be planned. */
const maxParts = 24;

/** How a part is planned, and what is made of all of them checked. */
export interface Piecewise {
  readonly settle: Rewording;
  /** @throws NotPlannable */
  readonly search: (part: Operation, document: DocumentNode, isByType: boolean) => PlanLike;
  /** @throws NotPlannable */
  readonly checked: (plan: PlanLike) => PlanLike;
  /** Whether fields of one name are one field everywhere in a document. */
  readonly agrees: (document: DocumentNode) => boolean;
}

/** Plans parts of an operation as operations of their own, and joins the plans; undefined when that fails too. */
export function inParts(operation: Operation, settled: DocumentNode, way: Piecewise): PlanLike | undefined {
  const { name } = operation;
  return ofParts(operation, way, (search) => {
    const halvesBy = (document: DocumentNode) => halvesOf(document, name)?.map(way.settle);
    const planOf = (document: DocumentNode): PlanLike[] => {
      try {
        return [search(operationOf(document, { name }) as Operation, document)];
      } catch (error) {
        const halves = halvesBy(document);
        if (!halves) throw error;
        return halves.flatMap(planOf);
      }
    };
    const nodes = (halvesBy(settled) ?? []).flatMap(planOf).flatMap(({ node }) => node ?? []);
    // A part of type names alone takes no fetch.
    return nodes.length > 0 ? { node: { kind: 'Sequence', nodes }, isInParts: true } : undefined;
  });
}

/**
 * Plans an operation for each value of the variables that its conditions depend on, as far as it takes: the planner may know no way to what
 * stands below a condition, though it knows one where that is decided. Undefined when that fails too.
 */
export function byValues(operation: Operation, settled: DocumentNode, way: Piecewise): PlanLike | undefined {
  const { name, conditions } = operation;
  if (conditions.length === 0) return undefined;
  return ofParts(operation, way, (search) => {
    const planOf = (document: DocumentNode, [condition, ...others]: readonly string[]): PlanLike => {
      const part = operationOf(document, { name }) as Operation;
      try {
        return search(part, document);
      } catch (error) {
        if (condition === undefined) throw error;
        if (!part.conditions.includes(condition)) return planOf(document, others);
        const [yes, no] = [true, false].map((value) => planOf(way.settle(assigned(document, condition, value)), others));
        const node = { kind: 'Condition', condition: prefix + condition, ifClause: yes?.node, elseClause: no?.node };
        return { node };
      }
    };
    return planOf(settled, conditions);
  });
}

/** By each way to name things, which all parts of a plan have in common. */
function ofParts(
  { kind }: Operation,
  { search, checked, agrees }: Piecewise,
  make: (search: (part: Operation, document: DocumentNode) => PlanLike) => PlanLike | undefined,
): PlanLike | undefined {
  for (const isByType of [false, true]) {
    let left = maxParts;
    try {
      const plan = make((part, document) => {
        if (left-- <= 0) throw new NotPlannable('it has too many parts.');
        return search(part, document, isByType);
      });
      const whole = plan?.node && kind === 'subscription' ? ofOneEvent(plan.node, agrees) : plan;
      if (whole) return checked({ ...whole, isByType });
    } catch (error) {
      if (!(error instanceof NotPlannable)) throw error;
      if (isWithoutWay(error)) return undefined;
    }
  }
  return undefined;
}

/** All parts read the same event, which holds what each of them asks its subgraph for; undefined where that cannot be asked at once. */
function ofOneEvent(parts: PlanNode, agrees: Piecewise['agrees']): PlanLike | undefined {
  const primaries = new Map<string, FetchNode>();
  const rest = (node: PlanNode | undefined): PlanNode | undefined => {
    if (node?.kind === 'Sequence') return { ...node, nodes: (node.nodes ?? []).flatMap((each) => rest(each) ?? []) };
    if (node?.kind === 'Condition') {
      const { ifClause, elseClause, ...condition } = node;
      const [yes, no] = [rest(ifClause), rest(elseClause)];
      return { ...condition, ...(yes && { ifClause: yes }), ...(no && { elseClause: no }) };
    }
    if (node?.primary) primaries.set(JSON.stringify(node.primary), node.primary as unknown as FetchNode);
    return node?.rest;
  };
  const all = rest(parts);
  const primary = asOne([...primaries.values()], agrees);
  return primary && { node: { kind: 'Subscription', primary, ...(all && { rest: all }) } as unknown as PlanNode };
}

/** Fetches of one subgraph from the root, as one that asks for all. */
function asOne(fetches: readonly FetchNode[], agrees: Piecewise['agrees']): FetchNode | undefined {
  const [first] = fetches;
  if (!first || fetches.some(({ serviceName }) => serviceName !== first.serviceName)) return undefined;
  const asked = fetches.flatMap(
    ({ operation }) => parse(operation, { noLocation: true }).definitions as OperationDefinitionNode[],
  );
  const variables = new Map(
    asked.flatMap(({ variableDefinitions = [] }) => variableDefinitions.map((each) => [print(each), each])),
  );
  const selectionSet = { ...onlyTypeName, selections: asked.flatMap((each) => each.selectionSet.selections) };
  const all = { ...(asked[0] as OperationDefinitionNode), variableDefinitions: [...variables.values()], selectionSet };
  const together: DocumentNode = { kind: Kind.DOCUMENT, definitions: [all] };
  if (!agrees(together)) return undefined;
  const outputRewrites = fetches.flatMap((each) => each.outputRewrites ?? []);
  const variableUsages = [...new Set(fetches.flatMap((each) => each.variableUsages ?? []))];
  return { ...first, operation: textOf(together), variableUsages, ...(outputRewrites.length > 0 && { outputRewrites }) };
}

/** The planner knows no way to a field that stands alone: parts of its object for some types only would hide that. */
const isWithoutWay = ({ originalError }: NotPlannable): boolean =>
  originalError?.message.startsWith('Was not able to find any options') ?? false;

/** The plan with each fetch as those that it is parted into, side by side. */
export function withFetches<Plan extends PlanLike>(
  plan: Plan,
  part: (fetch: FetchNode, path: readonly PathPart[]) => readonly FetchNode[],
): Plan {
  const sideBySide = (nodes: readonly object[]) => (nodes.length === 1 ? nodes[0] : { kind: 'Parallel', nodes }) as Node;
  const parted = (node: Node, above: readonly PathPart[]): Node => {
    const path = node.kind === 'Flatten' ? [...above, ...(node.path as readonly PathPart[])] : above;
    if (node.kind === 'Fetch') return sideBySide(part(node as unknown as FetchNode, path));
    if (node.kind === 'Flatten' && node.node?.kind === 'Fetch')
      return sideBySide(part(node.node as unknown as FetchNode, path).map((each) => ({ ...node, node: each })));
    const inner: Record<string, unknown> = {};
    for (const key of ['node', 'primary', 'rest', 'ifClause', 'elseClause']) {
      const below = node[key] as Node | undefined;
      if (below) inner[key] = parted(below, path);
    }
    if (!node.nodes) return { ...node, ...inner };
    const nodes = node.nodes.map((each) => parted(each, path));
    return {
      ...node,
      nodes: nodes.flatMap((each) => (node.kind === 'Parallel' && each.kind === 'Parallel' ? (each.nodes ?? []) : each)),
    };
  };
  return plan.node ? { ...plan, node: parted(plan.node as Node, []) } : plan;
}

/**
 * The plan with fetches that any subgraph takes. It may have a name of its own for the type from which its queries begin, and knows that of
 * the supergraph in no fragment: there, one without a type is the same. And the planner forgets to declare some variables of conditions.
 */
export function servedBy(schema: GraphQLSchema): {
  /** Whether fields lead back to where operations begin; where not, only documents with conditions need this. */
  readonly leadsBack: boolean;
  readonly served: <Plan extends PlanLike>(plan: Plan, document: DocumentNode, name: string | null) => Plan;
} {
  const roots = Object.values(OperationTypeNode).flatMap((each) => schema.getRootType(each)?.name ?? []);
  const leadsBack = Object.values(schema.getTypeMap()).some(
    (type) =>
      isObjectType(type) && Object.values(type.getFields()).some((field) => roots.includes(getNamedType(field.type).name)),
  );
  const named = new RegExp(`\\.\\.\\.on (${roots.join('|')})\\b`);
  const withoutRootNames = (asked: DocumentNode): DocumentNode => {
    const types = new TypeInfo(schema);
    const unnamed = ({ typeCondition, ...rest }: InlineFragmentNode) => {
      const name = typeCondition?.name.value ?? '';
      return roots.includes(name) && types.getParentType()?.name === name ? rest : undefined;
    };
    return visit(asked, visitWithTypeInfo(types, { InlineFragment: { leave: unnamed } }));
  };
  const served = <Plan extends PlanLike>(plan: Plan, document: DocumentNode, name: string | null): Plan =>
    withFetches(plan, (fetch) => {
      const { operation, variableUsages: known = [] } = fetch;
      const unknown = [...variablesIn(operation)].filter((name) => !known.includes(name) && name !== 'representations');
      if (unknown.length === 0 && !named.test(operation)) return [fetch];
      const asked = parse(operation, { noLocation: true });
      const [definition] = asked.definitions as [OperationDefinitionNode];
      const defined = getOperationAST(document, name || undefined)?.variableDefinitions ?? [];
      const lacking = defined.filter(({ variable }) => unknown.includes(variable.name.value));
      const variableDefinitions = [...(definition.variableDefinitions ?? []), ...lacking];
      const whole = withoutRootNames({ ...asked, definitions: [{ ...definition, variableDefinitions }] });
      return [
        { ...fetch, operation: textOf(whole), variableUsages: [...known, ...lacking.map(({ variable }) => variable.name.value)] },
      ];
    });
  return { leadsBack, served };
}

/** What a fetch of entities asks of them. */
export const entitiesOf = ({ definitions: [operation] }: DocumentNode): SelectionSetNode | undefined => {
  const [entities] = (operation as OperationDefinitionNode).selectionSet.selections;
  return entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
};

/** The document without those of the fields that are not wanted, and without the variables that only these use. */
export function onlyFields(document: DocumentNode, wanted: readonly FieldNode[], fields: readonly FieldNode[]): DocumentNode {
  const others = new Set(fields.filter((each) => !wanted.includes(each)));
  const chosen: DocumentNode = visit(document, {
    Field: (field) => (others.has(field) ? null : undefined),
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const [operation] = chosen.definitions as [OperationDefinitionNode];
  const kept = variablesIn(print(operation.selectionSet));
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => kept.has(variable.name.value));
  return { ...chosen, definitions: [{ ...operation, ...(variableDefinitions && { variableDefinitions }) }] };
}

export const variablesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\$(\w+)/g)].map(([, name = '']) => name));

export const textOf = (document: DocumentNode) => stripIgnoredCharacters(print(document));

/**
 * An interface object is asked for a field by objects of every type, also where a fragment selects it of some, and so is what stands below
 * such a field. Where a field may not be null and fails for one of the others, the subgraph gives nothing of that object, and what stands
 * beside it would be null. So such fields are fetched beside the others, together with those that the same fragments select. Undefined for
 * graphs without such fields.
 */
export function strictApart(schema: GraphQLSchema, joins: Joins) {
  const strict = new Set<string>();
  for (const type of joins.interfaceObjects.size > 0 ? Object.values(schema.getTypeMap()) : []) {
    if (!isInterfaceType(type) && !isObjectType(type)) continue;
    for (const { name, type: ofType, astNode } of Object.values(type.getFields()))
      if (isNonNullType(ofType) || astNode?.directives?.some((each) => argumentOf(each, 'type')?.endsWith('!'))) strict.add(name);
  }
  if (strict.size === 0) return undefined;
  return <Plan extends PlanLike>(plan: Plan, document: DocumentNode): Plan => {
    const { names, places } = fragmentsSelecting(document);
    if (![...strict].some((name) => names.has(name))) return plan;
    return withFetches(plan, (fetch, path) => {
      if (!fetch.requires || ![...strict].some((name) => fetch.operation.includes(name))) return [fetch];
      const asked = parse(fetch.operation, { noLocation: true });
      const groups = new Map<string, FieldNode[]>();
      const note = (set: SelectionSetNode | undefined, isUntyped: boolean): void => {
        for (const node of set?.selections ?? []) {
          if (node.kind === Kind.INLINE_FRAGMENT) {
            const type = node.typeCondition?.name.value;
            note(node.selectionSet, type ? joins.interfaceObjects.has(`${fetch.serviceName} ${type}`) : isUntyped);
          } else if (node.kind === Kind.FIELD) {
            const place = places.get(placeOf(compilePath(path), withoutPrefix(responseName(node))));
            const isStrict = strict.has(node.name.value) && (isUntyped || place?.isBelow === true);
            const by = (isStrict && place?.by) || '';
            groups.set(by, [...(groups.get(by) ?? []), node]);
          }
        }
      };
      note(entitiesOf(asked), false);
      const isAlone = groups.size === 1 || (groups.size === 2 && groups.get('')?.every(isMeta));
      if (isAlone) return [fetch];
      const all = [...groups.values()].flat();
      return [...groups.values()].map((fields) => withFields(fetch, asked, fields, all));
    });
  };
}

/**
 * Where a fetch asks one field of all its entities and another, which requires something, of some, the others are sent without that and
 * would not be asked at all. So fields of different requirements are fetched side by side. Undefined where there are no such fetches.
 */
export function requirementsApart<Plan extends PlanLike>(
  plan: Plan,
  { schema, joins }: { readonly schema: GraphQLSchema; readonly joins: Joins },
): Plan | undefined {
  const keys = keysOf(schema);
  let isOther = false;
  const other = withFetches(plan, (fetch) => {
    if (!fetch.requires) return [fetch];
    const asked = parse(fetch.operation, { noLocation: true });
    const groups = new Map<string, FieldNode[]>();
    const inKeys = new Set(['__typename']);
    const note = (set: SelectionSetNode | undefined, type: string): void => {
      for (const key of (keys.get(`${fetch.serviceName} ${type}`) ?? []).flat()) inKeys.add(key.name.value);
      for (const node of set?.selections ?? []) {
        if (node.kind === Kind.INLINE_FRAGMENT) note(node.selectionSet, node.typeCondition?.name.value ?? type);
        if (node.kind !== Kind.FIELD) continue;
        const place = `${fetch.serviceName} ${type}.${node.name.value}`;
        const required = joins.outside.has(place) ? joins.requires.get(place) : undefined;
        const names = (required?.selections ?? []).flatMap((each) => (each.kind === Kind.FIELD ? each.name.value : []));
        groups.set(names.join(' '), [...(groups.get(names.join(' ')) ?? []), node]);
      }
    };
    note(entitiesOf(asked), '');
    if (groups.size < 2) return [fetch];
    isOther = true;
    const all = [...groups.values()].flat();
    return [...groups].map(([names, fields]) => {
      const needed = new Set([...inKeys, ...names.split(' ')]);
      const requires = onlyRequired(fetch.requires as readonly Requirement[], needed) as unknown as typeof fetch.requires;
      return withFields({ ...fetch, requires }, asked, fields, all);
    });
  });
  return isOther ? other : undefined;
}

/** What is required of the entities themselves, as far as it has one of the names. */
const onlyRequired = (requires: readonly Requirement[], names: ReadonlySet<string>): readonly Requirement[] =>
  requires.flatMap((each): readonly Requirement[] => {
    if (each.kind === 'InlineFragment') return [{ ...each, selections: onlyRequired(each.selections, names) }];
    return names.has(unvariedName(each.name)) ? [each] : [];
  });

/** The fetch with some of its fields. */
function withFields(fetch: FetchNode, asked: DocumentNode, fields: readonly FieldNode[], all: readonly FieldNode[]): FetchNode {
  const operation = textOf(onlyFields(asked, fields, all));
  const used = variablesIn(operation);
  return { ...fetch, operation, variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)) };
}

/** Where a field stands, by names of the client. */
const placeOf = (path: Path, name: string) =>
  [...path.flatMap(({ key, list }) => (list || key === '' ? [] : withoutPrefix(key))), name].join('.');

/** Which fragments select what stands at a place and on which conditions, and whether some select a field above it. */
interface Selecting {
  readonly by: string;
  readonly isBelow: boolean;
}

/**
 * The names of fields that fragments of a document select, themselves or below such a field, and who selects what stands at a place. What is
 * selected of all types whatever the conditions is not among the places.
 */
function fragmentsSelecting(document: DocumentNode): {
  readonly names: ReadonlySet<string>;
  readonly places: ReadonlyMap<string, Selecting>;
} {
  const fragments = fragmentsOf(document);
  const names = new Set<string>();
  const selecting = new Map<string, Set<string>>();
  const below = new Set<string>();
  let count = 0;
  const walk = ({ selections }: SelectionSetNode, above: string, fragment: string, isBelow = false): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const place = above + responseName(node);
        if (fragment) names.add(node.name.value);
        if (isBelow) below.add(place);
        const conditions = (node.directives ?? []).map(print);
        selecting.set(place, (selecting.get(place) ?? new Set()).add(`${fragment}${conditions}`));
        if (node.selectionSet) walk(node.selectionSet, `${place}.`, fragment, fragment !== '');
        continue;
      }
      const inside = insideOf(node, fragments);
      if (inside) walk(inside.selectionSet, above, `${++count}`, isBelow);
    }
  };
  for (const each of document.definitions) if (each.kind === Kind.OPERATION_DEFINITION) walk(each.selectionSet, '', '');
  const places = [...selecting].flatMap(([place, by]) =>
    by.has('') ? [] : [[place, { by: [...by].join(' '), isBelow: below.has(place) }] as const],
  );
  return { names, places: new Map(places) };
}
