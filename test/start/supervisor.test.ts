// Promises: what ends is started again as often as promised, and parts stop in order.
import { keepRunning, type Run, Supervisor, type Tolerance } from '#start/supervisor';
import { eventually } from '../support/reader';

const never = () => new Promise<never>(() => {});

/** A run whose life is in the hands of the test. */
function run(log: string[] = [], name = '') {
  let [serve, end] = [() => {}, (_how: string) => {}];
  const ready = new Promise<void>((resolve) => {
    serve = resolve;
  });
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const stop = async () => {
    log.push(name);
    end('stopped');
  };
  return { ready, ended, stop, serve, end } satisfies Run & Record<string, unknown>;
}

const tolerance: Tolerance = { restarts: 2, within: 60_000, firstPause: 1, longestPause: 2 };

describe('keepRunning', () => {
  function keep(limits = tolerance) {
    const runs: ReturnType<typeof run>[] = [];
    const launched: (() => void)[] = [];
    const said: string[] = [];
    const launch = () => {
      const next = run();
      runs.push(next);
      launched.shift()?.();
      return next;
    };
    const kept = keepRunning('shelf', launch, (line) => said.push(line), limits);
    /** Ends the latest run and waits for the one after it. */
    const crash = () =>
      new Promise<void>((resolve) => {
        launched.push(resolve);
        runs.at(-1)?.end('SIGSEGV');
      });
    return { kept, runs, said, crash };
  }

  it('gives up at once what never served', async () => {
    const { kept, runs } = keep();
    runs[0]?.end('exit code 1');
    expect(await kept.givenUp).toBe('shelf could not start: exit code 1');
    expect(runs).toHaveLength(1);
  });

  it('starts again after ever longer pauses, then gives up', async () => {
    const { kept, runs, said, crash } = keep();
    runs[0]?.serve();
    await kept.ready;
    await crash();
    await crash();
    runs.at(-1)?.end('SIGSEGV');
    expect(await kept.givenUp).toBe('shelf ended 3 times within 60 s, the last time by SIGSEGV');
    expect(said).toEqual([
      'shelf ended by SIGSEGV: starting it again in 0.001 s (1 of at most 2 times)',
      'shelf ended by SIGSEGV: starting it again in 0.002 s (2 of at most 2 times)',
    ]);
    expect(runs).toHaveLength(3);
  });

  it('forgets ends that lie further back than the window', async () => {
    const { kept, runs, crash } = keep({ ...tolerance, within: 0 });
    runs[0]?.serve();
    await kept.ready;
    for (let times = 0; times < 5; times++) await crash();
    expect(runs).toHaveLength(6);
    await kept.stop();
  });

  it('does not start again what was stopped, nor call that a failure', async () => {
    const { kept, runs } = keep();
    runs[0]?.serve();
    await kept.ready;
    await kept.stop();
    expect(runs).toHaveLength(1);
    expect(await Promise.race([kept.givenUp, Promise.resolve('silence')])).toBe('silence');
  });

  it('is restarted at once when asked, also in the middle of a pause, and that counts for nothing', async () => {
    const { kept, runs, said } = keep({ ...tolerance, firstPause: 1_000_000, longestPause: 1_000_000 });
    runs[0]?.serve();
    await kept.ready;
    const served = (index: number) => Promise.resolve().then(() => runs[index]?.serve());
    const first = kept.restart();
    await runs[0]?.ended;
    await eventually('there is a second run', () => Boolean(runs[1]));
    await Promise.all([first, served(1)]);
    expect(said).toEqual([]);
    runs[1]?.end('SIGSEGV');
    await eventually('it is said', () => said.length > 0);
    const second = kept.restart();
    await eventually('there is a third run', () => Boolean(runs[2]));
    await Promise.all([second, served(2)]);
    await kept.stop();
    expect(runs).toHaveLength(3);
  });

  it('tells the one who asked when the new code ends before it serves', async () => {
    const { kept, runs } = keep();
    runs[0]?.serve();
    await kept.ready;
    const restarted = kept.restart();
    await eventually('there is a second run', () => Boolean(runs[1]));
    runs[1]?.end('exit code 1');
    await expect(restarted).rejects.toThrow('shelf cannot start: it ended by exit code 1.');
    await kept.stop();
  });

  it('stops in the middle of a pause and of a start', async () => {
    const pausing = keep({ ...tolerance, firstPause: 1_000_000, longestPause: 1_000_000 });
    pausing.runs[0]?.serve();
    await pausing.kept.ready;
    pausing.runs[0]?.end('SIGSEGV');
    await pausing.runs[0]?.ended;
    await pausing.kept.stop();
    expect(pausing.runs).toHaveLength(1);
    const starting = keep();
    await starting.kept.stop();
    expect(await starting.runs[0]?.ended).toBe('stopped');
  });
});

describe('Supervisor', () => {
  const part = (log: string[], name: string) => () => ({
    ready: Promise.resolve(),
    givenUp: never(),
    restart: async () => undefined,
    stop: async () => void log.push(name),
  });

  it('stops from the top down, once, in whatever order the layers began', async () => {
    const log: string[] = [];
    const supervisor = new Supervisor();
    await supervisor.add(2, part(log, 'top'));
    await supervisor.add(0, part(log, 'ground'));
    await supervisor.add(1, part(log, 'left'), part(log, 'right'));
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    expect(log).toEqual(['top', 'left', 'right', 'ground']);
  });

  it('begins nothing after it was stopped', async () => {
    const supervisor = new Supervisor();
    await supervisor.stop();
    const begin = jest.fn();
    void supervisor.add(0, begin);
    expect(begin).not.toHaveBeenCalled();
  });

  it('passes on which part was given up', async () => {
    const supervisor = new Supervisor();
    const lost = {
      ready: never(),
      givenUp: Promise.resolve('shelf could not start'),
      restart: async () => {},
      stop: async () => {},
    };
    void supervisor.add(0, () => lost);
    expect(await supervisor.givenUp).toBe('shelf could not start');
  });
});
