/**
 * The platform's activities on BullMQ: `bullmq-worker PORT`. A book's story plans its flow: portions of pages → interior →
 * cover → preflight → end, each a job of Redis that is tried again when its process dies.
 */
import { FlowProducer, Worker } from 'bullmq';
import type { FlowJob, Job } from 'bullmq';
import { call, openBookSteps, portionsOf } from './book-steps.js';
import { connectionTo, KEEP, lastOf, QUEUES } from './bullmq-queues.js';
import type { QueueName } from './bullmq-queues.js';

const connection = connectionTo(Number(process.argv[2]));
const steps = await openBookSteps('bullmq');
const flows = new FlowProducer({ connection });

interface Work {
  jobId: string;
  asks?: { number: number; round: number }[];
}

async function work({ name, data: { jobId, asks = [] } }: Job<Work>): Promise<void> {
  switch (name) {
    case 'story':
      return planFlow(jobId);
    case 'pages':
      return void (await call(steps.drawPages, { jobId, asks }));
    case 'interior':
      return call(steps.printInterior, { jobId });
    case 'cover':
      return call(steps.printCover, { jobId });
    case 'preflight':
      return call(steps.preflight, { jobId });
    case 'finish':
      return void (await call(steps.finishJob, { jobId, outcome: 'completed' }));
    default:
      throw new Error(`Nobody knows the work “${name}”`);
  }
}

async function planFlow(jobId: string): Promise<void> {
  await call(steps.beginJob, { jobId });
  await call(steps.writeStory, { jobId });
  const plan = await call(steps.planBook, { jobId });
  const pages = portionsOf(plan).map((asks, at) => step('pages', 'studio', { jobId, asks }, `pages-${at}-${jobId}`));
  const interior = step('interior', 'press', { jobId }, `interior-${jobId}`, pages);
  const cover = step('cover', 'press', { jobId }, `cover-${jobId}`, [interior]);
  const preflight = step('preflight', 'press', { jobId }, `preflight-${jobId}`, [cover]);
  await flows.add(step('finish', 'records', { jobId }, lastOf(jobId), [preflight]));
}

/** A repeat of the story adds nothing: jobs of one id are one job. */
function step(name: string, queueName: QueueName, data: Work, id: string, children: FlowJob[] = []): FlowJob {
  return { name, queueName, data, opts: { ...KEEP, jobId: id }, children };
}

const workers = Object.entries(QUEUES).map(
  ([queue, concurrency]) => new Worker<Work>(queue, work, { connection, concurrency }),
);
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
process.send!({ ready: true });
