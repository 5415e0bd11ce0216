import { describe, expect, it } from '@jest/globals';
import { runChaos } from './run/chaos.js';

/** Counted rather than timed: a slow machine meets as many as a fast one, later. */
const LEAST_FAULTS = 8;
/** Seed of the run's choices; a failing run can be repeated with it: `npm run faults -- --seed N`. */
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);

describe(`authors at work while everything breaks (FAULT_SEED=${SEED})`, () => {
  it('keeps every promise', async () => {
    const said: string[] = [];
    const report = await runChaos({
      seed: SEED,
      minutes: 0.7,
      leastFaults: LEAST_FAULTS,
      authors: 4,
      workers: 2,
      only: [],
      keep: false,
      tell: (line) => said.push(line),
    });
    const kept = said.filter((line) => line.startsWith('Kept: '));
    expect({ violations: report.violations, kept }).toEqual({ violations: [], kept: [] });
    // a run that made nothing, or broke nothing, would prove nothing
    expect(Object.values(report.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(LEAST_FAULTS);
    expect(report.figures['jobs'] ?? 0).toBeGreaterThanOrEqual(5);
    expect(report.figures['charges'] ?? 0).toBeGreaterThanOrEqual(4);
  }, 1_800_000);

  it('finds a bug that was planted', async () => {
    const { MUTANTS: PLANTS } = await import('./run/mutants.js');
    const plant = PLANTS.find(({ name }) => name === 'post-twice')!;
    const report = await runChaos({
      seed: SEED,
      minutes: 0.2,
      authors: 1,
      workers: 1,
      only: [],
      plant,
      keep: false,
      tell: () => undefined,
    });
    expect(report.violations.map(({ law }) => law)).toContain(plant.law);
  }, 900_000);
});
