// Which tests run, how TypeScript becomes JavaScript for them, and what they share (one PostgreSQL per run).
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // These are published as ES modules only, which Jest's own module system can not require.
  transform: { '^.+\\.ts$': ['@swc/jest'], '/node_modules/(jose|feed)/.+\\.js$': ['@swc/jest'] },
  transformIgnorePatterns: ['/node_modules/(?!(jose|feed)/)'],
  moduleNameMapper: {
    '^#(kit|advocacy|partnership)/(.*)$': '<rootDir>/services/$1/$2',
    '^#(gateway|start)/(.*)$': '<rootDir>/$1/$2',
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
  testTimeout: 30_000,
};
