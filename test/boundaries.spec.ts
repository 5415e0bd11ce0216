import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = process.cwd();

/** What a room may import of the others; the longest matching folder speaks. `libs/*` also see contracts and failures. */
const MAY_IMPORT: Record<string, string[]> = {
  'apps/api': ['libs', 'workflows/messages.ts'],
  'apps/worker': ['libs', 'activities', 'workflows'],
  'apps/stack': [
    'libs/config',
    'libs/client',
    'libs/contracts',
    'libs/database',
    'libs/storage',
    'libs/backup',
    'apps/cli',
    'apps/sandbox',
    'prisma',
  ],
  'apps/sandbox': ['libs/contracts', 'libs/artwork', 'libs/story', 'libs/failures'],
  'apps/console': ['libs/contracts', 'libs/client'],
  'apps/cli': ['libs/contracts', 'libs/client', 'libs/config', 'libs/audit', 'libs/temporal', 'apps/stack'],
  workflows: ['libs/contracts', 'activities'],
  activities: ['libs'],
  'libs/contracts': [],
  'libs/client': [],
  'libs/config': ['libs/contracts'],
  'libs/database': ['libs/failures'],
  'libs/temporal': ['libs/contracts', 'libs/config'],
  'libs/failures': ['libs/contracts'],
  'libs/jobs': [
    'libs/contracts',
    'libs/database',
    'libs/artwork',
    'libs/storage',
    'libs/pdf',
    'libs/failures',
    'libs/payments',
    'libs/observability',
    'libs/temporal',
  ],
  'libs/artwork': ['libs/contracts', 'libs/failures'],
  'libs/story': ['libs/contracts', 'libs/failures', 'libs/artwork'],
  'libs/pdf': ['libs/contracts', 'libs/failures', 'libs/artwork'],
  'libs/storage': ['libs/config', 'libs/failures', 'libs/contracts'],
  'libs/audit': ['libs/contracts', 'libs/database'],
  'libs/support': [
    'libs/contracts',
    'libs/database',
    'libs/failures',
    'libs/jobs',
    'libs/payments',
    'libs/temporal',
    'libs/audit',
    'libs/artwork',
    'libs/story',
  ],
  'libs/accounts': [
    'libs/contracts',
    'libs/database',
    'libs/failures',
    'libs/jobs',
    'libs/storage',
    'libs/temporal',
    'libs/audit',
    'libs/batches',
    'libs/mail',
    'libs/observability',
  ],
  'libs/backup': ['libs/database', 'libs/storage', 'libs/failures', 'libs/contracts'],
  'libs/batches': ['libs/contracts', 'libs/database', 'libs/failures', 'libs/jobs', 'libs/storage', 'libs/temporal'],
  'libs/drive': [
    'libs/contracts',
    'libs/config',
    'libs/database',
    'libs/failures',
    'libs/jobs',
    'libs/storage',
    'libs/artwork',
    'libs/temporal',
    'libs/observability',
  ],
  'libs/mail': ['libs/config', 'libs/contracts', 'libs/failures'],
  'libs/payments': ['libs/contracts', 'libs/config', 'libs/database', 'libs/failures', 'libs/storage'],
  'libs/observability': ['libs/config', 'libs/contracts', 'libs/database', 'libs/failures', 'libs/storage'],
  prisma: ['libs', 'apps/api'],
};

/** Packages that only certain rooms may touch: technology has one edge each. */
const PACKAGES: Record<string, string[]> = {
  '@temporalio/workflow': ['workflows', 'apps/api'],
  '@temporalio/worker': ['apps/worker', 'apps/stack', 'libs/temporal'],
  pdfkit: ['libs/pdf'],
  nodemailer: ['libs/mail'],
  'prom-client': ['libs/observability'],
  '@opentelemetry/sdk-trace-node': ['libs/observability'],
  stripe: ['libs/payments', 'apps/sandbox'],
  '@googleapis/drive': ['libs/drive', 'apps/sandbox'],
  openai: ['libs/artwork', 'libs/story', 'apps/worker'],
  'openapi-fetch': ['libs/client'],
  'eventsource-parser': ['libs/client'],
  '@nestjs/common': ['apps/api', 'apps/worker'],
};

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|vue)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/\.spec\.ts$|\/generated\/|\.stand-in\.ts$|\.contract\.ts$/.test(file));

const sources = ['apps', 'workflows', 'activities', 'libs', 'prisma'].flatMap(files);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\s+from\s+)?['"]([^'"]+)['"]/gm)];
  return found.map(([, type, target = '']) => ({ file, target: resolveTarget(file, target), typeOnly: Boolean(type) }));
}

function resolveTarget(file: string, target: string): string {
  if (target.startsWith('.')) return relative(root, resolve(root, dirname(file), target)).replace(/\.js$/, '.ts');
  const alias = /^#([a-z]+)\/(.*)\.js$/.exec(target);
  if (!alias) return target;
  const folder = ['workflows', 'activities'].includes(alias[1]!) ? alias[1] : `libs/${alias[1]}`;
  return `${folder}/${alias[2]}.ts`;
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const roomOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((room) => within(path, room))
    .sort((a, b) => b.length - a.length)[0];

const all = sources.flatMap(importsOf);

describe('the rooms', () => {
  it('import only what the design lets them', () => {
    const wrong = all.filter(({ file, target }) => {
      const from = roomOf(file);
      const to = roomOf(target);
      if (!from || !to || from === to) return false;
      return !MAY_IMPORT[from]!.some((allowed) => within(target, allowed));
    });
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('let workflows take only types from activities', () => {
    const wrong = all.filter(
      ({ file, target, typeOnly }) => file.startsWith('workflows/') && target.startsWith('activities/') && !typeOnly,
    );
    expect(wrong).toEqual([]);
  });

  it('keep workflows free of Node and of every package but Temporal’s', () => {
    const wrong = all.filter(
      ({ file, target }) =>
        file.startsWith('workflows/') &&
        !/^(workflows|activities|libs\/contracts)\//.test(target) &&
        !/^@temporalio\/(workflow|common)$/.test(target),
    );
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('touch each technology at one edge', () => {
    const wrong = all.filter(({ file, target, typeOnly }) => {
      const rooms = PACKAGES[target];
      return rooms && !typeOnly && !rooms.some((room) => within(file, room));
    });
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('keep contracts safe for a browser', () => {
    const wrong = all.filter(
      ({ file, target }) =>
        file.startsWith('libs/contracts/') && target !== 'zod' && !target.startsWith('libs/contracts/'),
    );
    expect(wrong).toEqual([]);
  });

  it('keep the client safe for a browser, and for who has nothing else of this project', () => {
    const wrong = all.filter(
      ({ file, target }) =>
        file.startsWith('libs/client/') &&
        !/^(openapi-fetch|eventsource-parser)$/.test(target) &&
        !target.startsWith('libs/client/'),
    );
    expect(wrong).toEqual([]);
  });

  it('read the environment in one place', () => {
    const readers = sources.filter(
      (file) => !/^apps\/(stack|cli)\//.test(file) && /process\.env\b/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers).toEqual(['libs/config/config.ts']);
  });

  it('have no barrels and no junk drawers', () => {
    expect(sources.filter((file) => /\/(index|utils?|helpers?|misc|common)(\.ts|\/)/.test(file))).toEqual([]);
  });
});
