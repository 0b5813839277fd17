// What the join directives of a supergraph say: which subgraph has which types, fields and keys, and what fields require.
import {
  type ConstDirectiveNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/** Begins the name of a field that is the planner's alone: a required field with its arguments. Client names like it are kept apart. */
export const variantPrefix = '_required_';

/** The name of a field, also where it is the planner's alone. */
export const unvariedName = (name: string): string =>
  name.startsWith(variantPrefix) ? name.replace(/^_required_\d+_/, '') : name;

/** The text or the name that a directive gives an argument. */
export function argumentOf({ arguments: given = [] }: ConstDirectiveNode, argument: string): string | undefined {
  const value = given.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The selection that the text of a key or a requirement stands for. */
export function selectionOf(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  return (definition as OperationDefinitionNode).selectionSet;
}

/** Names of object types. */
export type Types = ReadonlySet<string>;

/** What plans are checked against, found once for a supergraph. A place is a subgraph and a type, or a field of it: `advocacy Petition.title`. */
export interface Joins {
  /** The object types that an object of a type may have, by type; and by subgraph and type, where the subgraph knows fewer. */
  readonly possible: ReadonlyMap<string, Types>;
  /** Of these, by `Type.field`, those that all subgraphs with the field can give: where several share it, the planner counts on no others. */
  readonly usual: ReadonlyMap<string, Types>;
  /** Interfaces that a subgraph knows as an object type, so that it cannot say of which type an object is. */
  readonly interfaceObjects: Types;
  /** What the subgraph must be sent to answer a field besides a key. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  /** Of these, the ones that require what the subgraph itself does not know of the object. */
  readonly outside: ReadonlySet<string>;
  /** Fields with which the subgraph gives some fields of others, so that what requires these has them. */
  readonly providing: ReadonlySet<string>;
  /** By `Type.field`, of object types, which fields of the same object it requires, and these require, and so on. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** By `Type.field`, the subgraphs that answer it, of fields with fields of their own. */
  readonly answering: ReadonlyMap<string, readonly string[]>;
  /** The type that the subgraph gives the field, where that is narrower than in the supergraph. */
  readonly narrowed: ReadonlyMap<string, string>;
}

/** Reads a supergraph. */
export function joinsOf(schema: GraphQLSchema): Joins {
  const services = servicesOf(schema);
  const interfaceObjects = new Set<string>();
  const members = new Map<string, Set<string>>();
  const requires = new Map<string, SelectionSetNode>();
  const narrowed = new Map<string, string>();
  const providing = new Set<string>();
  const sharing = new Map<string, string[]>();
  const having = new Map<string, string[]>();
  const possible = new Map<string, Types>();
  const note = (place: string, member: string) => members.set(place, (members.get(place) ?? new Set()).add(member));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) possible.set(type.name, new Set([type.name]));
    if (isAbstractType(type)) possible.set(type.name, new Set(schema.getPossibleTypes(type).map((each) => each.name)));
    for (const directive of type.astNode?.directives ?? []) {
      const service = services.get(argumentOf(directive, 'graph') ?? '');
      if (service === undefined) continue;
      const { value: name } = directive.name;
      if (name === 'join__type')
        having.set(type.name, [...(having.get(type.name) ?? []).filter((each) => each !== service), service]);
      if (name === 'join__type' && isTrue(directive, 'isInterfaceObject')) interfaceObjects.add(`${service} ${type.name}`);
      if (name === 'join__implements' && isObjectType(type)) note(`${service} ${argumentOf(directive, 'interface')}`, type.name);
      if (name === 'join__unionMember') note(`${service} ${type.name}`, argumentOf(directive, 'member') ?? '');
    }
    for (const field of fieldsOf(type)) {
      for (const directive of field.astNode?.directives ?? []) {
        const service = services.get(argumentOf(directive, 'graph') ?? '');
        if (directive.name.value !== 'join__field' || service === undefined) continue;
        const place = `${service} ${type.name}.${field.name}`;
        const isElsewhere = isTrue(directive, 'external') || isTrue(directive, 'usedOverridden');
        const shared = `${type.name}.${field.name}`;
        sharing.set(shared, [...(sharing.get(shared) ?? []), ...(isElsewhere ? [] : [service])]);
        const [required, ofType] = [argumentOf(directive, 'requires'), argumentOf(directive, 'type')];
        if (required !== undefined) requires.set(place, selectionOf(required));
        if (argumentOf(directive, 'provides') !== undefined) providing.add(place);
        if (ofType !== undefined) narrowed.set(place, ofType.replace(/[[\]!]/g, ''));
      }
    }
  }
  for (const [place, types] of members) if (!interfaceObjects.has(place)) possible.set(place, types);
  const usual = new Map<string, Types>();
  const answering = new Map<string, readonly string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    for (const field of fieldsOf(type)) {
      const [place, ofType] = [`${type.name}.${field.name}`, getNamedType(field.type)];
      if (!isCompositeType(ofType)) continue;
      const services = sharing.get(place) ?? having.get(type.name) ?? [];
      answering.set(place, services);
      const given = services.map((service) => {
        const name = narrowed.get(`${service} ${place}`) ?? ofType.name;
        return possible.get(`${service} ${name}`) ?? possible.get(name);
      });
      const [first, ...others] = given;
      if (first) usual.set(place, new Set([...first].filter((each) => others.every((types) => types?.has(each)))));
    }
  }
  const keys = keysOf(schema);
  const isOwn = (service: string, type: string, { name }: FieldNode) =>
    (sharing.get(`${type}.${name.value}`) ?? having.get(type))?.includes(service) ||
    keys.get(`${service} ${type}`)?.some((key) => key.some((each) => each.name.value === name.value));
  const outside = [...requires].flatMap(([place, { selections }]) => {
    const [service = '', type = ''] = place.slice(0, place.lastIndexOf('.')).split(/ (?=\S*$)/);
    return selections.every((each) => each.kind === Kind.FIELD && isOwn(service, type, each)) ? [] : place;
  });
  return {
    possible,
    usual,
    interfaceObjects,
    requires,
    outside: new Set(outside),
    providing,
    needs: needsOf(schema, requires),
    answering,
    narrowed,
  };
}

