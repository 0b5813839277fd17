// What does a query plan say, as something that can be run: which fetches, in which order, for which objects?
import type { ConditionNode, FetchDataRewrite, FetchNode, FlattenNode } from '@apollo/query-planner';
import { compileEntityFetch, compileRootFetch, type RootFetch } from './fetch';
import { compilePath, type Path, type PathPart } from './places';
import type { Requirement } from './representation';
import type { Ask, Step } from './run';
import type { TypeTable } from './types';

/** The second planner's fetch of several entity lists at once, each from several paths. */
export interface BatchFetchNode extends Omit<FetchNode, 'kind'> {
  readonly kind: 'BatchFetch';
  readonly entityBatch: {
    readonly aliases: readonly {
      readonly alias: string;
      readonly representationsVariableName: string;
      readonly paths: readonly (readonly PathPart[])[];
      readonly requires: readonly Requirement[];
      readonly inputRewrites?: readonly FetchDataRewrite[];
      readonly outputRewrites?: readonly FetchDataRewrite[];
    }[];
  };
}

/** A plan of any planner, whose kinds are checked when it is compiled. */
export interface PlanLike {
  readonly node?: { readonly kind: string };
}

type Node =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly Node[] }
  | (Pick<FlattenNode, 'kind' | 'path'> & { readonly node: Node })
  | (Pick<ConditionNode, 'kind' | 'condition'> & { readonly ifClause?: Node; readonly elseClause?: Node })
  | FetchNode
  | BatchFetchNode
  | { readonly kind: 'Subscription'; readonly primary: FetchNode; readonly rest?: Node };

/** What compiling needs besides the plan. */
export interface PlanSetting {
  readonly types: TypeTable;
  readonly ask: Ask;
}

export interface CompiledPlan {
  readonly run: Step;
  /** For a subscription: the fetch whose events are given to each run, which then does the rest. */
  readonly primary?: { readonly service: string; readonly accept: RootFetch['accept'] };
}

const nothing: Step = () => {};

/** @throws when the plan contains what this executor does not know; the operation then has to be run by another */
export function compilePlan(plan: PlanLike, setting: PlanSetting): CompiledPlan {
  const node = plan.node as Node | undefined;
  if (!node) return { run: nothing };
  // Equal entities may share what they receive only while every later fetch treats their places alike.
  const all = { ...setting, copies: hasTypedPath(node) };
  if (node.kind !== 'Subscription') return { run: compileNode(node, [], all) };
  const { primary, rest } = node;
  const { accept } = compileRootFetch(primary, [], setting);
  return { run: rest ? compileNode(rest, [], all) : nothing, primary: { service: primary.serviceName, accept } };
}

interface NodeSetting extends PlanSetting {
  readonly copies: boolean;
}

/** `path` leads from the root to the objects the node works on. */
function compileNode(node: Node, path: Path, setting: NodeSetting): Step {
  switch (node.kind) {
    case 'Sequence': {
      const steps = node.nodes.map((each) => compileNode(each, path, setting));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((each) => compileNode(each, path, setting));
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)));
      };
    }
    case 'Flatten':
      return compileNode(node.node, [...path, ...compilePath(node.path)], setting);
    case 'Condition': {
      const yes = node.ifClause ? compileNode(node.ifClause, path, setting) : nothing;
      const no = node.elseClause ? compileNode(node.elseClause, path, setting) : nothing;
      return (run) => (run.variables[node.condition] ? yes : no)(run);
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
