#!/usr/bin/env bash
# fast-xml-parser 5.12.1, with its options as they are delivered.
# ONIX for Books writes codes of two digits and amounts as text: <EpubUsageType>06</EpubUsageType>, <PriceAmount>12.50</PriceAmount>.
# The parser turns text that looks like a number into one: the code 06 becomes 6, which is no code of List 145, 12.50 becomes 12.5, and the
# code of a product form keeps its text only because it has a letter. One would expect text to stay text: XML without a schema has no numbers.
# Output seen: {"EpubUsageType":6,"PriceAmount":12.5,"ProductFormDetail":"E101"}
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit fast-xml-parser@5.12.1 >/dev/null
cat > read.js <<'JS'
const { XMLParser } = require('fast-xml-parser');
const product = '<p><EpubUsageType>06</EpubUsageType><PriceAmount>12.50</PriceAmount><ProductFormDetail>E101</ProductFormDetail></p>';
console.log(JSON.stringify(new XMLParser().parse(product).p));
JS
seen=$(node read.js)
echo "$seen"
[ "$seen" = '{"EpubUsageType":6,"PriceAmount":12.5,"ProductFormDetail":"E101"}' ]
