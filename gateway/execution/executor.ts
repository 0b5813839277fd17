// How an operation is answered: compiled once, then run any number of times, straight to JSON text. Each part runs within a span.

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type InlineFragmentNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { Operation, Variables } from '../operation/document';
import { type TypeTable, typeTable } from './data';
import { addError, type ExecutionError, unexplained } from './errors';
import { blameArguments } from './nullArguments';
import { type CompiledPlan, compilePlan, type PlanLike, unanswered } from './plan';
import { compileProjection, type IntrospectionTexts, type Writer, Writing } from './project';
import { type Rewording, responseName, type Separation, separateRequired, settleConditions } from './rewording';
import type { Ask, Execution, OnBehalf, SubgraphAnswer } from './run';

/** Everything that follows from one supergraph, and the way to its subgraphs. */
export interface ExecutorOptions {
  /** What clients may see. Answers are checked against it. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, with what clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
  /** A query plan for a valid document. May throw, which `compile` passes on. */
  readonly plan: (document: DocumentNode, operationName?: string | null) => PlanLike;
  readonly ask: Ask;
  /** `asApollo` keeps the known faults of Apollo's executor and planner, so that tests can compare the two. */
  readonly faithful?: 'better' | 'asApollo';
}

/** The answer to one operation. */
export interface Executed {
  /** The JSON text of `data`, which may be `null`. */
  readonly data: string;
  readonly errors: readonly ExecutionError[];
}

/** Combinations of @skip and @include variables that an operation keeps compiled. */
const maxProjections = 64;

const noTexts: IntrospectionTexts = {};

/** Runs operations of one supergraph. */
export class Executor {
  readonly #types: TypeTable;
  readonly #separation: Separation;
  readonly #settle: Rewording;

  constructor(private readonly options: ExecutorOptions) {
    const types = typeTable(options.supergraphSchema);
    const faithful = options.faithful === 'asApollo';
    this.#types = faithful ? { ...types, isAbstract: () => false } : types;
    this.#separation = faithful
      ? { toPlan: (document) => document, resultName: (field: FieldNode) => responseName(field) }
      : separateRequired(options.supergraphSchema);
    this.#settle = faithful ? (document) => document : settleConditions(options.supergraphSchema);
  }

