// What a client's document says: its operation, and how large it is. Each text is read once, and those that differ in chosen names are read by their pattern.
import { createHash } from 'node:crypto';
import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { type Cost, costOf, hopsOf } from './cost';
import type { ChosenNames } from './pattern';

/** Variables by name; a variable that was neither given nor has a default is absent. */
export type Variables = Readonly<Record<string, unknown>>;

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The two schemas that follow from one supergraph. */
export interface Schemas {
  /** What clients may see. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, with what clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
}

/** What is known of an operation whatever its client calls it and its fields. */
interface Traits {
  readonly kind: OperationTypeNode;
  readonly shape: Shape;
  /** Of the nodes of its document. */
  readonly kinds: readonly string[];
  /** Field names at the root, each as often as it is asked for. */
  readonly rootFields: readonly string[];
  /** The variables that decide @skip and @include anywhere in the document. */
  readonly conditions: readonly string[];
  /** Lists of entities that subgraphs are asked for, as estimated before it is planned. */
  readonly hops: number;
  /** Values that the answer, or each event, may hold, and what its root fields and hops count besides. */
  readonly cost: Cost;
  /** The same for an operation whose cost depends on no variable. */
  readonly fixedCost: number | undefined;
}

interface Parsed {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** The operation whose pattern another one has, and what stands for the names in the pattern. */
export interface Renaming {
  readonly pattern: Operation;
  readonly names: ChosenNames;
}

/** One operation of a document that could be parsed. Plans and compiled forms are kept by this object, and go when it goes. */
export class Operation implements Traits {
  readonly kind: Traits['kind'];
  readonly shape: Traits['shape'];
  readonly kinds: Traits['kinds'];
  readonly rootFields: Traits['rootFields'];
  readonly conditions: Traits['conditions'];
  readonly hops: Traits['hops'];
  readonly cost: Traits['cost'];
  readonly fixedCost: Traits['fixedCost'];
  #hash: string | undefined;
  #parsed: Parsed | undefined;

  private constructor(
    readonly text: string,
    /** Its own name; null when it has none. */
    readonly name: string | null,
    /** Those it was read for; without them it costs nothing. */
    readonly schemas: Schemas | undefined,
    traits: Traits,
    /** Of one that is read by its pattern, and parsed only when the document itself is asked for. */
    readonly renaming?: Renaming,
    /** What operators read as its name: that of a pattern is what the first client of it called it. */
    readonly shownName: string | null = name,
  ) {
    this.kind = traits.kind;
    this.shape = traits.shape;
    this.kinds = traits.kinds;
    this.rootFields = traits.rootFields;
    this.conditions = traits.conditions;
    this.hops = traits.hops;
    this.cost = traits.cost;
    this.fixedCost = traits.fixedCost;
  }

  static read(
    text: string,
    document: DocumentNode,
    definition: OperationDefinitionNode,
    schemas: Schemas | undefined,
    shownName?: string | null,
  ): Operation {
    const parsed = partsOf(document, definition);
    const name = definition.name?.value ?? null;
    const operation = new Operation(text, name, schemas, traitsOf(parsed, schemas), undefined, shownName);
    operation.#parsed = parsed;
    return operation;
  }

  /** An operation that differs from its pattern in names only. */
  static renamed(text: string, renaming: Renaming): Operation {
    const { pattern, names } = renaming;
    return new Operation(text, names.operation ?? null, pattern.schemas, pattern, renaming);
  }

  get #parts(): Parsed {
    if (!this.#parsed) {
      const document = parse(this.text, { noLocation: true });
      this.#parsed = partsOf(document, getOperationAST(document) as OperationDefinitionNode);
    }
    return this.#parsed;
  }

  get document(): DocumentNode {
    return this.#parts.document;
  }

  get definition(): OperationDefinitionNode {
    return this.#parts.definition;
  }

  get fragments(): Fragments {
    return this.#parts.fragments;
  }

  /**
   * What it takes in memory with its plan and its compiled form once it was answered, in bytes: measured with 20 hops and with 900 fields. One
   * that is never answered is kept as well, and may be large in what its operation does not use.
   */
  get bytes(): number {
    const { fields, nodes } = this.shape;
    return 2_000 + 2 * this.text.length + Math.max(900 * fields, 130 * nodes) + 8_000 * (this.hops + 1);
  }

