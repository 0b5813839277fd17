// What a query plan says, as something that can be run: which fetches, in which order, for which objects, and which become one request.
import type { FetchNode } from '@apollo/query-planner';
import {
  type DefinitionNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
} from 'graphql';
import { type ChosenNames, operationName as ours } from '../operation/pattern';
import {
  clientVariable,
  collect,
  compilePath,
  type Entity,
  locate,
  mayBeOne,
  merge,
  type Path,
  type PathPart,
  type ResponsePath,
  type TypeTable,
} from './data';
import {
  compileRepresentation,
  compileRewrites,
  type EntityList,
  Grouping,
  mustSay,
  resultNames,
  waitingPlaces,
} from './entities';
import { addError, FetchFailed, failedFetch, maxPlaces, noAnswer, placeErrors, rootNames } from './errors';
import { exactText } from './project';
import type {
  Ask,
  BatchFetchNode,
  EntityBatch,
  EntityFetch,
  Execution,
  KnownNode as Node,
  PlanLike,
  PlanStep,
  Requirement,
  SubgraphAnswer,
} from './run';

/** What compiling needs besides the plan. */
interface PlanSetting {
  readonly types: TypeTable;
  readonly ask: Ask;
  /** Whether fetches that would ask one subgraph at the same moment become one request; not when not given. */
  readonly batches?: boolean;
}

export interface CompiledPlan {
  readonly run: PlanStep;
  /** For a subscription: the fetch whose events are given to each run, which then does the rest. */
  readonly primary?: { readonly service: string; readonly accept: RootFetch['accept'] };
}

const nothing: PlanStep = () => {};

/** @throws when the plan contains a node that this executor does not know; another one then has to run the operation */
export function compilePlan(plan: PlanLike, setting: PlanSetting): CompiledPlan {
  const node = plan.node as Node | undefined;
  if (!node) return { run: nothing };
  // Equal entities may share what they receive only if every later fetch treats their places alike.
  const all = { ...setting, copies: hasTypedPath(node), isInParts: plan.isInParts };
  if (node.kind !== 'Subscription') return { run: compileNode(node, [], all) };
  const { primary, rest } = node;
  const { accept } = compileRootFetch(primary, [], setting);
  return { run: rest ? compileNode(rest, [], all) : nothing, primary: { service: primary.serviceName, accept } };
}

interface NodeSetting extends PlanSetting {
  readonly isInParts?: boolean | undefined;
  readonly copies: boolean;
}

/** `path` leads from the root to the objects the node works on. */
function compileNode(node: Node, path: Path, setting: NodeSetting): PlanStep {
  switch (node.kind) {
    case 'Sequence': {
      const steps = node.nodes.map((each) => compileNode(each, path, setting));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case 'Parallel': {
      const steps = (setting.batches ? batched(node.nodes) : node.nodes).map((each) => compileNode(each, path, setting));
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)));
      };
    }
    case 'Flatten':
      return compileNode(node.node, [...path, ...compilePath(node.path)], setting);
    case 'Condition': {
      const yes = node.ifClause ? compileNode(node.ifClause, path, setting) : nothing;
      const no = node.elseClause ? compileNode(node.elseClause, path, setting) : nothing;
      const condition = clientVariable(node.condition);
      return (run) => (run.variables[condition] ? yes : no)(run);
    }
    case 'Fetch':
      return node.requires ? compileEntityFetch(node, path, setting) : compileRootFetch(node, path, setting).run;
    case 'BatchFetch':
      return compileEntityFetch(node, path, setting);
    default:
      throw new Error(`Plan nodes of the kind ${node.kind} are not known`);
  }
}

function hasTypedPath(node: Node): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(hasTypedPath);
    case 'Flatten':
      return compilePath(node.path).some(({ types }) => types !== null) || hasTypedPath(node.node);
    case 'Condition':
      return [node.ifClause, node.elseClause].some((clause) => clause && hasTypedPath(clause));
    case 'Subscription':
      return node.rest !== undefined && hasTypedPath(node.rest);
    default:
      return false;
  }
}

/** The root before any answer. The first one takes its place, which is cheaper than merging it. */
export const unanswered: Entity = Object.freeze({});

