// What a client reads when a subgraph answers with errors, does not answer, or sends values that do not fit the schema.
import {
  type DirectiveNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLFormattedError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { maskError } from '#kit/process/masking';
import type { Log } from '#kit/words/log';
import type { Variables } from '../operation/document';
import { type ChosenNames, restored } from '../operation/pattern';
import { type Entity, isEntity, locate, own, type Path, type ResponsePath, requiredName } from './data';
import type { Joins } from './joins';
import { notPlannable, responseName, withoutPrefix } from './rewording';
import type { ExecutionError } from './run';
import { type SelectionSetting, type Selections, selectedFields, type Unasked } from './selection';

/** An entity with an error may stand at very many places. The client reads of this many. */
export const maxPlaces = 50;

/** The most errors in one answer. */
export const maxErrors = 1_000;

/** Adds to the errors of one execution, which stop growing at `maxErrors`. */
export function addError(errors: ExecutionError[], error: ExecutionError): void {
  if (errors.length < maxErrors) errors.push(error);
}

/** The code of a fetch that failed as a whole. */
const unavailable = 'SUBGRAPH_UNAVAILABLE';

/** A fetch that brought no usable answer. Its message is written for clients and names no address. */
export class FetchFailed extends Error {
  readonly code = unavailable;
}

/** What the client reads when a subgraph did not answer. */
export const noAnswer = (service: string, what: string) =>
  `The part of the graph served by "${service}" ${what}, so its fields are missing here. Please try again.`;

/** Objects behind the representations of one list of entities, and where objects of that list stand. */
export interface AskedEntities {
  readonly alias: string;
  /** Paths from the root. */
  readonly paths: readonly Path[];
  /** By index of the representation, all objects that it names. */
  readonly members: readonly (readonly Entity[])[];
  /** The name in the result of a field that the subgraph knows by this one. */
  readonly resultName: (name: string) => string;
}

/** Root fields, and where the objects stand that they belong to: usually the root alone, and others where a field leads back to it. */
export interface RootFields {
  readonly places: readonly ResponsePath[];
}

/** What is needed to place the errors of a fetch. */
interface FetchPlaces {
  readonly service: string;
  /** The name in the result of a root field, or one below, that the subgraph knows by this one. */
  readonly resultName?: (name: string) => string;
  readonly root: Entity;
}

/**
 * The errors of a subgraph's answer with paths of the result. One error of an entity stands for every place of that entity.
 * An error whose place cannot be found gets no path, rather than a wrong one.
 */
export function placeErrors(
  errors: unknown,
  { service, resultName = (name) => name, root }: FetchPlaces,
  asked: readonly AskedEntities[] | RootFields,
  into: ExecutionError[],
): void {
  const places = new Map<AskedEntities, Map<object, ResponsePath[]>>();
  const placesOf = (entities: AskedEntities) => {
    let known = places.get(entities);
    if (known === undefined) {
      known = locateAll(root, entities);
      places.set(entities, known);
    }
    return known;
  };
  const named = (path: ResponsePath, nameOf = resultName) => path.map((part) => (typeof part === 'string' ? nameOf(part) : part));
  const pathsOf = (path: ResponsePath): ResponsePath[] => {
    if ('places' in asked) return asked.places.map((place) => [...place, ...named(path)]);
    const [alias, index, ...below] = path;
    const entities = asked.find((each) => each.alias === alias);
    const members = typeof index === 'number' ? entities?.members[index] : undefined;
    if (!entities || !members) return [];
    const found = placesOf(entities);
    const rest = named(below, entities.resultName);
    return members.flatMap((object) => found.get(object) ?? []).map((place) => [...place, ...rest]);
  };
  for (const error of Array.isArray(errors) ? errors : [{}]) {
    const { message, path, extensions } = readable(error, service);
    const paths = path ? pathsOf(path).slice(0, maxPlaces) : [];
    if (paths.length === 0) addError(into, { message, extensions });
    for (const place of paths) addError(into, { message, path: place, extensions });
  }
}

function locateAll(root: Entity, { paths, members }: AskedEntities): Map<object, ResponsePath[]> {
  const wanted = new Set(members.flat());
  const found = new Map<object, ResponsePath[]>();
  for (const path of paths)
    for (const [object, places] of locate(root, path, wanted)) found.set(object, [...(found.get(object) ?? []), ...places]);
  return found;
}

function readable(error: unknown, service: string) {
  const { message, path, extensions } = (error ?? {}) as { message?: unknown; path?: unknown; extensions?: unknown };
  const given = typeof extensions === 'object' && extensions !== null ? (extensions as Record<string, unknown>) : {};
  return {
    message: typeof message === 'string' && message !== '' ? message : `The subgraph "${service}" failed without saying why.`,
    path: Array.isArray(path) ? path.filter((part) => typeof part === 'string' || typeof part === 'number') : undefined,
    extensions: {
      ...given,
      code: typeof given.code === 'string' ? given.code : 'DOWNSTREAM_SERVICE_ERROR',
      serviceName: service,
    },
  };
}

/** The error of a fetch that failed as a whole, at the first place that waited for it and that is selected. Only messages written for clients are shown. */
export function failedFetch(error: unknown, service: string, path?: ResponsePath, ...others: ResponsePath[]): ExecutionError {
  const failure = error instanceof FetchFailed ? error : new FetchFailed(noAnswer(service, 'did not answer with GraphQL'));
  const extensions = { code: failure.code, serviceName: service };
  return { message: failure.message, ...(path && { path }), ...(others.length > 0 && { others }), extensions };
}

/** The names of the root fields that an operation asks for with these variables. Parses the text, so it is only called after a failure. */
export function rootNames(operation: string, variables: Variables): readonly string[] {
  const [definition] = parse(operation).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? [...new Set(namesIn(definition.selectionSet, variables))] : [];
}

function namesIn({ selections }: SelectionSetNode, variables: Variables): string[] {
  return selections.flatMap((selection) => {
    if (!isIncluded(selection, variables)) return [];
    if (selection.kind === Kind.FIELD) return [responseName(selection)];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet, variables) : [];
  });
}

