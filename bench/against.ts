// Clones and builds a commit of this repository beside the working copy, so that a benchmark can run both in turns.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { interleave, ratio, spread, written } from './measure';

/** The working copy. */
export const here = resolve(__dirname, '..', '..');

/**
 * The folder of a commit, with its packages and built; kept for the next benchmark. Packages are copied from here when the commit
 * locks the same ones, and installed by npm otherwise.
 * @throws Error when this repository has no such commit, or it cannot be built
 */
export function builtAt(commit: string, say: (line: string) => void): string {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: here, encoding: 'utf8' }).trim();
  const full = git('rev-parse', '--verify', `${commit}^{commit}`);
  const folder = join(tmpdir(), 'shelfbridge-against', full);
  if (existsSync(folder)) return folder;
  say(`Building ${full.slice(0, 7)} in ${folder} (once).`);
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(draft, '..'), { recursive: true });
  git('clone', '--quiet', '--no-checkout', here, draft);
  const inside = (program: string, ...words: string[]) =>
    execFileSync(program, words, { cwd: draft, stdio: ['ignore', 'ignore', 'inherit'] });
  inside('git', 'checkout', '--quiet', full);
  const lock = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (lock(draft) === lock(here))
    cpSync(join(here, 'node_modules'), join(draft, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  else inside('npm', 'ci', '--silent');
  inside('npm', 'run', '--silent', 'build');
  renameSync(draft, folder);
  return folder;
}

/** What to compare the working copy with: the word after `--against`, and the other words. */
export function againstIn(words: readonly string[]): { readonly commit: string | undefined; readonly rest: readonly string[] } {
  const at = words.indexOf('--against');
  if (at < 0) return { commit: undefined, rest: words };
  const commit = words[at + 1];
  if (!commit) throw new Error('--against needs a commit, as in --against feb3641.');
  return { commit, rest: [...words.slice(0, at), ...words.slice(at + 2)] };
}

/**
 * Figures that the benchmark of a commit prints itself, since it alone knows its own files: its program below dist/bench runs once.
 * @param read the figures of a line, by their names; none where the line tells something else
 * @throws Error when it fails, or prints no figure
 */
export async function printedBy(
  folder: string,
  [program = '', ...words]: readonly string[],
  read: (line: string) => readonly (readonly [string, number])[],
): Promise<Record<string, number>> {
  const file = join(folder, 'dist', 'bench', `${program}.js`);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...words], { cwd: folder });
  const figures = stdout.split('\n').flatMap(read);
  if (figures.length === 0) throw new Error(`${file} printed no figure:\n${stdout}`);
  return Object.fromEntries(figures);
}

/**
 * Takes figures of the working copy and of a commit in turns, and prints both and their ratio: below 1 the working copy needs less, or,
 * of something for each second, does less.
 * @param coarse a figure below this on both sides has no ratio: it is printed too roughly for one
 */
export async function compareWith<Figure extends string>(
  commit: string,
  rounds: number,
  unit: string,
  take: (folder: string) => Promise<Readonly<Record<Figure, number>>>,
  say: (line: string) => void,
  coarse = 0,
): Promise<void> {
  const other = builtAt(commit, say);
  const figures = await interleave(rounds, { now: () => take(here), before: () => take(other) });
  for (const figure of Object.keys(figures) as Figure[]) {
    const { now, before } = figures[figure];
    const both = `now ${written(spread(now), 2)} ${unit}, ${commit} ${written(spread(before), 2)} ${unit}`;
    const rough = spread(now).median < coarse && spread(before).median < coarse;
    const said = rough
      ? `below ${coarse} ${unit} on both sides`
      : `${written(ratio(figures[figure], 'now', 'before'), 2)} x ${commit}`;
    say(`${figure}: ${said} (${both}; median [min..max] of ${rounds})`);
  }
}
