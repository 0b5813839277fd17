// Promises of how returns are counted: what a recorded call visits again after a third file, for something not read before.
import { runInNewContext } from 'node:vm';
import { returnsIn, type Step, telling } from '../bench/house/returns';

/** A walk in short: `a1(b1)` is the function 1 of the file a, which calls the function 1 of the file b. */
function walk(text: string): Step[] {
  const open: string[] = [];
  return [...text.matchAll(/([a-z]\d)|([()])/g)].flatMap(([, called, bracket], i, all): Step[] => {
    const step = (what: Step[0], name: string): Step => [what, name[0] as string, Number(name[1]), name];
    if (bracket === '(') return [];
    if (bracket === ')') return [step('out', open.pop() as string)];
    const name = called as string;
    if (all[i + 1]?.[0] !== '(') return [step('in', name), step('out', name)];
    open.push(name);
    return [step('in', name)];
  });
}

const returned = (text: string) => returnsIn(walk(text)).map(({ name, after }) => `${name} after ${after}`);

test.each([
  ['files one after the other', 'a1 b1 c1', []],
  ['a file that goes on after another', 'a1(b1 a2)', []],
  ['the same file twice', 'a1(b1 b2)', []],
  ['a file that was left for a third one', 'a1(b1 c1 b2)', ['b2 after c']],
  ['what was read before', 'a1(b1 c1 b1)', []],
  ['something new behind what was read before', 'a1(b1 c1 b1(b2))', ['b2 after c']],
  ['callers that have not left', 'a1(b1(c1(a2)) b2)', []],
  ['two files that call each other by turns', 'a1 b1 a2 b2', ['a2 after b', 'b2 after a']],
])('%s: %s', (_, text, expected) => expect(returned(text)).toEqual(expected));

test('compiled functions of every kind tell when they begin and end, and do what they did', async () => {
  const source = `'use strict';
const exported = { get handed() { return other.one; } }, other = { one: 1 };
const plain = (given) => ({ é: given }), named = () => other.one, empty = () => {};
class Counter { #count = 0; constructor() { this.add(); } add() { return ++this.#count; } get count() { return this.#count; } }
function* values() { yield 1; yield 2; }
const later = async (given) => { await null; return given.map((each) => each + 1); };
async function all() { return [plain(1), named(), empty(), new Counter().count, [...values()], await later([1]), exported.handed]; }
all();`;
  const steps: Step[] = [];
  const told = await runInNewContext(telling(source, 'a.js'), { houseStep: (...step: Step) => void steps.push(step) });
  expect(JSON.stringify(told)).toBe(JSON.stringify([{ é: 1 }, 1, null, 1, [1, 2], [2], 1]));
  expect(steps.filter(([what]) => what === 'in').map(([, , , name]) => name)).toEqual([
    'all',
    'plain',
    'empty',
    'constructor',
    'add',
    'count',
    'values',
    'later',
    'later',
  ]);
  expect(steps.filter(([what]) => what === 'out')).toHaveLength(9);
});
