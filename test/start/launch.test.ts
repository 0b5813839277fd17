// Promises: npm start compiles what has changed and nothing else, and looks at ports before it compiles the rest.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '#kit/words/projectFile';
import { freePort } from '#start/ports';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'shelfbridge-launch-'));
  const settings = ['services/advocacy/config.ts', 'services/partnership/config.ts'];
  for (const part of ['.swcrc', 'package.json', 'start', 'languages', 'services/kit', ...settings, 'gateway'])
    cpSync(projectFile(...part.split('/')), join(root, part), { recursive: true });
  writeFileSync(join(root, 'tsconfig.json'), '{ "include": ["languages", "services", "gateway", "start"] }');
  symlinkSync(projectFile('node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true }));

const launch = (command: string, environment: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'start', 'launch.js'), command], {
    env: { PATH: process.env.PATH, DATA_DIR: join(root, 'data'), ...environment },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
};
const compiled = (name: string) => join(root, 'dist', `${name}.js`);
const time = (name: string) => statSync(compiled(name)).mtimeMs;

it('says which port is taken, and which setting moves it, before it compiles the gateway', async () => {
  const port = await freePort();
  const taken = createServer().listen(port, '127.0.0.1');
  await once(taken, 'listening');
  // Nobody else is at the ports that the others take.
  const others = ['PARTNERSHIP_PORT', 'ADVOCACY_PORT', 'POSTGRES_PORT'];
  const free = await Promise.all(others.map(async (name) => [name, String(await freePort())] as const));
  const { status, output } = launch('start', { ...Object.fromEntries(free), PORT: String(port) });
  taken.close();
  expect(status).toBe(1);
  expect(output).toBe(
    `Shelfbridge cannot start:\n  Port ${port} on 127.0.0.1 is in use: stop the program that listens there, or set PORT to a free port.\n`,
  );
  expect(existsSync(compiled('start/main'))).toBe(true);
  expect(existsSync(compiled('gateway/main'))).toBe(false);
});

it('names the faults of all processes at once, before it makes or starts anything', () => {
  const { status, output } = launch('start', { PORT: 'high', SMTP_URL: 'mail.example', MAX_READERS: 'many', NATS_URL: 'hush' });
  expect(status).toBe(1);
  expect(output.split('\n').map((line) => line.split(':')[0]?.trim())).toEqual([
    'The environment cannot be used',
    ...['PORT', 'MAX_READERS', 'SMTP_URL', 'NATS_URL', ''],
  ]);
  expect(output).not.toContain('hush');
  expect(existsSync(join(root, 'data'))).toBe(false);
});

it('compiles everything, then only what was changed, and removes what is gone', () => {
  expect(launch('build')).toEqual({ status: 0, output: '' });
  const [ports, lines] = [time('start/ports'), time('start/secrets')];
  expect(launch('build').status).toBe(0);
  expect([time('start/ports'), time('start/secrets')]).toEqual([ports, lines]);
  writeFileSync(join(root, 'start', 'ports.ts'), 'export const changed = 1;');
  rmSync(join(root, 'start', 'secrets.ts'));
  expect(launch('build').status).toBe(0);
  expect(readFileSync(compiled('start/ports'), 'utf8')).toContain('changed');
  expect(existsSync(compiled('start/secrets'))).toBe(false);
});

it('leaves everything as it is in an image, which has compiled files and no sources', () => {
  renameSync(join(root, 'tsconfig.json'), join(root, 'away.json'));
  renameSync(join(root, 'start', 'config.ts'), join(root, 'away.ts'));
  const before = time('start/config');
  expect(launch('build')).toEqual({ status: 0, output: '' });
  expect(time('start/config')).toBe(before);
  renameSync(join(root, 'away.ts'), join(root, 'start', 'config.ts'));
  renameSync(join(root, 'away.json'), join(root, 'tsconfig.json'));
});

it('compiles pages with their markup', () => {
  writeFileSync(join(root, 'start', 'page.tsx'), 'export const page = <p class="a">{1 as number}</p>;');
  expect(launch('build')).toEqual({ status: 0, output: '' });
  expect(readFileSync(compiled('start/page'), 'utf8')).toContain('#dashboard/markup/jsx-runtime');
});

it('names the file that is no TypeScript', () => {
  writeFileSync(join(root, 'start', 'broken.ts'), 'const = 1');
  const { status, output } = launch('build');
  expect(status).toBe(1);
  expect(output).toMatch(/broken\.ts/);
});

it('says how it is used when the command is unknown', () => {
  expect(launch('begin')).toEqual({ status: 1, output: 'Usage: node start/launch.js build | start | dev\n' });
});
