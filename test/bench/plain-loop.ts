/** What the platform would be without Temporal: the same activities, called one after another. Dies, and all is lost. */
import { call, openBookSteps, portionsOf } from './book-steps.js';

const steps = await openBookSteps('plain-loop');

async function makeBook(jobId: string): Promise<void> {
  await call(steps.beginJob, { jobId });
  await call(steps.writeStory, { jobId });
  const plan = await call(steps.planBook, { jobId });
  const portions = portionsOf(plan);
  const draw = async (): Promise<void> => {
    for (let asks = portions.shift(); asks; asks = portions.shift()) await call(steps.drawPages, { jobId, asks });
  };
  await Promise.all(Array.from({ length: plan.lanes }, draw));
  await call(steps.printInterior, { jobId });
  await call(steps.printCover, { jobId });
  await call(steps.preflight, { jobId });
  await call(steps.finishJob, { jobId, outcome: 'completed' });
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
