import type { SideEffects } from '#contracts/support.js';
import { PICTURE_TRIES } from '#artwork/openai/pictures.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { estimate } from '#jobs/eta.js';
import type { RemainingWork } from '#jobs/eta.js';
import { stepHistory } from '#jobs/step-history.js';
import { accessOf } from '#billing/access.js';
import { quotaOf } from '#billing/usage.js';
import { drawsPages } from './action-plan.js';
import type { ActionPlan } from './action-plan.js';
import { filesMade, stepsOf, writesStory } from './action-steps.js';
import { loadPaidHistory } from './paid-history.js';
import { paidWorkOf } from './paid-work.js';
import type { PaidWork } from './paid-work.js';
import type { PaidModels } from './paid-history.js';
import type { SupportJobRecord } from '../jobs/support-job.js';

/** Effects of a support action: repeated steps and pages, maximum cost, and expected duration. */
export async function sideEffects(
  db: Database,
  job: SupportJobRecord,
  plan: ActionPlan,
  { billing, models }: { billing: boolean; models: PaidModels | undefined },
): Promise<SideEffects> {
  const goesOn = drawsPages(plan.action);
  const pages = plan.draws;
  const story = goesOn && writesStory(job);
  const [paid, history, made] = await Promise.all([
    loadPaidHistory(db, models, [job]),
    stepHistory(db, job.provider),
    filesMade(db, job.bookId),
  ]);
  const work = paidWorkOf(job, plan, paid);
  return {
    action: plan.action,
    allowed: plan.why === null,
    why: plan.why,
    newJob: plan.newJob,
    steps: stepsOf(plan, job, pages, made),
    pages,
    keptPages: job.pages.filter(({ number, current }) => current > 0 && !pages.includes(number)).length,
    paidCalls: {
      likely: work.likely,
      most: work.most,
      reused: work.reused,
      likelyMicros: work.likelyMicros,
      costMicros: work.mostMicros,
      currency: 'usd',
      priceKnown: work.priceKnown,
      protection: protectionOf(job, work),
    },
    charges: await chargesOf(db, job, pages, billing),
    minutes: goesOn ? minutesOf(job, pages.length, story, history) : null,
  };
}

/** Nothing is ever charged for a book; what may be used up is the limit of the author's plan. */
async function chargesOf(db: Database, job: SupportJobRecord, pages: number[], billing: boolean): Promise<string> {
  const drawings = pages.filter((page) => page > COVER_PAGE).length;
  if (!billing) return 'The author is not charged: no payments are taken here.';
  if (drawings === 0) return 'The author is not charged, and nothing of their plan is used.';
  const access = await accessOf(db, job.ownerId, billing);
  const { left } = await quotaOf(db, job.ownerId, access);
  return `The author is not charged. ${drawings} ${drawings === 1 ? 'drawing counts' : 'drawings count'} on their ${access.plan.name} plan when delivered; ${left} are left this month.`;
}

function protectionOf(job: SupportJobRecord, { most }: PaidWork): string {
  if (job.provider === 'built-in') return 'The built-in artist costs nothing.';
  const tries = `An answer that cannot be used is asked for again: a story twice, a drawing ${PICTURE_TRIES.length} times at most.`;
  const once = 'Each paid answer is stored under its idempotency key before it is used, so that a repeat finds it.';
  return most === 0 ? 'Nothing is asked of the paid provider.' : `${once} ${tries}`;
}

function minutesOf(
  job: SupportJobRecord,
  pages: number,
  newStory: boolean,
  history: Awaited<ReturnType<typeof stepHistory>>,
): SideEffects['minutes'] {
  const work: RemainingWork[] = [
    { step: 'story', units: newStory ? 1 : 0 },
    { step: 'pages', units: pages },
    { step: 'interior-pdf', units: Math.max(1, job.total) },
    { step: 'cover-pdf', units: 1 },
    { step: 'preflight', units: 1 },
  ];
  const seconds = estimate(work, history);
  return seconds && { low: minutes(seconds.lowSeconds), high: minutes(seconds.highSeconds) };
}

const minutes = (seconds: number): number => Math.round((seconds / 60) * 100) / 100;