/** Sends what the first fetches of a plan ask, before it is compiled. Who runs it on behalf of the same client is given the answers, once. */
export function askAhead(
  { node }: PlanLike,
  { types, ask }: PlanSetting,
  run: Pick<Execution, 'variables' | 'names' | 'onBehalf'>,
): void {
  const [first] = node?.kind === 'Sequence' ? (node.nodes as Node[]) : [node as Node | undefined];
  for (const each of first?.kind === 'Parallel' ? first.nodes : [first]) {
    if (each?.kind !== 'Fetch') continue;
    const { head, tail } = bodyOf(each);
    const body = `${head(run.names)}${tail(run, '')}}}`;
    const answer = ask(each.serviceName, body, run.onBehalf, types.hasCustomScalars(each.operation));
    // Nobody comes for it where the plan is wrong.
    answer.catch(() => undefined);
    run.onBehalf.ahead ??= new Map();
    run.onBehalf.ahead.set(`${each.serviceName} ${body}`, answer);
  }
}

/** A fetch of root fields: its answer belongs to every object at its path, which is usually the root alone. */
interface RootFetch {
  readonly run: PlanStep;
  /** Takes an answer that arrived another way, such as an event of a subscription. Never throws. */
  accept(run: Execution, answer: SubgraphAnswer): void;
}

function compileRootFetch(node: FetchNode, path: Path, { types, ask, isInParts }: PlanSetting & Partial<NodeSetting>): RootFetch {
  const { head, tail } = bodyOf(node);
  const { serviceName: service } = node;
  const exact = types.hasCustomScalars(node.operation);
  const rewrite = compileRewrites(node.outputRewrites, types);
  const resultName = resultNames(node.outputRewrites);
  /** Only called when there are errors to place. */
  const placesOf = (run: Execution): readonly ResponsePath[] =>
    path.length === 0 ? [[]] : [...locate(run.root, path, new Set(collect(run.root, path, run, false))).values()].flat();
  const receive = (run: Execution, { data, errors }: SubgraphAnswer) => {
    if (errors) placeErrors(errors, { service, resultName, root: run.root }, { places: placesOf(run) }, run.errors);
    if (!data) {
      mustSay(errors, service);
      return;
    }
    rewrite?.(data);
    if (path.length === 0 && run.root === unanswered) {
      run.root = data;
      return;
    }
    if (isInParts && path.length === 0 && !mayBeOne(run.root, data))
      throw new FetchFailed(noAnswer(service, 'changed while this was read in parts'));
    const targets = collect(run.root, path, run, true);
    for (const target of targets) merge(target, data, run, targets.length > 1);
  };
  const fail = (run: Execution, error: unknown) => {
    const names = rootNames(node.operation, run.variables);
    if (names.length === 0) addError(run.errors, failedFetch(error, service, undefined));
    for (const place of placesOf(run).slice(0, maxPlaces))
      for (const name of names) addError(run.errors, failedFetch(error, service, [...place, resultName(name)]));
  };
  return {
    accept(run, answer) {
      try {
        receive(run, answer);
      } catch (error) {
        fail(run, error);
      }
    },
    async run(run) {
      if (path.length > 0 && collect(run.root, path, run, true).length === 0) return;
      try {
        const body = `${head(run.names)}${tail(run, '')}}}`;
        const { ahead } = run.onBehalf;
        const sent = ahead?.get(`${service} ${body}`);
        if (sent) ahead?.delete(`${service} ${body}`);
        receive(run, await (sent ?? ask(service, body, run.onBehalf, exact)));
      } catch (error) {
        fail(run, error);
      }
    },
  };
}

