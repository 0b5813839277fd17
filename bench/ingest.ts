// How much faster do many people sign one petition together than in a transaction each, at every layer? node ingest.js [rounds] [seconds] [part,...]
import 'reflect-metadata';
import { commitTime, openArena } from './ingest/arena';
import { inProcess } from './ingest/inProcess';
import { overHttp } from './ingest/overHttp';
import { throughGateway } from './ingest/throughGateway';
import { underFire } from './ingest/underFire';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 1);
const chosen = process.argv[4]?.split(',');

/** Every cell ends with the proof that nothing was lost or invented; a difference ends the run. */
async function main(): Promise<void> {
  const disk: typeof inProcess = async (arena, to) => {
    await inProcess(arena, to);
    await overHttp(arena, to);
  };
  const parts = { process: inProcess, http: overHttp, disk, gateway: throughGateway, fire: underFire };
  const contest = { rounds, seconds, say: (line: string) => process.stdout.write(`${line}\n`) };
  for (const [name, part] of Object.entries(parts)) {
    if (chosen && !chosen.includes(name)) continue;
    // A transaction each waits for the disk each; many virtual machines have one that keeps a commit in no time, and few owners of data.
    const arena = await openArena({ commitMs: name === 'disk' ? 1 : 0 });
    contest.say(`\n${name}: a small transaction takes ${(await commitTime(arena.pool)).toFixed(2)} ms`);
    await part(arena, contest).finally(() => arena.close());
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  // The processes it has started end with it.
  process.exit(1);
});
