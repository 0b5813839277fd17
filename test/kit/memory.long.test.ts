// Promises of: how does a process give back the memory that only a load needed?
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectFile } from '#kit/words/projectFile';

/** Fills what the engine keeps for new objects, and says how much of it is left once it was given back. */
const program = `
  const { getHeapSpaceStatistics } = require('node:v8');
  const { giveBackWhenQuiet } = require(${JSON.stringify(projectFile('dist', 'services', 'kit', 'process', 'memory.js'))});
  const kept = () => getHeapSpaceStatistics().find((each) => each.space_name === 'new_space').space_size;
  let filled = [];
  for (let i = 0; kept() < 8_000_000; i++) {
    filled.push({ i });
    if (i % 100_000 === 0) filled = [];
    if (filled.length > 50_000) filled = filled.slice(-25_000);
  }
  filled = [];
  giveBackWhenQuiet(500);
  setInterval(() => kept() < 4_000_000 && process.exit(0), 100);
`;

it('gives back the room for new objects once the process is quiet', async () => {
  const child = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    expect(await once(child, 'exit')).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
