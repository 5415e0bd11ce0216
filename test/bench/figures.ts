/** The middle of a list of figures; NaN of none. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The figure below which this share (0–1) of a list lies; NaN of none. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of the ratios of rounds that were run in turns: what slowed one round slowed both. */
export const medianRatio = (ours: number[], theirs: number[]): number => median(ratios(ours, theirs));

export const ratios = (ours: number[], theirs: number[]): number[] => ours.map((each, at) => each / theirs[at]!);

/** All rounds, so that the median can be checked. */
export const inRounds = (values: number[], digits = 2): string => values.map((each) => each.toFixed(digits)).join('  ');

/** Seconds that some work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
