// Which fields below the root are not for everyone, and what does everybody else read there?
import { Directive, type NextFn, type ResolverData, UseMiddleware } from 'type-graphql';
import type { Identity } from './identity';

/** People by what they have to do with a row. */
export interface Audience<Row> {
  /** How the schema and the table of who may what call them: letters and dashes. */
  readonly name: string;
  readonly includes: (row: Row, identity: Identity) => boolean;
}

/**
 * The decision on a private field: its resolver is asked for these people only, everybody else reads null or an empty list. The
 * schema says so by the tag `only-NAME`, by which a test finds every such field.
 */
export function ShownTo<Row>({ name, includes }: Audience<Row>, otherwise: null | readonly never[] = null): MethodDecorator {
  const decide = UseMiddleware(async ({ root, context: { identity } }: ResolverData<{ identity: Identity }>, next: NextFn) =>
    includes(root, identity) ? next() : otherwise,
  );
  const tell = Directive(`@tag(name: "only-${name}")`);
  return (prototype, field, descriptor) => {
    decide(prototype, field, descriptor);
    tell(prototype, field, descriptor);
  };
}
