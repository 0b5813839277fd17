// A plan and one execution of it: what any planner says, for whom it runs, how it reaches subgraphs, and what it has gathered.

import type { ConditionNode, FetchDataRewrite, FetchNode, FlattenNode } from '@apollo/query-planner';
import type { Variables } from '../operation/document';
import type { ChosenNames } from '../operation/pattern';
import type { Entity, PathPart, ResponsePath, Sharing } from './data';

/** A plan of any planner, whose kinds are checked when it is compiled. */
export interface PlanLike {
  readonly node?: { readonly kind: string; readonly nodes?: readonly { readonly kind: string }[] };
  /** It may lack a field of rare objects, or for rare values of conditions, which is then found with the first answer for these. */
  readonly isOpen?: boolean;
  /** It was planned in parts, which may ask for one root field several times. */
  readonly isInParts?: boolean;
  /** Objects stand in the result under names of their types. */
  readonly isByType?: boolean;
}

/** A node of a plan, for those who walk through it. */
export interface PlanNode {
  readonly kind: string;
  readonly nodes?: readonly PlanNode[];
  readonly node?: PlanNode;
  readonly path?: readonly PathPart[];
  readonly condition?: string;
  readonly ifClause?: PlanNode;
  readonly elseClause?: PlanNode;
  readonly primary?: PlanNode;
  readonly rest?: PlanNode;
}

/** What a plan requires of an entity. `from` is the response name to read when it is not the name to send (second planner only). */
export type Requirement =
  | {
      readonly kind: 'Field';
      readonly name: string;
      readonly alias?: string;
      readonly from?: string;
      readonly selections?: readonly Requirement[];
    }
  | { readonly kind: 'InlineFragment'; readonly typeCondition?: string; readonly selections: readonly Requirement[] };

/** A node of the kinds that can be compiled. */
export type KnownNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly KnownNode[] }
  | (Pick<FlattenNode, 'kind' | 'path'> & { readonly node: KnownNode })
  | (Pick<ConditionNode, 'kind' | 'condition'> & { readonly ifClause?: KnownNode; readonly elseClause?: KnownNode })
  | FetchNode
  | BatchFetchNode
  | { readonly kind: 'Subscription'; readonly primary: FetchNode; readonly rest?: KnownNode };

/** A list of entities within a request, for the objects at several paths. */
export interface EntityBatch {
  readonly alias: string;
  readonly representationsVariableName: string;
  readonly paths: readonly (readonly PathPart[])[];
  readonly requires: readonly Requirement[];
  readonly inputRewrites?: readonly FetchDataRewrite[];
  readonly outputRewrites?: readonly FetchDataRewrite[];
}

/** A fetch of several entity lists at once, each from several paths: ours, or the second planner's. */
export interface BatchFetchNode extends Omit<FetchNode, 'kind'> {
  readonly kind: 'BatchFetch';
  readonly entityBatch: { readonly aliases: readonly EntityBatch[] };
  /** What it was made of: asked one by one where the subgraph answers nothing at all, so that one bad list spoils no other. */
  readonly parts?: readonly EntityFetch[];
}

/** A fetch for the objects at a path. */
export interface EntityFetch extends Pick<FlattenNode, 'kind' | 'path'> {
  readonly node: FetchNode;
}

/** The client that waits for an answer. (An AbortSignal would do, but costs as much as a small query.) */
export interface WaitingClient {
  readonly gone: boolean;
  /** Calls `stop` if the client leaves before the returned function is called. */
  whenGone(stop: () => void): () => void;
}

/** What operators are told of an execution. */
export interface Told {
  /** Those that were asked. */
  readonly subgraphs: Set<string>;
  /** The trace that its calls continue, as W3C Trace Context writes it. */
  readonly traceparent?: string;
}

/** On whose behalf subgraphs are asked. */
export interface OnBehalf {
  /** Sent with every call of a subgraph. Equal headers mean equal rights to read. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the client leaves, the calls end. Without one they always run to their end. */
  readonly client?: WaitingClient;
  readonly told?: Told;
  /** Answers that were asked for before the plan that needs them was checked and compiled, by subgraph and text. */
  ahead?: Map<string, Promise<SubgraphAnswer>>;
}

/** The answer of a subgraph. The executor takes its objects over and changes them. */
export interface SubgraphAnswer {
  readonly data?: Entity | null | undefined;
  readonly errors?: unknown;
}

/** Asks one subgraph; `body` is the JSON text of a GraphQL request, and `exact` asks for bigints where numbers would lose digits. Rejects with `FetchFailed`, or with something else, whose message clients do not read. */
export type Ask = (service: string, body: string, onBehalf: OnBehalf, exact?: boolean) => Promise<SubgraphAnswer>;

/** An error before it is formatted. */
export interface ExecutionError {
  readonly message: string;
  /** While a plan runs, by names of the result; then as the client reads it. */
  readonly path?: ResponsePath;
  /** Further places that lack the same, while a plan runs: the first one that the client reads has the error. */
  readonly others?: readonly ResponsePath[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface Execution extends Sharing {
  /** All answers are merged here, and the client's answer is written from it. */
  root: Entity;
  readonly variables: Variables;
  /** Grows by `addError` alone, which keeps it short. */
  readonly errors: ExecutionError[];
  readonly onBehalf: OnBehalf;
  /** Of a client whose operation is run by its pattern. */
  readonly names?: ChosenNames | undefined;
}

/** The first execution of an operation, which is still to be planned; `variables` are those that its client sent. */
export interface FirstRun extends Pick<Execution, 'onBehalf' | 'names'> {
  readonly variables: Variables | null | undefined;
}

/** A part of a compiled plan. Never rejects: failures are added to the errors of the execution. */
export type PlanStep = (run: Execution) => Promise<void> | void;
