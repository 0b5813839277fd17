// Compiles what has changed since the last time, then starts: node start/launch.js build | start | dev
'use strict';
const parent = process.ppid;
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { readSettings } = require('./swc.js');

const root = dirname(__dirname);
const output = join(root, 'dist');
/** Which sources the output was made from, and by which compiler. */
const recordFile = join(output, 'compiled.json');
/** An image holds compiled files without their sources: they stay as they are. */
const isImage = !existsSync(join(root, 'tsconfig.json'));
const everything = isImage ? [] : JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).include;
/** What `npm start` needs to find out whether it can start, and what it runs. */
const first = [
  'start',
  'languages',
  'services/kit',
  'services/advocacy/config.ts',
  'services/partnership/config.ts',
  'gateway/settings.ts',
];
const product = [
  ...everything.filter((folder) => ['languages', 'services', 'gateway', 'dashboard', 'start'].includes(folder)),
  'schema/typed',
];

const say = (line) => void process.stderr.write(`${line}\n`);

/** All TypeScript files in folders, as paths from the root; a file stands for itself. */
const sourcesIn = (folders) =>
  folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      folder.endsWith('.ts') ? [folder] : readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
    )
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.includes(`node_modules${sep}`));

function readRecord(compiler) {
  try {
    const record = JSON.parse(readFileSync(recordFile, 'utf8'));
    if (record.compiler === compiler) return record;
  } catch {
    // None yet, or not whole: everything is compiled.
  }
  return { compiler, files: {} };
}

/** Under its name a file is always whole, also for another process that runs it at this moment. */
function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** The compiled form of a source file. */
const outputOf = (source) => join(output, source.replace(/tsx?$/, 'js'));

/**
 * Brings the compiled files of some folders up to date. Types are not checked here: `npm run check` does that.
 * @returns the sources that were compiled. @throws Error when a source is no TypeScript
 */
async function compile(folders) {
  if (isImage) return [];
  const settings = readSettings();
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', '@swc', 'core', 'package.json'), 'utf8'));
  const record = readRecord(`${version} ${settings.text}`);
  const marks = new Map(
    sourcesIn(folders).map((source) => {
      const { mtimeMs, size } = statSync(join(root, source));
      return [source, `${mtimeMs} ${size}`];
    }),
  );
  const gone = Object.keys(record.files).filter((source) => !existsSync(join(root, source)));
  for (const source of gone) {
    for (const file of [outputOf(source), `${outputOf(source)}.map`]) rmSync(file, { force: true });
    delete record.files[source];
  }
  const changed = [...marks.keys()].filter(
    (source) => record.files[source] !== marks.get(source) || !existsSync(outputOf(source)),
  );
  if (changed.length > 0) {
    const { transformFile } = require('@swc/core');
    await Promise.all(
      changed.map(async (source) => {
        const sourceFileName = relative(dirname(outputOf(source)), join(root, source));
        const options = { ...settings.optionsOf(source), cwd: root, root, sourceMaps: true, sourceFileName };
        const { code, map } = await transformFile(join(root, source), options).catch((fault) => {
          // What the compiler says of the source comes first; its own stack follows.
          throw new Error(`${source} cannot be compiled:\n${fault.message.split('\n\n\nCaused by')[0]}`);
        });
        const name = outputOf(source);
        writeWhole(`${name}.map`, map);
        writeWhole(name, `${code}\n//# sourceMappingURL=${name.split(sep).at(-1)}.map\n`);
        record.files[source] = marks.get(source);
      }),
    );
  }
  if (changed.length + gone.length > 0) writeWhole(recordFile, JSON.stringify(record));
  return changed;
}

async function main(command) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node ${process.versions.node} is too old: install Node 20.19 or later.`);
  if (!existsSync(join(root, 'node_modules', '@swc', 'core')))
    throw new Error('The packages are not installed: run "npm ci" first.');
  if (command === 'build') return void (await compile(everything));
  if (command !== 'start' && command !== 'dev') throw new Error('Usage: node start/launch.js build | start | dev');
  await compile(first);
  const { launch } = require(join(output, 'start', 'main.js'));
  const watched = [...product, 'schema'].filter((folder) => existsSync(join(root, folder)));
  launch({ parent, compile: () => compile(product), watched: command === 'dev' ? watched : [] });
}

main(process.argv[2]).catch((fault) => {
  say(fault.message);
  process.exitCode = 1;
});
