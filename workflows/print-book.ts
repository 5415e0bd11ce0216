import { press } from './capabilities.js';
import type { JobControl } from './job-control.js';

/** Interior PDF → cover PDF → preflight, from the pages that are drawn. */
export async function printBook(jobId: string, control: JobControl): Promise<void> {
  await control.step(() => press.printInterior({ jobId }));
  await control.step(() => press.printCover({ jobId }));
  await control.step(() => press.preflight({ jobId }));
}
