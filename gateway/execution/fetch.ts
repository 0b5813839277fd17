// How is one fetch of a plan asked, and how does its answer reach the objects that wait for it?
import type { FetchNode } from '@apollo/query-planner';
import { failedFetch, placeErrors } from './errors';
import { type EntityList, firstPlace, Grouping, mustSay } from './grouping';
import { merge } from './merge';
import { clientNames, rootNames } from './names';
import { collect, compilePath, type Path } from './places';
import type { BatchFetchNode, PlanSetting } from './plan';
import { compileRepresentation, type Requirement } from './representation';
import { compileRewrites } from './rewrite';
import type { Run, Step, SubgraphAnswer } from './run';

/** A fetch of root fields: its answer belongs to every object at its path, which is usually the root alone. */
export interface RootFetch {
  readonly run: Step;
  /** Takes an answer that came by another way, as the events of a subscription do. Never throws. */
  accept(run: Run, answer: SubgraphAnswer): void;
}

export function compileRootFetch(node: FetchNode, path: Path, { types, ask }: PlanSetting): RootFetch {
  const { head, tail } = bodyOf(node);
  const { serviceName: service } = node;
  const rewrite = compileRewrites(node.outputRewrites, types);
  const clientName = clientNames(node.outputRewrites);
  const receive = (run: Run, { data, errors }: SubgraphAnswer) => {
    const asked = path.length === 0 ? 'root fields' : 'nested fields';
    if (errors) placeErrors(errors, { service, clientName, root: run.root }, asked, run.errors);
    if (!data) {
      mustSay(errors, service);
      return;
    }
    rewrite?.(data);
    const targets = collect(run.root, path, run, true);
    for (const target of targets) merge(target, data, run, targets.length > 1);
  };
  const fail = (run: Run, error: unknown) => {
    const names = path.length === 0 ? rootNames(node.operation, run.variables) : [];
    if (names.length === 0) run.errors.add(failedFetch(error, service, undefined));
    for (const name of names) run.errors.add(failedFetch(error, service, [clientName(name)]));
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
        receive(run, await ask(service, `${head}${tail(run, '')}}}`, run.onBehalf));
      } catch (error) {
        fail(run, error);
      }
    },
  };
}

/** Every entity is asked for once, however many objects of the result have its representation. */
export function compileEntityFetch(
  node: FetchNode | BatchFetchNode,
  path: Path,
  { types, ask, copies }: PlanSetting & { readonly copies: boolean },
): Step {
  const { head, tail } = bodyOf(node);
  const { serviceName: service } = node;
  const clientName = clientNames(node.outputRewrites);
  const one = { ...node, alias: '_entities', representationsVariableName: 'representations', paths: [[]] };
  const lists = (node.kind === 'BatchFetch' ? node.entityBatch.aliases : [one]).map(
    (list): EntityList => ({
      service,
      alias: list.alias,
      text: `${JSON.stringify(list.representationsVariableName)}:[`,
      paths: list.paths.map((below) => [...path, ...compilePath(below)]),
      naming: compileRepresentation(list.requires as readonly Requirement[], list.inputRewrites, types),
      rewrite: compileRewrites(list.outputRewrites, types),
      copies: copies || list.paths.length > 1,
    }),
  );
  return async (run) => {
    const asked = lists.map((list) => new Grouping(list, run));
    if (asked.every(({ members }) => members.length === 0)) return;
    const [names, copied] = [asked.map(({ texts }, i) => `${lists[i]?.text}${texts.join(',')}]`).join(','), run.copies];
    try {
      const { data, errors } = await ask(service, `${head}${names}${tail(run, ',')}}}`, run.onBehalf);
      // A fetch beside this one may have replaced shared objects by copies, which then stand in the result instead of ours.
      if (run.copies !== copied) for (const each of asked) each.refresh(run);
      if (errors) placeErrors(errors, { service, clientName, root: run.root }, asked, run.errors);
      if (!data) mustSay(errors, service);
      else for (const each of asked) each.accept(run, data, errors);
    } catch (error) {
      run.errors.add(failedFetch(error, service, firstPlace(run, asked)));
    }
  };
}

/** The request text around the representations: everything that does not depend on one execution is written once. */
function bodyOf({ operation, operationName, variableUsages = [], ...node }: FetchNode | BatchFetchNode) {
  if (node.contextRewrites?.length) throw new Error('@fromContext is not known');
  if (node.requires && variableUsages.includes('representations')) throw new Error('A variable is named representations');
  const name = operationName ? `,"operationName":${JSON.stringify(operationName)}` : '';
  const head = `{"query":${JSON.stringify(operation)}${name},"variables":{`;
  const usages = variableUsages.map((variable) => ({ variable, key: `${JSON.stringify(variable)}:` }));
  const tail = ({ variables }: Run, separator: string) => {
    let text = '';
    for (const { variable, key } of usages) {
      if (!Object.hasOwn(variables, variable) || variables[variable] === undefined) continue;
      text += `${text === '' ? separator : ','}${key}${JSON.stringify(variables[variable])}`;
    }
    return text;
  };
  return { head, tail };
}
