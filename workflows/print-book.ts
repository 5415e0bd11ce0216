import { studio } from './capabilities.js';
import type { JobControl } from './job-control.js';

/** Interior PDF → cover PDF → preflight, from the pages that are drawn. */
export async function printBook(jobId: string, control: JobControl): Promise<void> {
  await control.step(() => studio.printInterior({ jobId }));
  await control.step(() => studio.printCover({ jobId }));
  await control.step(() => studio.preflight({ jobId }));
}
