// How an operation is answered: compiled once, then run any number of times, straight to JSON text. Each part runs within a span.
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  OverlappingFieldsCanBeMergedRule,
  type VariableDefinitionNode,
  validate,
} from 'graphql';
import { within } from '#kit/process/requests';
import { type Lifted, liftDigits, withDigits } from '../operation/digits';
import { type Operation, operationOf, type Variables } from '../operation/document';
import type { ChosenNames } from '../operation/pattern';
import { liftRequiring, requirementsByType, separateTypes, withConcreteFragments } from './byType';
import { type TypeTable, typeTable } from './data';
import { plannerWithoutSearch } from './direct';
import { addError, noteUnasked, toldToClient, unexplained, withChosenNames } from './errors';
import { type Joins, joinsOf } from './joins';
import { mended } from './mending';
import { blameArguments } from './nullArguments';
import { byValues, inParts, type Piecewise, requirementsApart, servedBy, strictApart } from './parting';
import { askAhead, type CompiledPlan, compilePlan, unanswered } from './plan';
import { compileProjection, type Introspect, introspection, type Writer, Writing } from './project';
import {
  isMeta,
  NotPlannable,
  type Rewording,
  responseName,
  rootInOrder,
  type Separation,
  separateNames,
  settleConditions,
} from './rewording';
import type { Ask, Execution, ExecutionError, FirstRun, OnBehalf, PlanLike, SubgraphAnswer } from './run';
import { assignmentsOf, type CheckSetting, PlanCheck, type SelectionSetting, type Unasked } from './selection';
import { readerOfVariables, readVariables } from './variables';

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
  /** Whether operations that take no planner get none; true when not given. */
  readonly direct?: boolean;
  /** Takes plans as they come, for tests with plans by hand or by another planner. */
  readonly unchecked?: boolean;
}

/** The answer to one operation. */
export interface Executed {
  /** The JSON text of `data`, which may be `null`. */
  readonly data: string;
  readonly errors: readonly ExecutionError[];
}

/** Combinations of @skip and @include variables that an operation keeps compiled. */
const maxProjections = 64;

/** Runs operations of one supergraph. */
export class Executor {
  readonly #types: TypeTable;
  readonly #separation: Separation;
  readonly #byType: Separation;
  readonly #settle: Rewording;
  readonly #apart: Rewording;
  readonly #lift: Rewording | undefined;
  readonly #joins: Joins;
  readonly #strictApart: ReturnType<typeof strictApart>;
  readonly #serving: ReturnType<typeof servedBy>;
  readonly #directly: ReturnType<typeof plannerWithoutSearch> | undefined;
  /** Plans that are not compiled yet, and null for operations that take a planner; and such plans before they are checked. */
  readonly #direct = new WeakMap<Operation, PlanLike | null>();
  readonly #drawn = new WeakMap<Operation, PlanLike | undefined>();

  constructor(private readonly options: ExecutorOptions) {
    const types = typeTable(options.supergraphSchema);
    const faithful = options.faithful === 'asApollo';
    this.#types = faithful ? { ...types, isAbstract: () => false } : types;
    this.#separation = faithful
      ? { toPlan: (document) => document, resultName: (field: FieldNode) => responseName(field) }
      : separateNames(options.supergraphSchema);
    this.#apart = faithful ? (document) => document : requirementsByType(options.supergraphSchema, options.apiSchema);
    this.#byType = separateTypes(options.apiSchema);
    this.#joins = joinsOf(options.supergraphSchema);
    this.#strictApart = strictApart(options.supergraphSchema, this.#joins);
    this.#serving = servedBy(options.supergraphSchema);
    this.#lift = liftRequiring(options.supergraphSchema, options.apiSchema, this.#joins);
    const { direct = !faithful && !options.unchecked } = options;
    if (direct) this.#directly = plannerWithoutSearch(options.supergraphSchema, this.#separation.resultName);
    this.#settle = faithful ? (document) => document : settleConditions(options.supergraphSchema);
  }