function needsOf(schema: GraphQLSchema, requires: Joins['requires']): Joins['needs'] {
  const required = new Map<string, string[]>();
  for (const [place, set] of requires) {
    const field = place.slice(place.lastIndexOf(' ') + 1);
    required.set(field, [...(required.get(field) ?? []), ...namesIn(set)]);
  }
  const needs = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const types = [type, ...type.getInterfaces()];
    for (const { name } of required.size > 0 ? fieldsOf(type) : []) {
      const found = new Set<string>();
      const waiting = [name];
      for (const each of waiting) {
        const more = types.flatMap((of) => required.get(`${of.name}.${each}`) ?? []).filter((field) => !found.has(field));
        for (const field of more) found.add(field);
        waiting.push(...more);
      }
      if (found.size > 0) needs.set(`${type.name}.${name}`, found);
    }
  }
  return needs;
}

const namesIn = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each.name.value];
    return each.kind === Kind.INLINE_FRAGMENT ? namesIn(each.selectionSet) : [];
  });

const fieldsOf = (type: GraphQLNamedType): readonly GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

function isTrue({ arguments: given = [] }: ConstDirectiveNode, argument: string, byDefault = false): boolean {
  const value = given.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : byDefault;
}

/** The subgraphs of a supergraph, with the address that it gives each. */
export function subgraphsIn(schema: GraphQLSchema): readonly { readonly name: string; readonly url: string }[] {
  return graphsIn(schema).map(({ name, url }) => ({ name, url }));
}

/** The names of subgraphs, by their names in the supergraph. */
const servicesOf = (schema: GraphQLSchema): ReadonlyMap<string, string> =>
  new Map(graphsIn(schema).map(({ value, name }) => [value, name]));

function graphsIn(schema: GraphQLSchema) {
  const graphs: GraphQLNamedType | undefined = schema.getType('join__Graph');
  return (isEnumType(graphs) ? graphs.getValues() : []).map(({ name: value, astNode }) => {
    const graph = astNode?.directives?.find((each) => each.name.value === 'join__graph');
    const given = (argument: string) => graph && argumentOf(graph, argument);
    return { value, name: given('name') ?? value, url: given('url') ?? '' };
  });
}

