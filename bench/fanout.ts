// How many readers does one gateway process feed, side by side with the limit and with stock servers? node fanout.js [rounds] [part,...] [--against COMMIT]
import { setTimeout as pause } from 'node:timers/promises';
import { againstIn, builtAt } from './against';
import { type Contender, limit, ourEvents, ours, rawEvents, Started, sending, stock, stockEvents } from './fanout/contender';
import { firstCount, stateOf } from './fanout/orders';
import { sideBySide } from './fanout/sideBySide';
import { pinSelf } from './gateway/processes';
import { type Rounds, ratio, spread, written } from './measure';

const { commit, rest } = againstIn(process.argv.slice(2));
const rounds = Number(rest[0] ?? 9);
const parts = rest[1]?.split(',');
/** Shorter cells measure how cold a server is that has rested while the others had their turn. */
const seconds = 1.5;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  pinSelf(1);
  const all: Readonly<Record<string, () => Promise<void>>> = {
    ws1000: () => throughput(1_000, beside(ours, limit, sending, stock)),
    ws5000: () => throughput(5_000, beside(ours, limit, sending, stock)),
    events: () => throughput(1_000, beside(ourEvents, limit, rawEvents, ...stockEvents)),
    latency: () => latency(1_000),
    stuck: () => stuck(),
    healthy: () => healthyBesideStuck(),
  };
  for (const [name, part] of Object.entries(all)) if (!parts || parts.includes(name)) await part();
}

/** Our server among others; with --against, beside itself as that commit has it and nobody else. */
function beside(our: Contender, ...others: Contender[]): Contender[] {
  return commit ? [our, { ...our, name: commit, root: builtAt(commit, say) }] : [our, ...others];
}

/** What this process opens besides the sockets of readers. */
const otherFiles = 200;

/** How many files this process may open; Node has raised its own limit as far as it may. */
function openFiles(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | 'unlimited' } } };
  const { soft = 'unlimited' } = userLimits?.open_files ?? {};
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : soft;
}

/** Two counts are on their way at any time; processor time tells more than the rate, which the clients share a machine with. */
async function throughput(readers: number, all: readonly Contender[]): Promise<void> {
  const contenders = all.slice(0, Math.floor((openFiles() - otherFiles) / readers));
  if (contenders.length < 2)
    throw new Error(
      `${readers} readers of two servers need ${2 * readers + otherFiles} open files. Set ulimit -n to that first.`,
    );
  for (const { name } of all.slice(contenders.length))
    say(`${name} is left out: ${readers} readers of each need ulimit -n ${all.length * readers + otherFiles}.`);
  const started: Started[] = [];
  say(`\n${readers} readers, resident KiB per idle reader after garbage collection:`);
  for (const contender of contenders) {
    const server = await Started.of(contender);
    started.push(server);
    const before = await server.use('memory');
    await server.crowd.grow(readers);
    await server.settle();
    await pause(300);
    const after = await server.use('memory');
    const each = (kind: 'resident' | 'heap') => ((after[kind] - before[kind]) / readers / 1_024).toFixed(1);
    say(`  ${contender.name.padEnd(14)}${each('resident')} (of it JavaScript heap and buffers ${each('heap')})`);
  }
  const figures = await sideBySide(rounds, started, async (server) => {
    const { crowd } = server;
    const [delivered, used, began] = [crowd.delivered, await server.use(), performance.now()];
    const deadline = began + seconds * 1_000;
    const loop = async () => {
      while (performance.now() < deadline) await crowd.everyoneSees(server.publish());
    };
    await Promise.all([loop(), loop()]);
    const [took, now] = [(performance.now() - began) / 1_000, await server.use()];
    const messages = crowd.delivered - delivered;
    const [user, system] = [(now.user - used.user) / messages, (now.system - used.system) / messages];
    return { rate: messages / took, perCpu: 1e6 / (user + system), cpu: user + system, user };
  });
  say(`${readers} readers: messages/s, processor us per message (of it our own code, "user")`);
  for (const {
    contender: { name },
  } of started)
    say(`  ${name.padEnd(14)}${shown(figures.rate, name, 0)}  ${shown(figures.cpu, name)} (${shown(figures.user, name)})`);
  const own = contenders.find(({ program }) => program === 'ours')?.name ?? '';
  for (const { name } of contenders.filter((each) => each.name !== own))
    say(
      `  ${own} / ${name}: ${written(ratio(figures.rate, own, name), 2)} in messages/s, ` +
        `${written(ratio(figures.perCpu, own, name), 2)} in messages per processor second, user time ${written(ratio(figures.user, own, name), 2)}`,
    );
  await stopAll(started);
}

