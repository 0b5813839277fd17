// How does the gateway name an entity to a subgraph: the JSON text of its key and of what the subgraph requires?
import type { FetchDataRewrite } from '@apollo/query-planner';
import { merge, put } from './merge';
import { compileRewrites } from './rewrite';
import { type Entity, isEntity, needsOwn, own, type TypeTable } from './types';

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

type Field = Extract<Requirement, { kind: 'Field' }>;

/** The JSON text, or null for an entity that can not be named: an unknown type, or a key field that never arrived. */
export type Represent = (entity: Entity) => string | null;

const maxTypes = 1_000;

/**
 * Rules, as in Apollo's executor: a missing field at the top of a fragment makes that fragment contribute nothing, a missing field
 * deeper down makes its object null, and without `__typename` nothing is sent. For the usual case (one fragment, no rewrites) the
 * text is built directly, by a builder for each runtime type; everything else takes the general way.
 */
export function compileRepresentation(
  requires: readonly Requirement[],
  inputRewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeTable,
): Represent {
  const rewrite = compileRewrites(inputRewrites, types);
  const general: Represent = (entity) => {
    const representation = select(entity, requires, types);
    if (!representation?.__typename) return null;
    rewrite?.(representation);
    return JSON.stringify(representation);
  };
  if (rewrite || requires.some(({ kind }) => kind !== 'InlineFragment')) return general;
  const builders = new Map<unknown, Represent>();
  const builderFor = (name: unknown): Represent => {
    if (typeof name !== 'string') return nothing;
    const [fits, another] = requires.filter(
      (each) => each.kind === 'InlineFragment' && each.typeCondition && types.matches(each.typeCondition, name),
    );
    if (!fits) return nothing;
    const fields = fits.selections ?? [];
    return !another && isPlain(fields) && fields.some((field) => field.name === '__typename') ? textBuilder(fields) : general;
  };
  return (entity) => {
    const name = entity.__typename;
    let build = builders.get(name);
    if (build === undefined) {
      build = builderFor(name);
      if (builders.size < maxTypes) builders.set(name, build);
    }
    return build(entity);
  };
}

const nothing: Represent = () => null;
const readName = ({ from, alias, name }: Field) => from ?? alias ?? name;
const sentName = ({ alias, name }: Field) => alias ?? name;

const isPlain = (selections: readonly Requirement[]): selections is readonly Field[] =>
  selections.every(
    (each) => each.kind === 'Field' && !needsOwn(readName(each)) && (!each.selections || isPlain(each.selections)),
  );

function textBuilder(fields: readonly Field[]): Represent {
  const parts = fields.map((field, i) => ({
    name: readName(field),
    text: `${i === 0 ? '{' : ','}${JSON.stringify(sentName(field))}:`,
    below: field.selections ? textBuilder(field.selections as readonly Field[]) : null,
  }));
  return (object) => {
    let text = '';
    for (const { name, text: key, below } of parts) {
      const value = object[name];
      if (value === undefined) return null;
      text += key + valueText(value, below);
    }
    return `${text}}`;
  };
}

function valueText(value: unknown, below: Represent | null): string {
  if (value === null) return 'null';
  if (below === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item ?? null, below)).join(',')}]`;
  return isEntity(value) ? (below(value) ?? 'null') : 'null';
}

/** Nothing of it is shared: a representation is built, sent and forgotten. */
const select = (source: unknown, selections: readonly Requirement[], types: TypeTable): Entity | null => {
  if (!isEntity(source)) return null;
  const result: Entity = {};
  for (const each of selections) {
    if (each.kind === 'Field') {
      const value = own(source, readName(each));
      if (value === undefined) return null;
      put(result, sentName(each), picked(value, each.selections, types));
    } else if (
      each.typeCondition &&
      typeof source.__typename === 'string' &&
      types.matches(each.typeCondition, source.__typename)
    ) {
      const part = select(source, each.selections, types);
      if (part !== null) merge(result, part, { shared: new Set(), copies: 0, types }, false);
    }
  }
  return result;
};

function picked(value: unknown, selections: readonly Requirement[] | undefined, types: TypeTable): unknown {
  if (!selections) return value;
  return Array.isArray(value) ? value.map((item) => picked(item, selections, types)) : select(value, selections, types);
}
