import type { JobState } from '#contracts/jobs.js';
import { pagesAre, pagesText } from '#contracts/page-names.js';
import { SUPPORT_ACTIONS } from '#contracts/support.js';
import type { PlannedAction, SupportAction } from '#contracts/support.js';
import { isTerminal } from '#jobs/job-states.js';
import { leavesNothing } from '#books/skipped-pages.js';
import type { SupportJobRecord, SupportJobPage } from '../jobs/support-job.js';

/** Whether a support action is possible now, and on what. */
export interface ActionPlan {
  action: SupportAction;
  /** Null when it can be done. */
  why: string | null;
  /** The job has ended: the action starts a new one, linked to it. */
  newJob: boolean;
  /** Pages that the action is about: drawn again, or skipped. */
  pages: number[];
  /** Every page that is drawn from here on: those, and all that the job still has before it when it goes on. */
  draws: number[];
  prompts: { number: number; prompt: string }[];
}

/** From which states each action is possible; `ended` means those that did not end well. */
const FROM: Record<SupportAction, readonly JobState[]> = {
  retry: ['needs-attention', 'failed', 'canceled', 'completed-with-skips'],
  'retry-pages': ['running', 'paused', 'needs-attention', 'completed', 'completed-with-skips', 'failed', 'canceled'],
  'edit-and-rerun': ['running', 'paused', 'needs-attention', 'completed', 'completed-with-skips', 'failed', 'canceled'],
  'skip-pages': ['running', 'paused', 'needs-attention'],
  pause: ['queued', 'running', 'needs-attention'],
  resume: ['paused'],
  cancel: ['queued', 'running', 'paused', 'needs-attention'],
  terminate: ['queued', 'running', 'paused', 'needs-attention'],
};

/** Pure: no database, no clock. The same answer for the preview, the action and each job of a bulk action. */
export function planAction(
  job: SupportJobRecord,
  { action, pages: asked = [], prompts = [] }: PlannedAction,
): ActionPlan {
  const pages = pagesOf(job, action, action === 'edit-and-rerun' ? prompts.map(({ number }) => number) : asked);
  const newJob = isTerminal(job.state) && FROM[action].includes(job.state);
  const draws = drawsPages(action) && job.kind === 'generate-book' ? drawsOf(job, action, pages, newJob) : [];
  return { action, pages, draws, prompts, newJob, why: obstacle(job, action, pages, newJob) };
}

/** After these, a job that stood still goes on with everything that follows. */
export const drawsPages = (action: SupportAction): boolean =>
  action === 'retry' || action === 'retry-pages' || action === 'edit-and-rerun' || action === 'resume';

function drawsOf(job: SupportJobRecord, action: SupportAction, pages: number[], newJob: boolean): number[] {
  if (newJob) return pages; // a new job draws what it is asked for; a retry asks for all that is missing
  const left = job.pages.filter((page) => isLeft(job, page, action)).map(({ number }) => number);
  return [...new Set([...pages, ...left])].sort((a, b) => a - b);
}

/** A job that goes on comes to this page by itself. Before its pages are planned, the rule is that of `pagesToDraw`. */
function isLeft({ ask, step }: SupportJobRecord, page: SupportJobPage, action: SupportAction): boolean {
  const { number, state, locked, current, drawnByJob } = page;
  if (locked) return false;
  if (step !== 'story') {
    if (state === 'drawing') return true;
    if (state === 'skipped') return false;
    if (state === 'refused') return action === 'retry';
  }
  const chosen = ask.kind === 'generate-book' ? ask.pages : undefined;
  if (chosen) return chosen.includes(number) && !(state === 'drawn' && drawnByJob);
  return current === 0 || state !== 'drawn';
}

/** Actions that are possible now; for those on pages, on at least one page. */
export const possibleActions = (job: SupportJobRecord): SupportAction[] =>
  SUPPORT_ACTIONS.filter((action) => {
    const numbers = job.pages.filter((page) => !page.locked && !(action === 'skip-pages' && page.state === 'drawn'));
    const some = numbers.slice(0, 1).map(({ number, prompt }) => ({ number, prompt }));
    return planAction(job, { action, pages: some.map(({ number }) => number), prompts: some }).why === null;
  });

const ON_PAGES: readonly SupportAction[] = ['retry-pages', 'edit-and-rerun', 'skip-pages'];

function pagesOf(job: SupportJobRecord, action: SupportAction, asked: number[]): number[] {
  if (ON_PAGES.includes(action)) return [...new Set(asked)].sort((a, b) => a - b);
  if (action !== 'retry' || job.kind !== 'generate-book') return [];
  const waits = ({ state, current, locked }: SupportJobRecord['pages'][number]) =>
    !locked && (isTerminal(job.state) ? current === 0 || state !== 'drawn' : state === 'refused');
  return job.pages.filter(waits).map(({ number }) => number);
}

function obstacle(job: SupportJobRecord, action: SupportAction, pages: number[], newJob: boolean): string | null {
  if (!FROM[action].includes(job.state))
    return `The job is ${job.state}; “${action}” is for jobs that are ${FROM[action].join(', ')}.`;
  if (job.bookIsGone) return 'Its author has thrown the book away.';
  if (newJob && job.otherActiveJob) return `Another job (${job.otherActiveJob}) is working on this book.`;
  if (!ON_PAGES.includes(action)) return null;
  if (job.kind !== 'generate-book') return 'This job draws no pages.';
  if (pages.length === 0) return 'Name at least one page.';
  const known = new Map(job.pages.map((page) => [page.number, page]));
  const unknown = pages.filter((number) => !known.has(number));
  if (unknown.length > 0) return `This book has no page ${unknown.join(', ')}.`;
  const locked = pages.filter((number) => known.get(number)?.locked);
  if (locked.length > 0) return `Its author has locked ${pagesText(locked)}.`;
  const drawn = action === 'skip-pages' ? pages.filter((number) => known.get(number)?.state === 'drawn') : [];
  if (action === 'skip-pages' && leavesNothing(job.pages, pages))
    return 'At least one page has to stay: a book without pages cannot be printed. Cancel the job instead.';
  return drawn.length > 0 ? `${pagesAre(drawn)} drawn already; there is nothing to skip.` : null;
}
