/**
 * A module: a part of the system with a boundary. Every source file belongs to exactly one, and a module imports only what is
 * named here. `libs`, `api`, `console` or `stack` in `imports` stands for all modules of that name and below it. The table
 * has no cycle: `test/architecture/boundaries.spec.ts` sorts it. Nothing but types is imported here, since
 * dependency-cruiser's configuration reads this file as it is.
 */
export interface SystemModule {
  name: string;
  /** A regular expression over paths from the root. */
  files: string;
  imports: string[];
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const folder = (path: string): string => `^${path}/`;
/** In a list of imports, a name without a slash is that of a sibling. */
const under = (
  parent: string,
  prefix: string,
  modules: Record<string, string>,
  ground: string[] = [],
): SystemModule[] =>
  Object.entries(modules).map(([name, imports]) => ({
    name: `${prefix}/${name}`,
    files: folder(`${parent}/${name}`),
    imports: [...words(imports).map((each) => (each.includes('/') ? each : `${prefix}/${each}`)), ...ground],
  }));

/** From the ground up. */
const LIBS = under('libs', 'libs', {
  contracts: '',
  i18n: '',
  failures: 'contracts',
  config: 'contracts',
  client: '',
  database: 'failures',
  storage: 'config failures contracts',
  stripe: 'config failures',
  openai: 'contracts failures',
  temporal: 'config contracts',
  events: 'contracts database',
  audit: 'contracts database',
  mail: 'config database failures temporal',
  backup: 'database storage failures contracts',
  observability: 'config contracts database failures storage',
  artwork: 'contracts failures openai',
  story: 'contracts failures openai artwork',
  pdf: 'contracts failures artwork',
  ledger: 'contracts database stripe',
  billing: 'contracts database failures stripe ledger',
  reconciliation: 'contracts database failures stripe ledger billing pdf',
  books: 'contracts database artwork pdf billing',
  jobs: 'contracts database events failures storage temporal observability openai artwork ledger billing books',
  batches: 'contracts database events failures storage temporal books jobs',
  drive: 'config contracts database events failures storage temporal observability artwork jobs',
  support: 'contracts database temporal artwork story billing books jobs',
  accounts: 'contracts database failures storage temporal observability audit mail jobs batches',
});

const API_GROUND = ['api/http', 'api/infrastructure', 'libs', 'workflows/messages'];

/** Of the files directly in apps/api, one half is what every module stands on, the other puts the modules together. */
const API: SystemModule[] = [
  { name: 'api/infrastructure', files: '^apps/api/(tokens|log|infrastructure\\.module)\\.ts$', imports: ['libs'] },
  { name: 'api/http', files: folder('apps/api/http'), imports: ['api/infrastructure', 'libs'] },
  ...under(
    'apps/api',
    'api',
    {
      auth: '',
      console: '',
      board: 'auth',
      books: 'auth',
      artifacts: 'auth',
      jobs: 'auth books artifacts',
      batches: 'auth jobs',
      drive: 'auth books jobs',
      sync: 'auth books jobs',
      support: 'auth books artifacts jobs',
      account: 'auth support',
      mail: 'auth support',
      billing: 'auth jobs support',
      finance: 'auth jobs support billing',
      monitoring: 'auth support finance',
    },
    API_GROUND,
  ),
  {
    name: 'api/reference',
    files: '^apps/api/reference/(?!preview|write-api-reference)',
    imports: ['api/auth', ...API_GROUND],
  },
  {
    name: 'api/main',
    files: '^apps/api/((main|app|app\\.module)\\.ts$|reference/(preview|write-api-reference))',
    imports: ['api', 'libs'],
  },
];

const CONSOLE_GROUND = [
  'console/i18n',
  'console/ui',
  'console/api',
  'console/offline',
  'libs/contracts',
  'libs/client',
];

/** The files directly in a feature's folder are its public files; what is in its subfolders only the feature imports. */
const FEATURES = under(
  'apps/console/features',
  'console/features',
  {
    'touch-up': '',
    page: 'touch-up',
    billing: '',
    drive: '',
    jobs: '',
    admin: '',
    finance: '',
    monitoring: '',
    account: 'billing',
    batches: 'drive',
    books: 'page billing drive batches',
    'new-book': 'billing books',
    preview: 'books',
    support: 'admin books finance monitoring',
  },
  CONSOLE_GROUND,
);

const CONSOLE: SystemModule[] = [
  { name: 'console/i18n', files: folder('apps/console/i18n'), imports: ['libs/i18n'] },
  {
    name: 'console/api',
    files: folder('apps/console/api'),
    imports: ['console/i18n', 'libs/contracts', 'libs/client'],
  },
  {
    name: 'console/ui',
    files: folder('apps/console/ui'),
    imports: ['console/i18n', 'console/api', 'libs/contracts'],
  },
  {
    name: 'console/offline',
    files: folder('apps/console/offline'),
    imports: ['console/i18n', 'console/api', 'console/ui', 'libs/contracts'],
  },
  ...FEATURES,
  { name: 'console/app', files: folder('apps/console/app'), imports: ['console/features', ...CONSOLE_GROUND] },
  { name: 'console/build', files: '^apps/console/[^/]+\\.ts$', imports: [] },
];

const STACK: SystemModule[] = [
  {
    name: 'stack/home',
    files: '^apps/stack/(home/|project\\.ts$|say\\.mjs$)',
    imports: ['libs/config', 'libs/contracts'],
  },
  ...under('apps/stack', 'stack', {
    setup: 'home libs/config libs/contracts',
    build: 'home',
    database: 'home setup libs/config libs/contracts libs/database libs/storage libs/backup',
    testing: 'home setup database libs/contracts dev',
    start: 'home setup database libs/config libs/contracts',
    dev: 'home setup build database start libs/config',
  }),
  {
    name: 'stack/main',
    files: '^apps/stack/(bootstrap|run-command)\\.mjs$',
    imports: ['stack/home', 'stack/setup', 'stack/build', 'gallery'],
  },
];

export const MODULES: SystemModule[] = [
  ...LIBS,
  { name: 'activities', files: folder('activities'), imports: ['libs'] },
  { name: 'workflows/messages', files: '^workflows/messages\\.ts$', imports: ['libs/contracts'] },
  // of activities only types, see .dependency-cruiser.mjs
  {
    name: 'workflows',
    files: '^workflows/(?!messages\\.ts$)',
    imports: ['libs/contracts', 'workflows/messages', 'activities'],
  },
  ...API,
  {
    name: 'worker',
    files: folder('apps/worker'),
    imports: ['libs', 'activities', 'workflows', 'workflows/messages'],
  },
  ...CONSOLE,
  {
    name: 'gallery',
    files: folder('apps/gallery'),
    imports: ['console/ui', 'console/api', 'console/i18n', 'libs/contracts', 'console/build'],
  },
  { name: 'sandbox', files: folder('apps/sandbox'), imports: ['libs/contracts'] },
  ...STACK,
  {
    name: 'cli',
    files: folder('apps/cli'),
    imports: words('libs/contracts libs/client libs/config libs/audit libs/temporal stack/home stack/start'),
  },
  { name: 'prisma', files: folder('prisma'), imports: ['libs/contracts', 'libs/database', 'libs/accounts'] },
];

/** Packages that only certain files touch: each technology has one edge. Types may be named anywhere. */
export const PACKAGES: Record<string, string[]> = {
  '@temporalio/workflow': ['workflows', 'apps/api'],
  '@temporalio/worker': ['apps/worker', 'apps/stack'],
  '@prisma/client': ['libs/database'],
  '@aws-sdk/client-s3': ['libs/storage'],
  pdfkit: ['libs/pdf'],
  nodemailer: ['libs/mail'],
  'prom-client': ['libs/observability'],
  '@opentelemetry/sdk-trace-node': ['libs/observability'],
  '@sentry/node': ['libs/observability'],
  stripe: ['libs/stripe'],
  '@googleapis/drive': ['libs/drive'],
  openai: ['libs/openai', 'libs/artwork/openai', 'libs/story/openai', 'apps/worker'],
  '@nestjs/common': ['apps/api', 'apps/worker'],
  express: ['apps/api'],
  vue: ['apps/console', 'apps/gallery', 'apps/stack/testing'],
  'openapi-fetch': ['libs/client'],
  'eventsource-parser': ['libs/client'],
};

/** The modules that a module may import, each by its own name. */
export function importsOf(module: SystemModule, modules: SystemModule[] = MODULES): SystemModule[] {
  const named = (name: string): boolean => module.imports.some((each) => name === each || name.startsWith(`${each}/`));
  return modules.filter(({ name }) => name !== module.name && named(name));
}
