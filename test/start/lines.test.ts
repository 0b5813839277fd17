// Promises: what a person reads in the terminal while Shelfbridge runs in development.
import { readable } from '#start/children';

const line = (fields: object) => JSON.stringify({ level: 30, time: 1, pid: 2, hostname: 'h', name: 'gateway', ...fields });

describe('a line of a process', () => {
  it.each([
    ['says what happened, with the fields that differ', { msg: 'stopping', why: 'SIGTERM' }, ['stopping (why SIGTERM)']],
    [
      'counts a list: migrations take one line',
      { msg: 'tables brought up to date', migrations: ['A1', 'B2'] },
      ['tables brought up to date (2 migrations)'],
    ],
    [
      'marks a warning, with its cause',
      { level: 40, msg: 'connection lost', err: { message: 'reset', stack: 'Error: reset\n    at x' } },
      ['Warning: connection lost: reset'],
    ],
    [
      'shows where an error was thrown',
      { level: 50, msg: 'could not start', err: { message: 'no', stack: 'Error: no\n    at x\n    at y' } },
      ['ERROR: could not start: no', '    at x', '    at y'],
    ],
    [
      'shows a request that failed by our fault',
      {
        level: 50,
        msg: 'request',
        method: 'POST',
        path: '/graphql',
        status: 200,
        ms: 4,
        operation: 'Petitions',
        code: 'SUBGRAPH_UNAVAILABLE',
      },
      ['ERROR: POST /graphql Petitions 200 SUBGRAPH_UNAVAILABLE, 4 ms'],
    ],
    ['hides a request', { msg: 'request', method: 'POST', path: '/graphql', status: 200, ms: 4 }, []],
  ])('%s', (_what, fields, expected) => {
    expect(readable(line(fields), false)).toEqual(expected);
  });

  it('shows a request in a few words when LOG_LEVEL is debug', () => {
    expect(readable(line({ msg: 'request', method: 'POST', path: '/graphql', status: 200, ms: 4 }), true)).toEqual([
      'POST /graphql 200, 4 ms',
    ]);
  });

  it('sets the private link of a mail apart', () => {
    expect(readable('MAIL  Confirm: http://127.0.0.1:4000/c#1', false)).toEqual([
      '',
      'MAIL  Confirm: http://127.0.0.1:4000/c#1',
      '',
    ]);
  });

  it.each(['plain words', '{ no JSON', '{"some":"JSON"}'])('stays as it is when it is no log line: %s', (text) => {
    expect(readable(text, false)).toEqual([text]);
  });
});
