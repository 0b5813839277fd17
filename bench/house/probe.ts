// Loaded into a process before its own code: says over a socket which of its files ran functions since it was last asked.

import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { createServer } from 'node:net';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Step } from './returns';

const folder = process.env.HOUSE_PROBE;
// The script is the last argument: `npm start` may load its modules by another before it runs.
const program = /(gateway|advocacy|partnership)[\\/]main\.js$/.exec(process.argv.at(-1) ?? '')?.[1];

/** In a copy whose functions tell when they begin and end, what they told; nobody asks for coverage there. */
const steps: Step[] = [];
if (process.env.HOUSE_STEPS) Object.assign(globalThis, { houseStep: (...step: Step) => void steps.push(step) });

if (folder && program) void listen(join(folder, `${program}.socket`));

async function listen(socket: string): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  createServer(async (asker) => {
    asker.on('error', () => undefined);
    if (process.env.HOUSE_STEPS) return asker.end(JSON.stringify(steps.splice(0)));
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const visited = result
      .filter(({ url }) => url.startsWith('file:') && !url.includes('node_modules'))
      .map(({ url, functions }) => ({ path: fileURLToPath(url), functions }))
      .filter(({ path, functions }) => functions.some((each) => ran(each) && !handsOut(path, each)))
      .map(({ path }) => path)
      .map((path) => path.split(`${sep}dist${sep}`)[1])
      .filter((file) => file !== undefined && !file.startsWith('bench'));
    asker.end(JSON.stringify(visited));
  })
    .listen(socket)
    .unref();
}

const ran = ({ ranges }: Profiler.FunctionCoverage) => (ranges[0]?.count ?? 0) > 0;

/** What stands before the source of a module that is loaded in a wrapper, as `start/codeCache.ts` does: its functions lie so much later. */
const wrapper = '(function (exports, require, module, __filename, __dirname) { '.length;

/** Whether a function is one that the compiler writes to hand out an export by its name: nobody is sent into a file by it. */
function handsOut(path: string, { ranges: [range] }: Profiler.FunctionCoverage): boolean {
  const source = readFileSync(path, 'utf8');
  return [0, wrapper].some((before) =>
    /^(get \w+ ?|function ?)\(\) \{\s*return (?!this\b)[\w$]+(\.\w+)?;\s*\}$/.test(
      source.slice((range?.startOffset ?? 0) - before, (range?.endOffset ?? 0) - before),
    ),
  );
}
