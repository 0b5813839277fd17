// Which runtime type satisfies which type condition, and how are properties read that a client may have named anything?
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** An object of a subgraph's answer. Its keys are response names, which clients choose: never read one that may be on the prototype without `own`. */
export type Entity = Record<string, unknown>;

/** Coerced variables by name; a variable that was neither given nor has a default is absent. */
export type Variables = Readonly<Record<string, unknown>>;

/** What is asked about types while a plan runs, answered by the supergraph schema (which knows inaccessible types as well). */
export interface TypeTable {
  /** Does a value whose `__typename` is `name` satisfy the condition? `name` may be an interface, as interface objects answer. */
  matches(condition: string, name: string): boolean;
  isAbstract(name: string): boolean;
}

/** Type names come from subgraphs, so what is remembered of them is bounded. */
const maxRemembered = 10_000;

/** Answers from the schema, each question once. */
export function typeTable(schema: GraphQLSchema): TypeTable {
  const abstract = new Set(Object.values(schema.getTypeMap()).flatMap((type) => (isAbstractType(type) ? type.name : [])));
  const answers = new Map<string, Map<string, boolean>>();
  const find = (condition: string, name: string) => {
    const [wider, narrower] = [schema.getType(condition), schema.getType(name)];
    return isAbstractType(wider) && (isObjectType(narrower) || isInterfaceType(narrower)) && schema.isSubType(wider, narrower);
  };
  return {
    isAbstract: (name) => abstract.has(name),
    matches(condition, name) {
      if (condition === name) return true;
      let byName = answers.get(condition);
      if (byName === undefined) {
        byName = new Map();
        answers.set(condition, byName);
      }
      let answer = byName.get(name);
      if (answer === undefined) {
        answer = find(condition, name);
        if (byName.size < maxRemembered) byName.set(name, answer);
      }
      return answer;
    },
  };
}

/** The object's own property, or undefined: for keys such as `constructor`, which every object inherits. */
export const own = (object: Entity, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** Must this key be read with `own`? Decided once at compile time, so that all other keys are read directly. */
export const needsOwn = (key: string): boolean => key in Object.prototype;

export const isEntity = (value: unknown): value is Entity => typeof value === 'object' && value !== null && !Array.isArray(value);
