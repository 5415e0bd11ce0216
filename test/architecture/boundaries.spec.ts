import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProject } from '../../apps/stack/project.js';
import { ARCHITECTURE, moduleGraphText, writtenPart } from './architecture-page.js';
import { type ModuleGraph, readModuleGraph, sourceFiles } from './module-graph.js';
import { cyclesOf, medianPerFolder, systemGraph } from './picture.js';
import { importsOf, MODULES } from './system-modules.js';

describe('the modules', () => {
  let graph: ModuleGraph;
  let files: string[];
  beforeAll(async () => {
    [graph, files] = await Promise.all([readModuleGraph(), sourceFiles()]);
  });

  it('import only what the design lets them, and nothing imports itself by whatever way round', () => {
    expect(graph.violations).toEqual([]);
  });

  it('have one direction: the table lets no module reach itself', () => {
    const allowed = new Map(MODULES.map((module) => [module.name, new Set(importsOf(module).map(({ name }) => name))]));
    expect(cyclesOf(allowed)).toEqual([]);
    expect(cyclesOf(systemGraph(graph.imports))).toEqual([]);
  });

  it('may import only what there is', () => {
    const names = MODULES.map(({ name }) => name);
    const unknown = MODULES.flatMap(({ imports }) => imports).filter(
      (each) => !names.some((name) => name === each || name.startsWith(`${each}/`)),
    );
    expect(unknown).toEqual([]);
  });

  it('are drawn in docs/architecture.md as they are', async () => {
    expect(writtenPart(await readFile(ARCHITECTURE, 'utf8'))).toBe(moduleGraphText(graph.imports, files));
  });

  it('hold at most twelve files in the median folder', () => {
    expect(medianPerFolder(files)).toBeLessThanOrEqual(12);
  });

  it('read the environment in one place', async () => {
    const readers: string[] = [];
    for (const file of files.filter((each) => !/^(apps\/(stack|cli)|test)\/|\.spec\.ts$/.test(each)))
      if (/process\.env\b/.test(await readFile(inProject(file), 'utf8'))) readers.push(file);
    expect(readers).toEqual(['libs/config/load-config.ts']);
  });

  it('have no barrels and no junk drawers', () => {
    expect(files.filter((file) => /\/(index|utils?|helpers?|misc|common)(\.ts|\/)/.test(file))).toEqual([]);
  });
});

/** One file that breaks each rule, in a checkout of nothing else. */
const OFFENDERS: [rule: string, file: string, content: string][] = [
  ['no-cycles', 'libs/failures/one.ts', `import type { Two } from './two.js'; export type One = Two;`],
  ['resolvable', 'libs/failures/lost.ts', `import './nowhere.js';`],
  ['in-a-module', 'libs/attic/old.ts', `import '../failures/plain.js';`],
  [
    'imports-of-libs-contracts',
    'libs/contracts/up.ts',
    `import type { Plain } from '../failures/plain.js'; export type Up = Plain;`,
  ],
  ['imports-of-libs-failures', 'libs/failures/alias.ts', `import '#contracts/shape.js'; import '#database/rows.js';`],
  [
    'imports-of-console-ui',
    'apps/console/ui/Frame.vue',
    `<script setup lang="ts">import type { Page } from '../features/books/inner/page.js'; defineProps<{ page: Page }>();</script>`,
  ],
  ['public-files-of-features', 'apps/console/app/router.ts', `import('../features/books/inner/page.js');`],
  [
    'public-files-of-a-feature',
    'apps/console/features/preview/View.vue',
    `<script setup lang="ts">import '../books/inner/page.js';</script>`,
  ],
  ['imports-of-console-features-books', 'apps/console/features/books/back.ts', `import '../preview/start.js';`],
  ['imports-of-stack-start', 'apps/stack/start/sample.ts', `import '../../cli/client.js';`],
  ['workflows-name-only-types-of-activities', 'workflows/run.ts', `import '../activities/act.js';`],
  ['workflows-are-deterministic', 'workflows/read.ts', `import 'node:fs';`],
  ['contracts-are-safe-in-a-browser', 'libs/contracts/digest.ts', `import 'node:crypto';`],
  ['edge-of-stripe', 'libs/billing/pay.ts', `import Stripe from 'stripe'; new Stripe('');`],
  ['imports-of-prisma', 'prisma/seed.ts', `import '../apps/cli/client.js';`],
];
const INNOCENTS = {
  // the other half of the cycle, which is reported once
  'libs/failures/two.ts': `import type { One } from './one.js'; export type Two = One;`,
  'libs/failures/plain.ts': 'export interface Plain { code: string }',
  'libs/contracts/shape.ts': 'export const shape = 1;',
  'libs/database/rows.ts': 'export const rows = 1;',
  'apps/console/features/books/inner/page.ts': 'export interface Page { id: string }',
  'apps/console/features/preview/start.ts': 'export const start = 1;',
  'apps/cli/client.ts': 'export const client = 1;',
  'activities/act.ts': 'export const act = 1;',
  'libs/billing/types.ts': `import type Stripe from 'stripe'; export type Payer = Stripe;`,
  'node_modules/stripe/package.json': '{ "name": "stripe", "main": "stripe.js" }',
  'node_modules/stripe/stripe.js': '',
};

describe('the rules', () => {
  let root: string;
  let graph: ModuleGraph;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'boundaries-'));
    const all = { ...INNOCENTS, ...Object.fromEntries(OFFENDERS.map(([, file, content]) => [file, content])) };
    for (const [file, content] of Object.entries(all)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), content);
    }
    for (const file of ['package.json', 'tsconfig.json'])
      await writeFile(join(root, file), await readFile(inProject(file)));
    graph = await readModuleGraph(root, ['apps', 'libs', 'workflows', 'activities', 'prisma']);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(OFFENDERS)('%s finds %s', (rule, file) => {
    expect(graph.violations.filter(({ from }) => from === file).map((each) => each.rule)).toContain(rule);
  });

  it('find nothing in files that break none', () => {
    expect(graph.violations.filter(({ from }) => Object.keys(INNOCENTS).includes(from))).toEqual([]);
  });
});
