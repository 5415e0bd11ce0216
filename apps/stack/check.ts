import { spawnSync } from 'node:child_process';
import { inProject, projectRoot } from './project.js';
import { main as test } from './test.js';

const STEPS: [name: string, script: string, args: string[]][] = [
  ['Format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['Lint', 'oxlint/bin/oxlint', []],
  ['Types', 'typescript/bin/tsc', ['-p', '.', '--noEmit']],
  ['Types of the console', 'vue-tsc/bin/vue-tsc.js', ['-p', 'apps/console', '--noEmit']],
];

/** `npm run check`: all of format, lint and types, so that one run shows everything; then the tests. */
export async function main(args: string[]): Promise<number> {
  const failed = STEPS.filter(([name, script, own]) => {
    const started = Date.now();
    const path = inProject('node_modules', script);
    const { status } = spawnSync(process.execPath, [path, ...own], { cwd: projectRoot(), stdio: 'inherit' });
    console.log(`${status === 0 ? '✔' : '✘'} ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return status !== 0;
  });
  const tests = await test(args);
  if (failed.length > 0) console.log(`Mend these too: ${failed.map(([name]) => name.toLowerCase()).join(', ')}`);
  return failed.length > 0 ? 1 : tests;
}
