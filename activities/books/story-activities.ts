import type { Context } from '@temporalio/activity';
import type { Provider } from '#contracts/book.js';
import type { CallContext } from '#openai/paid-call.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { loadBookJob } from '#books/book-record.js';
import type { BookJob } from '#books/book-record.js';
import { enterStep, noteJob } from '#jobs/job-record.js';
import { lockOpenJob } from '#jobs/lock-job.js';
import { paidCalls } from '#jobs/paid-calls.js';
import { storyStep, uselessStory } from '#books/story-step.js';
import { measureCall } from '#observability/metrics/provider-series.js';
import type { ProviderKind } from '#observability/metrics/provider-series.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Story, Storyteller } from '#story/storyteller.js';
import { runActivity } from '../run-activity.js';

export interface StoryDeps {
  db: Database;
  store: ArtifactStore;
  storytellers: Partial<Record<Provider, Storyteller>>;
}

/** Writes the book's text once; what the author has already written into a page stays. */
export const createStoryActivities = ({ db, store, storytellers }: StoryDeps) => ({
  writeStory: ({ jobId }: { jobId: string }): Promise<void> =>
    runActivity(async (context) => {
      const job = await loadBookJob(db, jobId);
      await enterStep(db, jobId, 'story');
      if (job.book.storyAt) return;
      const storyteller = storytellers[job.provider];
      if (!storyteller) throw new PermanentFailure('provider-unauthorized', `No key is set up for ${job.provider}.`);
      const started = performance.now();
      const { form, seed } = job.book;
      const step = await roundOfStory(db, jobId);
      const asked = { provider: job.provider, kind: 'story' } as const;
      const story = await measureCall(asked, () =>
        storyteller.write({ ...form, seed }, callContext(context, job, step, asked.kind, db, store)),
      );
      await saveStory(db, job, story, performance.now() - started);
    }),
});

/** What an adapter may use of the activity that it runs in; keys name job and step, so that no two steps share a call. */
export function callContext(
  context: Context,
  job: BookJob,
  step: string,
  kind: ProviderKind,
  db: Database,
  store: ArtifactStore,
): CallContext {
  const paid = paidCalls(db, store, job, kind);
  return {
    signal: context.cancellationSignal,
    heartbeat: () => context.heartbeat(),
    paidOnce: (name, asked, call) => paid(`${job.id}/${step}/${name}`, asked, call),
  };
}

const roundOfStory = async (db: Database, jobId: string): Promise<string> =>
  storyStep(await db.failure.count({ where: { jobId, ...uselessStory } }));

async function saveStory(db: Database, job: BookJob, story: Story, durationMs: number): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    const claimed = await tx.book.updateMany({
      where: { id: job.book.id, storyAt: null },
      data: {
        title: job.book.form.title ?? story.title,
        subtitle: story.subtitle,
        blurb: story.blurb,
        characters: story.characters.map((each) => ({ ...each })),
        notes: story.notes,
        storyAt: new Date(),
        version: { increment: 1 },
      },
    });
    if (claimed.count === 0) return;
    const pages = [
      { number: 0, text: '', prompt: job.book.form.theme },
      ...story.pages.map(({ number, text, prompt }) => ({ number, text, prompt })),
    ];
    await tx.$executeRaw`
      UPDATE "Page" SET
        text = CASE WHEN "Page".text = '' THEN written.text ELSE "Page".text END,
        prompt = CASE WHEN "Page".prompt = '' THEN written.prompt ELSE "Page".prompt END
      FROM jsonb_to_recordset(${JSON.stringify(pages)}::jsonb) AS written(number int, text text, prompt text)
      WHERE "Page"."bookId" = ${job.book.id}::uuid AND "Page".number = written.number`;
    await tx.jobStep.create({
      data: { id: newId(), jobId: job.id, step: 'story', provider: story.provider, durationMs: Math.round(durationMs) },
    });
    await noteJob(tx, job, story.notes);
  });
}
