import type { SideEffects } from '#contracts/support.js';
import { PICTURE_TRIES } from '#artwork/openai-pictures.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { estimate } from '#jobs/eta.js';
import type { RemainingWork } from '#jobs/eta.js';
import { stepHistory } from '#jobs/step-history.js';
import { accessOf } from '#payments/access.js';
import { quotaOf } from '#payments/usage.js';
import { drawsPages } from './act-plan.js';
import type { ActPlan } from './act-plan.js';
import { loadPaidHistory } from './paid-history.js';
import { paidWorkOf } from './paid-work.js';
import type { PaidModels, PaidWork } from './paid-work.js';
import type { DeskJob } from './support-job.js';

type Step = SideEffects['steps'][number];
const PRINTING: Step[] = [
  { step: 'interior-pdf', words: 'Interior PDF is printed again', repeats: true },
  { step: 'cover-pdf', words: 'Cover PDF is printed again', repeats: true },
  { step: 'preflight', words: 'Both files are checked again', repeats: true },
];

/** What an act would do: which steps and pages repeat, what it may cost at most, and how long it takes here. */
export async function sideEffects(
  db: Database,
  job: DeskJob,
  plan: ActPlan,
  { billing, models }: { billing: boolean; models: PaidModels | undefined },
): Promise<SideEffects> {
  const goesOn = drawsPages(plan.act);
  const pages = plan.draws;
  const story = goesOn && writesStory(job);
  const [paid, history] = await Promise.all([loadPaidHistory(db, models, [job]), stepHistory(db, job.provider)]);
  const work = paidWorkOf(job, plan, paid);
  return {
    act: plan.act,
    allowed: plan.why === null,
    why: plan.why,
    newJob: plan.newJob,
    steps: stepsOf(plan, job, pages, story),
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
async function chargesOf(db: Database, job: DeskJob, pages: number[], billing: boolean): Promise<string> {
  const drawings = pages.filter((page) => page > COVER_PAGE).length;
  if (!billing) return 'The author is not charged: no payments are taken here.';
  if (drawings === 0) return 'The author is not charged, and nothing of their plan is used.';
  const access = await accessOf(db, job.ownerId, billing);
  const { left } = await quotaOf(db, job.ownerId, access);
  return `The author is not charged. ${drawings} ${drawings === 1 ? 'drawing counts' : 'drawings count'} on their ${access.plan.name} plan when delivered; ${left} are left this month.`;
}

function stepsOf(plan: ActPlan, job: DeskJob, pages: number[], newStory: boolean): Step[] {
  switch (plan.act) {
    case 'pause':
      return [{ step: 'pages', words: 'Pages that are being drawn are finished; nothing new begins', repeats: false }];
    case 'cancel':
      return [
        { step: 'pages', words: 'Stops; what is finished is kept', repeats: false },
        { step: 'interior-pdf', words: 'What is finished is printed and delivered', repeats: true },
      ];
    case 'terminate':
      return [{ step: job.step, words: 'Ends at once: pages stay, no file is printed', repeats: false }];
    case 'skip-pages':
      return [{ step: 'pages', words: `The book is made without page ${plan.pages.join(', ')}`, repeats: false }];
    default:
      return stepsThatFollow(job, pages, newStory);
  }
}

/** The repaired step and all after it, to the finished files. */
function stepsThatFollow(job: DeskJob, pages: number[], newStory: boolean): Step[] {
  if (job.kind === 'sync-drive') return [{ step: job.step, words: 'Goes on where it stopped', repeats: false }];
  if (job.kind === 'export-book') return PRINTING;
  const story: Step = newStory
    ? { step: 'story', words: 'The story is written', repeats: true }
    : { step: 'story', words: 'The story is re-used', repeats: false };
  const drawing: Step = pages.length
    ? { step: 'pages', words: `${namesOf(pages)} drawn; all other pages are re-used`, repeats: true }
    : { step: 'pages', words: 'All pages are re-used', repeats: false };
  return [story, drawing, ...PRINTING];
}

function namesOf(pages: number[]): string {
  const names = pages.map((number) => (number === 0 ? 'the cover' : String(number)));
  return names.length === 1
    ? `Page ${names[0]} is`
    : `${pages.length} pages (${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}) are`;
}

function protectionOf(job: DeskJob, { most }: PaidWork): string {
  if (job.provider === 'built-in') return 'The built-in artist costs nothing.';
  const tries = `An answer that cannot be used is asked for again: a story twice, a drawing ${PICTURE_TRIES.length} times at most.`;
  const once = 'Each paid answer is stored under its idempotency key before it is used, so that a repeat finds it.';
  return most === 0 ? 'Nothing is asked of the paid provider.' : `${once} ${tries}`;
}

const writesStory = (job: DeskJob): boolean => job.kind === 'generate-book' && !job.hasStory;

function minutesOf(
  job: DeskJob,
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
