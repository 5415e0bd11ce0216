/** Milliseconds for one unit of a step, as this deployment has lately needed. */
export interface StepHistory {
  low: number;
  high: number;
}

export interface RemainingWork {
  step: string;
  units: number;
}

/**
 * Seconds until a job ends, as a range: the 25th and 75th percentile of this deployment's own history for every step
 * that is still to come. Null when a step was never done here, since a guess would be misleading.
 */
export function estimate(
  remaining: RemainingWork[],
  history: Map<string, StepHistory>,
): { lowSeconds: number; highSeconds: number } | null {
  let low = 0;
  let high = 0;
  for (const { step, units } of remaining) {
    if (units === 0) continue;
    const known = history.get(step);
    if (!known) return null;
    low += known.low * units;
    high += known.high * units;
  }
  return { lowSeconds: Math.round(low / 100) / 10, highSeconds: Math.max(1, Math.round((high * 1.15) / 100) / 10) };
}

const STEPS_IN_ORDER = ['story', 'pages', 'interior-pdf', 'cover-pdf', 'preflight'] as const;

/** What is still to do, from where a job stands: steps that are whole count once per unit, PDFs by their pages. */
export function remainingWork(job: { step: string; done: number; total: number }): RemainingWork[] {
  const at = Math.max(
    0,
    STEPS_IN_ORDER.findIndex((step) => step === job.step),
  );
  return STEPS_IN_ORDER.slice(at).map((step) => ({
    step,
    units: step === 'pages' ? job.total - job.done : step === 'interior-pdf' ? job.total : 1,
  }));
}
