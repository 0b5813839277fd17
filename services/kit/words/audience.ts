// Who may ask for a field, and who reads which rows in it.
import {
  BREAK,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
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

const alike = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, boolean>>();

/** Whether everybody reads the same in the answer to a valid document, by the tags of each field in it and in the types that may answer. */
export function everybodyReadsAlike(schema: GraphQLSchema, document: DocumentNode): boolean {
  const known = alike.get(schema) ?? new WeakMap<DocumentNode, boolean>();
  alike.set(schema, known);
  let answer = known.get(document);
  if (answer === undefined) {
    answer = decide(schema, document);
    known.set(document, answer);
  }
  return answer;
}

function decide(schema: GraphQLSchema, document: DocumentNode): boolean {
  const info = new TypeInfo(schema);
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  let isAlike = true;
  const look = {
    Field({ name: { value: name } }: { readonly name: { readonly value: string } }) {
      const parent = info.getParentType();
      if (!parent || name.startsWith('__')) return undefined;
      const audiences = typesLike(schema, parent).flatMap((type) =>
        'getFields' in type ? audiencesOf(type.getFields()[name]) : [],
      );
      const forOthers = audiences.some((audience) => audience !== anyone.name);
      if (!forOthers && (audiences.length > 0 || !roots.includes(parent))) return undefined;
      isAlike = false;
      return BREAK;
    },
  };
  visit(document, visitWithTypeInfo(info, look));
  return isAlike;
}

/** A type with those that may stand in its place: tags do not pass between them. */
function typesLike(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
  if (isAbstractType(type)) return [type, ...schema.getPossibleTypes(type)];
  return isObjectType(type) ? [type, ...type.getInterfaces()] : [type];
}

/** By the tags of a field, for whom it is. */
const audiencesOf = (field: { readonly astNode?: FieldDefinitionNode | null | undefined } | undefined): readonly string[] =>
  (field?.astNode?.directives ?? []).flatMap(({ name, arguments: [argument] = [] }) => {
    const text = name.value === 'tag' && argument?.value.kind === Kind.STRING ? argument.value.value : '';
    return text.startsWith(audienceTag) ? [text.slice(audienceTag.length)] : [];
  });
