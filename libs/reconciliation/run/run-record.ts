import { RULES_IN_FORCE } from '../matching/rules.js';
import type { RunStep, RunView } from '#contracts/finance.js';
import type { Connection } from '#database/database.js';
import type { ReconciliationRun } from '#database/generated/client.js';

export type RunCounts = RunView['counts'];
export type RunFlips = NonNullable<RunView['flips']>;
export const NO_COUNTS: RunCounts = { fetched: {}, compared: 0, matched: 0, found: {}, recovered: 0 };

/** Days that a run by itself looks back: Stripe keeps events for 30. */
const SCHEDULED_DAYS = 35;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface NewRun {
  id: string;
  from: Date;
  to: Date;
  trigger: 'schedule' | 'person' | 'rehearsal';
  requesterId: string | null;
  rules?: number | undefined;
}

/**
 * Writes a run down before its workflow starts; false for an id that is there. What is still to come can't be compared:
 * the window ends now at the latest, on a whole second as Stripe's times do.
 */
export async function insertRun(db: Connection, run: NewRun, now = new Date()): Promise<boolean> {
  const second = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const { rules = RULES_IN_FORCE, to, ...rest } = run;
  const { count } = await db.reconciliationRun.createMany({
    data: [{ ...rest, rules, to: to < second ? to : second, asOf: now, counts: NO_COUNTS }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** The last weeks up to now, from a midnight on. */
export function scheduledWindow(now: Date): { from: Date; to: Date } {
  const to = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  return { from: new Date(Math.floor(to.getTime() / DAY_MS) * DAY_MS - SCHEDULED_DAYS * DAY_MS), to };
}

/** Says how far a run is; what is ended stays so. */
export async function noteRun(
  db: Connection,
  id: string,
  progress: {
    step: RunStep;
    counts: RunCounts;
    state?: 'running' | 'completed' | 'failed';
    message?: string | null;
    flips?: RunFlips | null;
  },
): Promise<ReconciliationRun | null> {
  const { step, counts, state = 'running', message = null, flips } = progress;
  const { count } = await db.reconciliationRun.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: {
      step,
      state,
      message,
      counts,
      ...(flips ? { flips } : {}),
      ...(state === 'running' ? {} : { endedAt: new Date() }),
    },
  });
  return count > 0 ? db.reconciliationRun.findUnique({ where: { id } }) : null;
}
