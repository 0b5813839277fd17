// How TypeScript is compiled: as .swcrc says, and pages (.tsx) with JSX besides. The launcher and the tests read it here.
'use strict';
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const file = join(dirname(__dirname), '.swcrc');

/** The options for a source file by its name. `text` is that of .swcrc, so that a record of what was compiled can name it. */
function readSettings() {
  const text = readFileSync(file, 'utf8');
  const plain = { ...JSON.parse(text), swcrc: false };
  const { jsc } = plain;
  const jsx = { runtime: 'automatic', importSource: '#dashboard/markup' };
  const pages = {
    ...plain,
    jsc: { ...jsc, parser: { ...jsc.parser, tsx: true }, transform: { ...jsc.transform, react: jsx } },
  };
  return { text: `${text}${JSON.stringify(jsx)}`, optionsOf: (source) => (source.endsWith('.tsx') ? pages : plain) };
}

module.exports = { readSettings };
