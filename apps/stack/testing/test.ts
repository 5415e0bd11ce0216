import { availableParallelism } from 'node:os';
import { exitOnSignals } from '../home/exit-on-signals.js';
import { type TestEngines, watchTests } from './watch-tests.js';
import { listTests, runJest, type Tally } from './run-jest.js';
import { runJobs, type Job } from './schedule.js';
import { isListed, loadOf } from './suite-loads.js';
import { inProject } from '../project.js';
import { startTemporaryPostgres } from '../database/temporary-postgres.js';
import { startTemporaryTemporal } from './temporary-temporal.js';

/** Suites with real PostgreSQL and Temporal, after the unit specs. */
const NEEDS_ENGINES = /^test\/(?!architecture\/|chaos\/run\/|docs\b|packages\b)|\.(e2e-spec|workflow-spec)\.ts$/;
/** Cores to plan for, of each one that there is: suites wait, too. */
const PLANNED_CORES = 1.3;
/** Longer than any suite: a job of a run that starts first. */
export const FIRST_SECONDS = 10_000;

/**
 * `npm test [-- words that a path must contain]`: unit specs first, and beside them as many of the suites with real servers as the
 * machine has room for; each has a database and a Temporal namespace of its own, or a whole stack. TEST_DATABASE_URL
 * (of a server's maintenance database) and TEST_TEMPORAL_ADDRESS name servers that run already. The last line is
 * `N passed, N failed`. With --watch they run again after each save, see watch-tests.ts. Fails when a test failed and when there was none to run.
 */
export async function main(args: string[]): Promise<number> {
  exitOnSignals();
  if (args.includes('--watch')) return watchTests(() => selectTests(args), startTestEngines);
  return closeRun([await runTests(args)]);
}

/** Prints the last line, `N passed, N failed`, and returns the exit code. */
export function closeRun(tallies: Tally[], say = console.log): number {
  const passed = tallies.reduce((sum, each) => sum + each.passed, 0);
  const failed = tallies.reduce((sum, each) => sum + each.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** Files whose path contains one of the words, or all. */
async function selectTests(args: string[]): Promise<{ unit: string[]; suites: string[] }> {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const files = (await listTests()).filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
  return {
    unit: files.filter((path) => !NEEDS_ENGINES.test(path)),
    suites: files.filter((path) => NEEDS_ENGINES.test(path)),
  };
}

/** Runs the tests and `more` jobs, which start before them. No test to run counts as one that failed. */
export async function runTests(args: string[], more: Job[] = []): Promise<Tally> {
  const options = args.filter((arg) => arg.startsWith('-'));
  const { unit, suites } = await selectTests(args);
  const total: Tally = { passed: 0, failed: 0 };
  const engines = suites.length > 0 ? await startTestEngines() : undefined;
  try {
    const [alone, together] = [unit.filter(isListed), unit.filter((path) => !isListed(path))];
    const jobs = [
      ...more,
      ...unitJobs(together, options, total),
      ...suiteJobs([...alone, ...suites], options, engines?.env ?? process.env, total),
    ];
    await runJobs(jobs, availableParallelism() * PLANNED_CORES);
  } finally {
    await engines?.stop();
  }
  if (total.passed + total.failed > 0) return total;
  console.error('There was no test to run.');
  return { passed: 0, failed: 1 };
}

const add = (total: Tally, { passed, failed }: Tally): void => {
  total.passed += passed;
  total.failed += failed;
};

/** One jest for each core. */
function unitJobs(files: string[], options: string[], total: Tally): Job[] {
  const shares = Array.from({ length: availableParallelism() }, (_, core, cores = availableParallelism()) =>
    files.filter((_path, at) => at % cores === core),
  );
  return shares.map((share) => ({
    name: 'unit specs',
    seconds: FIRST_SECONDS - 1,
    cores: 1,
    run: async () => add(total, await runJest(share, ['--runInBand', '--verbose=false', ...options], process.env)),
  }));
}

/** Each suite in its own jest process, since a shared one accumulates leaks. */
function suiteJobs(files: string[], options: string[], env: NodeJS.ProcessEnv, total: Tally): Job[] {
  const took: { path: string; seconds: number }[] = [];
  return files.map((path) => ({
    name: path,
    ...loadOf(path),
    run: async () => {
      const started = Date.now();
      add(total, await runJest([path], ['--runInBand', '--verbose=false', ...options], env));
      took.push({ path, seconds: Math.round((Date.now() - started) / 1000) });
      if (took.length === files.length && files.length > SLOWEST) console.error(slowest(took).join('\n'));
    },
  }));
}

/** PostgreSQL and Temporal for all suites, unless the environment names servers; and the suites' environment. */
async function startTestEngines(): Promise<TestEngines> {
  const { TEST_DATABASE_URL: url, TEST_TEMPORAL_ADDRESS: address } = process.env;
  const [postgres, temporal] = await Promise.all([
    url ? null : startTemporaryPostgres(),
    address ? null : startTemporaryTemporal((line) => console.error(line)),
  ]);
  const env = {
    ...process.env,
    TEST_DATABASE_URL: url ?? postgres?.url,
    TEST_TEMPORAL_ADDRESS: address ?? temporal?.address,
    // otherwise each suite would create one, which takes three seconds of a core
    TEST_WORKFLOW_BUNDLE: inProject('dist', 'workflow-bundle.js'),
  };
  return { env, stop: async () => void (await Promise.all([postgres?.stop(), temporal?.stop()])) };
}

/** Number of slowest suites in the summary. */
const SLOWEST = 10;

const slowest = (took: { path: string; seconds: number }[]): string[] => [
  '\nThe slowest suites:',
  ...[...took]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map(({ path, seconds }) => `${String(seconds).padStart(5)} s  ${path}`),
];
