import type { CreateJob, JobState } from '#contracts/jobs.js';
import { createBook } from '#contracts/books.js';
import { newId } from '#database/ids.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import type { Platform } from './platform.js';
import { eventually } from './stack.js';

/** Rows of an author, a book and a job, as the API makes them; the workflow is started. */
export async function submitBook(
  platform: Platform,
  form: { pages?: number; theme?: string; title?: string; provider?: 'built-in' | 'openai' } = {},
  more: { bookId?: string; pages?: number[]; start?: boolean } = {},
): Promise<{ jobId: string; bookId: string; ownerId: string }> {
  const { db } = platform;
  const { provider = 'built-in' } = form;
  const bookId = more.bookId ?? newId();
  let ownerId: string;
  if (more.bookId) {
    ownerId = (await db.book.findUniqueOrThrow({ where: { id: bookId } })).ownerId;
  } else {
    ownerId = newId();
    const { print, ...story } = createBook.parse({ theme: 'a fox counts apples', pages: 4, ...form });
    await db.user.create({ data: { id: ownerId, email: `${ownerId}@test.local`, name: 'Test', passwordHash: '' } });
    await db.book.create({ data: { id: bookId, ownerId, title: story.theme, form: story, print, seed: 7 } });
    const numbers = Array.from({ length: story.pages + 1 }, (_, number) => number);
    await db.page.createMany({ data: numbers.map((number) => ({ id: newId(), bookId, number })) });
  }
  const jobId = newId();
  const ask: CreateJob = { kind: 'generate-book', bookId, ...(more.pages ? { pages: more.pages } : {}) };
  await db.job.create({ data: { id: jobId, kind: 'generate-book', ownerId, bookId, input: { ask, provider } } });
  if (more.start !== false)
    await startJobWorkflow(platform.client, { id: jobId, kind: 'generate-book', ownerId, title: 'A test book' });
  return { jobId, bookId, ownerId };
}

export async function stateOf({ db }: Platform, jobId: string): Promise<JobState> {
  return (await db.job.findUniqueOrThrow({ where: { id: jobId } })).state as JobState;
}

export async function waitForState(platform: Platform, jobId: string, state: JobState, ms = 180_000): Promise<void> {
  let last: string = '';
  await eventually(`job is ${state}`, async () => (last = await stateOf(platform, jobId)) === state, ms).catch(
    (error) => {
      throw new Error(`${String(error)} (it is ${last})`);
    },
  );
}