  /** SHA-256 of the text, as clients name documents. */
  get hash(): string {
    this.#hash ??= hashOf(this.text);
    return this.#hash;
  }
}

const partsOf = (document: DocumentNode, definition: OperationDefinitionNode): Parsed => ({
  document,
  definition,
  fragments: new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  ),
});

function traitsOf({ document, definition, fragments }: Parsed, schemas: Schemas | undefined): Traits {
  const { operation: kind, selectionSet } = definition;
  const rootFields = rootFieldsOf(selectionSet, fragments);
  const { conditions, kinds, ...counts } = countsOf(document);
  const shape = { ...counts, ...extentOf(selectionSet, fragments) };
  const hops = schemas ? hopsOf(schemas.supergraphSchema, definition, fragments) : 0;
  const { cost, varies } = schemas
    ? costOf(schemas.apiSchema, definition, { fragments, rootFields, hops })
    : { cost: () => 0, varies: false };
  return { kind, shape, kinds, rootFields, conditions, hops, cost, fixedCost: varies ? undefined : cost({}) };
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Named {
  readonly name?: string | null;
  readonly text?: string;
  readonly schemas?: Schemas;
  readonly shownName?: string | null;
}

/** The operation of a document. Undefined when it has none of that name, or several and no name was given. */
export function operationOf(document: DocumentNode, { name, text = '', schemas, shownName }: Named = {}): Operation | undefined {
  const definition = getOperationAST(document, name || undefined);
  return definition ? Operation.read(text, document, definition, schemas, shownName) : undefined;
}

/** Fragments are followed once, as validation allows no cycles. */
function rootFieldsOf(set: SelectionSetNode, fragments: Fragments): string[] {
  const seen = new Set<string>();
  const names: string[] = [];
  const follow = ({ selections }: SelectionSetNode) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) follow(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) follow(fragment.selectionSet);
      }
    }
  };
  follow(set);
  return names;
}

/** Counts that grow with what a document asks of a server that only reads it. */
interface Shape {
  readonly operations: number;
  readonly directives: number;
  /** Of the syntax tree, with fragments that nobody spreads. */
  readonly nodes: number;
  /** Of the operation, with its fragments unfolded. Introspection is not counted: it is refused or harmless. */
  readonly depth: number;
  /** Fields of the operation, each as often as fragments repeat it. */
  readonly fields: number;
  readonly aliases: number;
}

function countsOf(document: DocumentNode) {
  let [operations, directives, nodes] = [0, 0, 0];
  const [conditions, kinds] = [new Set<string>(), new Set<string>()];
  const count = (node: ASTNode): void => {
    nodes++;
    kinds.add(node.kind);
    if (node.kind === Kind.OPERATION_DEFINITION) operations++;
    if (node.kind === Kind.DIRECTIVE) {
      directives++;
      const { name, arguments: given } = node;
      const value = given?.[0]?.value;
      if ((name.value === 'skip' || name.value === 'include') && value?.kind === Kind.VARIABLE) conditions.add(value.name.value);
    }
    for (const below of Object.values(node) as unknown[]) {
      if (Array.isArray(below)) below.forEach(count);
      else if (isNode(below)) count(below);
    }
  };
  count(document);
  return { operations, directives, nodes, conditions: [...conditions], kinds: [...kinds] };
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'kind' in value;

const none = { depth: 0, fields: 0, aliases: 0 };

/** Terminates for fragments that spread themselves, which validation refuses. */
function extentOf(set: SelectionSetNode, fragments: Fragments): typeof none {
  const known = new Map<string, typeof none>();
  const ofFragment = (name: string) => {
    const measured = known.get(name);
    if (measured) return measured;
    known.set(name, none);
    const fragment = fragments.get(name);
    const extent = fragment ? ofSelections(fragment.selectionSet) : none;
    known.set(name, extent);
    return extent;
  };
  const ofSelections = ({ selections }: SelectionSetNode): typeof none => {
    const sum = { ...none };
    for (const selection of selections) {
      const isField = selection.kind === Kind.FIELD;
      if (isField && /^__(schema|type)$/.test(selection.name.value)) continue;
      const below = selection.kind === Kind.FRAGMENT_SPREAD ? undefined : selection.selectionSet;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : below ? ofSelections(below) : none;
      sum.depth = Math.max(sum.depth, inner.depth + (isField ? 1 : 0));
      sum.fields += inner.fields + (isField ? 1 : 0);
      sum.aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
    }
    return sum;
  };
  return ofSelections(set);
}