  /** The plan that a valid document is executed by. @throws when the planner does */
  plan({ document, name }: Operation): PlanLike {
    return this.options.plan(this.#separation.toPlan(this.#settle(document)), name);
  }

  /** The document must be valid. @throws when the planner does, or when the plan contains a node that this executor does not know */
  compile(operation: Operation): CompiledOperation {
    const { apiSchema, ask } = this.options;
    const { resultName } = this.#separation;
    const plan = compilePlan(this.plan(operation), { types: this.#types, ask });
    return new CompiledOperation(apiSchema, operation, plan, this.#types, resultName);
  }
}

/** An operation that is ready to run. Holds nothing of any single execution. */
export class CompiledOperation {
  readonly #projections = new Map<string, Writer>();
  readonly #introspect: ReturnType<typeof compileIntrospection>;

  constructor(
    private readonly schema: GraphQLSchema,
    readonly operation: Operation,
    readonly plan: CompiledPlan,
    private readonly types: TypeTable,
    private readonly resultName: (field: FieldNode) => string,
  ) {
    this.#introspect = compileIntrospection(schema, operation);
  }

  /** The variables with defaults applied, or what is wrong with them. */
  coerce(given: Variables | null | undefined): { readonly coerced: Variables } | { readonly errors: readonly GraphQLError[] } {
    const definitions = this.operation.definition.variableDefinitions ?? [];
    if (definitions.length === 0) return { coerced: {} };
    const { errors, coerced } = getVariableValues(this.schema, definitions, given ?? {}, { maxErrors: 10 });
    return errors ? { errors } : { coerced };
  }

  /** Answers with coerced variables. `event`, for a subscription only, is what its source sent; the executor takes it over and changes it. */
  async execute(variables: Variables, onBehalf: OnBehalf, event?: SubgraphAnswer): Promise<Executed> {
    const { plan } = this;
    const errors: ExecutionError[] = [];
    const run: Execution = { root: unanswered, variables, errors, onBehalf, types: this.types, shared: new Set(), copies: 0 };
    if (plan.primary) {
      if (!event) throw new Error('A subscription is executed once for each of its events.');
      plan.primary.accept(run, event);
    }
    await plan.run(run);
    if (errors.length > 0) blameArguments(errors, { schema: this.schema, operation: this.operation, variables });
    return within('gateway.projection', {}, () => this.#write(run));
  }

  #write({ root, variables, errors, shared }: Execution): Executed {
    const project = this.#projection(variables);
    const texts = this.#introspect?.(variables) ?? noTexts;
    const first = new Writing(shared, texts);
    const data = project(root, first) ?? 'null';
    if (first.violations > 0) {
      const second = new Writing(shared, texts, []);
      project(root, second);
      for (const error of unexplained(second.valueErrors, errors)) addError(errors, error);
    }
    return { data, errors };
  }

  #projection(variables: Variables): Writer {
    const { conditions } = this.operation;
    const key = conditions.map((name) => (variables[name] ? '1' : '0')).join('');
    let project = this.#projections.get(key);
    if (project === undefined) {
      const { schema, operation } = this;
      if (this.#projections.size >= maxProjections) this.#projections.clear();
      project = compileProjection({ schema, operation, decided: { ...variables }, resultName: this.resultName });
      this.#projections.set(key, project);
    }
    return project;
  }
}

/** The JSON text of a whole response. */
export function responseText({ data, errors }: { readonly data: string; readonly errors: readonly unknown[] }): string {
  return errors.length === 0 ? `{"data":${data}}` : `{"errors":${JSON.stringify(errors)},"data":${data}}`;
}

/** The texts of all root introspection fields, or null when there are none. They are kept unless they depend on variables. */
function compileIntrospection(
  schema: GraphQLSchema,
  operation: Operation,
): ((variables: Variables) => IntrospectionTexts) | null {
  if (operation.definition.operation !== OperationTypeNode.QUERY) return null;
  const selectionSet = onlyIntrospection(operation.definition.selectionSet, operation);
  if (selectionSet.selections.length === 0) return null;
  const fragments = [...operation.fragments.values()];
  const used = new Set<string>();
  for (const node of [selectionSet, ...fragments]) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (operation.definition.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const document = introspectionDocument(selectionSet, variableDefinitions, fragments);
  let kept: IntrospectionTexts | undefined;
  return (variables) => {
    if (kept) return kept;
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    const texts = Object.fromEntries(Object.entries(data ?? {}).map(([name, value]) => [name, JSON.stringify(value)]));
    if (used.size === 0) kept = texts;
    return texts;
  };
}

/** Fragments are inlined, so that those without introspection fall away. */
function onlyIntrospection(set: SelectionSetNode, operation: Operation): SelectionSetNode {
  const selections = set.selections.flatMap((node): (FieldNode | InlineFragmentNode)[] => {
    if (node.kind === Kind.FIELD) return node.name.value === '__schema' || node.name.value === '__type' ? [node] : [];
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(node.name.value) : node;
    if (!fragment) return [];
    const inner = onlyIntrospection(fragment.selectionSet, operation);
    if (inner.selections.length === 0) return [];
    return [{ kind: Kind.INLINE_FRAGMENT, ...(node.directives && { directives: node.directives }), selectionSet: inner }];
  });
  return { kind: Kind.SELECTION_SET, selections };
}

const introspectionDocument = (
  selectionSet: SelectionSetNode,
  variableDefinitions: readonly VariableDefinitionNode[],
  fragments: DocumentNode['definitions'],
): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [
    { kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions, selectionSet },
    ...fragments,
  ],
});

/** Asked each time: a tracer that is kept stays with the SDK that was installed first. */
const tracer = () => trace.getTracer('shelfbridge.gateway');

/** How long a part of a request took, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly attributes: Attributes;
  readonly ms: number;
}

/** Notes the parts of a request that runs within it, for a developer. Other requests note nothing. */
export const timings = new AsyncLocalStorage<Timing[]>();

/** Runs something within a span of the OpenTelemetry API, which costs next to nothing until an SDK is installed. The span says if it failed. */
export function within<T>(name: string, attributes: Attributes, run: () => T): T {
  const noted = timings.getStore();
  if (!noted) return inSpan(name, attributes, run);
  const begun = performance.now();
  const note = () => void noted.push({ name, attributes, ms: performance.now() - begun });
  const result = inSpan(name, attributes, run);
  if (result instanceof Promise) void result.then(note, note);
  else note();
  return result;
}

function inSpan<T>(name: string, attributes: Attributes, run: () => T): T {
  return tracer().startActiveSpan(name, { attributes }, (span) => {
    try {
      const result = run();
      if (!(result instanceof Promise)) {
        span.end();
        return result;
      }
      return result.then(
        (value) => {
          span.end();
          return value;
        },
        (error) => {
          fail(span, error);
          throw error;
        },
      ) as T;
    } catch (error) {
      fail(span, error);
      throw error;
    }
  });
}

function fail(span: Span, error: unknown): void {
  span.recordException(error as Error);
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
