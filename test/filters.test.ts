// Promises of: a value that nothing can match is refused, wherever a list is narrowed by it, in place of an empty list.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildASTSchema,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { maskError } from '../services/kit/process/masking';
import { answering, requests } from '../services/kit/subgraph/serving';
import { systemClock } from '../services/kit/words/clock';
import { anonymous } from '../services/kit/words/identity';
import { silentLog } from '../services/kit/words/log';
import { inputOf } from './access/everyField';
import { openScene, type Scene, subgraphs } from './access/subgraphs';

/** A value of each type that nothing has. Ids are opaque, so any text is one. */
const impossible: Record<string, unknown> = {
  CountryCode: 'ZZ',
  LanguageTag: 'english',
  Date: '2019-02-30',
  DateTime: 'yesterday',
  Float: 1e9,
};
/** The same of each text; null where people look for words of their own. */
const impossibleText: Record<string, string | null> = {
  'libraries.filter.isil': 'Helsinki',
  'libraries.filter.text': null,
  'listings.filter.text': null,
  'publishers.filter.text': null,
  'petitions.filter.text': null,
  'policyChanges.since': 'nonsense',
  'signatureToConfirm.token': null,
  'listingToConfirm.token': null,
  'laws.filter.jurisdictions': 'Atlantis',
};
const anyValue = ['ID', 'Int', 'Boolean'];
/** A comparison is no list, and where a page begins is not what it shows. */
const noFilters = ['input', 'after'];

interface Place {
  readonly path: string;
  readonly type: GraphQLNamedInputType;
  /** The whole argument, with this value in the place. */
  holding(value: unknown): unknown;
}

function placesOf(path: string, type: GraphQLInputType): Place[] {
  const named = getNamedType(type);
  const wrapped = (value: unknown) => (isListType(getNullableType(type)) ? [value] : value);
  if (!isInputObjectType(named)) return [{ path, type: named, holding: wrapped }];
  const required = inputOf(named, path, () => 'x') as object;
  return Object.values(named.getFields()).flatMap((field) =>
    placesOf(`${path}.${field.name}`, field.type).map((place) => ({
      ...place,
      holding: (value: unknown) => wrapped({ ...required, [field.name]: place.holding(value) }),
    })),
  );
}

/** Undefined for a text that this table does not know, null for one that may be any. */
function impossibleAt({ path, type }: Place): unknown {
  if (isEnumType(type)) return 'NO_SUCH_VALUE';
  if (anyValue.includes(type.name)) return null;
  return type.name === 'String' ? impossibleText[path] : impossible[type.name];
}

describe.each(subgraphs)('a list of the %s subgraph', (subgraph) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(subgraph);
  });
  afterAll(() => scene.close());

  const sdl = readFileSync(resolve(__dirname, '..', 'schema', `${subgraph}.graphql`), 'utf8');
  const queries = buildASTSchema(parse(sdl), { assumeValidSDL: true }).getQueryType()?.getFields() ?? {};
  const cases = Object.values(queries).flatMap((query) =>
    query.args
      .filter((argument) => !noFilters.includes(argument.name))
      .flatMap((argument) =>
        placesOf(`${query.name}.${argument.name}`, argument.type).map((place) => ({ query, argument, place })),
      ),
  );

  it('has a value to refuse for each way to narrow it', () => {
    expect(cases.filter(({ place }) => impossibleAt(place) === undefined).map(({ place }) => place.path)).toEqual([]);
  });

  it.each(cases.filter(({ place }) => impossibleAt(place) !== null).map((one) => [one.place.path, one] as const))(
    'refuses by a code what %s cannot match',
    async (_path, { query, argument, place }) => {
      const others = query.args.filter((other) => other !== argument && isRequiredArgument(other));
      const given = [argument, ...others];
      const variables = {
        ...Object.fromEntries(others.map(({ name, type }) => [name, inputOf(type, name, () => 'x')])),
        [argument.name]: place.holding(impossibleAt(place)),
      };
      const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
      const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
      const selection = isObjectType(getNamedType(query.type)) ? '{ __typename }' : '';
      const { schema, database, app } = scene.asked;
      const { text } = await answering(schema, maskError(silentLog))(
        { query: `query (${declared}) { ${query.name}(${passed}) ${selection} }`, variables },
        () => requests(database, systemClock, app)(anonymous),
      );
      expect(JSON.parse(text).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );
});
