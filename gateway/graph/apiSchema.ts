// What clients may see of a supergraph: everything but its links, what these bring, and what is inaccessible.
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  GraphQLDeprecatedDirective,
  GraphQLOneOfDirective,
  GraphQLSpecifiedByDirective,
  Kind,
  type ValueNode,
} from 'graphql';

/** Directives of GraphQL itself that say something of types. */
const specified = [GraphQLDeprecatedDirective, GraphQLOneOfDirective, GraphQLSpecifiedByDirective].map(({ name }) => name);

/** What a link brings into a schema: all that is named by it, or imported by it under any name. */
interface Link {
  readonly identity: string;
  readonly name: string;
  /** By the name of the feature, the name here; names of directives begin with `@`. */
  readonly imports: ReadonlyMap<string, string>;
}

const isInaccessible = ({ identity }: Link) => identity.endsWith('/inaccessible');

/**
 * The document without what clients may not see. A supergraph is checked before, so nothing that stays is of a type that goes. Undefined
 * for one of another kind, which links by `@core`.
 */
export function visibleTo(document: DocumentNode): DocumentNode | undefined {
  const links = linksOf(document);
  if (!links) return undefined;
  const directives = new Set(specified);
  const isLinked = (name: string) =>
    links.some((link) => name === `@${link.name}` || name.replace('@', '').startsWith(`${link.name}__`) || imported(link, name));
  for (const each of document.definitions)
    if (each.kind === Kind.DIRECTIVE_DEFINITION && !isLinked(`@${each.name.value}`)) directives.add(each.name.value);
  const hiding = links.filter(isInaccessible).map((link) => link.imports.get('@inaccessible')?.slice(1) ?? link.name);
  const isHidden = ({ directives: given = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined }) =>
    given.some(({ name }) => hiding.includes(name.value));
  const hidden = new Set(
    document.definitions.flatMap((each) => ('name' in each && each.name && isHidden(each as Tagged) ? each.name.value : [])),
  );
  /** Without its hidden parts, of whatever kind, and without directives that are gone. */
  const shown = <Node extends object>(node: Node): Node => {
    const left = { ...node } as Record<string, unknown>;
    for (const key of ['fields', 'arguments', 'values']) {
      const parts = left[key];
      if (Array.isArray(parts)) left[key] = parts.filter((each) => !isHidden(each)).map(shown);
    }
    for (const key of ['interfaces', 'types']) {
      const names = left[key];
      if (Array.isArray(names)) left[key] = names.filter(({ name }) => !hidden.has(name.value));
    }
    if (Array.isArray(left.directives)) left.directives = left.directives.filter(({ name }) => directives.has(name.value));
    return left as Node;
  };
  const definitions = document.definitions.flatMap((each): DefinitionNode | [] => {
    if (each.kind === Kind.DIRECTIVE_DEFINITION) return directives.has(each.name.value) ? shown(each) : [];
    if ('name' in each && each.name && (hidden.has(each.name.value) || isLinked(each.name.value))) return [];
    return shown(each);
  });
  return { ...document, definitions };
}

interface Tagged {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** What plans are made of, and what this file reads. Whatever else is needed to answer rightly is not known here. */
const knownFeatures = /^https:\/\/specs\.apollo\.dev\/(core\/v0\.[12]|join\/v0\.[1-5]|tag\/v0\.[1-3]|inaccessible\/v0\.[12])\/?$/;

/** What a supergraph says is needed to answer rightly, or to keep what is hidden, and is not known here. */
export function unknownFeatures({ definitions }: DocumentNode): readonly string[] {
  const directives = definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION ? (each.directives ?? []) : [],
  );
  // A link may have another name here, but it has an address. By joins plans are made, whatever a link says that they are for.
  return directives.flatMap(({ arguments: given = [] }) => {
    const argument = (of: string) => given.find((each) => each.name.value === of)?.value;
    const [feature, purpose] = [textOf(argument('url') ?? argument('feature')) ?? '', argument('for')];
    const needed = purpose?.kind === Kind.ENUM ? purpose.value : /\/join\/v[\d.]+\/?$/.test(feature) ? 'EXECUTION' : undefined;
    return !needed || knownFeatures.test(feature) ? [] : `feature ${feature} is for: ${needed} but is unsupported`;
  });
}

const imported = ({ imports }: Link, name: string) => [...imports.values()].includes(name);

function linksOf({ definitions }: DocumentNode): readonly Link[] | undefined {
  const directives = definitions.flatMap((each) => (each.kind === Kind.SCHEMA_DEFINITION ? (each.directives ?? []) : []));
  const links = directives.filter(({ name }) => name.value === 'link');
  if (links.length === 0) return undefined;
  return links.map((link) => {
    const given = (name: string) => link.arguments?.find((each) => each.name.value === name)?.value;
    const url = textOf(given('url')) ?? '';
    const identity = url.replace(/\/v\d+\.\d+\/?$/, '');
    const list = given('import');
    const imports = (list?.kind === Kind.LIST ? list.values : []).map((each): [string, string] => {
      if (each.kind !== Kind.OBJECT) return [textOf(each) ?? '', textOf(each) ?? ''];
      const part = (name: string) => textOf(each.fields.find((field) => field.name.value === name)?.value);
      return [part('name') ?? '', part('as') ?? part('name') ?? ''];
    });
    return { identity, name: textOf(given('as')) ?? identity.replace(/^.*\//, ''), imports: new Map(imports) };
  });
}

const textOf = (value: ValueNode | undefined): string | undefined => (value?.kind === Kind.STRING ? value.value : undefined);
