import type { SideEffects } from '#contracts/support.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { estimate } from '#jobs/eta.js';
import type { RemainingWork } from '#jobs/eta.js';
import { stepHistory } from '#jobs/step-history.js';
import { accessOf } from '#payments/access.js';
import { quotaOf } from '#payments/usage.js';
import type { ActPlan } from './act-plan.js';
import type { DeskJob } from './support-job.js';

type Step = SideEffects['steps'][number];
const PRINTING: Step[] = [
  { step: 'interior-pdf', words: 'Interior PDF is printed again', repeats: true },
  { step: 'cover-pdf', words: 'Cover PDF is printed again', repeats: true },
  { step: 'preflight', words: 'Both files are checked again', repeats: true },
];

/** What an act would do: which steps and pages repeat, what it may cost at most, and how long it takes here. */
export async function sideEffects(db: Database, job: DeskJob, plan: ActPlan, billing: boolean): Promise<SideEffects> {
  const draws = drawsPages(plan);
  const pages = draws ? plan.pages : [];
  const story = writesStory(job, plan);
  const calls = paidCallsOf(job, plan);
  const [answered, price, history] = await Promise.all([
    db.providerCall.count({ where: { jobId: job.id, state: 'answered' } }),
    priceOfCall(db, job.provider),
    stepHistory(db, job.provider),
  ]);
  return {
    act: plan.act,
    allowed: plan.why === null,
    why: plan.why,
    newJob: plan.newJob,
    steps: stepsOf(plan, job, pages, story),
    pages,
    keptPages: job.pages.filter(({ number, current }) => current > 0 && !pages.includes(number)).length,
    paidCalls: {
      most: calls,
      reused: answered,
      costMicros: calls * price.micros,
      currency: price.currency,
      protection: protectionOf(job, calls),
    },
    charges: await chargesOf(db, job, pages, billing),
    minutes: draws ? minutesOf(job, pages.length, story, history) : null,
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
    case 'resume':
      return [{ step: job.step, words: 'Goes on where it stopped', repeats: false }];
    case 'cancel':
      return [
        { step: 'pages', words: `Stops; ${job.done} finished pages are kept`, repeats: false },
        { step: 'interior-pdf', words: 'What is finished is printed and delivered', repeats: true },
      ];
    case 'terminate':
      return [{ step: job.step, words: 'Ends at once: pages stay, no file is printed', repeats: false }];
    case 'skip-pages':
      return [{ step: 'pages', words: `The book is made without page ${plan.pages.join(', ')}`, repeats: false }];
    default: {
      const story: Step = newStory
        ? { step: 'story', words: 'The story is written', repeats: true }
        : { step: 'story', words: 'The story is re-used', repeats: false };
      if (job.kind === 'export-book') return PRINTING;
      const drawing: Step = pages.length
        ? { step: 'pages', words: `${namesOf(pages)} drawn; all other pages are re-used`, repeats: true }
        : { step: 'pages', words: 'All pages are re-used', repeats: false };
      return [story, drawing, ...PRINTING];
    }
  }
}

function namesOf(pages: number[]): string {
  const names = pages.map((number) => (number === 0 ? 'the cover' : String(number)));
  return names.length === 1
    ? `Page ${names[0]} is`
    : `${pages.length} pages (${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}) are`;
}

const protectionOf = (job: DeskJob, calls: number): string =>
  calls === 0 && job.provider === 'built-in'
    ? 'The built-in artist costs nothing.'
    : 'Each paid answer is stored under its idempotency key before it is used: a retry of the same drawing finds it and does not pay again. Only a drawing that is asked for anew is paid.';

/** Calls that cost money, at most: one for each page that is drawn, and one for a story that is not written yet. */
export function paidCallsOf(job: DeskJob, plan: ActPlan): number {
  if (job.provider === 'built-in' || !drawsPages(plan)) return 0;
  return plan.pages.length + (writesStory(job, plan) ? 1 : 0);
}

const drawsPages = ({ act }: ActPlan): boolean => ['retry', 'retry-pages', 'edit-and-rerun'].includes(act);
const writesStory = (job: DeskJob, plan: ActPlan): boolean =>
  drawsPages(plan) && job.kind === 'generate-book' && !job.hasStory;

/** What one call has cost here of late, in millionths; zero when none was made yet. */
export async function priceOfCall(db: Database, provider: string): Promise<{ micros: number; currency: string }> {
  const latest = await db.providerCall.findMany({
    where: { provider, state: 'answered' },
    orderBy: { startedAt: 'desc' },
    select: { costMicros: true, currency: true },
    take: 100,
  });
  const sum = latest.reduce((total, { costMicros }) => total + Number(costMicros), 0);
  return { micros: latest.length > 0 ? Math.round(sum / latest.length) : 0, currency: latest[0]?.currency ?? 'usd' };
}

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
