// Does a child process say, hear and obey what its supervisor relies on?
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProcess } from '#start/children';
import type { Early } from '#start/early';

describe('launchProcess', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-child-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function launch(code: string, patience?: number, early?: Early) {
    const script = join(folder, `${Math.random()}.js`);
    writeFileSync(script, code);
    const lines: string[] = [];
    const said = new EventEmitter();
    const print = (name: string, line: string) => {
      lines.push(`${name}: ${line}`);
      said.emit(`${name}: ${line}`);
    };
    const run = launchProcess(
      { name: 'child', script, environment: { WORD: 'given' }, ...(early && { early }) },
      print,
      patience,
    );
    return { run, lines, heard: (line: string) => once(said, line) };
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

  describe('of a program that may load its modules early', () => {
    function launchEarly(go: Promise<unknown>) {
      const modules = join(folder, 'modules.js');
      writeFileSync(modules, "console.log('loaded');");
      return launch("console.log('runs'); process.send({ ready: true }); setInterval(() => {}, 1000);", 5_000, { modules, go });
    }

    it('runs it when it is let go', async () => {
      let letGo = () => {};
      const { run, lines, heard } = launchEarly(new Promise<void>((resolve) => (letGo = resolve)));
      await heard('child: loaded');
      expect(lines).toEqual(['child: loaded']);
      letGo();
      await run.ready;
      await run.stop();
      expect(lines).toEqual(['child: loaded', 'child: runs']);
    });

    it('ends it at once when it was not', async () => {
      const { run, lines, heard } = launchEarly(new Promise(() => {}));
      await heard('child: loaded');
      await run.stop();
      expect([await run.ended, lines]).toEqual(['SIGTERM', ['child: loaded']]);
    });
  });
});
