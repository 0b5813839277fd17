// Which tests run, by how many processes, and what all of them share: one PostgreSQL, and each process its modules.
const { availableParallelism } = require('node:os');
const { readSettings } = require('./start/swc.js');

module.exports = {
  roots: ['<rootDir>/test'],
  // `npm run test:long` runs the others: many rows, many people, minutes of faults.
  testMatch: ['**/!(*.long).test.ts?(x)'],
  // All share one PostgreSQL, which takes a hundred connections.
  // Much of a test is waiting: three processes on two cores end sooner than two.
  maxWorkers: Math.min(4, Math.max(3, availableParallelism() - 1)),
  testEnvironment: '<rootDir>/test/jest/environment.js',
  runtime: '<rootDir>/test/jest/runtime.js',
  testSequencer: '<rootDir>/test/jest/sequencer.js',
  transform: { '^.+\\.ts$': ['@swc/jest'], '^.+\\.tsx$': ['@swc/jest', readSettings().optionsOf('page.tsx')] },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
  testTimeout: 60_000,
};
