// Does a child process say, hear and obey what its supervisor relies on?
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProcess } from '#start/children';

describe('launchProcess', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-child-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function launch(code: string, patience?: number) {
    const script = join(folder, `${Math.random()}.js`);
    writeFileSync(script, code);
    const lines: string[] = [];
    const run = launchProcess(
      { name: 'child', script, environment: { WORD: 'given' } },
      (name, line) => lines.push(`${name}: ${line}`),
      patience,
    );
    return { run, lines };
  }

  it('is ready by its own word, and only by that', async () => {
    const { run, lines } = launch("console.log(process.env.WORD); process.send('almost'); process.send({ ready: true });");
    await run.ready;
    await run.stop();
    expect(lines).toEqual(['child: given']);
  });

  it('tells how it ended', async () => {
    expect(await launch('process.exit(3)').run.ended).toBe('exit code 3');
    expect(await launch("process.kill(process.pid, 'SIGKILL')").run.ended).toBe('SIGKILL');
  });

  it('is asked to stop, and killed with a word when it does not', async () => {
    const { run, lines } = launch(
      "process.on('SIGTERM', () => {}); process.send({ ready: true }); setInterval(() => {}, 1000);",
      50,
    );
    await run.ready;
    await run.stop();
    expect(await run.ended).toBe('SIGKILL');
    expect(lines).toEqual(['child: did not stop within 0.05 s: sending SIGKILL']);
  });

  it('can be stopped again when it has ended', async () => {
    const { run } = launch('');
    expect(await run.ended).toBe('exit code 0');
    await run.stop();
  });
});
