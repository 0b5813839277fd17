// At every root field, ids of merged libraries become those that answer, before anything else reads them.
import { sqlState } from '../data/database';
import type { MergedIds } from '../words/mergedIds';

/** SQLSTATE of what the database refuses to write because a library was merged meanwhile; see the migrations of partnership. */
const mergedMeanwhile = 'SB001';

type Resolve = (root: unknown, args: unknown, context: { readonly merged: MergedIds }, info: unknown) => unknown;
/** A field of a map of resolvers; a live one subscribes as well. */
type Field = Resolve | { readonly subscribe?: Resolve; readonly resolve?: Resolve };

/** The same root fields, asked with ids that answer. */
export function withMergedArguments(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, asked(field as Field)]));
}

function asked(field: Field): Field {
  if (typeof field === 'function') return once(field);
  const { subscribe, resolve, ...rest } = field;
  return { ...rest, ...(subscribe && { subscribe: once(subscribe) }), ...(resolve && { resolve: once(resolve) }) };
}

/** What fails because another process has just merged a library was undone as a whole, and is done again for the library that answers. */
function once(resolve: Resolve): Resolve {
  return (root, args, context, info) => {
    const { merged } = context;
    const answer = resolve(root, merged.arguments(args), context, info);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch(async (error: unknown) => {
      if (sqlState((error as { originalError?: unknown }).originalError ?? error) !== mergedMeanwhile) throw error;
      await merged.refresh();
      return resolve(root, merged.arguments(args), context, info);
    });
  };
}
