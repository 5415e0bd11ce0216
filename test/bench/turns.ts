import { collectGarbage } from './garbage.js';

/** Milliseconds of every round, by name. */
export type Turns = Map<string, number[]>;

/**
 * Runs each of them once to warm up, then all in turns, so that a slow moment of the machine meets everybody. What is
 * prepared for a run is not in its time.
 */
export async function inTurns<T>(
  works: { name: string; prepare?: () => Promise<T>; run(prepared: T): Promise<unknown> }[],
  rounds: number,
): Promise<Turns> {
  const turns: Turns = new Map(works.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1)
    for (const { name, prepare, run } of works) {
      const prepared = (await prepare?.()) as T;
      collectGarbage();
      const started = performance.now();
      await run(prepared);
      if (round >= 0) turns.get(name)!.push(performance.now() - started);
    }
  return turns;
}
