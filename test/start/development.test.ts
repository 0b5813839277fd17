// Promises: npm run dev starts the one process again that runs what was changed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnersOf, watchSources } from '#start/main';
import { Reader } from '../support/reader';

describe('a changed file', () => {
  it.each([
    ['services/advocacy/petitions/petition.ts', ['advocacy']],
    ['services/partnership/migrations/1700000013000-Shelves.sql', ['partnership']],
    ['services/kit/words/clock.ts', ['partnership', 'advocacy', 'gateway']],
    ['gateway/main.ts', ['gateway']],
    ['dashboard/styles.css', ['gateway']],
    ['languages/es/site.ts', ['partnership', 'advocacy', 'gateway']],
    ['start/main.ts', null],
  ])('%s concerns %j', (file, names) => {
    expect(runnersOf(file)).toEqual(names);
  });
});

describe('watching', () => {
  let root: string;
  let stop: () => void;
  const said = new Reader<string>();
  const restarted: string[] = [];
  let fault: Error | null = null;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'shelfbridge-watch-'));
    for (const folder of ['gateway', 'services/advocacy', 'start']) mkdirSync(join(root, folder), { recursive: true });
    const process = (name: string) => ({ name, restart: async () => void restarted.push(name) });
    stop = watchSources({
      root,
      folders: ['gateway', 'services', 'start'],
      compile: async () => {
        if (fault) throw fault;
      },
      processes: ['partnership', 'advocacy', 'gateway'].map(process),
      say: (line) => said.push(line),
    });
  });
  afterAll(() => {
    stop();
    rmSync(root, { recursive: true });
  });

  it('starts the process again that runs the file', async () => {
    writeFileSync(join(root, 'services', 'advocacy', 'seed.ts'), '1');
    await said.until((line) => /^services.advocacy.seed.ts changed: starting advocacy again/.test(line));
    await said.until((line) => /^Ready again after/.test(line));
    expect(restarted).toEqual(['advocacy']);
  });

  it('leaves the processes alone while the file cannot be compiled', async () => {
    fault = new Error('Expected a semicolon');
    writeFileSync(join(root, 'gateway', 'main.ts'), '1');
    await said.until((line) =>
      /^gateway.main.ts changed; the processes keep running their old code:\nExpected a semicolon/.test(line),
    );
    expect(restarted).toEqual(['advocacy']);
  });

  it('asks to be started again when npm start itself has changed', async () => {
    fault = null;
    writeFileSync(join(root, 'start', 'main.ts'), '1');
    await said.until((line) => /^start.main.ts changed: stop npm run dev and start it again/.test(line));
  });
});
