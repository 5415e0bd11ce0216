/** Unit tests stand beside their source; the suites that need real engines are under test/. */
export default {
  extensionsToTreatAsEsm: ['.ts', '.vue'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node', 'vue'],
  transform: { '\\.ts$': ['@swc/jest'], '\\.vue$': '<rootDir>/apps/stack/testing/vue-transform.mjs' },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // component tests do without the condition `source`, by which the others find contracts
    '^#(contracts|i18n)/(.*)\\.js$': '<rootDir>/libs/$1/$2',
    // English alone
    '^virtual:languages$': '<rootDir>/apps/stack/testing/no-languages.mjs',
    // it has a `source` condition of its own, which leads to TypeScript
    '^eventsource-parser$': '<rootDir>/node_modules/eventsource-parser/dist/index.js',
  },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.workflow-spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data', '<rootDir>/.data-dev'],
  // a limit is for what is stuck: a machine that is four times slower, or has other work, is not
  testTimeout: 300_000,
};
