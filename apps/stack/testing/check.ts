import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithParent } from '../home/end-with-parent.js';
import { exitOnSignals } from '../home/exit-on-signals.js';
import { inProject, projectRoot } from '../project.js';
import type { Tally } from './run-jest.js';
import { closeRun, runTests } from './test.js';

export interface Step {
  name: string;
  script: string;
  args: string[];
}

const SOURCES = ['apps', 'workflows', 'activities', 'libs', 'prisma', 'test'];
const STEPS: Step[] = [
  { name: 'Format', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'Lint', script: 'oxlint/bin/oxlint', args: ['--type-aware'] },
  { name: 'Boundaries', script: 'dependency-cruiser/bin/dependency-cruiser.mjs', args: SOURCES },
  { name: 'Dead code and packages', script: 'knip/bin/knip.js', args: ['--no-config-hints'] },
  { name: 'Types', script: 'typescript/bin/tsc', args: ['-p', '.', '--noEmit'] },
  { name: 'Types of the console', script: 'vue-tsc/bin/vue-tsc.js', args: ['-p', 'apps/console', '--noEmit'] },
  { name: 'Types of the gallery', script: 'vue-tsc/bin/vue-tsc.js', args: ['-p', 'apps/gallery', '--noEmit'] },
];

/**
 * `npm run check`, which is what `.ci/run` runs: all of format, lint and types at once, so that one run shows everything;
 * then the tests. Each step counts as a test, so that the closing line says 0 failed exactly when the exit code is 0.
 */
export async function main(args: string[]): Promise<number> {
  exitOnSignals();
  const steps = await runSteps(STEPS);
  const tests = await runTests(args);
  return closeRun([steps, tests]);
}

/** Runs the steps side by side: each uses one core. */
export async function runSteps(steps: Step[], say = console.log): Promise<Tally> {
  const passed = await Promise.all(steps.map((step) => runStep(step, say)));
  return { passed: passed.filter(Boolean).length, failed: passed.filter((fine) => !fine).length };
}

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
