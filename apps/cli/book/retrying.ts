import { setTimeout as delay } from 'node:timers/promises';
import { ApiProblem, Unreachable } from '#client/api-problem.js';

/** Lost connections and responses of a restarting or busy API. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  if (!(error instanceof ApiProblem)) return false;
  return error.status >= 500 || error.status === 429 || error.problem.code === 'idempotency-key-in-flight';
}

/** Repeats an idempotent request until it is answered, for at most `ms`; calls `lost` after the first failure. */
export async function retrying<T>(request: () => Promise<T>, ms = 30_000, lost?: () => void): Promise<T> {
  let notified = false;
  for (const end = Date.now() + ms; ;)
    try {
      return await request();
    } catch (error) {
      if (!isPassing(error) || Date.now() > end) throw error;
      if (!notified) lost?.();
      notified = true;
      await delay(500);
    }
}
