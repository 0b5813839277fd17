// What people typed and chose, as the variables of an operation: each field by the type that the schema gives it.
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
import { boxOf, withPoint } from '../../dashboard/page';

type Typed = readonly (readonly [name: string, type: GraphQLInputType])[];

/** A page asks the same documents again and again, so the types of their variables are found once for each schema. */
const known = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, Typed>>();

function typesOf(definition: OperationDefinitionNode, schema: GraphQLSchema): Typed {
  const ofSchema = known.get(schema) ?? new WeakMap<OperationDefinitionNode, Typed>();
  known.set(schema, ofSchema);
  const found = ofSchema.get(definition);
  if (found) return found;
  const types = (definition.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const inputType = typeFromAST(schema, type as TypeNode);
    return isInputType(inputType) ? [[variable.name.value, inputType] as const] : [];
  });
  ofSchema.set(definition, types);
  return types;
}

/**
 * The variables that an operation takes, from fields of the same names, with a dot before each field of an input: `input.email`. An empty
 * field, or one of blanks alone, is left out where the schema allows that. A list has one item a line, or several fields; of numbers
 * also several a line, with a semicolon, or a comma and a space, between them. A number may have a decimal comma. A box that is not ticked is false. Text
 * that is not a number stays text, so that the executor says what is wrong with it. Fields that the operation does not take are ignored.
 * An empty field that is named among `clears` removes what was there: it is null, or a list of nothing. A list of inputs has numbered rows,
 * `input.steps.0.stage`, or one of them, whose fields are named as if it stood alone: `input.newSources.title`. Rows in which nothing was
 * typed or chosen are left out.
 */
export function variablesOf(
  definition: OperationDefinitionNode,
  schema: GraphQLSchema,
  fields: URLSearchParams,
): Record<string, unknown> {
  const variables = typesOf(definition, schema).map(([name, type]) => [name, readValue(type, name, fields)] as const);
  return Object.fromEntries(variables.filter(([, value]) => value !== undefined));
}

function readValue(type: GraphQLInputType, name: string, fields: URLSearchParams): unknown {
  const required = isNonNullType(type);
  const nullable = getNullableType(type) as GraphQLInputType;
  const isCleared = fields.getAll('clears').includes(name);
  if (isListType(nullable)) {
    const item = getNullableType(nullable.ofType) as GraphQLInputType;
    if (isInputObjectType(item)) {
      const rows = rowsOf(name, fields).map((row) => readValue(item, `${name}.${row}`, fields));
      const only = rows.length === 0 ? readValue(item, name, fields) : null;
      const given = only == null ? rows : [only];
      if (given.length > 0) return given;
      return required || isCleared ? [] : undefined;
    }
    const between = isNumeric(item) ? /[\r\n;]+|,\s+|\s*,$/ : /\r?\n/;
    const items = fields.getAll(name).flatMap((text) => text.split(between).filter((line) => line.trim() !== ''));
    return items.length > 0 || required || isCleared ? items.map((text) => scalarOf(nullable.ofType, text)) : undefined;
  }
  if (isInputObjectType(nullable)) {
    if (!required && ![...fields].some(([each, text]) => each.startsWith(`${name}.`) && text.trim() !== ''))
      return isCleared ? null : undefined;
    const values = Object.values(nullable.getFields()).map((field): [string, unknown] => {
      const optional = isNonNullType(field.type) && field.defaultValue !== undefined ? field.type.ofType : field.type;
      return [field.name, readValue(optional, `${name}.${field.name}`, fields)];
    });
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }
  const text = fields.getAll(name).at(-1);
  const isLeftOut = text === undefined || (text.trim() === '' && !required);
  if (String(nullable) === 'Boolean' && !(isLeftOut && !required)) return boxOf(text ?? 'false');
  if (isLeftOut) return isCleared && !required ? null : undefined;
  return scalarOf(nullable, text);
}

function scalarOf(type: GraphQLInputType, typed: string): unknown {
  const text = /^(Float|Decimal)!?$/.test(String(type)) ? withPoint(typed) : typed;
  const isNumber = isNumeric(type) && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}

const isNumeric = (type: GraphQLInputType): boolean => /^(Int|Float)!?$/.test(String(type));

/** The numbers of the rows that a form has of a list of inputs, `input.steps.0.stage`, without those in which nothing was typed or chosen. */
export function rowsOf(name: string, fields: URLSearchParams): number[] {
  const rows = [...fields].flatMap(([each, text]) => {
    const row = each.startsWith(`${name}.`) && text.trim() !== '' ? /^\d{1,3}(?=\.)/.exec(each.slice(name.length + 1)) : null;
    return row ? [Number(row[0])] : [];
  });
  return [...new Set(rows)].sort((one, other) => one - other);
}
