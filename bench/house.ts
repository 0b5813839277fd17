// Measures the house: files and their importers, circles, names with two meanings, and how many files one call walks through.
// `npm run house` measures this checkout; `npm run house -- --repo DIR` another one that is built, such as an older commit.
import { resolve } from 'node:path';
import { projectFile } from '../services/kit/words/projectFile';
import { circles, type House, isProduct, readHouse, twofoldNames } from './house/imports';
import { returns, type Walk, walks } from './house/walks';

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** The figures that need no running program. */
function tellStructure(house: House): void {
  const files = house.files.filter(isProduct);
  const lines = files.map((file) => file.lines).sort((a, b) => a - b);
  const at = (share: number) => lines[Math.min(lines.length - 1, Math.floor(share * lines.length))];
  const lonely = files.filter(({ path }) => house.importersOf(path).length === 1);
  print(`files: ${files.length}, lines: median ${at(0.5)}, p90 ${at(0.9)}, longest ${lines.at(-1)}`);
  print(`files with one importer: ${lonely.length} (${((lonely.length / files.length) * 100).toFixed(0)} %)`);
  const found = circles(new Map(files.map(({ path, imports }) => [path, imports])));
  print(`circles of files: ${found.length}`);
  for (const circle of found) print(`  ${circle.join(' > ')}`);
  const twofold = twofoldNames(files);
  print(`exported names with two meanings: ${twofold.length}${twofold.length > 0 ? ` (${twofold.join(', ')})` : ''}`);
}

function tellWalk({ name, goal, files }: Walk): void {
  print(`${name}: ${files.length} files (goal ${goal})`);
  for (const file of files) print(`  ${file}`);
}

async function main(): Promise<void> {
  const given = process.argv.indexOf('--repo');
  const root = given > 0 ? resolve(process.argv[given + 1] ?? '.') : projectFile();
  tellStructure(readHouse(root));
  if (process.argv.includes('--still')) return;
  for (const walk of await walks(root)) tellWalk(walk);
  for (const { name, returns: found } of await returns(root)) {
    print(`${name}: ${found.length} returns (goal 0)`);
    for (const { file, name, after } of found) print(`  ${file} for ${name}, after ${after}`);
  }
}

void main();
