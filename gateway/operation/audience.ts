// Does everyone read the same in the answer to an operation? The tags of its fields say so, and nothing else is believed.
import {
  type ConstDirectiveNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from './document';

const tagPrefix = 'audience-';
const everyone = 'audience-anyone';

/** How a root field without any tag is taken: nobody knows who reads it, or the operator knows that it says the same to all without an account. */
export type Untagged = 'private' | 'public';

const known: Readonly<Record<Untagged, WeakMap<Operation, boolean>>> = { private: new WeakMap(), public: new WeakMap() };
const knownFeeds = new WeakMap<Operation, boolean>();

/**
 * True only for a query whose answer depends on nothing but its text, its variables and the time, so that one reader may be given what
 * another asked for. Every root field must be tagged `audience-anyone` by the one subgraph that may answer it, and no field below may be
 * tagged for another audience. An untagged root field is not public, so neither is a graph that knows nothing of these tags, unless
 * `untagged` says otherwise. Mutations change something, and each event of a subscription is a moment of its own: neither is ever an
 * answer to share. A document that is invalid, or was read before there was a supergraph, is not public.
 */
export function isPublic(given: Operation, untagged: Untagged = 'private'): boolean {
  const operation = given.renaming?.pattern ?? given;
  let answer = known[untagged].get(operation);
  if (answer === undefined) {
    answer = operation.kind === 'query' && everyoneReads(operation, untagged);
    known[untagged].set(operation, answer);
  }
  return answer;
}

/** The same of a subscription: all who subscribe read the same events. Without tags nothing is believed. */
export function isPublicFeed(operation: Operation): boolean {
  let answer = knownFeeds.get(operation);
  if (answer === undefined) {
    answer = operation.kind === 'subscription' && everyoneReads(operation, 'private');
    knownFeeds.set(operation, answer);
  }
  return answer;
}

function everyoneReads({ kind, schemas, definition, fragments }: Operation, untagged: Untagged): boolean {
  const supergraph = schemas?.supergraphSchema;
  const root = kind === 'query' ? supergraph?.getQueryType() : supergraph?.getSubscriptionType();
  if (!supergraph || !root) return false;
  const audiences = audiencesIn(supergraph, untagged);
  if (!audiences) return false;
  const seen = new Set<string>();

  const everyField = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) {
        const { name, selectionSet } = selection;
        if (name.value === '__typename') return true;
        if (parent === root && (name.value === '__schema' || name.value === '__type')) return true;
        if (isUnionType(parent)) return false;
        const field = parent.getFields()[name.value];
        if (!field || !audiences.allow(field, parent)) return false;
        const type = getNamedType(field.type);
        return !selectionSet || (isCompositeType(type) && audiences.allowType(type) && everyField(selectionSet, type));
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) return true;
        seen.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition;
      const type = condition ? supergraph.getType(condition.name.value) : parent;
      return !!fragment && isCompositeType(type) && audiences.allowType(type) && everyField(fragment.selectionSet, type);
    });

  return everyField(definition.selectionSet, root);
}

/** What the tags of a supergraph allow; undefined where they allow nothing. */
function audiencesIn(supergraph: GraphQLSchema, untagged: Untagged) {
  const tag = directiveName(supergraph, 'tag');
  const join = linkOf(supergraph, 'join')?.as ?? 'join';
  const roots: readonly unknown[] = [supergraph.getQueryType(), supergraph.getSubscriptionType()];
  if (tag === undefined && untagged === 'private') return undefined;

  const audiencesOf = ({
    astNode,
  }: {
    readonly astNode?: GraphQLField<unknown, unknown>['astNode'] | GraphQLCompositeType['astNode'];
  }) =>
    (tag === undefined ? [] : named(astNode?.directives, tag))
      .map((each) => textIn(each, 'name') ?? '')
      .filter((name) => name.startsWith(tagPrefix));

  const isForOthers = (element: Parameters<typeof audiencesOf>[0]) => audiencesOf(element).some((name) => name !== everyone);

  /**
   * Composition puts the tags of all subgraphs together, whichever of them answers. So the tag of a field that was taken over from
   * another subgraph, or is shared, may be written by a subgraph that does not answer it; a field of one subgraph alone has its own.
   */
  const isOfOneSubgraph = (field: GraphQLField<unknown, unknown>, parent: GraphQLObjectType) => {
    const joined = named(field.astNode?.directives, `${join}__field`);
    if (joined.length === 0) return named(parent.astNode?.directives, `${join}__type`).length === 1;
    const [only] = joined;
    const names = only?.arguments?.map(({ name }) => name.value) ?? [];
    return joined.length === 1 && names.includes('graph') && names.every((name) => ['graph', 'type', 'provides'].includes(name));
  };

  return {
    allow(field: GraphQLField<unknown, unknown>, parent: GraphQLObjectType | GraphQLInterfaceType): boolean {
      if (roots.includes(parent)) {
        const [audience, ...others] = audiencesOf(field);
        if (audience === undefined) return untagged === 'public';
        return audience === everyone && others.length === 0 && isOfOneSubgraph(field, parent as GraphQLObjectType);
      }
      return !alike(field.name, parent, supergraph).some(isForOthers);
    },
    allowType: (type: GraphQLCompositeType): boolean =>
      ![type, ...(isAbstractType(type) ? supergraph.getPossibleTypes(type) : [])].some(isForOthers),
  };
}

/** A field, with those of the same name in the interfaces and objects that may answer in its place: tags do not pass between them. */
function alike(name: string, parent: GraphQLObjectType | GraphQLInterfaceType, schema: GraphQLSchema) {
  const implementations = isAbstractType(parent) ? schema.getImplementations(parent) : { objects: [], interfaces: [] };
  const types = [parent, ...implementations.objects, ...implementations.interfaces];
  const all = new Set(types.flatMap((type) => [type, ...type.getInterfaces()]));
  return [...all].flatMap((type) => type.getFields()[name] ?? []);
}

/** The name under which a supergraph knows the directive of a specification that has one of its own name. */
function directiveName(supergraph: GraphQLSchema, specification: string): string | undefined {
  const link = linkOf(supergraph, specification);
  return link && (link.imports.get(`@${specification}`)?.slice(1) ?? link.as ?? specification);
}

/** What the schema says by @link of a specification of Apollo's: its prefix, and what is imported under which name. */
function linkOf(supergraph: GraphQLSchema, specification: string) {
  const directives = [supergraph.astNode, ...supergraph.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  const link = directives.find(({ arguments: given }) =>
    given?.some(
      ({ name, value }) =>
        name.value === 'url' &&
        value.kind === Kind.STRING &&
        value.value.startsWith(`https://specs.apollo.dev/${specification}/`),
    ),
  );
  if (!link) return undefined;
  const list = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  const imports = new Map<string, string>();
  for (const each of list?.kind === Kind.LIST ? list.values : []) {
    if (each.kind === Kind.STRING) imports.set(each.value, each.value);
    if (each.kind !== Kind.OBJECT) continue;
    const [name, as] = ['name', 'as'].map((key) => {
      const value = each.fields.find((field) => field.name.value === key)?.value;
      return value?.kind === Kind.STRING ? value.value : undefined;
    });
    if (name !== undefined) imports.set(name, as ?? name);
  }
  return { as: textIn(link, 'as'), imports };
}

const named = (directives: readonly ConstDirectiveNode[] | undefined, name: string) =>
  (directives ?? []).filter((each) => each.name.value === name);

function textIn({ arguments: given }: ConstDirectiveNode, argument: string): string | undefined {
  const value = given?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
