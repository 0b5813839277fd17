// How does another planner plan: Hive's, written in Rust by other people, with its plans in the words of ours?
import { type InputRewrite, QueryPlanner } from '@graphql-hive/router-query-planner';
import { type DocumentNode, print } from 'graphql';
import type { PlanLike } from '#gateway/execution/run';

/** The plan for a valid document. @throws when it cannot be planned */
export type Plan = (document: DocumentNode) => PlanLike;

/** It has a binary wherever the embedded PostgreSQL has one, so there is no doing without it. */
export function secondPlanner(sdl: string): Plan {
  const planner = new QueryPlanner(sdl);
  return (document) => translated(planner.plan(print(document), null, new Set(), 0)) as PlanLike;
}

type Json = { readonly [key: string]: unknown };

/** Its batched fetches and the parts of its paths our executor knows; its rewrites and renamed requirements it is told in Apollo's words. */
function translated(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(translated);
  if (typeof node !== 'object' || node === null) return node;
  const { kind, name, alias, selections, skipIf, includeIf } = node as Json;
  if (skipIf ?? includeIf) throw new Error('A requirement with a condition is not known here.');
  // Read under one name, sent under another: the other way round than Apollo means it.
  if (kind === 'Field' && alias) return { kind, name: alias, from: name, selections: translated(selections) };
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key.endsWith('putRewrites') ? value?.map(rewrite) : translated(value)]),
  );
}

function rewrite(given: InputRewrite): unknown {
  const [kind, body] =
    'KeyRenamer' in given
      ? ['KeyRenamer', given.KeyRenamer]
      : ['ValueSetter', 'ValueSetter' in given ? given.ValueSetter : given];
  const path = body.path.map((part) => ('Key' in part ? part.Key : `... on ${part.TypenameEquals.join('|')}`));
  return { ...body, kind, path };
}
