#!/usr/bin/env bash
# r2-opds-js 1.0.47 with r2-utils-js, r2-shared-js and r2-lcp-js (installed without scripts: its own needs a program that it does not bring).
# An OPDS 1.2 catalogue says of a loan: price 0.00 USD, 5 copies of which 0 are there, 0 people waiting. Converted to OPDS 2 the two zeros of copies
# and holds stay, the price disappears: free and "price not told" become one. A price of 0.50 stays.
# Output seen: [{"currency":"USD","value":0.5},{"total":5,"available":0},{"total":0}]
#   [null,{"total":5,"available":0},{"total":0}]
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts r2-opds-js@1.0.47 >/dev/null
cat > read.js <<'JS'
const base = 'dist/es8-es2017/src';
require(`r2-opds-js/${base}/opds/init-globals`).initGlobalConverters_OPDS();
require(`r2-shared-js/${base}/init-globals`).initGlobalConverters_GENERIC();
const { OPDS } = require(`r2-opds-js/${base}/opds/opds1/opds`);
const { convertOpds1ToOpds2 } = require(`r2-opds-js/${base}/opds/converter`);
const { XML } = require(`r2-utils-js/${base}/_utils/xml-js-mapper`);
const { TaJsonSerialize } = require(`r2-lcp-js/${base}/serializable`);
const { DOMParser } = require('@xmldom/xmldom');
const convert = (price) => {
  const link = `<opds:price currencycode="USD">${price}</opds:price><opds:copies total="5" available="0"/><opds:holds total="0"/>`;
  const entry = `<entry><title>A</title><id>urn:isbn:9780000000002</id><updated>2026-01-01T00:00:00Z</updated><link rel="http://opds-spec.org/acquisition/borrow" href="https://example.org/b" type="application/epub+zip">${link}</link></entry>`;
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opds="http://opds-spec.org/2010/catalog"><id>urn:x:1</id><title>T</title><updated>2026-01-01T00:00:00Z</updated>${entry}</feed>`;
  const { properties } = TaJsonSerialize(convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(feed, 'text/xml'), OPDS))).publications[0].links[0];
  return JSON.stringify([properties.price, properties.copies, properties.holds]);
};
console.log(convert('0.50'));
console.log(convert('0.00'));
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = '[{"currency":"USD","value":0.5},{"total":5,"available":0},{"total":0}]
[null,{"total":5,"available":0},{"total":0}]' ]
