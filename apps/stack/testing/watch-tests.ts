import { projectRoot } from '../project.js';
import { runJest, type Tally } from './run-jest.js';
import { loadRebuild } from '../dev/load-rebuild.js';
import { dropTestDatabases } from '../database/test-databases.js';
import { watchSources } from '../dev/watch-sources.js';

const WATCHED = ['apps', 'workflows', 'activities', 'libs', 'prisma', 'test'];
/** Debounce delay. */
const DEBOUNCE_MS = 60;
/** Sources whose change invalidates the template database. */
const OF_THE_TEMPLATE = /^prisma\/migrations\/|^libs\/database\/migrate/;

export interface TestEngines {
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export interface Selection {
  unit: string[];
  suites: string[];
}

/**
 * `npm test -- --watch WORDS`: runs the tests, and again after each save, which ends a run that is under way. PostgreSQL and
 * Temporal are started once; jest runs the sources, so only the workflow bundle is built, when workflows
 * change. Failed suites run first. Ends on a signal.
 */
export async function watchTests(
  select: () => Promise<Selection>,
  startEngines: () => Promise<TestEngines>,
): Promise<never> {
  const rebuild = await loadRebuild();
  let engines: TestEngines | undefined;
  const failing = new Set<string>();
  const saved = new Set<string>();
  let next = Promise.withResolvers<void>();
  let abort = new AbortController();
  watchSources(WATCHED, (path) => {
    saved.add(path);
    abort.abort();
    setTimeout(() => next.resolve(), DEBOUNCE_MS);
  });

  for (;;) {
    const changed = [...saved];
    saved.clear();
    abort = new AbortController();
    next = Promise.withResolvers();
    const started = Date.now();
    try {
      await rebuild.recompile(projectRoot());
      await rebuild.rebundle(projectRoot());
      const { unit, suites } = await select();
      if (suites.length > 0) engines ??= await startEngines();
      const template = changed.some((path) => OF_THE_TEMPLATE.test(path));
      await clearDatabases(engines, template);
      const run = runOnce({ unit, suites: failingFirst(suites, failing), env: engines?.env ?? process.env, failing });
      reportRun(await run(abort.signal), abort.signal, started);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
    await next.promise;
  }
}

async function clearDatabases(engines: TestEngines | undefined, template: boolean): Promise<void> {
  const url = engines?.env['TEST_DATABASE_URL'];
  // an external server may have other users
  if (url && !process.env['TEST_DATABASE_URL']) await dropTestDatabases(url, { template });
}

const failingFirst = (suites: string[], failing: Set<string>): string[] => [
  ...suites.filter((path) => failing.has(path)),
  ...suites.filter((path) => !failing.has(path)),
];

/** Unit specs in one jest, since they are quick; then each suite in one of its own, as without --watch. */
function runOnce({ unit, suites, env, failing }: Selection & { env: NodeJS.ProcessEnv; failing: Set<string> }) {
  return async (abort: AbortSignal): Promise<Tally> => {
    const total: Tally = { passed: 0, failed: 0 };
    const add = ({ passed, failed }: Tally): void => {
      total.passed += passed;
      total.failed += failed;
    };
    add(await runJest(unit, ['--maxWorkers=100%'], env, abort));
    for (const path of suites) {
      if (abort.aborted) break;
      const tally = await runJest([path], ['--runInBand', '--verbose=false'], env, abort);
      if (abort.aborted) break;
      if (tally.failed > 0) failing.add(path);
      else failing.delete(path);
      add(tally);
    }
    return total;
  };
}

function reportRun({ passed, failed }: Tally, abort: AbortSignal, started: number): void {
  if (abort.aborted) return console.log('\nA source was saved; starting again.');
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`\n${passed} passed, ${failed} failed  ${seconds} s; waiting for the next save`);
}
