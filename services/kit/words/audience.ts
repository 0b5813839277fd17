// Who may ask for a field, and who reads which rows in it.
import { Authorized, Directive, type NextFn, type ResolverData, UseMiddleware } from 'type-graphql';
import type { Identity, Role } from './identity';

/** People, by what they have to do with the row that a field belongs to. */
export interface Readers<Row = never> {
  /** Letters and dashes, as in `partners-and-committee`. */
  readonly name: string;
  /** Without it, the resolver decides row by row. */
  readonly includes?: (row: Row, identity: Identity) => boolean;
}

/** Everybody may ask, and everybody reads the same rows. */
export const anyone: Readers = { name: 'anyone' };

/** Everybody may ask. The resolver hides some rows from some people, such as a proposal from all but its two libraries. */
export const dependsOnReader: Readers = { name: 'depends-on-reader' };

/** Anyone who has the link of a mail, signed in or not: what it shows is shared with nobody else. */
export const linkHolders: Readers = { name: 'link-holders' };

/** What the tags of audiences start with. */
export const audienceTag = 'audience-';

/**
 * Decides who reads a field, and says so in the schema by the tag `audience-NAME`. Every root field needs one, and so does every
 * other field whose rows depend on who asks.
 *
 * `@Audience(Role.X, Role.Y)` refuses accounts that hold none of these roles. `@Audience(readers)` asks the resolver for these
 * readers only; everybody else reads null, or the empty list given as `others`.
 */
export function Audience(...roles: readonly [Role, ...Role[]]): MethodDecorator;
export function Audience<Row>(readers: Readers<Row>, others?: null | readonly never[]): MethodDecorator;
export function Audience<Row>(first: Role | Readers<Row>, ...more: readonly (Role | null | readonly never[] | undefined)[]) {
  const decorators =
    typeof first === 'string'
      ? [tag([first, ...more].join('-or-')), Authorized(first, ...(more as Role[]))]
      : [tag(first.name), ...decisionOf(first, (more[0] as null | readonly never[]) ?? null)];
  return ((prototype, field, descriptor) => {
    for (const decorate of decorators) decorate(prototype, field, descriptor);
  }) as MethodDecorator;
}

const tag = (name: string): MethodDecorator => Directive(`@tag(name: "${audienceTag}${name}")`);

function decisionOf<Row>({ includes }: Readers<Row>, others: null | readonly never[]): MethodDecorator[] {
  if (!includes) return [];
  const decide = ({ root, context: { identity } }: ResolverData<{ identity: Identity }>, next: NextFn) =>
    Promise.resolve(includes(root, identity) ? next() : others);
  return [UseMiddleware(decide)];
}
