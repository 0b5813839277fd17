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

/** How entities of one runtime type are named. */
export interface Naming {
  readonly text: Represent;
  /** Cheaper than the text, and equal only for entities with equal texts; of no meaning for an entity that can not be named. */
  readonly key: (entity: Entity) => unknown;
}

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
): (entity: Entity) => Naming {
  const rewrite = compileRewrites(inputRewrites, types);
  const general = byText((entity) => {
    const representation = select(entity, requires, types);
    if (!representation?.__typename) return null;
    rewrite?.(representation);
    return JSON.stringify(representation);
  });
  if (rewrite || requires.some(({ kind }) => kind !== 'InlineFragment')) return () => general;
  const namings = new Map<unknown, Naming>();
  const namingOf = (name: unknown): Naming => {
    if (typeof name !== 'string') return nameless;
    const [fits, another] = requires.filter(
      (each) => each.kind === 'InlineFragment' && each.typeCondition && types.matches(each.typeCondition, name),
    );
    if (!fits) return nameless;
    const fields = fits.selections ?? [];
    return !another && isPlain(fields) && fields.some((field) => field.name === '__typename') ? plainly(fields) : general;
  };
  return ({ __typename: name }) => {
    let naming = namings.get(name);
    if (naming === undefined) {
      naming = namingOf(name);
      if (namings.size < maxTypes) namings.set(name, naming);
    }
    return naming;
  };
}

const byText = (text: Represent): Naming => ({ text, key: text });
const nameless = byText(() => null);
const readName = ({ from, alias, name }: Field) => from ?? alias ?? name;
const sentName = ({ alias, name }: Field) => alias ?? name;

const isPlain = (selections: readonly Requirement[]): selections is readonly Field[] =>
  selections.every(
    (each) => each.kind === 'Field' && !needsOwn(readName(each)) && (!each.selections || isPlain(each.selections)),
  );

/** Most keys are one value: then the value says as much as the text. */
function plainly(fields: readonly Field[]): Naming {
  const text = textBuilder(fields);
  const [field, another] = fields.filter(({ name }) => name !== '__typename');
  if (!field || another || field.selections) return byText(text);
  const name = readName(field);
  return { text, key: (entity) => entity[name] };
}

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
