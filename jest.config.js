// Which tests run, how TypeScript becomes JavaScript for them, and what they share (one PostgreSQL per run).
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#(kit|advocacy|partnership)/(.*)$': '<rootDir>/services/$1/$2',
    '^#(gateway|start)/(.*)$': '<rootDir>/$1/$2',
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
  testTimeout: 30_000,
};
