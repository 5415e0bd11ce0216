/**
 * The marks of an axis from 0 to `most` or a little over it, in steps of 1, 2 or 5 times a power of ten. `whole` for what is
 * counted: there is no half of a book.
 */
export function numberTicks(most: number, whole: boolean, steps = 3): number[] {
  if (most <= 0) return [0];
  const least = Math.max(most / steps, whole ? 1 : 0);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((by) => by * power >= least * (1 - 1e-9)) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-6) + 1 }, (_, index) => index * step);
}