function isIncluded(node: { readonly directives?: readonly DirectiveNode[] | undefined }, variables: Variables): boolean {
  const given = { ...node, directives: node.directives ?? [] };
  if (getDirectiveValues(GraphQLSkipDirective, given, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, given, variables)?.if !== false;
}

/** The code of the executor's own errors, about values that subgraphs sent. */
export const invalidValue = 'INVALID_SUBGRAPH_ANSWER';

/** A value did not fit the schema and was replaced by null. */
export const valueError = (message: string, path: ResponsePath): ExecutionError => ({
  message,
  path,
  extensions: { code: invalidValue },
});

/** For formatters, which take GraphQL errors only. */
export const asGraphQLError = ({ message, path, extensions }: ExecutionError): GraphQLError =>
  new GraphQLError(message, { ...(path && { path }), extensions: { ...extensions } });

/**
 * Errors of a plan as the client reads them. A subgraph can be asked for more than is selected: for a field of more objects, or for what
 * another field requires. An error of that is left out, unless something selected is missing for it, which then has the error. So has what
 * is missing for something that is selected too, where no other error says why.
 */
export function toldToClient(errors: readonly ExecutionError[], result: unknown, setting: TellingSetting): ExecutionError[] {
  const [told, unselected]: [ExecutionError[], ExecutionError[]] = [[], []];
  // Two fetches may ask for one field, each on a condition of its own.
  const said = new Set<string>();
  const isNew = ({ path, message }: ExecutionError) => !said.has(`${path} ${message}`) && said.add(`${path} ${message}`);
  for (const error of errors) {
    const { path: from, others = [], ...rest } = error;
    const first = from ? placesForClient(from, result, setting) : everywhere;
    const { paths, isSelected, dependent = [] } = first.isSelected ? first : (selectedOf(others, result, setting) ?? first);
    const placed = paths.map((path) => ({ ...rest, path }));
    unselected.push(...dependent.map((path) => ({ ...rest, path })));
    if (isSelected) told.push(...(placed.length > 0 ? placed.filter(isNew) : [rest]));
    else unselected.push(...placed);
  }
  const places = new Set(told.map(({ path }) => `${path}`));
  const needed = unselected.filter(({ path }) => !places.has(`${path}`) && places.add(`${path}`));
  if (errors.length >= maxErrors && told.length + needed.length < maxErrors) needed.push(moreErrors);
  return [...told, ...needed];
}

/** All errors that were noted may be of what nobody selected. */
const moreErrors: ExecutionError = {
  message: `Subgraphs answered with more than ${maxErrors} errors, which are not all told here.`,
  extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', limit: maxErrors },
};

interface TellingSetting extends SelectionSetting {
  readonly needs: Joins['needs'];
}

interface ClientPlaces {
  readonly paths: readonly ResponsePath[];
  readonly isSelected: boolean;
  /** Selected fields that are missing for what is selected too. */
  readonly dependent?: readonly ResponsePath[];
}

const everywhere: ClientPlaces = { paths: [], isSelected: true };

function selectedOf(places: readonly ResponsePath[], result: unknown, setting: TellingSetting): ClientPlaces | undefined {
  for (const place of places) {
    const found = placesForClient(place, result, setting);
    if (found.isSelected) return found;
  }
  return undefined;
}

/** Where the client reads an error: for one of what it did not select, the fields that are missing for it, in the same object or one above. */
function placesForClient(from: ResponsePath, result: unknown, setting: TellingSetting): ClientPlaces {
  const { schema, operation, needs } = setting;
  let [value, sets]: [unknown, readonly Selections[]] = [result, []];
  let type: GraphQLCompositeType | undefined = schema.getRootType(operation.definition.operation) ?? undefined;
  if (type) sets = [{ set: operation.definition.selectionSet, parent: type }];
  const path: ResponsePath = [];
  let [missing, isNeeded]: [readonly ResponsePath[], boolean] = [[], false];
  const dependent: ResponsePath[] = [];
  for (const [i, part] of from.entries()) {
    if (typeof part === 'number') {
      value = (value as readonly unknown[] | null | undefined)?.[part];
      path.push(part);
      continue;
    }
    const object = (value ?? undefined) as Entity | undefined;
    const runtime = typeof object?.__typename === 'string' ? schema.getType(object.__typename) : undefined;
    const here: GraphQLCompositeType | undefined = isCompositeType(runtime) ? runtime : type;
    // Below a null, and where the type is unknown, the error may be the reason.
    if (!object || !isObjectType(here))
      return { paths: [[...path, ...from.slice(i).map(clientName)]], isSelected: true, dependent };
    const fields = selectedFields(sets, here, setting);
    const needing = fields.filter((each) => needs.get(`${here.name}.${each.name}`)?.has(requiredName(part)));
    const withoutNeeded = needing.filter((each) => (own(object, each.from) ?? null) === null);
    const lacking =
      withoutNeeded.length > 0
        ? withoutNeeded
        : fields.filter((each) => each.type !== null && own(object, each.from) === undefined).slice(0, 1);
    if (lacking.length > 0) missing = lacking.map(({ key }) => [...path, key]);
    if (needing.length > 0) isNeeded = true;
    dependent.push(...withoutNeeded.map(({ key }) => [...path, key]));
    const field = fields.find((each) => each.from === part);
    // A value that was made without what it requires stands, and no place has the error.
    if (!field) return { paths: missing, isSelected: missing.length === 0 && isNeeded };
    const below: unknown = field.type && getNamedType(field.type);
    [value, sets, type] = [own(object, part), field.below, isCompositeType(below) ? below : undefined];
    path.push(field.key);
  }
  return { paths: [path], isSelected: true, dependent };
}

/** An error of a pattern as the client of a document with other names reads it. */
export function withChosenNames(error: ExecutionError, names: ChosenNames): ExecutionError {
  const path = error.path?.map((part) => (typeof part === 'string' ? restored(part, names) : part));
  return { ...error, message: restored(error.message, names), ...(path && { path }) };
}

const clientName = (part: string | number) => (typeof part === 'string' ? withoutPrefix(part) : part);

/**
 * The value errors that no other error explains. A field that a subgraph reports as failed is null, and so may be its parents: one error
 * is enough. An error without a path explains everything, and one of a whole fetch, which is told once, all items of its lists.
 */
export function unexplained(
  valueErrors: readonly ExecutionError[],
  errors: readonly ExecutionError[],
): readonly ExecutionError[] {
  const reported = errors.map(({ path, extensions }) => ({ path, isWhole: extensions.code === unavailable }));
  return valueErrors.filter((each) => !reported.some(({ path, isWhole }) => areNear(path, each.path, isWhole)));
}

/** Whether one is the place of the other, or one above it. */
function areNear(one: ResponsePath = [], other: ResponsePath = [], anyItem: boolean): boolean {
  const isSame = (part: string | number, i: number) => part === other[i] || (anyItem && typeof part === 'number');
  return one.slice(0, other.length).every(isSame);
}

/** Without the names of the schema that graphql-js suggests in place of one that it does not know. */
export const withoutSuggestions = (message: unknown): string => String(message).replace(/ ?Did you mean [^?]*\?/g, '');

/** Formats an error for the client: subgraphs have masked theirs; everything else is masked here, except what the executor itself words. */
export function formatForClient(log: Log, hideSchema = false) {
  const maskUnknown = maskError(log);
  const mask = (formatted: GraphQLFormattedError, error: unknown) => {
    const masked = maskUnknown(formatted, error);
    return hideSchema ? { ...masked, message: withoutSuggestions(masked.message) } : masked;
  };
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { serviceName, code } = formatted.extensions ?? {};
    if (typeof serviceName !== 'string' && code !== invalidValue) return mask(formatted, error);
    const { message, path, locations } = formatted;
    return { message, ...(path && { path }), ...(locations && { locations }), extensions: plain(formatted.extensions ?? {}) };
  };
}

/** The extensions of a subgraph's error, without those that servers add for their developers. */
function plain({ stacktrace: _s, exception: _e, response: _r, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

/** A field that no fetch asks for is an error wherever it is null, and never silently null. */
export function noteUnasked(root: Entity, { path, from, type }: Unasked, errors: ExecutionError[]): void {
  const last = from.length - 1;
  const walk = (value: unknown, at: number, place: ResponsePath): void => {
    if (Array.isArray(value)) value.forEach((item, i) => void walk(item, at, [...place, i]));
    if (!isEntity(value)) return;
    const [below, here] = [own(value, from[at] ?? ''), [...place, path[at] ?? '']];
    if (at < last) walk(below, at + 1, here);
    else if (below === undefined && (value.__typename ?? type) === type)
      addError(errors, {
        message: `No way was found to fetch "${path[last]}" here.`,
        path: here,
        extensions: { code: notPlannable },
      });
  };
  walk(root, 0, []);
}