/** Asks for every entity once, however many objects of the result have its representation. */
function compileEntityFetch(
  node: FetchNode | BatchFetchNode,
  path: Path,
  { types, ask, copies, batches }: NodeSetting,
): PlanStep {
  const { head, tail } = bodyOf(node);
  const { serviceName: service } = node;
  const exact = types.hasCustomScalars(node.operation);
  const parts = node.kind === 'BatchFetch' ? (node.parts ?? []) : [];
  const oneByOne = parts.map((part) => compileNode(part, path, { types, ask, copies, batches }));
  const one = { ...node, alias: '_entities', representationsVariableName: 'representations', paths: [[]] };
  const lists = (node.kind === 'BatchFetch' ? node.entityBatch.aliases : [one]).map(
    (list): EntityList => ({
      service,
      alias: list.alias,
      text: `${JSON.stringify(list.representationsVariableName)}:[`,
      paths: list.paths.map((below) => [...path, ...compilePath(below)]),
      naming: compileRepresentation(list.requires as readonly Requirement[], list.inputRewrites, types, service),
      rewrite: compileRewrites(list.outputRewrites, types),
      copies: copies || list.paths.length > 1,
      resultName: resultNames(list.outputRewrites),
    }),
  );
  return async (run) => {
    const asked = lists.map((list) => new Grouping(list, run));
    if (asked.every(({ members }) => members.length === 0)) return;
    const [names, copied] = [asked.map(({ texts }, i) => `${lists[i]?.text}${texts.join(',')}]`).join(','), run.copies];
    try {
      const { data, errors } = await ask(service, `${head(run.names)}${names}${tail(run, ',')}}}`, run.onBehalf, exact);
      // A fetch beside this one may have replaced shared objects by copies, which then stand in the result instead of ours.
      if (run.copies !== copied) for (const each of asked) each.refresh(run);
      if (!data && oneByOne.length > 0 && lists.length > 1) {
        await Promise.all(oneByOne.map((step) => step(run)));
        return;
      }
      if (errors) placeErrors(errors, { service, root: run.root }, asked, run.errors);
      if (!data) mustSay(errors, service);
      else for (const each of asked) each.accept(run, data, errors);
    } catch (error) {
      for (const places of waitingPlaces(run, asked)) addError(run.errors, failedFetch(error, service, ...places));
    }
  };
}

/** The text of the request around the representations. What does not depend on one execution is written once. */
function bodyOf({ operation, operationName, variableUsages = [], ...node }: FetchNode | BatchFetchNode) {
  if (node.contextRewrites?.length) throw new Error('@fromContext is not known');
  const name = operationName ? `,"operationName":${JSON.stringify(operationName)}` : '';
  // Operators of subgraphs know operations by their names; those of fields stay ours, so that subgraphs are asked in the same words.
  const parts = `{"query":${JSON.stringify(operation)}${name},"variables":{`.split(ours);
  const head = (names: ChosenNames | undefined) => (parts.length === 1 ? parts[0] : parts.join(names?.operation ?? ours));
  const usages = variableUsages.map((name) => ({ variable: clientVariable(name), key: `${JSON.stringify(name)}:` }));
  const tail = ({ variables }: Pick<Execution, 'variables'>, separator: string) => {
    let text = '';
    for (const { variable, key } of usages) {
      if (!Object.hasOwn(variables, variable) || variables[variable] === undefined) continue;
      text += `${text === '' ? separator : ','}${key}${textOf(variables[variable])}`;
    }
    return text;
  };
  return { head, tail };
}

/** Nearly all variables are without bigints. */
function textOf(variable: unknown): string {
  try {
    return JSON.stringify(variable);
  } catch {
    return exactText(variable);
  }
}

/** A subgraph may bound how many lists it answers in one request. */
const maxLists = 50;

/** The nodes of a Parallel with fewer requests in it. Whatever is no plain fetch of entities stays as it is. */
function batched<Node extends { readonly kind: string }>(nodes: readonly Node[]): (Node | BatchFetchNode)[] {
  const byService = new Map<string, EntityFetch[]>();
  const others: Node[] = [];
  for (const each of nodes) {
    const fetch = entityFetch(each);
    if (fetch) byService.set(fetch.node.serviceName, [...(byService.get(fetch.node.serviceName) ?? []), fetch]);
    else others.push(each);
  }
  const made = [...byService.values()].flatMap((fetches): (Node | BatchFetchNode)[] =>
    fetches.length === 1 ? (fetches as unknown as Node[]) : (inOne(fetches) as (Node | BatchFetchNode)[]),
  );
  return [...others, ...made];
}

