// Promises of: a document is valid by the rules that it is held against exactly when it is valid by all of them.
import { buildSchema, parse, type ValidationRule, validate } from 'graphql';
import { operationOf } from '#gateway/operation/document';
import { firstFault, rulesFor } from '#gateway/operation/rules';

const schema = buildSchema(`
  type Query { a(n: Int, f: Float, in: In): A b: B }
  type Subscription { a: A b: B }
  interface B { id: ID! }
  type A implements B { id: ID! name(in: [In!], n: Int!): String a: A }
  input In { x: Int! y: In }
`);

const rules = rulesFor(true);

/** The names of the rules that a document breaks, and of those that it is found to break. */
function broken(text: string) {
  const document = parse(text);
  const first = document.definitions.find((each) => each.kind === 'OperationDefinition');
  const operation = operationOf(document, { name: first?.name?.value ?? null, text });
  if (!operation) return undefined;
  const called = (found: (rule: ValidationRule) => boolean) => rules.filter(found).map((rule) => rule.name);
  return {
    all: called((rule) => validate(schema, document, [rule], { maxErrors: 1 }).length > 0),
    held: called((rule) => firstFault(operation, schema, [rule]) !== undefined),
  };
}

function canBeParsed(text: string): boolean {
  try {
    return parse(text).definitions.length > 0;
  } catch {
    return false;
  }
}

const each: readonly (readonly [rule: string, text: string])[] = [
  ['ExecutableDefinitionsRule', '{ b { id } } type T { t: Int }'],
  ['UniqueOperationNamesRule', 'query Q { b { id } } query Q { b { id } }'],
  ['LoneAnonymousOperationRule', 'query Q { b { id } } { b { id } }'],
  ['SingleFieldSubscriptionsRule', 'subscription { a { id } b { id } }'],
  ['SingleFieldSubscriptionsRule', 'query Q { b { id } } subscription S { a { id } b { id } }'],
  ['KnownTypeNamesRule', 'query ($x: Nothing) { b { id } }'],
  ['KnownTypeNamesRule', '{ b { ... on Nothing { id } } }'],
  ['FragmentsOnCompositeTypesRule', '{ b { ... on Int { id } } }'],
  ['FragmentsOnCompositeTypesRule', 'fragment f on Int { id } { b { ...f } }'],
  ['VariablesAreInputTypesRule', 'query ($x: A) { b { id } }'],
  ['ScalarLeafsRule', '{ b }'],
  ['FieldsOnCorrectTypeRule', '{ c }'],
  ['UniqueFragmentNamesRule', '{ b { ...f } } fragment f on B { id } fragment f on B { id }'],
  ['KnownFragmentNamesRule', '{ b { ...f } }'],
  ['NoUnusedFragmentsRule', '{ b { id } } fragment f on B { id }'],
  ['PossibleFragmentSpreadsRule', '{ b { ... on Query { b { id } } } }'],
  ['PossibleFragmentSpreadsRule', '{ b { ...f } } fragment f on Query { b { id } }'],
  ['NoFragmentCyclesRule', '{ b { ...f } } fragment f on B { ...f }'],
  ['UniqueVariableNamesRule', 'query ($x: Int, $x: Int) { a(n: $x) { id } }'],
  ['NoUndefinedVariablesRule', '{ a(n: $x) { id } }'],
  ['NoUndefinedVariablesRule', '{ a { id @skip(if: $x) } }'],
  ['NoUnusedVariablesRule', 'query ($x: Int) { b { id } }'],
  ['KnownDirectivesRule', '{ b { id @nothing } }'],
  ['KnownDirectivesRule', 'query ($x: Int @skip(if: true)) { a(n: $x) { id } }'],
  ['UniqueDirectivesPerLocationRule', '{ b { id @skip(if: true) @skip(if: true) } }'],
  ['KnownArgumentNamesRule', '{ b(n: 1) { id } }'],
  ['KnownArgumentNamesRule', '{ b { id @skip(if: true, n: 1) } }'],
  ['UniqueArgumentNamesRule', '{ a(n: 1, n: 1) { id } }'],
  ['ValuesOfCorrectTypeRule', '{ a(n: "1") { id } }'],
  ['ValuesOfCorrectTypeRule', 'query ($n: Int = "1") { a(n: $n) { id } }'],
  ['ProvidedRequiredArgumentsRule', '{ a { name } }'],
  ['ProvidedRequiredArgumentsRule', '{ b { id @skip } }'],
  ['VariablesInAllowedPositionRule', 'query ($n: String) { a(n: $n) { id } }'],
  ['OverlappingFieldsCanBeMergedRule', '{ a { x: id x: name(n: 1) } }'],
  ['UniqueInputFieldNamesRule', '{ a(in: { x: 1, x: 1 }) { id } }'],
  ['UniqueInputFieldNamesRule', 'query ($i: In = { x: 1, x: 1 }) { a(in: $i) { id } }'],
  ['NoSchemaIntrospectionCustomRule', '{ __schema { description } }'],
  ['MaxIntrospectionDepthRule', `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`],
  ['finiteFloats', `{ a(f: 1e${'9'.repeat(4)}) { id } }`],
  ['finiteFloats', `query ($f: Float = 1e${'9'.repeat(4)}) { a(f: $f) { id } }`],
];

it.each(each)('%s is broken by %s', (rule, text) => {
  const found = broken(text);
  expect(found?.all).toContain(rule);
  expect(found?.held).toEqual(found?.all);
});

it('each rule has a document above that breaks it', () => {
  const named = new Set<string>(each.map(([rule]) => rule));
  expect(rules.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
});

it('documents with a word that is left out, doubled or taken from another break the same rules', () => {
  const differing: string[] = [];
  let read = 0;
  for (const [, text] of each) {
    const words = text.match(/\.{3}|"[^"]*"|[\w$]+|[^\s\w]/g) ?? [];
    for (let at = 0; at < words.length; at++) {
      for (const put of [[], [words[at], words[at]], ['$x'], ['{', 'id', '}'], [words[(at * 7 + 3) % words.length]]]) {
        const changed = [...words.slice(0, at), ...put, ...words.slice(at + 1)].join(' ');
        if (!canBeParsed(changed)) continue;
        const found = broken(changed);
        if (!found) continue;
        read++;
        if (`${found.all}` !== `${found.held}`) differing.push(`${changed}: ${found.all}; ${found.held}`);
      }
    }
  }
  expect(differing).toEqual([]);
  expect(read).toBeGreaterThan(300);
});
