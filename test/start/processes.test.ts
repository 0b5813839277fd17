// Does a process number mean the process we think it does?
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { processFacts } from '#start/processes';
import { eventually } from '../support/reader';

const withPs = spawnSync('ps', ['-p', String(process.pid)]).status === 0 ? ['darwin' as const] : [];
const systems = process.platform === 'linux' ? (['linux', ...withPs] as const) : [process.platform];

describe.each(systems)('processFacts, asked as on %s', (system) => {
  const real = process.platform;
  beforeAll(() => Object.defineProperty(process, 'platform', { value: system }));
  afterAll(() => Object.defineProperty(process, 'platform', { value: real }));

  it('tells the command and a beginning that stays the same', () => {
    const facts = processFacts(process.pid);
    expect(facts?.command).toContain('jest');
    expect(processFacts(process.pid)?.began).toBe(facts?.began);
  });

  it('knows nothing of a process that has ended, nor of what is no process number', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    expect([child.pid ?? 0, 0, -1, Number.NaN, 2 ** 30].map(processFacts)).toEqual([null, null, null, null, null]);
  });

  it('takes a zombie for dead', async () => {
    // The shell becomes a program that never collects its child, and only then is the child let go.
    const parent = spawn('sh', ['-c', 'cat <&3 >/dev/null & echo $!; exec sleep 60 3<&-'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    const [zombie] = await once(parent.stdout as Readable, 'data');
    await eventually('the shell is another program', () => processFacts(parent.pid ?? 0)?.command.startsWith('sleep') ?? false);
    (parent.stdio[3] as Writable).end();
    await eventually('its child has ended', () => processFacts(Number(zombie)) === null);
    expect(process.kill(Number(zombie), 0)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });
});
