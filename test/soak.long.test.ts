// The endurance run itself: everything falls once and stays exact, and whatever is wrong is said and ends it with 1.
import { type Outcome, verdict } from '../bench/soak/verdict';
import { finishProcess } from './support/processes';

it('lets every part fall once, and finds all that was acknowledged in the rows and in every count', () => {
  const { code, output } = finishProcess('bench/soak.js', {}, ['--minutes', '0.01', '--readers', '12', '--signers', '2']);
  const last = output.trim().split('\n').at(-1) ?? '';
  expect(last).toMatch(
    /^8 falls of 8 parts, whole again after [\d.]+ s at most: (\d+) acknowledged, \1 rows, counts \1 at 3 gateways and 12 readers, 0 readers dead, 0 counts went back, .*: right$/,
  );
  expect(code).toBe(0);
}, 600_000);

it('says how it is used', () => {
  const { code, output } = finishProcess('bench/soak.js', {}, ['--minutes', 'many']);
  expect([code, output]).toEqual([1, 'Usage: npm run soak -- [--minutes 10] [--readers 60] [--signers 6]\n']);
});

describe('the verdict', () => {
  const fine: Outcome = {
    falls: new Map([['PostgreSQL', 2]]),
    lost: [],
    longestS: 3,
    acknowledged: 7,
    rows: 7,
    gatewayCounts: [7, 7, 7],
    readerCounts: [7, 7],
    verified: true,
    dead: [],
    wentBack: 0,
    growth: new Map([['gateway 1', 12]]),
    connections: 60,
  };

  it('is right when nothing is wrong', () => {
    expect(verdict(fine)).toEqual({
      right: true,
      line: expect.stringMatching(/^2 falls of 1 parts, whole again after 3.0 s at most: 7 acknowledged, 7 rows.*: right$/),
    });
  });

  it.each<[Partial<Outcome>, string]>([
    [{ rows: 6, gatewayCounts: [6], readerCounts: [6] }, '7 acknowledged but 6 rows'],
    [{ rows: 8, gatewayCounts: [8], readerCounts: [8] }, '7 acknowledged but 8 rows'],
    [{ acknowledged: 0, rows: 0, gatewayCounts: [0], readerCounts: [0] }, 'nobody signed'],
    [{ gatewayCounts: [7, 6, 7] }, 'counts of 7 and 6'],
    [{ readerCounts: [7, undefined] }, 'counts of 7 and nobody knows'],
    [{ verified: false }, 'verify-counts finds differences'],
    [{ dead: ['WebSocket: closed'] }, '1 readers dead (WebSocket: closed)'],
    [{ wentBack: 2 }, 'counts went back 2 times'],
    [{ growth: new Map([['gateway 1', 900]]) }, 'gateway 1 grew by 900 MB'],
    [{ connections: 400 }, '400 connections of the database'],
    [{ lost: ['not ready again'] }, 'not ready again'],
  ])('is wrong for %j', (what, words) => {
    const { line, right } = verdict({ ...fine, ...what });
    expect(right).toBe(false);
    expect(line).toContain(`WRONG: ${words}`);
  });
});
