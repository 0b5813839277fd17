// Promises of the code that npm start keeps: the next start is the same, only sooner, whatever has changed since.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFile } from '#kit/words/projectFile';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shelfbridge-code-'));
  write('main.js', `console.log(require.main === module, __filename, require('./part').said, require('./data.json').n);`);
  write('part.js', `exports.said = 'one';`);
  write('data.json', '{ "n": 1 }');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

function run(): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', projectFile('dist', 'start', 'codeCache.js'), join(root, 'main.js')],
    {
      env: { PATH: process.env.PATH, CODE_CACHE: join(root, 'cache', 'main.code') },
      encoding: 'utf8',
    },
  );
  return (stdout + stderr).trim();
}
const kept = () => join(root, 'cache', 'main.code');
const says = (word: string) => `true ${join(root, 'main.js')} ${word} 1`;

it('a start keeps its modules, and the next one does not read those that are unchanged', () => {
  utimesSync(join(root, 'part.js'), 1_700_000_000, 1_700_000_000);
  expect(run()).toBe(says('one'));
  write('part.js', `exports.said = 'two';`);
  utimesSync(join(root, 'part.js'), 1_700_000_000, 1_700_000_000);
  expect(run()).toBe(says('one'));
});

it('a changed module is read again', () => {
  run();
  write('part.js', `exports.said = 'three';`);
  expect(run()).toBe(says('three'));
});

it('a module that moved is found where it is now', () => {
  run();
  rmSync(join(root, 'part.js'));
  write('part/index.js', `exports.said = 'moved';`);
  expect(run()).toBe(says('moved'));
});

it.each([
  ['is empty', () => Buffer.alloc(0)],
  ['was cut off', (whole: Buffer) => whole.subarray(0, whole.length - 2_000)],
  ['is of something else', () => Buffer.from('{"surprise": true}')],
])('a file that %s keeps nothing from starting', (_what, damage) => {
  run();
  writeFileSync(kept(), damage(readFileSync(kept())));
  expect(run()).toBe(says('one'));
});

it('a start that kept nothing is no different where the file cannot be written', () => {
  write('cache', 'a file in the way');
  expect(run()).toBe(says('one'));
});

it('ES modules, dynamic imports and programs with #! stay what they are', () => {
  write('main.js', `#!/usr/bin/env node\nrequire('./part'); import('./es.mjs').then(({ said }) => console.log(said));`);
  write('es.mjs', `export { said } from './part.js'; import 'node:fs';`);
  for (const _start of [1, 2]) expect(run()).toBe('one');
  expect(existsSync(kept())).toBe(true);
});

it('a module that imports another later does so at each start', () => {
  write('part.js', `exports.said = 'one'; import('./es.mjs').then(({ said }) => console.log(said));`);
  write('es.mjs', `export const said = 'later';`);
  for (const _start of [1, 2]) expect(run()).toBe(`${says('one')}\nlater`);
});

it('a fault is told with its line and column', () => {
  write('part.js', `'use strict'; null.x;`);
  for (const _start of [1, 2]) expect(run()).toContain(`${join(root, 'part.js')}:1:20`);
});
