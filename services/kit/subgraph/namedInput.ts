// Which argument or input field holds a value that its scalar refuses? Errors of graphql-js say it in words or by position only.
import { type DocumentNode, GraphQLError, Kind, visit } from 'graphql';

/** As graphql-js words a variable that cannot be used: `Variable "$input" got invalid value "x" at "input.effectiveFrom.date"; ...`. */
const variable = /^Variable "\$(\w+)"(?:.*? at "\w+[.[](.+?)";)?/s;

/** The same fault with its field in `extensions`, as refusals of ours have it; unchanged where it has one, or none can be told. */
export function namingField(document: DocumentNode, fault: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, extensions } = fault;
  if (extensions.code !== 'BAD_USER_INPUT' || extensions.field !== undefined) return fault;
  const [, name, path] = variable.exec(message) ?? [];
  const field = path ?? name ?? (nodes?.[0]?.loc && fieldAt(document, nodes[0].loc.start));
  return field ? new GraphQLError(message, { nodes, source, positions, extensions: { field, ...extensions } }) : fault;
}

/** The path of the value that begins at a place of the document: its argument alone, or the fields within it. */
function fieldAt(document: DocumentNode, start: number): string | undefined {
  let argument: string | undefined;
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if (!node.loc || node.loc.start > start || node.loc.end <= start) return node.kind === Kind.DOCUMENT ? undefined : false;
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.VARIABLE_DEFINITION) {
        argument = node.kind === Kind.ARGUMENT ? node.name.value : node.variable.name.value;
      } else if (node.kind === Kind.OBJECT_FIELD) path.push(`${path.length > 0 ? '.' : ''}${node.name.value}`);
      else if (node.kind === Kind.LIST) {
        const index = node.values.findIndex(({ loc }) => loc && loc.start <= start && start < loc.end);
        if (index >= 0) path.push(`[${index}]`);
      }
      return undefined;
    },
  });
  return argument && (path.join('') || argument);
}