  /** Sends what a valid query that takes no planner asks first: while subgraphs answer, its plan is checked and compiled. */
  begin(given: Operation, { variables: sent, onBehalf, names }: FirstRun): void {
    const { operation, constants } = this.#lifted(given);
    const variables = readerOfVariables(this.options.apiSchema, operation.definition.variableDefinitions ?? [])(sent ?? {});
    if (given.kind !== 'query' || constants || !variables || this.#direct.has(given)) return;
    const plan = this.#directly?.(operation);
    this.#drawn.set(given, plan);
    if (plan) askAhead(plan, { types: this.#types, ask: this.options.ask }, { variables, onBehalf, names });
  }

  /** The plan of a valid document that takes no planner, and therefore no time worth speaking of; undefined for any other. */
  planDirectly(given: Operation): PlanLike | undefined {
    let plan = this.#direct.get(given);
    if (plan === undefined) {
      const named = { 'graphql.operation.name': given.shownName ?? '' };
      plan = within('gateway.plan', named, () => this.#checkedDirectly(given)) ?? null;
      this.#direct.set(given, plan);
      this.#drawn.delete(given);
    }
    return plan ?? undefined;
  }

  #checkedDirectly(given: Operation): PlanLike | undefined {
    const { operation } = this.#lifted(given);
    const plan = this.#drawn.has(given) ? this.#drawn.get(given) : this.#directly?.(operation);
    try {
      return plan && this.#checked(plan, operation);
    } catch (error) {
      if (error instanceof NotAsked) return undefined;
      throw error;
    }
  }

  /** The plan that a valid document is executed by. @throws NotPlannable when no plan would be right */
  plan(given: Operation): PlanLike {
    const { options } = this;
    const direct = this.planDirectly(given);
    if (direct) return direct;
    const { operation } = this.#lifted(given);
    const settled = this.#settle(options.faithful === 'asApollo' ? operation.document : rootInOrder(operation.document));
    if (options.faithful === 'asApollo') return options.plan(settled, operation.name);
    try {
      return this.#search(operation, settled);
    } catch (error) {
      const way: Piecewise = {
        settle: this.#settle,
        search: (part, document, isByType) => this.#search(part, document, isByType),
        checked: (plan) => this.#checked(plan, operation),
        agrees: (document) => agrees(options.supergraphSchema, document),
      };
      const plan = error instanceof NotPlannable && (inParts(operation, settled, way) ?? byValues(operation, settled, way));
      if (!plan) throw error;
      return plan;
    }
  }

  /** The first right plan of all the ways to word a document. @throws NotPlannable when none is */
  #search(operation: Operation, settled: DocumentNode, isByType?: boolean): PlanLike {
    const { apiSchema, plan: planned } = this.options;
    const failures: Error[] = [];
    const attempt = (document: DocumentNode, isByType: boolean): PlanLike | undefined => {
      try {
        const made = planned(document, operation.name);
        const mayLack = operation.conditions.length > 0 || this.#serving.leadsBack;
        const whole = mayLack ? this.#serving.served(made, document, operation.name) : made;
        const plan = this.#strictApart?.(whole, settled) ?? whole;
        return this.#checkedOrMended(isByType ? { ...plan, isByType } : plan, operation);
      } catch (error) {
        failures.push(error as Error);
        return undefined;
      }
    };
    const lifted = this.#lift?.(settled) ?? settled;
    /** Whether fields of several types meet under one name in other words than the client's, such as an Int and an Int!. */
    const meets = (document: DocumentNode) => document !== settled && !agrees(apiSchema, document);
    let mayMeet = meets(lifted);
    const usual = [() => settled, () => this.#apart(settled), () => withConcreteFragments(settled, apiSchema)];
    // Of what is to be lifted, the planner would find no end.
    const wordings = lifted === settled ? usual : [() => lifted, () => withConcreteFragments(lifted, apiSchema)];
    const tried = new Set<DocumentNode>();
    for (const wording of isByType || mayMeet ? [] : wordings) {
      const document = wording();
      if (tried.has(document)) continue;
      tried.add(document);
      if (meets(document)) mayMeet = true;
      else {
        const plan = attempt(this.#separation.toPlan(document), false);
        if (plan) return plan;
      }
    }
    const byType = () => {
      const document = this.#byType.toPlan(this.#separation.toPlan(settled));
      return this.#lift?.(document) ?? document;
    };
    // Where a whole object is lacking there is no way to it under any name.
    const isNear = failures.some((each) => each instanceof NotAsked && each.unasked.path.length > 1);
    const plan = (isByType ?? (mayMeet || isNear)) ? attempt(byType(), true) : undefined;
    if (plan) return plan;
    const [failure] = failures;
    if (failure instanceof NotPlannable) throw failure;
    throw new NotPlannable('no way was found to fetch all that it selects. Ask for less at once.', failure);
  }

  /** The operation without literals that the planner would print with other digits, and what stands for these. */
  #lifted(operation: Operation): { readonly operation: Operation; readonly constants?: Lifted['constants'] } {
    const lifted = liftDigits(operation, this.options.apiSchema);
    const same = lifted && operationOf(lifted.document, { name: operation.name });
    return same ? { operation: same, constants: lifted.constants } : { operation };
  }

  /** How the fields of an operation are named in the result of its plan. */
  #namesBy({ isByType }: PlanLike): Separation['resultName'] {
    const [names, byType] = [this.#separation.resultName, this.#byType.resultName];
    return isByType ? (field, parent) => (isMeta(field) ? names : byType)(field, parent) : names;
  }

  /** The plan, or else the same with its fetches mended. @throws NotPlannable when neither asks for all that is selected */
  #checkedOrMended(plan: PlanLike, operation: Operation): PlanLike {
    const setting = { schema: this.options.supergraphSchema, joins: this.#joins };
    let failure: NotAsked | undefined;
    for (const way of [() => plan, () => mended(plan, setting), () => requirementsApart(plan, setting)]) {
      try {
        const each = way();
        if (each) return this.#checked(each, operation);
      } catch (error) {
        if (!(error instanceof NotAsked)) throw error;
        failure ??= error;
      }
    }
    throw failure as NotAsked;
  }

  /** @throws NotPlannable when the plan does not ask for all that is selected */
  #checked(plan: PlanLike, operation: Operation): PlanLike {
    if (this.options.unchecked) return plan;
    const check = new PlanCheck(plan, operation, this.#checkSetting(this.#namesBy(plan)));
    const { all, assignments } = assignmentsOf(operation.conditions);
    let isOpen = !all;
    for (const values of assignments) {
      const found = check.unasked(values);
      const unasked = found.find(({ isRare }) => !isRare);
      if (unasked) throw new NotAsked(unasked);
      if (found.length > 0) isOpen = true;
    }
    return isOpen ? { ...plan, isOpen } : plan;
  }

  #checkSetting(resultName: Separation['resultName']): CheckSetting {
    const { apiSchema, supergraphSchema } = this.options;
    return { apiSchema, supergraphSchema, types: this.#types, joins: this.#joins, resultName };
  }

  /**
   * The document must be valid; `planned` is what `plan` says of it. @throws NotPlannable, or an Error when the plan contains a node that
   * this executor does not know
   */
  compile(operation: Operation, planned: PlanLike = this.plan(operation)): CompiledOperation {
    const { apiSchema, ask, faithful } = this.options;
    this.#direct.delete(operation);
    const resultName = this.#namesBy(planned);
    const plan = compilePlan(planned, { types: this.#types, ask, batches: faithful !== 'asApollo' });
    const lifted = this.#lifted(operation);
    const check = planned.isOpen ? new PlanCheck(planned, lifted.operation, this.#checkSetting(resultName)) : undefined;
    return new CompiledOperation(
      apiSchema,
      operation,
      plan,
      this.#types,
      { resultName, isLenient: faithful === 'asApollo', needs: this.#joins.needs },
      check,
      lifted.constants,
    );
  }
}

/** Whether fields of one name are one field everywhere in a document. */
const agrees = (schema: GraphQLSchema, document: DocumentNode): boolean =>
  validate(schema, document, [OverlappingFieldsCanBeMergedRule], { maxErrors: 1 }).length === 0;

/** A plan lacks a field. */
class NotAsked extends NotPlannable {
  constructor(readonly unasked: Unasked) {
    super(`no way was found to fetch "${unasked.path.join('.')}" with all that stands beside it. Ask for less at once.`);
  }
}

/** An operation that is ready to run, also under other names. Holds nothing of any single execution. */
export class CompiledOperation {
  readonly #projections = new Map<string, Projection>();
  readonly #introspect: (variables: Variables) => Introspect;
  readonly #definitions: readonly VariableDefinitionNode[];
  readonly #readVariables: (given: Variables) => Variables | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    readonly operation: Operation,
    readonly plan: CompiledPlan,
    private readonly types: TypeTable,
    private readonly reading: Pick<SelectionSetting, 'resultName' | 'isLenient'> & Pick<Joins, 'needs'>,
    /** Where some values of its conditions are still to be checked, with the first answer for each. */
    private readonly check?: PlanCheck,
    /** Variables of the plan that the client wrote as literals. */
    private readonly constants?: Lifted['constants'],
  ) {
    this.#introspect = introspection(schema, operation);
    this.#definitions = operation.definition.variableDefinitions ?? [];
    this.#readVariables = readerOfVariables(schema, this.#definitions);
  }

  /** The variables with defaults applied, or what is wrong with them. */
  coerce(given: Variables | null | undefined): { readonly coerced: Variables } | { readonly errors: readonly GraphQLError[] } {
    if (this.#definitions.length === 0) return { coerced: {} };
    const fitting = this.#readVariables(given ?? {});
    if (fitting) return { coerced: fitting };
    const read = (values: Variables) => readVariables(this.schema, this.#definitions, values);
    const first = read(given ?? {});
    // The scalars of the specification take no bigints: only then are these turned into what such scalars do take.
    const { errors, coerced } = first.errors ? read(withDigits(this.schema, this.operation.definition, given ?? {})) : first;
    return errors ? { errors } : { coerced };
  }

  /** What subgraphs are sent: the coerced variables, and those that stand for literals. */
  withConstants(variables: Variables): Variables {
    return this.constants ? { ...variables, ...this.constants(variables) } : variables;
  }

  /** Answers with coerced variables. `event`, for a subscription only, is what its source sent; the executor takes it over and changes it. */
  async execute(variables: Variables, onBehalf: OnBehalf, event?: SubgraphAnswer, names?: ChosenNames): Promise<Executed> {
    const { plan } = this;
    const run: Execution = {
      root: unanswered,
      variables: this.withConstants(variables),
      errors: [],
      onBehalf,
      names,
      types: this.types,
      shared: new Set(),
      copies: 0,
    };
    if (plan.primary) {
      if (event === undefined) throw new Error('A subscription is executed once for each of its events.');
      plan.primary.accept(run, event);
    }
    const running = plan.run(run);
    // Of a first answer it is compiled while subgraphs work.
    const projection = this.#projection(variables);
    await running;
    const errors = run.errors.length > 0 ? toldToClient(run.errors, run.root, this.#selection(variables)) : run.errors;
    if (errors.length > 0) blameArguments(errors, { schema: this.schema, operation: this.operation, variables });
    return within('gateway.projection', {}, () => this.#write(run, errors, projection));
  }

  #write({ root, variables, shared, names }: Execution, errors: ExecutionError[], projection: Projection): Executed {
    const { write: project, unasked } = projection;
    for (const each of unasked) noteUnasked(root, each, errors);
    const [introspect, fields] = [this.#introspect(variables), names?.fields.length ? names.fields : null];
    const first = new Writing(shared, introspect, fields);
    const data = project(root, first) ?? 'null';
    if (first.violations > 0) {
      const second = new Writing(shared, introspect, null, []);
      project(root, second);
      for (const error of unexplained(second.valueErrors, errors)) addError(errors, error);
    }
    return { data, errors: names ? errors.map((error) => withChosenNames(error, names)) : errors };
  }

  #selection(variables: Variables) {
    const { schema, operation } = this;
    return { schema, operation, decided: { ...variables }, ...this.reading };
  }

  #projection(variables: Variables): Projection {
    const { conditions } = this.operation;
    const key = conditions.map((name) => (variables[name] ? '1' : '0')).join('');
    let projection = this.#projections.get(key);
    if (projection === undefined) {
      if (this.#projections.size >= maxProjections) this.#projections.clear();
      projection = { write: compileProjection(this.#selection(variables)), unasked: this.check?.unasked(variables) ?? [] };
      this.#projections.set(key, projection);
    }
    return projection;
  }
}

/** What is written with some values of the conditions, and what is selected then without being asked for. */
interface Projection {
  readonly write: Writer;
  readonly unasked: readonly Unasked[];
}

/** The JSON text of a whole response. */
export function responseText({ data, errors }: { readonly data: string; readonly errors: readonly unknown[] }): string {
  return errors.length === 0 ? `{"data":${data}}` : `{"errors":${JSON.stringify(errors)},"data":${data}}`;
}
