/** What the platform would be without Temporal: the same activities, called one after another. Dies, and all is lost. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { createDrawingActivities } from '#activities/drawing-activities.js';
import { createJobActivities } from '#activities/job-activities.js';
import { createPrintingActivities } from '#activities/printing-activities.js';
import { createStoryActivities } from '#activities/story-activities.js';
import { loadConfig } from '#config/config.js';
import { openDatabase } from '#database/database.js';
import { openStore } from '#storage/open-store.js';
import { openIllustrators, openStorytellers } from '../../apps/worker/providers.js';

const config = loadConfig();
const db = openDatabase({ ...config.database, name: 'plain-loop' });
const store = openStore(config.storage);
const records = createJobActivities({ db });
const studio = {
  ...createStoryActivities({ db, store, storytellers: openStorytellers(config) }),
  ...createDrawingActivities({ db, store, illustrators: openIllustrators(config) }),
  ...createPrintingActivities({ db, store, billing: false }),
};

/** Activities ask for their context; this one has no server behind it. */
const call = <A, R>(activity: (ask: A) => Promise<R>, ask: A): Promise<R> =>
  new MockActivityEnvironment().run(activity, ask);

async function makeBook(jobId: string): Promise<void> {
  await call(records.beginJob, { jobId });
  await call(studio.writeStory, { jobId });
  const { pages, chunk, lanes } = await call(records.planBook, { jobId });
  const draw = async (): Promise<void> => {
    for (let numbers = pages.splice(0, chunk); numbers.length > 0; numbers = pages.splice(0, chunk))
      await call(studio.drawPages, { jobId, asks: numbers.map((number) => ({ number, round: 0 })) });
  };
  await Promise.all(Array.from({ length: lanes }, draw));
  await call(studio.printInterior, { jobId });
  await call(studio.printCover, { jobId });
  await call(studio.preflight, { jobId });
  await call(records.finishJob, { jobId, outcome: 'completed' });
}

async function makeBooks(jobs: string[], atOnce: number): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await makeBook(job);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

process.on('message', ({ jobs, atOnce }: { jobs: string[]; atOnce: number }) => {
  makeBooks(jobs, atOnce).then(
    () => process.send!({ done: true }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
process.send!({ ready: true });
