import { statfs } from 'node:fs/promises';
import { z } from 'zod';

const part = z.object({
  ok: z.boolean(),
  milliseconds: z.int().meta({ description: 'How long the answer took' }),
  problem: z.string().optional(),
});
type Part = z.infer<typeof part>;

export const health = z.object({ status: z.enum(['ok', 'degraded']), parts: z.record(z.string(), part) });
export type Health = z.infer<typeof health>;

export const CHECK_TIMEOUT_MS = 3_000;
/** One big book with all its versions, and some of PostgreSQL's own files; less on a small disk. */
const LEAST_FREE_BYTES = 1024 ** 3;
const LEAST_FREE_SHARE = 0.03;

/** Thrown by a probe: the part still works, and somebody should look after it. The words are for everybody to read. */
export class Strained extends Error {}

/**
 * Asks every part at once, each within three seconds. `isReady` is false when one does not work; one that is strained
 * makes it degraded only. `health` says nothing of errors' own words, since anybody may ask; `errors` has them for
 * operators.
 */
export async function checkHealth(
  probes: Record<string, () => PromiseLike<unknown>>,
): Promise<{ isReady: boolean; health: Health; errors: Record<string, unknown> }> {
  const answers = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => ({ name, ...(await check(probe)) })),
  );
  return {
    isReady: answers.every(({ works }) => works),
    health: {
      status: answers.every(({ told }) => told.ok) ? 'ok' : 'degraded',
      parts: Object.fromEntries(answers.map(({ name, told }) => [name, told])),
    },
    errors: Object.fromEntries(answers.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error]]))),
  };
}

async function check(probe: () => PromiseLike<unknown>): Promise<{ works: boolean; told: Part; error?: unknown }> {
  const started = performance.now();
  const late = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  const timeout = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(late.reason), { once: true });
  });
  const milliseconds = (): number => Math.round(performance.now() - started);
  try {
    await Promise.race([probe(), timeout]);
    return { works: true, told: { ok: true, milliseconds: milliseconds() } };
  } catch (error) {
    const works = error instanceof Strained;
    const silent = late.aborted ? `does not answer within ${CHECK_TIMEOUT_MS} ms` : 'refuses, or cannot be reached';
    return { works, told: { ok: false, milliseconds: milliseconds(), problem: works ? error.message : silent }, error };
  }
}

/** Throws `Strained` while there is room, but little. That there is none is said by what needs it. */
export async function checkDisk(directory: string): Promise<void> {
  const disk = await statfs(directory).catch(() => null);
  if (!disk) return;
  const free = disk.bavail * disk.bsize;
  if (free < Math.min(LEAST_FREE_BYTES, disk.blocks * disk.bsize * LEAST_FREE_SHARE))
    throw new Strained(`only ${Math.round(free / 1024 ** 2)} MiB are free`);
}
