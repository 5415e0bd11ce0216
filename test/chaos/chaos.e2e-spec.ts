import { describe, expect, it } from '@jest/globals';
import { runChaos } from './run/chaos.js';

/** Counted rather than timed, so that a slow machine gets as many as a fast one. */
const MIN_FAULTS = 8;
/** Seed of the run's choices; a failing run can be repeated with it: `npm run chaos -- --seed N`. */
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);

describe(`actors at work while faults are injected (FAULT_SEED=${SEED})`, () => {
  it('hold every invariant', async () => {
    const lines: string[] = [];
    const report = await runChaos({
      seed: SEED,
      minutes: 0.7,
      minFaults: MIN_FAULTS,
      authors: 4,
      workers: 2,
      only: [],
      keep: false,
      log: (line) => lines.push(line),
    });
    const kept = lines.filter((line) => line.startsWith('Kept: '));
    expect({ violations: report.violations, kept }).toEqual({ violations: [], kept: [] });
    // a run without work or without faults proves nothing
    expect(Object.values(report.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(MIN_FAULTS);
    expect(report.figures['jobs'] ?? 0).toBeGreaterThanOrEqual(5);
    expect(report.figures['charges'] ?? 0).toBeGreaterThanOrEqual(4);
  }, 1_800_000);

  it('detect a mutant', async () => {
    const { MUTANTS } = await import('./run/mutants.js');
    const mutant = MUTANTS.find(({ name }) => name === 'post-twice')!;
    const report = await runChaos({
      seed: SEED,
      minutes: 0.2,
      authors: 1,
      workers: 1,
      only: [],
      mutant,
      keep: false,
      log: () => undefined,
    });
    expect(report.violations.map(({ invariant }) => invariant)).toContain(mutant.invariant);
  }, 900_000);
});
