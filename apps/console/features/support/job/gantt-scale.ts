/** Milliseconds since 1970. */
export type Interval = readonly [from: number, to: number];

/** A pause in which nothing ran, drawn shorter than it was. */
export interface Gap {
  from: number;
  to: number;
}
export interface Scale {
  /** 0 to 1 for a moment in ms. */
  at(moment: number): number;
  /** The moment at 0 to 1. */
  momentAt(place: number): number;
  gaps: Gap[];
}

/** A pause is squeezed when it is longer than this share of all the work, and shown as long as the second share. */
const LONG = 0.15;
const SHOWN = 0.06;
const SHORTEST_GAP_MS = 2_000;

/** Overlapping intervals as one, in order. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/**
 * A time axis on which a job that waited for two days still shows its four seconds of work: straight where something
 * ran, squeezed where nothing did.
 */
export function scaleOf(busy: readonly Interval[], start: number, end: number): Scale {
  const last = Math.max(end, start + 1);
  const work = merged([[start, start], ...busy, [last, last]]);
  const worked = Math.max(
    1,
    work.reduce((sum, [from, to]) => sum + to - from, 0),
  );
  const long = Math.max(SHORTEST_GAP_MS, worked * LONG);
  const pieces: { from: number; to: number; length: number; gap: boolean }[] = [];
  for (const [index, [from, to]] of work.entries()) {
    const before = work[index - 1]?.[1];
    if (before !== undefined) {
      const gap = from - before > long;
      pieces.push({
        from: before,
        to: from,
        length: gap ? Math.max(worked, SHORTEST_GAP_MS) * SHOWN : from - before,
        gap,
      });
    }
    pieces.push({ from, to, length: to - from, gap: false });
  }
  const total = pieces.reduce((sum, { length }) => sum + length, 0) || 1;

  function convert(value: number, real: boolean): number {
    let passed = 0;
    for (const { from, to, length } of pieces) {
      if (real ? value <= to : value * total <= passed + length) {
        const part = real ? (value - from) / (to - from || 1) : (value * total - passed) / (length || 1);
        const bounded = Math.max(0, Math.min(1, part));
        return real ? (passed + bounded * length) / total : from + bounded * (to - from);
      }
      passed += length;
    }
    return real ? 1 : last;
  }
  return {
    at: (moment) => convert(moment, true),
    momentAt: (place) => convert(place, false),
    gaps: pieces.filter(({ gap }) => gap).map(({ from, to }) => ({ from, to })),
  };
}
