import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { startBatchWorkflow } from '#temporal/start/start-batch.js';
import { cancelJob } from '#workflows/messages.js';
import { submitBook } from '../../support/books.js';
import type { Platform } from '../../support/platform.js';
import { eventually } from '../../support/stack.js';
import { artist, dear, tracedClient } from '../environment.js';
import type { Scenario } from '../environment.js';

/** Many books of one author. */
export const batches: Record<string, Scenario> = {
  'run-batch-completed': (platform) => batchOf(platform, 5),
  'run-batch-traced': (platform) => batchOf({ ...platform, client: tracedClient(platform) }, 3),
  async 'run-batch-with-a-parked-book'(platform) {
    artist.misbehave = ({ number }, call) => {
      if (number === 1 && call === 1) throw new PermanentFailure('content-refused', 'no');
    };
    return batchOf(platform, 2);
  },
  async 'run-batch-canceled'(platform) {
    dear.pace = 200;
    const id = await batchOf(platform, 20, 'openai', false);
    await eventually(
      'books are drawn',
      async () => (await platform.db.batchItem.count({ where: { batchId: id, state: 'running' } })) > 0,
    );
    await platform.client.workflow.getHandle(id).signal(cancelJob);
    return id;
  },
};

/** A batch that draws books of one author. */
async function batchOf(
  { db, client }: Platform,
  count: number,
  provider: 'built-in' | 'openai' = 'built-in',
  wait = true,
): Promise<string> {
  const first = await submitBook({ db, client } as Platform, { pages: 2, provider }, { start: false });
  const { ownerId } = first;
  await db.job.delete({ where: { id: first.jobId } });
  const bookIds = [first.bookId];
  const { form, print } = await db.book.findUniqueOrThrow({ where: { id: first.bookId } });
  for (let at = 1; at < count; at += 1) {
    const id = newId();
    await db.book.create({
      data: { id, ownerId, title: 'A test book', form: form as object, print: print as object, seed: 7 },
    });
    await db.page.createMany({ data: [0, 1, 2].map((number) => ({ id: newId(), bookId: id, number })) });
    bookIds.push(id);
  }
  const batchId = newId();
  await db.batch.create({ data: { id: batchId, ownerId, kind: 'generate' } });
  await db.batchItem.createMany({
    data: bookIds.map((bookId, at) => ({ batchId, position: at + 1, bookId, jobId: newId() })),
  });
  await startBatchWorkflow(client, { id: batchId, ownerId, attempt: 1 });
  if (wait) await client.workflow.getHandle(batchId).result();
  return batchId;
}
