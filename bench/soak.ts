// The command `npm run soak -- --minutes N`: does everything stay exact while people sign and read, and every process falls in turn, again and again?
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { type Crowd, countAt, petition, signOnAndOn, type Watcher, watchers } from './soak/people';
import { memoryOf, type Part, type Site, startSite } from './soak/site';
import { verdict } from './soak/verdict';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Others may keep the machine busy: a process that needs two seconds of it alone has taken more than a minute. */
const patienceMs = 300_000;

/** Asks again until it is so. @returns false when it never was within the patience */
async function until(isSo: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
  for (const deadline = performance.now() + patience; performance.now() < deadline; await pause(50))
    if (await isSo()) return true;
  return false;
}

/** Whether a gateway says that it and all that it asks are ready. */
async function isWhole(gateway: string): Promise<boolean> {
  const answer = await fetch(new URL('/ready', gateway)).catch(() => undefined);
  if (!answer?.ok) return false;
  const { dependencies } = (await answer.json()) as { dependencies: Record<string, { ready: boolean }> };
  return Object.values(dependencies).every(({ ready }) => ready);
}

/** What each gateway says of itself, and what PostgreSQL said last. */
async function whyNot({ gateways, heard }: Site): Promise<string> {
  const told = gateways.map((url) =>
    fetch(new URL('/ready', url)).then(
      (answer) => answer.text(),
      (fault: Error) => `${fault.message}: ${fault.cause}`,
    ),
  );
  return [...(await Promise.all(told)), ...heard.slice(-5)].join(' | ');
}

async function ask<Row>(url: string, sql: string): Promise<Row> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

/** Looks every five seconds how much memory each process has; how much it grew since it was a minute old. */
function watchGrowth(parts: readonly Part[]) {
  const lives = new Map<string, { name: string; since: number; first: number | undefined; last: number }>();
  const look = () => {
    const now = performance.now();
    for (const { name, pid } of parts) {
      const megabytes = memoryOf(pid);
      if (megabytes === undefined) continue;
      const life = lives.get(`${name} ${pid}`) ?? { name, since: now, first: undefined, last: megabytes };
      if (now - life.since > 60_000) life.first ??= megabytes;
      life.last = megabytes;
      lives.set(`${name} ${pid}`, life);
    }
  };
  const timer = setInterval(look, 5_000);
  return () => {
    clearInterval(timer);
    const growth = new Map<string, number>();
    for (const { name, first, last } of lives.values())
      if (first !== undefined) growth.set(name, Math.max(growth.get(name) ?? 0, last - first));
    return growth;
  };
}

/** Lets every part fall in turn until the time is over, and at least once each; after each fall everything must be whole, and people sign again. */
async function bringDown(site: Site, minutes: number, acknowledged: () => number) {
  const falls = new Map<string, number>();
  const lost: string[] = [];
  let longestS = 0;
  const end = performance.now() + minutes * 60_000;
  for (let turn = 0; lost.length === 0 && (turn === 0 || performance.now() < end); turn++) {
    for (const [i, part] of site.parts.entries()) {
      const signal = (turn + i) % 3 === 2 && part.name !== 'PostgreSQL' ? 'SIGTERM' : 'SIGKILL';
      const [began, before] = [performance.now(), acknowledged()];
      await part.fall(signal).catch((fault: Error) => lost.push(fault.message));
      falls.set(part.name, (falls.get(part.name) ?? 0) + 1);
      const whole = await until(async () => (await Promise.all(site.gateways.map(isWhole))).every(Boolean), patienceMs);
      if (!whole) lost.push(`not ready again five minutes after ${signal} of ${part.name} (${await whyNot(site)})`);
      else if (!(await until(() => acknowledged() > before + 20, patienceMs)))
        lost.push(`nobody signs after ${signal} of ${part.name}`);
      if (lost.length > 0) break;
      const seconds = (performance.now() - began) / 1_000;
      longestS = Math.max(longestS, seconds);
      say(`${signal} of ${part.name}: everything answers ${seconds.toFixed(1)} s later; ${acknowledged()} have signed`);
    }
  }
  return { falls, lost, longestS };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      readers: { type: 'string', default: '60' },
      signers: { type: 'string', default: '6' },
    },
  });
  const [minutes, readers, signers] = [values.minutes, values.readers, values.signers].map(Number) as [number, number, number];
  if (![minutes, readers, signers].every((each) => each > 0))
    throw new Error('Usage: npm run soak -- [--minutes 10] [--readers 60] [--signers 6]');
  const site = await startSite();
  // PostgreSQL outlives the process that started it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void site.stop().finally(() => process.exit(1)));
  const over = new AbortController();
  const crowd: Crowd = { gateways: site.gateways, over: over.signal };
  let watching: readonly Watcher[] = [];
  try {
    if (!(await until(async () => (await Promise.all(site.gateways.map(isWhole))).every(Boolean), 60_000)))
      throw new Error('It never was ready.');
    const counting = `SELECT count(*)::int AS n FROM signature WHERE petition_id = '${petition}'`;
    const before = (await ask<{ n: number }>(site.databases.advocacy, counting)).n;
    let acknowledged = 0;
    const finishGrowth = watchGrowth(site.parts);
    watching = watchers(crowd, readers);
    const people = Array.from({ length: signers }, (_, who) => signOnAndOn(crowd, who, () => acknowledged++));
    say(`Three gateways, two of each subgraph, one PostgreSQL; ${readers} readers, ${signers} people at a time who sign.`);
    const { falls, lost, longestS } = await bringDown(site, minutes, () => acknowledged);
    over.abort();
    await Promise.all(people);
    const growth = finishGrowth();
    const final = before + acknowledged;
    await until(() => watching.every(({ last, dead }) => last === final || dead !== undefined), 60_000);
    const rows = (await ask<{ n: number }>(site.databases.advocacy, counting)).n - before;
    const relative = (count: number | undefined) => (count === undefined ? undefined : count - before);
    const verify = resolve(__dirname, '..', 'services', 'advocacy', 'verify', 'main.js');
    const env = { PATH: process.env.PATH, DATABASE_URL: site.databases.advocacy, SIGNATURE_KEY: site.key };
    const { line, right } = verdict({
      falls,
      lost,
      longestS,
      acknowledged,
      rows,
      gatewayCounts: (await Promise.all(site.gateways.map(countAt))).map(relative),
      readerCounts: watching.map(({ last }) => relative(last)),
      verified: spawnSync(process.execPath, [verify], { env }).status === 0,
      dead: watching.flatMap(({ how, dead }) => (dead === undefined ? [] : [`${how}: ${dead}`])),
      wentBack: watching.reduce((sum, each) => sum + each.wentBack, 0),
      growth,
      connections: (
        await ask<{ n: number }>(
          site.adminUrl,
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend'`,
        )
      ).n,
    });
    say(line);
    if (!right) process.exitCode = 1;
  } finally {
    over.abort();
    for (const each of watching) each.leave();
    await site.stop();
  }
}

main().then(
  () => process.exit(),
  (fault: Error) => {
    process.stderr.write(`${fault.message}\n`);
    process.exit(1);
  },
);
