#!/usr/bin/env bash
# @graphql-inspector/core 8.0.0 and graphql 16.15.0.
# An argument `first: Int! = 20` and an input field `goal: Int! = 100` lose their default values: both become required, and documents that left
# them out are refused. One would expect breaking changes, as where a required argument is added. Both packages tell that a default value
# changed, which is dangerous at most; graphql itself says nothing of the input field. With a check for breaking changes it passes.
# Output seen:
#   old documents are valid: true, then: false
#   breaking changes: [] by graphql, [] by graphql-inspector
#   changes: ["ARG_DEFAULT_VALUE_CHANGE"] by graphql, ["DANGEROUS","DANGEROUS"] by graphql-inspector
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @graphql-inspector/core@8.0.0 graphql@16.15.0 >/dev/null
cat > compare.js <<'JS'
const { diff } = require('@graphql-inspector/core');
const { buildSchema, findBreakingChanges, findDangerousChanges, parse, validate } = require('graphql');
const schema = (first, goal) => buildSchema(`type Query { petitions(first: Int!${first}, by: Filter): Int } input Filter { goal: Int!${goal} }`);
const before = schema(' = 20', ' = 100');
const after = schema('', '');
const documents = ['{ petitions }', '{ petitions(first: 1, by: {}) }'].map((text) => parse(text));
const isValid = (on) => documents.every((document) => validate(on, document).length === 0);
const types = (changes) => JSON.stringify(changes.map(({ type }) => type));
diff(before, after).then((changes) => {
  const levels = changes.map(({ criticality }) => criticality.level);
  console.log(`old documents are valid: ${isValid(before)}, then: ${isValid(after)}`);
  console.log(`breaking changes: ${types(findBreakingChanges(before, after))} by graphql, ${JSON.stringify(levels.filter((level) => level === 'BREAKING'))} by graphql-inspector`);
  console.log(`changes: ${types(findDangerousChanges(before, after))} by graphql, ${JSON.stringify(levels)} by graphql-inspector`);
});
JS
seen=$(node compare.js)
echo "$seen"
[ "$seen" = 'old documents are valid: true, then: false
breaking changes: [] by graphql, [] by graphql-inspector
changes: ["ARG_DEFAULT_VALUE_CHANGE"] by graphql, ["DANGEROUS","DANGEROUS"] by graphql-inspector' ]
