/**
 * Shares an amount out by weight, to the minor unit: the parts add up to it exactly. Whole parts first, then one unit each
 * to the largest rests; of equal rests, to the first.
 */
export function shareOut(amount: bigint, weights: number[]): bigint[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  if (total === 0n) return weights.map(() => 0n);
  const size = amount < 0n ? -amount : amount;
  const parts = weights.map((weight, index) => {
    const exact = size * BigInt(weight);
    return { index, part: exact / total, rest: exact % total };
  });
  let left = size - parts.reduce((sum, { part }) => sum + part, 0n);
  for (const each of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    each.part += 1n;
    left -= 1n;
  }
  return parts.map(({ part }) => (amount < 0n ? -part : part));
}
