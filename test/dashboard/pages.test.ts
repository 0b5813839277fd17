// Promises of: do pages, the documents they send, the forms they hold and the links in mails fit each other and the schema?
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isRequiredInputField,
  parse,
  typeFromAST,
  type VariableDefinitionNode,
  validate,
} from 'graphql';
import { type PageFile, readSite } from '#gateway/site/pageFiles';
import { Renderer } from '#gateway/site/serveSite';
import { CountryCode, LanguageTag } from '#kit/words/validation';

const root = resolve(__dirname, '..', '..');
const operations = resolve(root, 'schema', 'operations');
const site = readSite(resolve(root, 'dashboard'), operations);
const schema: GraphQLSchema = Supergraph.build(readFileSync(resolve(root, 'schema', 'supergraph.graphql'), 'utf8'))
  .apiSchema()
  .toGraphQLJSSchema();

it.each(readdirSync(operations))('the registered document %s fits the schema', (name) => {
  expect(validate(schema, parse(readFileSync(resolve(operations, name), 'utf8')))).toEqual([]);
});

/** The type of what a field is sent as; undefined when nothing takes it. */
function typeOf(variables: readonly VariableDefinitionNode[], name: string): GraphQLInputType | undefined {
  const [first, ...rest] = name.split('.');
  const variable = variables.find((each) => each.variable.name.value === first);
  let type = variable && (typeFromAST(schema, variable.type) as GraphQLInputType | undefined);
  for (const part of rest) {
    const named = type && getNamedType(type);
    type = isInputObjectType(named) ? named.getFields()[part]?.type : undefined;
  }
  return type;
}

/** Every field of a page's forms, with its type. */
function fieldsOf({ template, sends }: PageFile): [string, GraphQLInputType | undefined][] {
  const names = [...template.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(([, name = '']) => name);
  return names.map((name) => [name, typeOf(sends?.definition.variableDefinitions ?? [], name)]);
}

/** What must be sent: the required fields of every input that the form writes into. */
function requiredBy({ sends }: PageFile, names: readonly string[]): string[] {
  const inputs = new Set(
    names.flatMap((name) => name.split('.').flatMap((_, i, all) => (i > 0 ? [all.slice(0, i).join('.')] : []))),
  );
  return [...inputs].flatMap((input) => {
    const type = typeOf(sends?.definition.variableDefinitions ?? [], input);
    const named = type && getNamedType(type);
    if (!isInputObjectType(named)) return [];
    return Object.values(named.getFields()).flatMap((field) => (isRequiredInputField(field) ? [`${input}.${field.name}`] : []));
  });
}

const forms = site.pages.filter(({ sends }) => sends).map((page) => [page.path, page] as const);

it.each(forms)(
  'the form of %s has a field for everything that its mutation requires, and none that it does not take',
  (_path, page) => {
    const fields = fieldsOf(page);
    const names = fields.map(([name]) => name);
    expect(fields.filter(([, type]) => type === undefined)).toEqual([]);
    expect(requiredBy(page, names).filter((name) => !names.includes(name))).toEqual([]);
    const takesToken = page.sends?.definition.variableDefinitions?.some(({ variable }) => variable.name.value === 'token');
    expect(page.template.includes('{{> token}}')).toBe(takesToken);
  },
);

it('forms offer only values that the schema has', () => {
  const offers = forms.flatMap(([path, page]) =>
    fieldsOf(page).flatMap(([name, type]) => {
      const named = type && getNamedType(type);
      if (!isEnumType(named)) return [];
      const place = `name="${name.replaceAll('.', '\\.')}"`;
      const [chosen = ''] = new RegExp(`<select ${place}[\\s\\S]*?</select>`).exec(page.template) ?? [];
      const ticked = [...page.template.matchAll(new RegExp(`<input type="checkbox" ${place}[^>]*>`, 'g'))].join('');
      const values = [...`${chosen}${ticked}`.matchAll(/value="([^"]+)"/g)].map(([, value = '']) => value);
      return [{ path, name, values: values.length, unknown: values.filter((value) => !named.getValue(value)) }];
    }),
  );
  expect(offers.length).toBeGreaterThan(3);
  expect(offers.filter(({ values, unknown }) => values < 2 || unknown.length > 0)).toEqual([]);
});

it.each([
  ['countries', CountryCode],
  ['languages', LanguageTag],
] as const)('the %s to choose from are values of the schema, each once', (partial, scalar) => {
  const values = [...(site.partials[partial] ?? '').matchAll(/value="([^"]+)"/g)].map(([, value]) => value);
  expect(values.length).toBeGreaterThan(80);
  expect(new Set(values).size).toBe(values.length);
  expect(values.map((value) => scalar.parseValue(value))).toEqual(values);
});

it.each([
  [
    'offers its form while it knows the words to agree to',
    { version: 1, signing: 'I agree.', showName: 'Show', updates: 'Tell' },
    true,
  ],
  ['says that nobody can sign while it does not', null, false],
])('the page of a petition %s', (_what, currentConsent, offered) => {
  const page = site.pages.find(({ path }) => path === '/petitions/:id') as PageFile;
  const asked = { petition: { id: 'a-petition', title: 'Ours', state: 'OPEN' }, currentConsent };
  const text = new Renderer(site).page({ asked }, page);
  expect(text.includes('<input type="hidden" name="input.petitionId" value="a-petition">')).toBe(offered);
  expect(text.includes('Signing is not possible at the moment.')).toBe(!offered);
});

it('every link in a mail leads to a page', () => {
  const texts = readdirSync(resolve(root, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(resolve(root, 'services', name), 'utf8'));
  const paths = texts.flatMap((text) =>
    [...text.matchAll(/pageLink\(\w*\.?publicUrl, ['`]([^'`]+)['`]/g)].map(([, path]) => path),
  );
  const purposes = texts.flatMap((text) =>
    [...text.matchAll(/\blink\('(\w+)', (?:job|subject)/g)].map(([, purpose]) => `signatures/${purpose}`),
  );
  expect(purposes.sort()).toEqual(['signatures/confirm', 'signatures/withdraw']);
  const wanted = [...new Set([...paths, ...purposes, 'signatures/erase', 'signatures/stop', 'listings/stop'])].map(
    (path) => `/${path?.replace(/\$\{\w+\}/, ':id')}`,
  );
  expect(wanted.length).toBeGreaterThanOrEqual(8);
  expect(wanted.filter((path) => !site.pages.some((page) => page.path === path))).toEqual([]);
});

it('every refusal that pages put into words is one that is told', () => {
  const codes = readFileSync(resolve(root, 'docs', 'errors.md'), 'utf8');
  const ours = ['SUBGRAPH_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED', 'UNSAFE_REQUEST'];
  const unknown = Object.keys(site.refusals).filter((code) => !codes.includes(`\`${code}\``) && !ours.includes(code));
  expect(unknown).toEqual([]);
});
