/** The boundaries of the system, checked by `npm run check` and `npm test -- boundaries`; ADR 32 says why by this tool. */
import { importsOf, PACKAGES, MODULES } from './test/architecture/system-modules.ts';

/** Tests stand beside their source and may look anywhere; so may what only they use. */
const TESTS = '\\.(spec|e2e-spec|workflow-spec|contract|fake)\\.ts$';
const SOURCES = '^(apps|workflows|activities|libs|prisma)/';
const GENERATED = '^libs/database/generated/';
const FEATURES = '^apps/console/features/';

const modules = MODULES.map((module) => ({
  name: `imports-of-${module.name.replaceAll('/', '-')}`,
  comment: `${module.name} imports only: ${module.imports.join(', ') || 'no other module'}`,
  severity: 'error',
  from: { path: module.files, pathNot: TESTS },
  to: {
    path: '^(apps|workflows|activities|libs|prisma|test)/',
    pathNot: [module.files, ...importsOf(module).map(({ files }) => files)],
  },
}));

const packages = Object.entries(PACKAGES).map(([name, folders]) => ({
  name: `edge-of-${name.replace('@', '').replaceAll('/', '-')}`,
  comment: `${name} is touched only in ${folders.join(', ')}`,
  severity: 'error',
  from: { path: SOURCES, pathNot: [TESTS, ...folders.map((folder) => `^${folder}/`)] },
  to: { path: `node_modules/${name}/`, dependencyTypesNot: ['type-only'] },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Nothing imports itself, by whatever way round; types count.',
      severity: 'error',
      from: { pathNot: GENERATED },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What is imported is there; `virtual:` modules are made by the build of the console.',
      severity: 'error',
      // a package of its own, whose Vite resolves the aliases of the root
      from: { pathNot: '^apps/gallery/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'in-a-module',
      comment: 'Every source belongs to a module of test/architecture/system-modules.ts.',
      severity: 'error',
      from: { path: SOURCES, pathNot: [TESTS, ...MODULES.map(({ files }) => files)] },
      to: {},
    },
    {
      name: 'public-files-of-a-feature',
      comment: 'A feature is used by the files directly in its folder; its subfolders are its own.',
      severity: 'error',
      from: { path: `${FEATURES}([^/]+)/`, pathNot: TESTS },
      to: { path: `${FEATURES}[^/]+/.+/`, pathNot: `${FEATURES}$1/` },
    },
    {
      name: 'public-files-of-features',
      comment: 'The app uses features by the files directly in their folders.',
      severity: 'error',
      from: { path: '^apps/console/(app|ui|api|offline)/', pathNot: TESTS },
      to: { path: `${FEATURES}[^/]+/.+/` },
    },
    {
      name: 'workflows-name-only-types-of-activities',
      comment: 'A workflow runs in a sandbox; its activities run elsewhere.',
      severity: 'error',
      from: { path: '^workflows/', pathNot: TESTS },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'Of packages workflows import only those of Temporal that are made for them, and nothing of Node.',
      severity: 'error',
      from: { path: '^workflows/', pathNot: TESTS },
      to: {
        pathNot: [
          '^(workflows|activities|libs)/',
          'node_modules/@temporalio/(workflow|common|interceptors-opentelemetry/lib/workflow)/',
        ],
      },
    },
    {
      name: 'contracts-are-safe-in-a-browser',
      comment: 'Contracts import zod and each other.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: TESTS },
      to: { pathNot: ['^libs/', 'node_modules/zod/'] },
    },
    {
      name: 'client-stands-alone',
      comment: 'The client is for browsers and for users who have nothing else of this project.',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: TESTS },
      to: { pathNot: ['^libs/client/', 'node_modules/(openapi-fetch|eventsource-parser)/'] },
    },
    ...modules,
    ...packages,
  ],
  options: {
    doNotFollow: { path: ['node_modules', GENERATED] },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.vue', '.js', '.json'],
    },
  },
};
