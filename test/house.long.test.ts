// Promises of the house that take a running program: how many files one call walks through, and that it comes back to none.
import { resolve } from 'node:path';
import { returns, walks } from '../bench/house/walks';

const root = resolve(__dirname, '..');

test('each recorded call walks through few files', async () => {
  const found = await walks(root);
  expect(found.filter(({ files, goal }) => files.length > goal || files.length === 0)).toEqual([]);
}, 600_000);

test('no recorded call returns to a file that it left', async () => {
  const found = await returns(root);
  expect(found.flatMap(({ name, returns }) => returns.map(({ file, after }) => `${name}: ${file} after ${after}`))).toEqual([]);
  expect(found).toHaveLength(4);
}, 600_000);
