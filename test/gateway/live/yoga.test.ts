// Promises of feeds whose subgraph is GraphQL Yoga as it comes, which sends events and speaks no WebSocket.
import { once } from 'node:events';
import { freePort } from '#start/ports';
import { afterwards } from '../../support/afterwards';
import { runProcess } from '../../support/processes';
import { eventually } from '../../support/reader';
import { type Stage, startStage } from '../support/stage';
import { type Operation, type Reading, read, type Transport, transports } from './support/clients';
import { chatSdl, namesSdl } from './support/yogaSubgraph';

describe('over GraphQL Yoga', () => {
  let port: number;
  let yoga: Awaited<ReturnType<typeof runProcess>>;
  const start = async () => {
    yoga = await runProcess('test/gateway/live/support/yogaSubgraph.js', { PORT: String(port) });
  };
  const kill = async () => {
    if (yoga.exitCode !== null || yoga.signalCode !== null) return;
    const ended = once(yoga, 'exit');
    yoga.kill('SIGKILL');
    await ended;
  };
  let latest: Stage;
  let every: Stage;

  beforeAll(async () => {
    port = await freePort();
    await start();
    const at = `http://127.0.0.1:${port}`;
    const subgraphs = { chat: { url: `${at}/chat`, sdl: chatSdl }, names: { url: `${at}/names`, sdl: namesSdl } };
    const live = { unavailableAfterMs: 1_000, longestPauseMs: 50 };
    latest = await startStage(subgraphs, { live });
    every = await startStage(subgraphs, { live, feedDelivery: new Map([['chat', 'every']]) });
  });
  afterAll(async () => {
    await latest[Symbol.asyncDispose]();
    await every[Symbol.asyncDispose]();
    await kill();
  });

  const say = async (text: string, times = 1): Promise<number> => {
    const query = 'mutation ($text: String!, $times: Int!) { say(text: $text, times: $times) }';
    const answer = await latest.ask(query, { variables: { text, times } });
    return ((await answer.json()) as { data: { say: number } }).data.say;
  };
  /** Frames that bring something. A machine that is slow to open a feed may be told before that its subgraph is away. */
  const brought = ({ frames }: Reading) => frames.filter(({ data }) => data);
  const broughtAt = async (reading: Reading, number: number) => {
    await eventually(`frame ${number} with data came`, () => brought(reading).length >= number);
    return brought(reading)[number - 1] as Reading['frames'][number];
  };
  const said = (reading: Reading) => brought(reading).map(({ data }) => (data as { said: { id: string; text: string } }).said);
  /** Says something until it is heard: a feed of events does not tell when it has begun. */
  const sayUntilHeard = async (reading: Reading, text: string) => {
    const { length } = brought(reading);
    for (let i = 0; i < 1_000 && brought(reading).length === length; i++) await say(text);
  };

  describe.each(transports)('read by %s', (transport: Transport) => {
    const subscribe = (stage: Stage, operation: Operation) => {
      const reading = read(stage, transport, operation);
      afterwards(reading.stop);
      return reading;
    };
    /** Resolves when it hears all that is said from now on, and nothing else. */
    const begun = async (reading: Reading) => {
      await sayUntilHeard(reading, 'begin');
      const last = await say('begun');
      await eventually('the last came', () => said(reading).at(-1)?.id === String(last));
      reading.frames.length = 0;
    };

    it('shows each state, with the names of another subgraph', async () => {
      const counting = subscribe(latest, { query: 'subscription { lines }' });
      const first = (await broughtAt(counting, 1)).data?.lines as number;
      const now = await say('hello', 3);
      expect(now).toBe(first + 3);
      await eventually('the last state came', () => counting.last?.data?.lines === now);
      const room = { query: 'subscription ($r: String) { said(room: $r) { text by } }', variables: { r: 'attic' } };
      const listening = subscribe(every, room);
      await sayUntilHeard(listening, 'anybody?');
      expect(said(listening)[0]).toMatchObject({ text: 'anybody?', by: expect.stringMatching(/^writer \d+$/) });
    });

    it('is refused in the words of the subgraph, whatever the status of its stream', async () => {
      expect(await subscribe(latest, { query: 'subscription { refusing { id } }' }).refusal()).toEqual([
        expect.objectContaining({
          message: 'Members only.',
          extensions: expect.objectContaining({ code: 'FORBIDDEN', serviceName: 'chat' }),
        }),
      ]);
    });

    it('is not ended by a fault of its subgraph, whose readers are told that they have to wait', async () => {
      const failing = subscribe(latest, { query: 'subscription { failing { id } }' });
      const told = await failing.frame(1);
      expect(told).toMatchObject({ data: null, errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'chat' } }] });
      expect([JSON.stringify(told).includes('SECRET'), failing.ended]).toEqual([false, false]);
    });

    it('completes when the subgraph completes', async () => {
      const ending = subscribe(latest, { query: 'subscription { ending }' });
      await ending.completion();
      expect([brought(ending).map(({ data }) => data?.ending), ending.errors]).toEqual([[1], undefined]);
    });

    it('goes on after an event that failed, whose error is one of the answer', async () => {
      const halves = subscribe(every, { query: 'subscription { halves { text sure } }' });
      expect(await broughtAt(halves, 1)).toMatchObject({ data: { halves: { text: 'whole', sure: 'yes' } } });
      const failed = await broughtAt(halves, 2);
      expect(failed.data?.halves ?? null).toBeNull();
      expect(failed.errors).toHaveLength(1);
      await sayUntilHeard(halves, 'more');
      expect(halves.last?.data?.halves).toMatchObject({ text: 'more' });
    });

    it('gets every event of a burst in order where the setting says so, and a later reader none of before', async () => {
      const operation = { query: 'subscription { said { id text } }' };
      const reading = subscribe(every, operation);
      await begun(reading);
      const last = await say('burst', 50);
      await reading.frame(50);
      expect(said(reading).map((line) => Number(line?.id))).toEqual(Array.from({ length: 50 }, (_, i) => last - 49 + i));
      const late = subscribe(every, operation);
      await eventually('it is joined', () => every.gateway.live.stats().readers === 2);
      await say('after');
      await late.frame(1);
      expect(said(late).map((line) => line?.text)).toEqual(['after']);
    });

    it('is left at once by the subgraph when its reader leaves', async () => {
      const reading = subscribe(latest, { query: 'subscription { lines }' });
      await broughtAt(reading, 1);
      expect(latest.gateway.live.stats()).toMatchObject({ streams: 1, connectedSubgraphs: ['chat'] });
      reading.stop();
      await eventually('nothing is open', () => {
        const { streams, connectedSubgraphs } = latest.gateway.live.stats();
        return streams + connectedSubgraphs.length === 0;
      });
    });
  });

  it('tells readers on every transport once that it is gone, keeps their streams open, and goes on when it is back', async () => {
    const open = (stage: Stage, query: string) =>
      transports.map((transport) => {
        const reading = read(stage, transport, { query });
        afterwards(reading.stop);
        return reading;
      });
    const [states, events] = [open(latest, 'subscription { lines }'), open(every, 'subscription { said { id text } }')];
    for (const reading of states) await broughtAt(reading, 1);
    for (const reading of events) await sayUntilHeard(reading, 'begin');
    for (const { frames } of [...states, ...events]) frames.length = 0;
    await kill();
    const isTold = ({ last }: Reading) => last?.errors?.[0]?.extensions?.code === 'SUBGRAPH_UNAVAILABLE';
    await eventually('all are told', () => [...states, ...events].every(isTold));
    for (const { last } of [...states, ...events]) expect(last?.data).toBeNull();
    await start();
    await eventually('the state came', () => states.every(({ last }) => last?.data?.lines === 0));
    for (const reading of events) await sayUntilHeard(reading, 'back');
    for (const reading of [...states, ...events]) {
      expect(reading.frames.filter(({ errors }) => errors)).toHaveLength(1);
      expect(reading.ended).toBe(false);
    }
    expect(said(events[0] as Reading).at(-1)).toMatchObject({ text: 'back' });
  });
});
