import { patched } from '@temporalio/workflow';
import { pdf } from '../activity-proxies.js';

/**
 * A task costs the server and its worker about as much as a page costs the artist; books of today need fewer (ADR 0009).
 * Evaluated once at the start of a run, so that the whole run takes the same path.
 */
export const hasFewerTasksPatch = (): boolean => patched('fewer-tasks');

/** Runs a step, or waits until it may. */
type Step = (run: () => Promise<void>) => Promise<void>;

/** Interior PDF → cover PDF → preflight, from the pages that are drawn. */
export async function printBook(jobId: string, step: Step, fewerTasks: boolean): Promise<void> {
  if (fewerTasks) return step(() => pdf.printBook({ jobId }));
  await step(() => pdf.printInterior({ jobId }));
  await step(() => pdf.printCover({ jobId }));
  await step(() => pdf.preflight({ jobId }));
}