/** Ten counts a second: how long after its publication does a reader see a count? */
async function latency(readers: number): Promise<void> {
  const started = [await begun(limit, readers), await begun(ours, readers)];
  const figures = await sideBySide(rounds, started, async (server) => ({ p99: (await paced(server, 2)).p99 }));
  say(`\n${readers} readers, 10 counts/s: p99 ms from publication to reader`);
  for (const {
    contender: { name },
  } of started)
    say(`  ${name.padEnd(14)}${shown(figures.p99, name)}`);
  say(`  ours / raw ws: ${written(ratio(figures.p99, 'ours', 'raw ws'), 2)} (goal: at most 1.5)`);
  await stopAll(started);
}

/** What do clients cost that subscribe and never read? */
async function stuck(): Promise<void> {
  const [healthy, clients, counts] = [10, 100, 25_000];
  say(`\n${clients} clients that never read, ${counts} counts (over 3 MiB for each):`);
  for (const contender of [limit, ours, stock, ourEvents]) {
    const server = await begun(contender, healthy);
    const ports = (await server.crowd.addStuck(clients)).map(({ port }) => port);
    await server.settle();
    const before = await server.use('memory');
    for (let i = 0; i < counts; i += 2) {
      const one = server.crowd.everyoneSees(server.publish());
      await Promise.all([one, server.crowd.everyoneSees(server.publish())]);
    }
    const after = await server.use('memory');
    const left = ports.filter((port) => port in after.written);
    const bytes = Math.max(0, ...left.map((port) => (after.written[port] ?? 0) - (before.written[port] ?? 0)));
    say(
      `  ${contender.name.padEnd(14)}heap ${((after.heap - before.heap) / clients / 1_024).toFixed(1)} KiB, ` +
        `kernel ${(bytes / 1_024).toFixed(1)} KiB (about ${(bytes / messageBytes(contender)).toFixed(0)} messages) at most per stuck client; ${clients - left.length} were cut off meanwhile`,
    );
    await server.stop();
  }
}

/** Do clients that never read slow down the others? */
async function healthyBesideStuck(): Promise<void> {
  const [alone, beside] = [await begun(ours, 1_000), await begun({ ...ours, name: 'beside' }, 1_000)];
  const figures = await sideBySide(rounds, [alone, beside], async (server) => {
    // A round ends before stuck clients are cut off, so each begins with fresh ones.
    const clients = server === beside ? await server.crowd.addStuck(100) : [];
    await paced(server, 2);
    const { p99 } = await paced(server, 3);
    for (const { socket } of clients) socket.destroy();
    return { p99 };
  });
  say(
    `\np99 ms of 1000 healthy readers at 10 counts/s: alone ${shown(figures.p99, 'ours')}, beside 100 stuck ones ${shown(figures.p99, 'beside')}`,
  );
  say(`  beside / alone: ${written(ratio(figures.p99, 'beside', 'ours'), 2)} (goal: at most 1.3)`);
  await stopAll([alone, beside]);
}

/** What one message of a contender takes on the wire, without pings. */
const messageBytes = ({ transport }: Contender) => {
  const payload = JSON.stringify({ data: { petitionCount: stateOf(firstCount) } }).length;
  const id = '00000000-0000-4000-8000-000000000000';
  return (
    payload +
    (transport === 'WebSocket' ? `{"id":"${id}","type":"next","payload":}`.length + 4 : 'event: next\ndata: \n\n'.length + 6)
  );
};

async function begun(contender: Contender, readers: number): Promise<Started> {
  const server = await Started.of(contender);
  await server.crowd.grow(readers);
  await server.settle();
  return server;
}

/** Publishes ten counts a second and waits for each reader. */
async function paced(server: Started, forSeconds: number): Promise<{ p99: number }> {
  const sent = new Map<number, number>();
  const latencies: number[] = [];
  server.crowd.onMessage = (count, at) => latencies.push(at - (sent.get(count) ?? at));
  const began = performance.now();
  for (let i = 1; i <= forSeconds * 10; i++) {
    sent.set(server.count + 1, performance.now());
    server.publish();
    await pause(Math.max(0, began + i * 100 - performance.now()));
  }
  await server.crowd.everyoneSees(server.count);
  server.crowd.onMessage = undefined;
  if (latencies.length < server.crowd.size * forSeconds * 10 * 0.95) throw new Error(`only ${latencies.length} messages came`);
  return { p99: latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? Number.NaN };
}

const shown = (figure: Rounds<string>, name: string, digits = 1) => written(spread(figure[name] ?? []), digits);
const stopAll = (started: readonly Started[]) => Promise.all(started.map((server) => server.stop()));

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
