// How much faster do many people sign one petition together than in a transaction each, at every layer? node ingest.js [rounds] [seconds] [part,...]
import 'reflect-metadata';
import { openArena } from './ingest/arena';
import { inProcess } from './ingest/inProcess';
import { overHttp } from './ingest/overHttp';
import { throughGateway } from './ingest/throughGateway';
import { underFire } from './ingest/underFire';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 1);
const chosen = process.argv[4]?.split(',');

/** Every cell ends with the proof that nothing was lost or invented; a difference ends the run. */
async function main(): Promise<void> {
  const parts = { process: inProcess, http: overHttp, gateway: throughGateway, fire: underFire };
  const contest = { rounds, seconds, say: (line: string) => process.stdout.write(`${line}\n`) };
  for (const [name, part] of Object.entries(parts)) {
    if (chosen && !chosen.includes(name)) continue;
    const arena = await openArena();
    await part(arena, contest).finally(() => arena.close());
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  // The processes it has started end with it.
  process.exit(1);
});
