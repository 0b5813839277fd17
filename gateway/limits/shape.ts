// How deep, broad and repetitive is a document, whatever schema it is for?
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** Counts that grow with what a document asks of a server that only reads it. */
export interface Shape {
  readonly operations: number;
  /** Of the operation, with its fragments unfolded. The introspection of a schema is not counted: it is refused or harmless. */
  readonly depth: number;
  /** Fields of the operation, each as often as fragments repeat it. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
}

interface Extent {
  depth: number;
  fields: number;
  aliases: number;
}

const none: Extent = { depth: 0, fields: 0, aliases: 0 };

/** Measures an operation of a document. Terminates for fragments that spread themselves, which validation refuses. */
export function shapeOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Shape {
  const known = new Map<string, Extent>();

  const ofFragment = (name: string): Extent => {
    const measured = known.get(name);
    if (measured) return measured;
    known.set(name, none);
    const fragment = fragments.get(name);
    const extent = fragment ? ofSelections(fragment.selectionSet) : none;
    known.set(name, extent);
    return extent;
  };

  const ofSelections = ({ selections }: SelectionSetNode): Extent => {
    const sum = { ...none };
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD && /^__(schema|type)$/.test(selection.name.value)) continue;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet
            ? ofSelections(selection.selectionSet)
            : none;
      const isField = selection.kind === Kind.FIELD;
      sum.depth = Math.max(sum.depth, inner.depth + (isField ? 1 : 0));
      sum.fields += inner.fields + (isField ? 1 : 0);
      sum.aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
    }
    return sum;
  };

  let [operations, directives] = [0, 0];
  visit(document, {
    OperationDefinition: () => void operations++,
    Directive: () => void directives++,
  });
  return { operations, directives, ...ofSelections(operation.selectionSet) };
}
