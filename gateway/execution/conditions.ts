// Which document is planned in place of the client's, so that what Apollo's planner does wrong with @skip and @include does not show?
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A document that asks for the same. */
export type Rewording = (document: DocumentNode) => DocumentNode;

/**
 * Two faults that leave fields null without a word. (1) Where nothing is selected of an object but what a literal excludes, the planner
 * forgets the object: literals are therefore decided before it sees them, and an object is asked for its type name at least. (2) A
 * field with `@requires` under a condition shares its fetch with fields beside it, for which the requirement, fetched under the
 * condition only, is then missing: it is therefore put in a fragment of its own, which has a requirement of its own.
 */
export function settleConditions(supergraph: GraphQLSchema): Rewording {
  const requiring = requiringFields(supergraph);
  return (document) => {
    if (document.definitions.some((each) => 'operation' in each && each.operation === OperationTypeNode.SUBSCRIPTION))
      return document;
    return visit(document, {
      Field: (field) => decided(field) && apart(decided(field) as FieldNode, requiring),
      InlineFragment: (fragment) => decided(fragment),
      FragmentSpread: (spread) => decided(spread),
      SelectionSet: { leave: (set) => (set.selections.length === 0 ? typeNameAlone : undefined) },
    });
  };
}

const typeNameAlone: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

/** Without conditions that are literally true; null when one is literally false. */
function decided<T extends SelectionNode>(node: T): T | null {
  const given = node.directives ?? [];
  if (given.some((each) => outcome(each) === false)) return null;
  const directives = given.filter((each) => outcome(each) === undefined);
  return directives.length === given.length ? node : { ...node, directives };
}

/** Whether a literal condition lets its node in; undefined for a variable, and for other directives. */
function outcome({ name, arguments: given }: DirectiveNode): boolean | undefined {
  const value = given?.[0]?.value;
  if (value?.kind !== Kind.BOOLEAN) return undefined;
  if (name.value === 'include') return value.value;
  return name.value === 'skip' ? !value.value : undefined;
}

const isCondition = ({ name }: DirectiveNode) => name.value === 'skip' || name.value === 'include';

function apart(field: FieldNode, requiring: ReadonlySet<string>): FieldNode | SelectionNode {
  const conditions = field.directives?.filter(isCondition) ?? [];
  if (!requiring.has(field.name.value) || conditions.length === 0) return field;
  const bare = { ...field, directives: field.directives?.filter((each) => !isCondition(each)) };
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: conditions,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [bare] },
  };
}

/** Of any type: a field of the same name elsewhere is asked for in other words, and answered alike. */
function requiringFields(supergraph: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(supergraph.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  return new Set(fields.filter(({ astNode }) => astNode?.directives?.some(hasRequires)).map(({ name }) => name));
}

const hasRequires = ({ name, arguments: given }: ConstDirectiveNode) =>
  name.value === 'join__field' && given?.some((each) => each.name.value === 'requires');
