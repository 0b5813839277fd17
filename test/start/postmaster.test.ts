// How is a server stopped that does not want to stop?
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stopPostmaster } from '#start/postmaster';

const ways = [
  ['SIGINT', 200],
  ['SIGQUIT', 200],
  ['SIGKILL', 5_000],
] as const;

/** A process that ignores all signals but the named one. */
async function stubborn(yieldsTo: NodeJS.Signals) {
  const ignore = ['SIGINT', 'SIGQUIT'].filter((name) => name !== yieldsTo).map((name) => `process.on('${name}', () => {});`);
  const child = spawn(process.execPath, ['-e', `${ignore.join('')} setInterval(() => {}, 1000); console.log('up')`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return { pid: child.pid as number, gone: once(child, 'exit') };
}

describe('stopPostmaster', () => {
  it.each([
    ['SIGINT', []],
    ['SIGQUIT', ['SIGQUIT']],
    ['SIGKILL', ['SIGQUIT', 'SIGKILL']],
  ] as const)('ends what yields to %s only, and never goes further without saying so', async (name, announced) => {
    const { pid, gone } = await stubborn(name);
    const said: string[] = [];
    await stopPostmaster(pid, gone, (line) => said.push(line), ways);
    expect(await gone).toEqual([null, name]);
    expect(said).toEqual(announced.map((word) => expect.stringContaining(`(process ${pid}) has not stopped: sending ${word}`)));
  });

  it('admits it when nothing helps', async () => {
    const { pid, gone } = await stubborn('SIGINT');
    const never = new Promise(() => {});
    await expect(stopPostmaster(pid, never, () => {}, [['SIGINT', 1]])).rejects.toThrow(`process ${pid}) cannot be stopped`);
    await gone;
  });
});
