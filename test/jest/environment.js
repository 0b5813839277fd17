// The world of a test file: this process itself, which must be given back as it was found.
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

const signals = ['SIGINT', 'SIGTERM'];

/** Work that begins and ends by itself, and keeps no process. */
const passing = new Set(['Immediate', 'FSReqCallback', 'FSReqPromise', 'CloseReq', 'TickObject', 'ZlibStream']);

/** How many of each kind of timer, socket, server, process and signal handler are open. */
function openNow() {
  const counts = new Map(signals.map((name) => [`${name} handler`, process.listenerCount(name)]));
  for (const kind of process.getActiveResourcesInfo()) if (!passing.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

class TestEnvironment {
  /** How long sockets and processes that were asked to close may take, in milliseconds. */
  patienceMs = 10_000;
  global = globalThis;
  /** The old fake timers of Jest, which no test uses. */
  fakeTimers = null;
  moduleMocker = new ModuleMocker(globalThis);
  #failures = [];
  #found = { env: { ...process.env }, exit: process.exit, console: globalThis.console, open: openNow() };

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  /** Keeps what failed: a file that fails often leaves something open, and the report of that takes the place of the failure. */
  handleTestEvent({ name, error }) {
    if (/^(test_fn|hook)_failure$/.test(name) || name === 'error') this.#failures.push(error?.stack ?? String(error));
  }

  /** @throws Error naming what the file left open */
  async teardown() {
    this.fakeTimersModern.dispose();
    const { env, exit, console, open } = this.#found;
    process.exit = exit;
    globalThis.console = console;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    const left = () => [...openNow()].filter(([kind, count]) => count > (open.get(kind) ?? 0)).map(([kind]) => kind);
    for (const deadline = performance.now() + this.patienceMs; left().length > 0; ) {
      if (performance.now() > deadline)
        throw new Error(
          [`This file left something open: ${left().join(', ')}.`, ...this.#failures].join('\n\nIt failed before:\n'),
        );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}

module.exports = TestEnvironment;
