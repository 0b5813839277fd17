#!/usr/bin/env bash
# cldr-subdivisions-full 48.2.0 beside iso-3166 4.4.0.
# ISO 3166-2 gave codes of Iran (2020) and Morocco (2018) to other regions: IR-04 was Isfahan and is West Azerbaijan, MA-08 was Grand Casablanca
# and is Drâa-Tafilalet. CLDR keeps the names of then under the same codes, without a mark; one would expect a code to mean the same in both.
# Output seen: [["IR-04","Āz̄ārbāyjān-e Ghārbī","Isfahan"],["IR-23","Tehrān","Hormozgan"],["MA-08","Drâa-Tafilalet","Grand Casablanca"]]
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit cldr-subdivisions-full@48.2.0 iso-3166@4.4.0 >/dev/null
cat > read.mjs <<'JS'
import { createRequire } from 'node:module';
import { iso31662 } from 'iso-3166';
const { subdivisions } = createRequire(import.meta.url)('cldr-subdivisions-full/subdivisions/en/en.json').subdivisions.localeDisplayNames;
const both = ['IR-04', 'IR-23', 'MA-08'].map((code) => [
  code,
  iso31662.find((each) => each.code === code).name,
  subdivisions[code.replace('-', '').toLowerCase()],
]);
console.log(JSON.stringify(both));
JS
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = '[["IR-04","Āz̄ārbāyjān-e Ghārbī","Isfahan"],["IR-23","Tehrān","Hormozgan"],["MA-08","Drâa-Tafilalet","Grand Casablanca"]]' ]
