import { BookInTrash } from '#jobs/insert-job.js';
import { QuotaExceeded } from '#jobs/limits.js';
import { ProblemException } from './problem-exception.js';

/** Maps an exceeded plan limit to 402 and a book in the trash to 404, with what to do. */
export async function withinLimits<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof QuotaExceeded) throw new ProblemException(402, 'quota-exceeded', error.message);
    if (error instanceof BookInTrash) throw new ProblemException(404, 'in-trash', error.message);
    throw error;
  }
}
