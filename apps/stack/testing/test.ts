import { availableParallelism } from 'node:os';
import { exitOnSignals } from '../home/exit-on-signals.js';
import { type TestEngines, watchTests } from './watch-tests.js';
import { listTests, runJest, type Tally } from './run-jest.js';
import { startTemporaryPostgres } from '../database/temporary-postgres.js';
import { startTemporaryTemporal } from './temporary-temporal.js';

/** Suites with real PostgreSQL and Temporal, after the unit specs. */
const NEEDS_ENGINES = /^test\/(?!architecture\/|chaos\/run\/|docs\b|packages\b)|\.(e2e-spec|workflow-spec)\.ts$/;
/** Suites that start their own stack, kill processes, or use a browser. */
const OWN_STACK = /^(test\/(browser|upgrade|chaos\/(?!cut-uploads|run\/))|apps\/stack\/)/;
/** Mostly waits, so it may run beside the other. */
const SLEEPS = /^test\/browser\/offline/;

/**
 * `npm test [-- words that a path must contain]`: unit specs first, then the suites with real servers: two at once, since
 * they wait more than they work; each has a database and a Temporal namespace of its own, or a whole stack. TEST_DATABASE_URL
 * (of a server's maintenance database) and TEST_TEMPORAL_ADDRESS name servers that run already. The last line is
 * `N passed, N failed`. With --watch they run again after each save, see dev/watch-tests.ts. Fails when a test failed and when there was none to run.
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

/** No test to run counts as one that failed. */
export async function runTests(args: string[]): Promise<Tally> {
  const options = args.filter((arg) => arg.startsWith('-'));
  const files = await selectTests(args);
  // jest leaves a core idle, which is half of a small machine
  const unit = await runJest(files.unit, ['--maxWorkers=100%', ...options], process.env);
  const suites = await runSuites(files.suites, options);
  const passed = unit.passed + suites.passed;
  const failed = unit.failed + suites.failed;
  if (passed + failed > 0) return { passed, failed };
  console.error('There was no test to run.');
  return { passed: 0, failed: 1 };
}

async function runSuites(files: string[], options: string[]): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const engines = await startTestEngines();
  try {
    return await runInTurns(files, options, engines.env);
  } finally {
    await engines.stop();
  }
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

/**
 * Each suite in its own jest process, since a shared one accumulates leaks. For each two cores, one runner goes
 * through the suites with their own stack, another through those that share the servers; the first to finish helps
 * the other.
 */
async function runInTurns(files: string[], options: string[], env: NodeJS.ProcessEnv): Promise<Tally> {
  const sleeping = files.filter((path) => SLEEPS.test(path));
  const own = files.filter((path) => OWN_STACK.test(path) && !SLEEPS.test(path));
  const sharing = files.filter((path) => !OWN_STACK.test(path));
  const total: Tally = { passed: 0, failed: 0 };
  const took: { path: string; seconds: number }[] = [];
  const turn = async (next: () => string | undefined): Promise<void> => {
    for (let path = next(); path !== undefined; path = next()) {
      const started = Date.now();
      const { passed, failed } = await runJest([path], ['--runInBand', '--verbose=false', ...options], env);
      took.push({ path, seconds: Math.round((Date.now() - started) / 1000) });
      total.passed += passed;
      total.failed += failed;
    }
  };
  const pairs = Array.from({ length: Math.max(1, Math.floor(availableParallelism() / 2)) }, () => [
    turn(() => own.shift() ?? sharing.pop()),
    turn(() => sharing.shift() ?? own.pop()),
  ]);
  await Promise.all([...pairs.flat(), turn(() => sleeping.shift())]);
  if (took.length > SLOWEST) console.error(slowest(took).join('\n'));
  return total;
}
