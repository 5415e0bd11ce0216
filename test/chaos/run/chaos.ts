import { setTimeout as delay } from 'node:timers/promises';
import { Chance } from './chance.js';
import { drain } from './drain.js';
import { FAULTS, calm, forbid, leftovers } from './faults.js';
import { FAULT_NAMES, type FaultName } from './fault-names.js';
import { balanced } from '../invariants/balanced.js';
import { driveOnce } from '../invariants/drive-once.js';
import { noSecrets } from '../invariants/no-secrets.js';
import { oneTruth } from '../invariants/one-truth.js';
import { paidOnce } from '../invariants/paid-once.js';
import { startedOnce } from '../invariants/started-once.js';
import { wholeFiles } from '../invariants/whole-files.js';
import { Ledger } from './ledger.js';
import { buy, live } from './actors.js';
import { waitUntilSettled } from './people.js';
import type { Mutant } from './mutants.js';
import type { ChaosReport } from './report.js';
import { Environment } from './environment.js';

export interface ChaosOptions {
  seed: number;
  minutes: number;
  /** It goes on beyond its minutes until it has broken so much, on however slow a machine; none when left out. */
  leastFaults?: number;
  authors: number;
  workers: number;
  only: FaultName[];
  plant?: Mutant;
  keep: boolean;
  tell: (line: string) => void;
}

/**
 * Everything has to come to its end within this time once nothing is broken any more. Only what is stuck takes so long: a
 * slow machine is no fault.
 */
const DRAIN_MS = 600_000;
/** A planted bug that keeps something from its end need not be waited for as long. */
const PLANT_DRAIN_MS = 90_000;
/** A supervisor that restarts what dies all the time waits longer and longer: it is given room to breathe. */
const PAUSE_MS = [600, 3_500] as const;
/** Rare since they stop all work for a while. */
const SELDOM: FaultName[] = ['crash', 'deploy'];

/** One run: starts everything, has people work, breaks things, lets it drain, and checks the laws. */
export async function runChaos(ask: ChaosOptions): Promise<ChaosReport> {
  const started = Date.now();
  const stage = await Environment.open(ask.workers, ask.plant);
  const ledger = new Ledger();
  const injected = new Map<string, number>();
  let left: string[] = [];
  let { keep } = ask;
  try {
    await forbid(stage);
    const chance = new Chance(ask.seed);
    const { authors, buyers, support, finance } = await waitUntilSettled(stage, ledger, chance, ask.authors);
    const until = Date.now() + ask.minutes * 60_000;
    let broken = false;
    const goesOn = (): boolean => Date.now() < until || !broken;
    ask.tell(`Ready after ${seconds(started)} s. ${authors.length} authors work, for ${ask.minutes} min.`);
    const books = () => ledger.made.filter(({ route }) => route === 'books');
    const work = Promise.allSettled([
      ...authors.map((author) =>
        live(author, goesOn, () =>
          books()
            .filter((made) => made.author !== author.email)
            .flatMap(({ ids }) => [...ids]),
        ),
      ),
      ...buyers.map(async (buyer, index) => {
        await delay((index / buyers.length) * ask.minutes * 50_000);
        await buy(buyer, support, index % 4 !== 3);
      }),
    ]);
    try {
      await breakThings(stage, chance, ask, until, injected);
    } finally {
      broken = true;
    }
    await calm(stage);
    ask.tell('Nothing is broken any more; waiting until everything has ended.');
    for (const result of await work)
      if (result.status === 'rejected') ledger.violate('L7', `A person gave up: ${String(result.reason)}`);
    const drained = Date.now();
    left = await drain(stage, { people: [...authors, ...buyers], finance }, ask.plant ? PLANT_DRAIN_MS : DRAIN_MS);
    for (const each of left) ledger.violate('L2', `There are still ${each}`);
    ask.tell(`${left.length === 0 ? 'Everything has ended' : 'Not everything has ended'} after ${seconds(drained)} s.`);
    for (const law of [startedOnce, wholeFiles, paidOnce, balanced, driveOnce, noSecrets]) await law(stage, ledger);
    await oneTruth(stage, ledger, support);
    ledger.count('unread leftovers of killed writers', await leftovers(stage));
    const { seed, minutes, authors: people, workers } = ask;
    // a planted bug has to be found: that run is as it should be
    if (ledger.violations.length > 0 && !ask.plant) keep = true;
    return {
      seed,
      minutes,
      authors: people,
      workers,
      plant: ask.plant?.name ?? null,
      seconds: seconds(started),
      faults: Object.fromEntries([...injected].sort()),
      restarts: stage.restarts(),
      figures: Object.fromEntries([...ledger.counts].sort()),
      violations: ledger.violations,
    };
  } catch (error) {
    keep = true; // a run that came to no end is looked into
    throw error;
  } finally {
    await stage.close(keep);
    if (keep) ask.tell(`Kept: ${stage.folder}`);
  }
}

async function breakThings(
  stage: Environment,
  chance: Chance,
  ask: ChaosOptions,
  until: number,
  injected: Map<string, number>,
): Promise<void> {
  const names = ask.plant?.faults ?? (ask.only.length > 0 ? ask.only : FAULT_NAMES);
  const done = (): number => [...injected.values()].reduce((sum, count) => sum + count, 0);
  while (Date.now() < until || done() < (ask.leastFaults ?? 0)) {
    await delay(chance.between(...PAUSE_MS));
    const name = chance.pick(names);
    if (names.length > 1 && SELDOM.includes(name) && !chance.happens(0.2)) continue;
    const fault = await FAULTS[name](stage, chance, ask.plant?.focus ?? []).catch((error: unknown) => {
      ask.tell(`(${name} could not be done: ${(error as Error).message.slice(0, 120)})`);
      return null;
    });
    if (fault) injected.set(fault, (injected.get(fault) ?? 0) + 1);
  }
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);
