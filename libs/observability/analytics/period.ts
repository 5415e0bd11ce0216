/** Whole days in UTC. `end` is where the last one ends, or now where it has not: figures "at the end" are of that moment. */
export interface Period {
  from: string;
  to: string;
  start: Date;
  /** The midnight after the last day. */
  stop: Date;
  end: Date;
  days: string[];
}

const DAY_MS = 86_400_000;
const nameOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export function periodOf(from: string, to: string, now: Date): Period {
  const [start, last] = [Date.parse(from), Date.parse(to)];
  const stop = last + DAY_MS;
  const count = Math.round((stop - start) / DAY_MS);
  return {
    from,
    to,
    start: new Date(start),
    stop: new Date(stop),
    end: new Date(Math.min(stop, now.getTime())),
    days: Array.from({ length: count }, (_, index) => nameOf(start + index * DAY_MS)),
  };
}

/** As many days, right before. */
export function periodBefore({ start, days }: Period, now: Date): Period {
  const first = start.getTime() - days.length * DAY_MS;
  return periodOf(nameOf(first), nameOf(start.getTime() - DAY_MS), now);
}
