export const PROBE_TIMEOUT_MS = 3_000;

export interface Probed {
  ok: boolean;
  milliseconds: number;
}

/** Whether something answers in 3 s, and how fast. Never throws. */
export async function probe(ask: () => PromiseLike<unknown>): Promise<Probed> {
  const started = performance.now();
  const late = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  const timeout = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new Error('no answer in time')), { once: true });
  });
  const milliseconds = (): number => Math.round(performance.now() - started);
  try {
    await Promise.race([ask(), timeout]);
    return { ok: true, milliseconds: milliseconds() };
  } catch {
    return { ok: false, milliseconds: milliseconds() };
  }
}
