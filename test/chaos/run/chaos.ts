import { setTimeout as delay } from 'node:timers/promises';
import { Chance } from './chance.js';
import { drain } from './drain.js';
import { FAULTS, endFaults, forbid, leftovers } from './faults.js';
import { FAULT_NAMES, type FaultName } from './fault-names.js';
import { balanced } from '../invariants/balanced.js';
import { driveOnce } from '../invariants/drive-once.js';
import { noSecrets } from '../invariants/no-secrets.js';
import { oneTruth } from '../invariants/one-truth.js';
import { paidOnce } from '../invariants/paid-once.js';
import { startedOnce } from '../invariants/started-once.js';
import { wholeFiles } from '../invariants/whole-files.js';
import { Ledger } from './ledger.js';
import { buy, runAuthor } from './actors.js';
import { createPeople } from './people.js';
import type { Mutant } from './mutants.js';
import type { ChaosReport } from './report.js';
import { Environment } from './environment.js';

export interface ChaosOptions {
  seed: number;
  minutes: number;
  /** Faults are injected beyond `minutes` until there are this many: a slow machine needs longer. */
  minFaults?: number;
  authors: number;
  workers: number;
  only: FaultName[];
  mutant?: Mutant;
  keep: boolean;
  log: (line: string) => void;
}

/**
 * Everything has to end within this time after the last fault. It is generous, so that a slow machine does not fail.
 */
const DRAIN_MS = 600_000;
/** A run of a mutant waits less: some mutants prevent the end. */
const MUTANT_DRAIN_MS = 90_000;
/** Pauses between faults, since the supervisor backs off when a process dies repeatedly. */
const PAUSE_MS = [600, 3_500] as const;
/** Injected less often, since they stop all work for a while. */
const RARE: FaultName[] = ['crash', 'deploy'];

/** One run: starts the platform, runs actors, injects faults, waits for the end of all work, and checks the invariants. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const started = Date.now();
  const environment = await Environment.open(options.workers, options.mutant);
  const ledger = new Ledger();
  const injected = new Map<string, number>();
  let left: string[] = [];
  let { keep } = options;
  try {
    await forbid(environment);
    const chance = new Chance(options.seed);
    const { authors, buyers, support, finance } = await createPeople(environment, ledger, chance, options.authors);
    const until = Date.now() + options.minutes * 60_000;
    let ended = false;
    const goesOn = (): boolean => Date.now() < until || !ended;
    options.log(`Ready after ${seconds(started)} s. ${authors.length} authors work, for ${options.minutes} min.`);
    const books = () => ledger.made.filter(({ route }) => route === 'books');
    const work = Promise.allSettled([
      ...authors.map((author) =>
        runAuthor(author, goesOn, () =>
          books()
            .filter((made) => made.author !== author.email)
            .flatMap(({ ids }) => [...ids]),
        ),
      ),
      ...buyers.map(async (buyer, index) => {
        await delay((index / buyers.length) * options.minutes * 50_000);
        await buy(buyer, support, index % 4 !== 3);
      }),
    ]);
    try {
      await injectFaults(environment, chance, options, until, injected);
    } finally {
      ended = true;
    }
    await endFaults(environment);
    options.log('No more faults; waiting until everything has ended.');
    for (const result of await work)
      if (result.status === 'rejected') ledger.violate('L7', `A person gave up: ${String(result.reason)}`);
    const drained = Date.now();
    left = await drain(
      environment,
      { people: [...authors, ...buyers], finance },
      options.mutant ? MUTANT_DRAIN_MS : DRAIN_MS,
    );
    for (const each of left) ledger.violate('L2', `There are still ${each}`);
    options.log(
      `${left.length === 0 ? 'Everything has ended' : 'Not everything has ended'} after ${seconds(drained)} s.`,
    );
    for (const check of [startedOnce, wholeFiles, paidOnce, balanced, driveOnce, noSecrets])
      await check(environment, ledger);
    await oneTruth(environment, ledger, support);
    ledger.count('unread leftovers of killed writers', await leftovers(environment));
    const { seed, minutes, authors: people, workers } = options;
    // violations are expected in the run of a mutant
    if (ledger.violations.length > 0 && !options.mutant) keep = true;
    return {
      seed,
      minutes,
      authors: people,
      workers,
      mutant: options.mutant?.name ?? null,
      seconds: seconds(started),
      faults: Object.fromEntries([...injected].sort()),
      restarts: environment.restarts(),
      figures: Object.fromEntries([...ledger.counts].sort()),
      violations: ledger.violations,
    };
  } catch (error) {
    keep = true; // for the analysis of a run that crashed
    throw error;
  } finally {
    await environment.close(keep);
    if (keep) options.log(`Kept: ${environment.folder}`);
  }
}

async function injectFaults(
  environment: Environment,
  chance: Chance,
  options: ChaosOptions,
  until: number,
  injected: Map<string, number>,
): Promise<void> {
  const names = options.mutant?.faults ?? (options.only.length > 0 ? options.only : FAULT_NAMES);
  const done = (): number => [...injected.values()].reduce((sum, count) => sum + count, 0);
  while (Date.now() < until || done() < (options.minFaults ?? 0)) {
    await delay(chance.between(...PAUSE_MS));
    const name = chance.pick(names);
    if (names.length > 1 && RARE.includes(name) && !chance.happens(0.2)) continue;
    const fault = await FAULTS[name](environment, chance, options.mutant?.focus ?? []).catch((error: unknown) => {
      options.log(`(${name} could not be injected: ${(error as Error).message.slice(0, 120)})`);
      return null;
    });
    if (fault) injected.set(fault, (injected.get(fault) ?? 0) + 1);
  }
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);
