import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithParent } from '../home/end-with-parent.js';
import { exitOnSignals } from '../home/exit-on-signals.js';
import { inProject, projectRoot } from '../project.js';
import type { Tally } from './run-jest.js';
import type { Job } from './schedule.js';
import { closeRun, FIRST_SECONDS, runTests } from './test.js';

export interface Step {
  name: string;
  script: string;
  args: string[];
}

const SOURCES = ['apps', 'workflows', 'activities', 'libs', 'prisma', 'test'];
/** The longest first. */
const STEPS: Step[] = [
  { name: 'Format', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'Types', script: 'typescript/bin/tsc', args: ['-p', '.', '--noEmit'] },
  { name: 'Types of the console', script: 'vue-tsc/bin/vue-tsc.js', args: ['-p', 'apps/console', '--noEmit'] },
  { name: 'Lint', script: 'oxlint/bin/oxlint', args: ['--type-aware'] },
  { name: 'Types of the gallery', script: 'vue-tsc/bin/vue-tsc.js', args: ['-p', 'apps/gallery', '--noEmit'] },
  { name: 'Boundaries', script: 'dependency-cruiser/bin/dependency-cruiser.mjs', args: SOURCES },
  { name: 'Dead code and packages', script: 'knip/bin/knip.js', args: ['--no-config-hints'] },
];

/**
 * `npm run check`, which is what `.ci/run` runs: format, lint and types, and then the tests, whatever the first ones say, so that
 * one run shows everything. Each step counts as a test, so that the closing line says 0 failed exactly when the exit code is 0.
 */
export async function main(args: string[]): Promise<number> {
  exitOnSignals();
  const steps: Tally = { passed: 0, failed: 0 };
  const tests = await runTests(args, stepJobs(STEPS, steps));
  return closeRun([steps, tests]);
}

/** A job of each step, which uses one core and counts in `total`. */
export const stepJobs = (steps: Step[], total: Tally, say = console.log): Job[] =>
  steps.map((step) => ({
    name: step.name,
    seconds: FIRST_SECONDS,
    cores: 1,
    run: async () => {
      if (await runStep(step, say)) total.passed += 1;
      else total.failed += 1;
    },
  }));

async function runStep({ name, script, args }: Step, say: (line: string) => void): Promise<boolean> {
  const started = Date.now();
  const child = spawn(process.execPath, [inProject('node_modules', script), ...args], {
    cwd: projectRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  endWithParent(child);
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) say(Buffer.concat(output).toString().trimEnd());
  say(`${code === 0 ? '✔' : '✘'} ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return code === 0;
}
