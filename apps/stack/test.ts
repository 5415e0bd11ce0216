import { listTests, runJest, type Tally } from './run-jest.js';
import { startTemporaryPostgres } from './temporary-postgres.js';
import { startTemporaryTemporal } from './temporary-temporal.js';

/** Suites on real engines: after the quick ones, in two lanes. */
const NEEDS_ENGINES = /^test\/(?!(rooms|docs)\b)|\.(e2e-spec|workflow-spec)\.ts$/;
/** Most of these start a whole stack of their own, stop and kill processes, or look at a browser: one after the other. */
const OWN_STACK = /^(test\/(browser|faults\/(?!cut-uploads))|apps\/stack\/)/;

/**
 * `npm test [-- words that a path must contain]`: unit specs first, then the suites on real engines: two at once,
 * since they wait more than they work; each has a database and a Temporal namespace of its own, or a whole stack. TEST_DATABASE_URL (of a server's maintenance
 * database) and TEST_TEMPORAL_ADDRESS name servers that run already. The last line is `N passed, N failed`. Fails when a
 * test failed and when there was none to run.
 */
export async function main(args: string[]): Promise<number> {
  const options = args.filter((arg) => arg.startsWith('-'));
  const words = args.filter((arg) => !arg.startsWith('-'));
  const files = (await listTests()).filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
  const unit = await runJest(
    files.filter((path) => !NEEDS_ENGINES.test(path)),
    options,
    process.env,
  );
  const suites = await runSuites(
    files.filter((path) => NEEDS_ENGINES.test(path)),
    options,
  );
  const passed = unit.passed + suites.passed;
  const failed = unit.failed + suites.failed;
  if (passed + failed === 0) console.error('There was no test to run.');
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

async function runSuites(files: string[], options: string[]): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const { TEST_DATABASE_URL: url, TEST_TEMPORAL_ADDRESS: address } = process.env;
  const [postgres, temporal] = await Promise.all([
    url ? null : startTemporaryPostgres(),
    address ? null : startTemporaryTemporal((line) => console.error(line)),
  ]);
  try {
    const env = {
      ...process.env,
      TEST_DATABASE_URL: url ?? postgres?.url,
      TEST_TEMPORAL_ADDRESS: address ?? temporal?.address,
    };
    const lanes = [files.filter((path) => !OWN_STACK.test(path)), files.filter((path) => OWN_STACK.test(path))];
    const tallies = await Promise.all(lanes.map((lane) => runJest(lane, ['--runInBand', ...options], env)));
    const sum = (of: keyof Tally): number => tallies.reduce((total, tally) => total + tally[of], 0);
    return { passed: sum('passed'), failed: sum('failed') };
  } finally {
    await Promise.all([postgres?.stop(), temporal?.stop()]);
  }
}
