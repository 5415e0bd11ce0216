import { statfs } from 'node:fs/promises';
import { z } from 'zod';

const part = z.object({
  ok: z.boolean(),
  state: z.enum(['ok', 'degraded', 'down']).meta({ description: 'degraded: works, but not for long' }),
  milliseconds: z.int().meta({ description: 'How long the answer took' }),
  problem: z.string().optional(),
});
export type Part = z.infer<typeof part>;
export const health = z.object({ status: z.enum(['ok', 'degraded', 'down']), parts: z.record(z.string(), part) });
export type Health = z.infer<typeof health>;

export const CHECK_TIMEOUT_MS = 3_000;
/** One big book with all its versions, and some of PostgreSQL's own files. */
const LEAST_FREE_BYTES = 1024 ** 3;
const LEAST_FREE_SHARE = 0.03;

/** Thrown by a probe: the part works, and somebody should look after it. The words are for everybody to read. */
export class Strained extends Error {}

/** Asks every part at once, each within three seconds. Says nothing of errors' words: anybody may ask. */
export async function checkHealth(probes: Record<string, () => PromiseLike<unknown>>): Promise<Health> {
  const answers = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => [name, await check(probe)] as const),
  );
  const states = answers.map(([, { state }]) => state);
  const status = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
  return { status, parts: Object.fromEntries(answers) };
}

async function check(probe: () => PromiseLike<unknown>): Promise<Part> {
  const started = performance.now();
  const late = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  const timeout = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(late.reason as Error), { once: true });
  });
  const told = (state: Part['state'], problem?: string): Part => ({
    ok: state === 'ok',
    state,
    milliseconds: Math.round(performance.now() - started),
    ...(problem ? { problem } : {}),
  });
  try {
    await Promise.race([probe(), timeout]);
    return told('ok');
  } catch (error) {
    if (error instanceof Strained) return told('degraded', error.message);
    return told('down', late.aborted ? `no answer in ${CHECK_TIMEOUT_MS} ms` : 'refuses, or cannot be reached');
  }
}

/** Throws `Strained` while there is still room, but little. What needs room says itself when there is none. */
export async function checkDisk(directory: string): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= Math.min(LEAST_FREE_BYTES, blocks * bsize * LEAST_FREE_SHARE)) return;
  throw new Strained(`${Math.round(free / 1024 ** 2)} MiB are free`);
}
