import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { endWithParent } from '../home/end-with-parent.js';
import { inProject, projectRoot } from '../project.js';

export interface Tally {
  passed: number;
  failed: number;
}

const jestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});
type JestResult = z.infer<typeof jestResult>;

/** jest's summary, which is replaced by one for all runs. */
const SUMMARY = /^\S*(Test Suites:|Tests:|Snapshots:|Time:|Ran all test suites|Test results written to:)/;

/** Maximum time to close open handles after the last result. */
const EXIT_WITHIN_MS = 15_000;

/**
 * Runs jest on the files and returns its counts. A suite that cannot be loaded counts as one failed test, and
 * so does a jest run without a result. `abort` ends it at once.
 */
export async function runJest(
  files: string[],
  args: string[],
  env: NodeJS.ProcessEnv,
  abort?: AbortSignal,
): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const folder = await mkdtemp(join(tmpdir(), 'colorbook-jest-'));
  const outputFile = join(folder, 'result.json');
  try {
    const result = await jest(
      [...args, '--json', `--outputFile=${outputFile}`, '--runTestsByPath', ...files],
      env,
      outputFile,
      abort,
    );
    if (!result) return { passed: 0, failed: 1 };
    return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function jest(
  args: string[],
  env: NodeJS.ProcessEnv,
  outputFile: string,
  abort?: AbortSignal,
): Promise<JestResult | undefined> {
  // jest prints its report to the error stream and, with --json, the result to the output: that goes to the file only.
  const child = spawn(process.execPath, [...jestCommand(), ...args], {
    cwd: projectRoot(),
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // a suite's workers drain on SIGTERM
  endWithParent(child, { signal: 'SIGKILL' });
  const kill = (): void => void child.kill('SIGKILL');
  abort?.addEventListener('abort', kill);
  if (abort?.aborted) kill();
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!SUMMARY.test(line)) console.error(line);
  });
  let hanging: NodeJS.Timeout | undefined;
  const watch = setInterval(() => {
    void readResult(outputFile).then((result) => {
      if (!result) return;
      clearInterval(watch);
      hanging = setTimeout(() => {
        console.error('A suite left something open; jest is ended.');
        child.kill('SIGKILL');
      }, EXIT_WITHIN_MS);
    });
  }, 1_000);
  await once(child, 'exit');
  abort?.removeEventListener('abort', kill);
  clearInterval(watch);
  clearTimeout(hanging);
  return readResult(outputFile);
}

/** Test files that jest's own settings find, as paths from the root. */
export async function listTests(): Promise<string[]> {
  const child = spawn(process.execPath, [...jestCommand(), '--listTests', '--json'], { cwd: projectRoot() });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error(`jest could not list the tests:\n${output}`);
  const root = `${projectRoot()}/`;
  const paths = z.array(z.string()).parse(JSON.parse(output.slice(output.indexOf('['))));
  return paths.map((path) => path.replace(root, '')).sort();
}

function jestCommand(): string[] {
  return ['--experimental-vm-modules', '--no-warnings', inProject('node_modules', 'jest', 'bin', 'jest.js')];
}

async function readResult(path: string): Promise<JestResult | undefined> {
  try {
    return jestResult.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
