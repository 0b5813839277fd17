// How much faster do many people sign one petition together than in a transaction each, at every layer? node ingest.js [rounds] [seconds] [part,...] [--against COMMIT]
import 'reflect-metadata';
import { againstIn, compareWith, printedBy } from './against';
import { commitTime, openArena } from './ingest/arena';
import { inProcess } from './ingest/inProcess';
import { overHttp } from './ingest/overHttp';
import { throughGateway } from './ingest/throughGateway';
import { underFire } from './ingest/underFire';

const { commit, rest } = againstIn(process.argv.slice(2));
const rounds = Number(rest[0] ?? 5);
const seconds = Number(rest[1] ?? 1);
const chosen = rest[2]?.split(',');
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Every cell ends with the proof that nothing was lost or invented; a difference ends the run. */
async function main(): Promise<void> {
  if (commit) return compareWith(commit, rounds, 'signatures/s', signed, say);
  const disk: typeof inProcess = async (arena, to) => {
    await inProcess(arena, to);
    await overHttp(arena, to);
  };
  const parts = { process: inProcess, http: overHttp, disk, gateway: throughGateway, fire: underFire };
  const contest = { rounds, seconds, say };
  for (const [name, part] of Object.entries(parts)) {
    if (chosen && !chosen.includes(name)) continue;
    // A transaction each waits for the disk each; many virtual machines have one that keeps a commit in no time, and few owners of data.
    const arena = await openArena({ commitMs: name === 'disk' ? 1 : 0 });
    contest.say(`\n${name}: a small transaction takes ${(await commitTime(arena.pool)).toFixed(2)} ms`);
    await part(arena, contest).finally(() => arena.close());
  }
}

/** Signatures a second of one round, by the benchmark of the commit in the folder: of each part that has a rate. */
function signed(folder: string): Promise<Record<string, number>> {
  let part = '';
  const parts = rest[2] ?? 'process,http,gateway';
  return printedBy(folder, ['ingest', '1', String(seconds), parts], (line) => {
    part = /^(\w+): a small transaction/.exec(line)?.[1] ?? part;
    const [, name, rate] =
      /^(\d+ (?:signers in one process|connections: (?:the subgraph|through our gateway))):? (\d+)/.exec(line) ?? [];
    return name ? [[`${part}, ${name}`, Number(rate)]] : [];
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  // The processes it has started end with it.
  process.exit(1);
});