function entityFetch(node: { readonly kind: string }): EntityFetch | undefined {
  if (node.kind !== 'Flatten') return undefined;
  const { node: fetch } = node as EntityFetch;
  return fetch.kind === 'Fetch' && fetch.requires && !fetch.contextRewrites?.length ? (node as EntityFetch) : undefined;
}

/** One list of a request: what it asks for, and everything else that decides how it is asked and read. */
interface List {
  readonly fetch: FetchNode;
  readonly field: FieldNode;
  readonly paths: (readonly PathPart[])[];
}

function inOne(fetches: readonly EntityFetch[]): (EntityFetch | BatchFetchNode)[] {
  const lists = new Map<string, List>();
  const parts: EntityFetch[] = [];
  const apart: EntityFetch[] = [];
  const definitions = new Map<string, VariableDefinitionNode>();
  for (const part of fetches) {
    const { node, path } = part;
    const asked = entitiesIn(node.operation);
    const key = asked && JSON.stringify([print(asked.field), node.requires, node.inputRewrites, node.outputRewrites]);
    const known = key === undefined ? undefined : lists.get(key);
    if (!asked || key === undefined || (!known && lists.size === maxLists)) {
      apart.push(part);
      continue;
    }
    if (known) known.paths.push(path);
    else lists.set(key, { fetch: node, field: asked.field, paths: [path] });
    for (const each of asked.variables) definitions.set(each.variable.name.value, each);
    parts.push(part);
  }
  if (parts.length < 2) return [...fetches];
  const remaining = apart.length > 1 ? inOne(apart) : apart;
  return [batchOf([...lists.values()], [...definitions.values()], parts), ...remaining];
}

/** The one field of a fetch of entities, and its variables besides the representations; undefined for an unusual text. */
function entitiesIn(
  text: string,
): { readonly field: FieldNode; readonly variables: readonly VariableDefinitionNode[] } | undefined {
  let [operation, fragment]: readonly DefinitionNode[] = [];
  try {
    [operation, fragment] = parse(text, { noLocation: true }).definitions;
  } catch {
    return undefined;
  }
  if (operation?.kind !== Kind.OPERATION_DEFINITION || fragment || operation.directives?.length) return undefined;
  const [field, another] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || another || field.name.value !== '_entities' || field.alias || field.directives?.length)
    return undefined;
  const variables = (operation.variableDefinitions ?? []).filter(({ variable }) => variable.name.value !== 'representations');
  return { field, variables };
}

function batchOf(
  lists: readonly List[],
  definitions: readonly VariableDefinitionNode[],
  parts: readonly EntityFetch[],
): BatchFetchNode {
  const taken = new Set(definitions.map(({ variable }) => variable.name.value));
  const names = lists.map((_, i) => {
    let name = `representations${i}`;
    while (taken.has(name)) name += '_';
    return name;
  });
  const aliases = lists.map(
    ({ fetch, paths }, i): EntityBatch => ({
      alias: `entities${i}`,
      representationsVariableName: names[i] ?? '',
      paths,
      requires: fetch.requires as readonly Requirement[],
      ...(fetch.inputRewrites && { inputRewrites: fetch.inputRewrites }),
      ...(fetch.outputRewrites && { outputRewrites: fetch.outputRewrites }),
    }),
  );
  const fields = lists.map(({ field }, i) => {
    const { selectionSet } = field;
    const text = selectionSet ? print(selectionSet) : '';
    return `entities${i}:_entities(representations:$${names[i]})${text}`;
  });
  const variables = [...names.map((name) => `$${name}:[_Any!]!`), ...definitions.map((each) => print(each))];
  const { fetch } = lists[0] as List;
  const operation = stripIgnoredCharacters(`query ${fetch.operationName ?? ''}(${variables.join(',')}){${fields.join(' ')}}`);
  const { outputRewrites: _, inputRewrites: __, ...common } = fetch;
  return {
    ...common,
    kind: 'BatchFetch',
    operation,
    operationKind: 'query' as OperationDefinitionNode['operation'],
    variableUsages: [...taken],
    entityBatch: { aliases },
    parts,
  };
}
