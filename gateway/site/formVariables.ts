// The variables of an operation, read from the fields of a form, which are all text.
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  type TypeNode,
  typeFromAST,
} from 'graphql';

/**
 * The variables that an operation takes, from fields of the same names, with a dot before each field of an input: `input.email`. An empty
 * field is left out where the schema allows that. A box that is not ticked is false. Text that is not a number stays text, so that the
 * executor says what is wrong with it. Fields that the operation does not take are ignored.
 */
export function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
  fields: URLSearchParams,
): Record<string, unknown> {
  const variables = variableDefinitions.map(({ variable, type }): [string, unknown] => {
    const inputType = typeFromAST(schema, type as TypeNode);
    return [variable.name.value, isInputType(inputType) ? readValue(inputType, variable.name.value, fields) : undefined];
  });
  return Object.fromEntries(variables.filter(([, value]) => value !== undefined));
}

function readValue(type: GraphQLInputType, name: string, fields: URLSearchParams): unknown {
  const required = isNonNullType(type);
  const nullable = getNullableType(type) as GraphQLInputType;
  if (isListType(nullable)) {
    const items = fields.getAll(name).filter((text) => text !== '');
    return items.length > 0 || required ? items.map((text) => scalarOf(nullable.ofType, text)) : undefined;
  }
  if (isInputObjectType(nullable)) {
    if (!required && ![...fields].some(([each, text]) => each.startsWith(`${name}.`) && text !== '')) return undefined;
    const values = Object.values(nullable.getFields()).map((field): [string, unknown] => {
      const optional = isNonNullType(field.type) && field.defaultValue !== undefined ? field.type.ofType : field.type;
      return [field.name, readValue(optional, `${name}.${field.name}`, fields)];
    });
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }
  const text = fields.getAll(name).at(-1);
  if (String(nullable) === 'Boolean') return text === undefined && !required ? undefined : text !== undefined && text !== 'false';
  if (text === undefined || (text === '' && !required)) return undefined;
  return scalarOf(nullable, text);
}

function scalarOf(type: GraphQLInputType, text: string): unknown {
  const isNumber = /^(Int|Float)!?$/.test(String(type)) && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}

/** The fields as templates read them: `fields.input.email` is the last value of `input.email`. */
export function nestedFields(fields: URLSearchParams): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, text] of fields) {
    const parts = name.split('.');
    let place = root;
    for (const part of parts.slice(0, -1)) {
      if (typeof place[part] !== 'object') place[part] = Object.create(null);
      place = place[part] as Record<string, unknown>;
    }
    place[parts.at(-1) as string] = text;
  }
  return root;
}
