import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const manifest = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const git = (...args: string[]): string[] => execFileSync('git', args, { encoding: 'utf8' }).trim().split('\n');

const { dependencies = {}, devDependencies = {} } = manifest('package.json');
const workspaces = Object.fromEntries(
  ['tools', 'browser', 'bench'].map((name) => {
    const each = manifest(`test/packages/${name}/package.json`);
    return [name, Object.keys({ ...each.dependencies, ...each.devDependencies })];
  }),
);

/** Packages of the root that no file imports, each with its reason. */
const NOT_IMPORTED: Record<string, string> = {
  '@opentelemetry/api': 'peer of tracing, one copy',
  '@prisma/client': 'imported by the generated client',
  node: 'the program that runs the project',
  passport: 'peer of @nestjs/passport',
  protobufjs: 'one copy for all of Temporal: ADR 6',
  rxjs: 'peer of @nestjs/common',
  '@fontsource/noto-sans-arabic': 'found by a made-up name: libs/pdf/typesetting/fonts.ts',
  '@fontsource/noto-sans-hebrew': 'found by a made-up name: libs/pdf/typesetting/fonts.ts',
  '@fontsource/noto-emoji': 'found by a made-up name: libs/pdf/typesetting/fonts.ts',
  '@vitejs/plugin-vue': 'imported by the settings of Vite',
};

/** Only tests, checks, benchmarks, the development loop, or what is run by hand to prepare a file that is committed. */
const ONLY_FOR_TESTS =
  /^test\/|^apps\/(?:stack\/(?:testing|dev)|gallery)\/|^apps\/api\/reference\/api-types\.ts$|\/pack-client\.mjs$|\.(?:spec|e2e-spec|workflow-spec|contract)\.ts$|\/prepare-[a-z-]+\.ts$|^docker\/|\.d\.ts$/;

const sources = git('ls-files', '*.ts', '*.mjs', '*.vue').map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

/** Files that name the package, or a part of it, as one imports it. */
function importersOf(name: string): string[] {
  const quoted = new RegExp(`['"\`]${name.replaceAll(/[/.]/g, '\\$&')}(?:/[^'"\`]*)?['"\`]`);
  const imported = sources.filter(({ text }) =>
    text.split('\n').some((line) => quoted.test(line) && /\b(?:from|import|require|resolve)\b/.test(line)),
  );
  return imported.map(({ path }) => path);
}

/** What `npm start` installs is the root's; everything else is in a workspace (docs/decisions/0029). */
describe('the packages of the project', () => {
  it('are the root’s only when something other than a test imports them', () => {
    const misfiled = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !(name in NOT_IMPORTED) && importersOf(name).every((path) => ONLY_FOR_TESTS.test(path)),
    );
    expect(misfiled).toEqual([]);
  });

  it('are a workspace’s only when nothing but tests imports them', () => {
    const misfiled = Object.values(workspaces)
      .flat()
      .filter((name) => importersOf(name).some((path) => !ONLY_FOR_TESTS.test(path)));
    expect(misfiled).toEqual([]);
  });

  it('are those of the benchmarks when only benchmarks import them', () => {
    const others = workspaces['bench']!.filter((name) =>
      importersOf(name).some((path) => !path.startsWith('test/bench/')),
    );
    expect(others).toEqual([]);
  });

  it('stand in one place each', () => {
    const names = [...Object.keys(dependencies), ...Object.keys(devDependencies), ...Object.values(workspaces).flat()];
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
