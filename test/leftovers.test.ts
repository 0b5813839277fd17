// Promises of: a test file that leaves something open fails by its name, and what it changed of the process ends with it.
import { createServer } from 'node:http';

interface Environment {
  patienceMs: number;
  teardown(): Promise<void>;
}
const TestEnvironment = jest.requireActual<new (config: object) => Environment>('./jest/environment');
const begin = () => new TestEnvironment({ projectConfig: { fakeTimers: {} } });

it.each<[string, () => () => void]>([
  [
    'TCPServerWrap',
    () => {
      const server = createServer().listen(0);
      return () => server.close();
    },
  ],
  [
    'Timeout',
    () => {
      // Others, of the test runner itself, may end meanwhile.
      const timers = Array.from({ length: 20 }, () => setTimeout(() => {}, 60_000));
      return () => timers.forEach((timer) => void clearTimeout(timer));
    },
  ],
  [
    'SIGTERM handler',
    () => {
      const stop = () => {};
      process.on('SIGTERM', stop);
      return () => process.off('SIGTERM', stop);
    },
  ],
])('names a %s that is left open', async (kind, open) => {
  const environment = begin();
  environment.patienceMs = 20;
  const close = open();
  await expect(environment.teardown()).rejects.toThrow(`This file left something open: ${kind}.`);
  close();
  await environment.teardown();
});

it('gives environment variables back as they were', async () => {
  const environment = begin();
  process.env.LEFT_BY_A_TEST = 'yes';
  const path = process.env.PATH;
  process.env.PATH = '';
  await environment.teardown();
  expect([process.env.LEFT_BY_A_TEST, process.env.PATH]).toEqual([undefined, path]);
});
