// Promises of gateway/live/PROTOCOL.md: each test that it names is there.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const protocol = readFileSync(join(root, 'gateway/live/PROTOCOL.md'), 'utf8');

/** Every test that the document names: a file in code, a colon, and names in italics. */
const named = [...protocol.matchAll(/`([\w./]+)`: ((?:\*[^*]+\*(?:, )?)+)/g)].flatMap(([, file = '', names = '']) =>
  [...names.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => [file, name] as const),
);

it('names tests in most of its rows', () => {
  expect(named.length).toBeGreaterThan(40);
});

it.each(named)('names a test of %s: %s', (file, name) => {
  const path = file.includes('/') ? file : `test/gateway/live/${file}.test.ts`;
  const text = readFileSync(join(root, path), 'utf8').replaceAll("\\'", "'");
  expect(text).toContain(name);
});

it('proves each row of its tables', () => {
  const unproven = protocol
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !/\| test \|$/.test(line))
    .filter((line) => !/`[\w./]+`: \*[^*]+\*.*\|$/.test(line.split(' | ').at(-1) ?? ''));
  expect(unproven).toEqual([]);
});
