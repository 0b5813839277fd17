#!/usr/bin/env bash
# envalid 8.2.0. A setting that is a number is what its text begins with: "10s" is taken for 10, and "5 minutes" for 5, without an error.
# Output seen:
#   10s: 10
#   5 minutes: 5
#   ten: refused
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit envalid@8.2.0 >/dev/null
cat > try.js <<'JS'
const { cleanEnv, num } = require('envalid');
const read = (text) => {
  let refused = false;
  const clean = cleanEnv({ DEADLINE_MS: text }, { DEADLINE_MS: num() }, { reporter: ({ errors }) => { refused = 'DEADLINE_MS' in errors; } });
  return refused ? 'refused' : String(clean.DEADLINE_MS);
};
const lines = ['10s', '5 minutes', 'ten'].map((text) => `${text}: ${read(text)}`);
console.log(lines.join('\n'));
process.exit(lines.join() === '10s: 10,5 minutes: 5,ten: refused' ? 0 : 1);
JS
node try.js
