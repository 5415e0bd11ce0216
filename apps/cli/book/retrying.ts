import { setTimeout as delay } from 'node:timers/promises';
import { ApiProblem, Unreachable } from '#client/api-problem.js';

/** A lost connection, and answers that a restart or a busy moment explains. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  if (!(error instanceof ApiProblem)) return false;
  return error.status >= 500 || error.status === 429 || error.problem.code === 'idempotency-key-in-flight';
}

/** Repeats a request that is safe to repeat until it is answered, for at most `ms`; tells when the first was in vain. */
export async function retrying<T>(request: () => Promise<T>, ms = 30_000, lost?: () => void): Promise<T> {
  let told = false;
  for (const end = Date.now() + ms; ;)
    try {
      return await request();
    } catch (error) {
      if (!isPassing(error) || Date.now() > end) throw error;
      if (!told) lost?.();
      told = true;
      await delay(500);
    }
}