/** The fields of each key, by the name of a subgraph and of a type of it; first those by which the subgraph finds the object. */
export function keysOf(schema: GraphQLSchema): ReadonlyMap<string, readonly (readonly FieldNode[])[]> {
  const services = servicesOf(schema);
  const keys = new Map<string, FieldNode[][]>();
  for (const { name, astNode } of Object.values(schema.getTypeMap())) {
    for (const directive of (astNode?.directives ?? []).filter((each) => each.name.value === 'join__type')) {
      const [key, service] = [argumentOf(directive, 'key'), services.get(argumentOf(directive, 'graph') ?? '')];
      if (key === undefined || service === undefined) continue;
      const place = `${service} ${name}`;
      const fields = selectionOf(key).selections.flatMap((each) => (each.kind === Kind.FIELD ? each : []));
      const known = keys.get(place) ?? [];
      keys.set(place, isTrue(directive, 'resolvable', true) ? [fields, ...known] : [...known, fields]);
    }
  }
  return keys;
}

/** Names of subgraphs. */
export type Services = readonly string[];

/** What says of which subgraph a field may be asked. A place is a subgraph and a type of it. */
export interface Sources {
  readonly types: ReadonlyMap<string, Services>;
  /** By `Type.field`, for fields that not all subgraphs with the type answer. */
  readonly fields: ReadonlyMap<string, Services>;
  /** By place, the names of keys by which the subgraph finds an object; keys with fields of their own are left out. */
  readonly keys: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** By subgraph and `Type.field`, what a field requires of its object besides a key. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  /** By place, the object types that an abstract type has there. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Places and fields, as `Type.field`, that take a planner. */
  readonly odd: ReadonlySet<string>;
}

/** What makes a field depend on more than its subgraph. */
const oddArguments = ['provides', 'type', 'overrideLabel', 'contextArguments'];

/** Reads a supergraph of federation 2; of an older one everything takes a planner. */
export function sourcesOf(schema: GraphQLSchema): Sources {
  const services = servicesOf(schema);
  const [types, fields] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const [keys, members] = [new Map<string, string[][]>(), new Map<string, string[]>()];
  const [requires, odd] = [new Map<string, SelectionSetNode>(), new Set<string>()];
  const add = <T>(map: Map<string, T[]>, key: string, value: T) => void map.set(key, [...(map.get(key) ?? []), value]);
  for (const type of schema.getDirective('join__owner') ? [] : Object.values(schema.getTypeMap())) {
    const { name, astNode } = type;
    for (const directive of astNode?.directives ?? []) {
      const service = services.get(argumentOf(directive, 'graph') ?? '') ?? '';
      if (directive.name.value === 'join__implements') add(members, `${service} ${argumentOf(directive, 'interface')}`, name);
      if (directive.name.value === 'join__unionMember') add(members, `${service} ${name}`, argumentOf(directive, 'member') ?? '');
      if (directive.name.value !== 'join__type') continue;
      if (!types.get(name)?.includes(service)) add(types, name, service);
      if (isTrue(directive, 'isInterfaceObject')) odd.add(`${service} ${name}`);
      const key = argumentOf(directive, 'key');
      if (key && /^[\w\s,]+$/.test(key) && isTrue(directive, 'resolvable', true))
        add(keys, `${service} ${name}`, key.match(/\w+/g) ?? []);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const place = `${name}.${field.name}`;
      for (const directive of field.astNode?.directives ?? []) {
        if (directive.name.value !== 'join__field') continue;
        const service = services.get(argumentOf(directive, 'graph') ?? '');
        const isOdd = directive.arguments?.some(({ name: { value } }) => oddArguments.includes(value));
        if (service === undefined || isOdd) odd.add(place);
        const required = argumentOf(directive, 'requires');
        if (required !== undefined) requires.set(`${service} ${place}`, selectionOf(required));
        const isElsewhere = isTrue(directive, 'external') || isTrue(directive, 'usedOverridden');
        fields.set(place, [...(fields.get(place) ?? []), ...(isElsewhere || service === undefined ? [] : [service])]);
      }
    }
  }
  return { types, fields, keys, requires, members, odd };
}
