// What documents have in common that differ in chosen names only: whether they are valid, and how they are planned, are found once for all of them.
import type { QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** The most that is remembered of shapes: plans in bytes with their documents, and valid documents. */
const [maxPlanBytes, maxValidBytes] = [4_000_000, 2_000_000];
/** Stands in the shape for the name of an operation, or for an alias. */
const standIn = /_plan(\d+)_/g;

/** A document with names of ours in place of those that a client chose. */
interface Shape {
  readonly document: DocumentNode;
  /** Of the operation. */
  readonly name: string | undefined;
  readonly text: string;
  /** The chosen names in place of ours. */
  readonly restored: (text: string) => string;
}

/** Undefined for what has to be taken as it is. */
type ShapeOf = (document: DocumentNode) => Shape | undefined;

/** An alias that a field of the schema could be meant by stays: whoever reads a shape has to see where names meet. */
function shapesBy(schema: GraphQLSchema): ShapeOf {
  const fields = new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
  const isFree = (alias: string) => !fields.has(alias) && !alias.startsWith('_') && !alias.includes('__');
  return (document) => {
    const names = new Map<string, string>();
    let times = 0;
    const nameFor = (name: string) => {
      times++;
      let shown = names.get(name);
      if (shown === undefined) {
        shown = `_plan${names.size}_`;
        names.set(name, shown);
      }
      return shown;
    };
    const renamed = withNames(document, isFree, nameFor);
    const text = renamed && print(renamed.document);
    // A name, or a text in a literal, may look like one of ours.
    if (!text || (text.match(standIn)?.length ?? 0) !== times) return undefined;
    const own = [...names.keys()];
    return { ...renamed, text, restored: (given) => given.replace(standIn, (_all, at) => own[Number(at)] as string) };
  };
}

type PlanDocument = (document: DocumentNode, operationName?: string | null) => QueryPlan;

/**
 * Plans each shape once: finding a plan takes longer than all else that is done for a document that nobody sent before. A plan is kept as
 * text, in which the chosen names take the place of ours.
 */
export function plannedOnce(schema: GraphQLSchema, plan: PlanDocument): PlanDocument {
  const shapeOf = shapesBy(schema);
  const plans = new LRUCache<string, string>({ maxSize: maxPlanBytes, sizeCalculation: (text, key) => text.length + key.length });
  return (document, operationName) => {
    const shape = shapeOf(document);
    if (!shape) return plan(document, operationName);
    let text = plans.get(shape.text);
    if (text === undefined) {
      try {
        text = JSON.stringify(plan(shape.document, operationName && shape.name));
      } catch (error) {
        (error as Error).message = shape.restored((error as Error).message);
        throw error;
      }
      plans.set(shape.text, text);
    }
    return JSON.parse(shape.restored(text)) as QueryPlan;
  };
}

/** Whether documents satisfy rules: found once for each shape that does. */
export function validOnce(schema: GraphQLSchema, rules: readonly ValidationRule[]): (document: DocumentNode) => boolean {
  const shapeOf = shapesBy(schema);
  const valid = new LRUCache<string, true>({ maxSize: maxValidBytes, sizeCalculation: (_true, key) => key.length });
  return (document) => {
    const shape = shapeOf(document);
    if (shape && valid.has(shape.text)) return true;
    const isValid = validate(schema, document, rules, { maxErrors: 1 }).length === 0;
    if (shape && isValid) valid.set(shape.text, true);
    return isValid;
  };
}

/** A document of one operation with its name and free aliases replaced; undefined for one of several. */
function withNames(
  { kind, definitions }: DocumentNode,
  isFree: (alias: string) => boolean,
  nameFor: (name: string) => string,
): { readonly document: DocumentNode; readonly name: string | undefined } | undefined {
  if (definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION).length !== 1) return undefined;
  let name: string | undefined;
  const renamedSet = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: set.selections.map(renamed) });
  const renamed = (node: SelectionNode): SelectionNode => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    const below = node.selectionSet && { selectionSet: renamedSet(node.selectionSet) };
    if (node.kind === Kind.INLINE_FRAGMENT) return { ...node, ...below };
    if (!node.alias || !isFree(node.alias.value)) return below ? { ...node, ...below } : node;
    return { ...node, ...below, alias: { ...node.alias, value: nameFor(node.alias.value) } };
  };
  const shown = definitions.map((each) => {
    if (each.kind !== Kind.OPERATION_DEFINITION && each.kind !== Kind.FRAGMENT_DEFINITION) return each;
    const selectionSet = renamedSet(each.selectionSet);
    if (each.kind === Kind.FRAGMENT_DEFINITION || !each.name) return { ...each, selectionSet };
    name = nameFor(each.name.value);
    return { ...each, selectionSet, name: { ...each.name, value: name } };
  });
  return { document: { kind, definitions: shown }, name };
}
