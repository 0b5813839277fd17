// Does an object keep the rules of its class? Asked of every argument, so the rules of a class are gathered once.
import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';

/** The rules of class-validator's decorators on one property. */
interface Property {
  readonly name: string;
  /** When one of these does not hold, the property is free. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly ((object: object, value: unknown) => boolean)[];
}

const known = new WeakMap<Function, readonly Property[]>();

/**
 * True only where class-validator's `validate`, which gathers the rules anew for each object, finds no fault either; false also for
 * rules that take more than a look at the value: nested, of groups, with a promise. Whoever reads false asks `validate`, which words it.
 */
export function keepsRules(object: object): boolean {
  let properties = known.get(object.constructor);
  if (!properties) {
    properties = propertiesOf(object.constructor);
    known.set(object.constructor, properties);
  }
  for (const { name, conditions, checks } of properties) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    const isFree = conditions.some((holds) => !holds(object, value));
    if (!isFree && !checks.every((check) => check(object, value))) return false;
  }
  return true;
}

function propertiesOf(target: Function): Property[] {
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(target, '', false, false);
  return Object.entries(storage.groupByPropertyName(rules)).map(([name, ofProperty]) => ({
    name,
    conditions: ofProperty
      .filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION)
      .map(({ constraints }) => constraints[0]),
    checks: ofProperty
      .filter(({ type }) => type !== ValidationTypes.CONDITIONAL_VALIDATION)
      .map(({ type, each, constraintCls, constraints, validateIf, groups }) => {
        const validators = storage.getTargetValidatorConstraints(constraintCls).map(({ instance }) => instance);
        if (type !== ValidationTypes.CUSTOM_VALIDATION || validators.length === 0 || validateIf || groups?.length)
          return () => false;
        const passes = (object: object, value: unknown) =>
          validators.every(
            (validator: ValidatorConstraintInterface) =>
              // A promise is not true.
              validator.validate(value, { value, constraints, targetName: target.name, object, property: name }) === true,
          );
        return each ? (object, value) => Array.isArray(value) && value.every((item) => passes(object, item)) : passes;
      }),
  }));
}
