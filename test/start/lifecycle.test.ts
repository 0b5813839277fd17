// Does a process start, announce itself and end as its supervisor expects?
import { EventEmitter, once } from 'node:events';
import { type Host, runProcess, settingsOrExit } from '#kit/process/lifecycle';
import { BadConfiguration } from '#kit/words/config';
import type { Log } from '#kit/words/log';

function stage({ parent = true, connected = true } = {}) {
  const events = new EventEmitter();
  const told: unknown[] = [];
  const lines: string[] = [];
  const write = (_context: unknown, text?: string) => void lines.push(text ?? '');
  const log = { debug: write, info: write, warn: write, error: write } as unknown as Log;
  const exits: number[] = [];
  const host = Object.assign(events, {
    connected,
    exit: (code: number) => {
      exits.push(code);
      events.emit('exited', code);
    },
    send: parent ? (message: unknown) => told.push(message) : undefined,
    stderr: { write: (text: string) => told.push(text) },
  }) as unknown as Host & EventEmitter;
  return { host, log, told, lines, exits, exited: once(events, 'exited') };
}

describe('runProcess', () => {
  it('says it is ready when everything has started, to a parent that listens', async () => {
    const { host, log, told } = stage();
    await runProcess(log, async () => ({ stop: async () => {} }), host);
    expect(told).toEqual([{ ready: true }]);
  });

  it('starts without a parent, and writes into its log that it serves', async () => {
    const { host, log, told, lines, exits } = stage({ parent: false });
    await runProcess(log, async () => ({ port: 4000, stop: async () => {} }), host);
    expect([told, lines, exits]).toEqual([[], ['serving'], []]);
  });

  it('does not even start when its parent has gone already', async () => {
    const { host, log, exits, exited } = stage({ connected: false });
    const start = jest.fn();
    await runProcess(log, start, host);
    await exited;
    expect(start).not.toHaveBeenCalled();
    expect(exits).toEqual([0]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'])('stops once and exits with 0 on %s', async (event) => {
    const { host, log, exits, exited } = stage();
    const stop = jest.fn(async () => {});
    await runProcess(log, async () => ({ stop }), host);
    host.emit(event);
    host.emit('SIGTERM');
    await exited;
    expect(stop).toHaveBeenCalledTimes(1);
    expect(exits).toEqual([0]);
  });

  it('lets a start finish before it stops', async () => {
    const { host, log, exited } = stage();
    const order: string[] = [];
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const running = runProcess(log, () => begun.then(() => ({ stop: async () => void order.push('stopped') })), host);
    host.emit('SIGTERM');
    order.push('finishing');
    finish();
    await running;
    await exited;
    expect(order).toEqual(['finishing', 'stopped']);
  });

  it('exits with 1 when stopping takes too long', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    const { host, log, lines, exits } = stage();
    await runProcess(log, async () => ({ stop: () => new Promise(() => {}) }), host);
    host.emit('SIGTERM');
    jest.advanceTimersByTime(4_499);
    expect(exits).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(exits).toEqual([1]);
    expect(lines.at(-1)).toBe('did not stop within 4500 ms');
    jest.useRealTimers();
  });

  it('exits with 1 and one line when stopping fails', async () => {
    const { host, log, lines, exited } = stage();
    await runProcess(log, async () => ({ stop: () => Promise.reject(new Error('stuck')) }), host);
    host.emit('SIGTERM');
    expect(await exited).toEqual([1]);
    expect(lines).toEqual(['stopping', 'could not stop in order']);
  });

  it('logs a failed start in one line and exits with 1', async () => {
    const { host, log, lines, exits, told } = stage();
    await runProcess(log, () => Promise.reject(new Error('no database')), host);
    expect([lines, exits, told]).toEqual([['could not start'], [1], []]);
  });

  it('prints what is wrong with its settings without a stack', async () => {
    const { host, log, lines, exits, told } = stage();
    const start = async () => {
      throw new BadConfiguration('PORT: no number');
    };
    await runProcess(log, start, host);
    expect([lines, exits, told]).toEqual([[], [1], ['PORT: no number\n']]);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('logs an %s and exits with 1', async (event) => {
    const { host, log, lines, exits } = stage();
    await runProcess(log, async () => ({ stop: async () => {} }), host);
    host.emit(event, new Error('nobody caught this'));
    expect([lines, exits]).toEqual([[`ending: ${event}`], [1]]);
  });
});

describe('settingsOrExit', () => {
  it('passes good settings on, prints bad ones and exits with 1, and leaves other faults alone', () => {
    const { host, told, exits } = stage();
    expect(settingsOrExit(() => 4000, host)).toBe(4000);
    settingsOrExit(() => {
      throw new BadConfiguration('PORT: no number');
    }, host);
    expect([told, exits]).toEqual([['PORT: no number\n'], [1]]);
    const broken = () => {
      throw new TypeError('a mistake');
    };
    expect(() => settingsOrExit(broken, host)).toThrow(TypeError);
  });
});
