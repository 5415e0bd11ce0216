import { COVER_PAGE } from '#contracts/jobs.js';
import type { SupportAction, SupportJob } from '#contracts/support.js';
import type { SupportJobRecord } from './support-job.js';

type Explanation = SupportJob['explanation'];

/** What each failure means, and what helps; the codes are those of libs/contracts/failures.ts. */
const CAUSES: Record<string, { summary: string; action: SupportAction; advice: string }> = {
  'content-refused': {
    summary: 'The image provider’s policy refused the words of a page.',
    action: 'edit-and-rerun',
    advice: 'Word the prompt in another way and draw it again, or skip the page.',
  },
  'quota-exhausted': {
    summary: 'The provider’s account is out of credit.',
    action: 'retry',
    advice: 'Add credit at the provider first; then retry.',
  },
  'provider-unauthorized': {
    summary: 'The provider does not accept our key.',
    action: 'retry',
    advice: 'Have an admin renew the key first; then retry.',
  },
  'provider-keeps-failing': {
    summary: 'The provider failed again and again on the same work.',
    action: 'retry',
    advice: 'Look whether others fail as well. When the provider is well again, retry.',
  },
  'page-keeps-crashing': {
    summary: 'A worker died each time that it drew this page.',
    action: 'edit-and-rerun',
    advice: 'Change the prompt, or skip the page.',
  },
  'bad-provider-answer': {
    summary: 'The provider’s answers could not be read.',
    action: 'retry',
    advice: 'Retry; when it stays so, change the prompt.',
  },
  'prompt-not-drawable': {
    summary: 'Nothing in the prompt of a page can be drawn.',
    action: 'edit-and-rerun',
    advice: 'Name things that can be seen, then draw the page again.',
  },
  'story-refused': {
    summary: 'The storyteller cannot write this story.',
    action: 'cancel',
    advice: 'Ask the author for another theme; this job can only be canceled, or tried again.',
  },
  'storage-refused': {
    summary: 'The object store refuses our requests, and says so each time.',
    action: 'retry',
    advice: 'Have an admin correct the store or its settings first; then retry.',
  },
  'nothing-to-print': {
    summary: 'No page was finished, so there is nothing to print.',
    action: 'retry-pages',
    advice: 'Draw at least one page.',
  },
};
const UNKNOWN = {
  summary: 'The job ended with an unexpected error.',
  action: 'retry',
  advice: 'Retry once; then ask the developers, with the logs below.',
} as const;
const FROM_OUTSIDE = {
  summary: 'The workflow was ended from outside.',
  action: 'retry',
  advice: 'Retry: everything that is drawn is re-used.',
} as const;

const byStaff = ({ name, reason }: EndedBy) =>
  ({ ...FROM_OUTSIDE, summary: `${name} ended this job from support: “${reason}”.` }) as const;

/** Who of support ended a job, and why, as the audit log has it. */
export interface EndedBy {
  name: string;
  reason: string;
}

/** What happened, as text, and the next safe action. */
export function explain(job: SupportJobRecord, endedBy: EndedBy | null = null): Explanation {
  const refused = job.pages.filter(({ state }) => state === 'refused');
  if (job.state === 'needs-attention' || job.state === 'failed') {
    const code = job.code === 'pages-refused' || job.code === null ? (refused[0]?.code ?? job.code ?? '') : job.code;
    const ended = endedBy && code === 'workflow-terminated';
    const cause = CAUSES[code] ?? (ended ? byStaff(endedBy) : code.startsWith('workflow-') ? FROM_OUTSIDE : UNKNOWN);
    const nextPages = cause.action === 'retry' ? [] : refused.map(({ number }) => number);
    return {
      headline: headlineOf(job, refused.length),
      detail: `${cause.summary} ${pagesOf(job)} are finished and stay.`,
      nextAct: job.state === 'failed' && ['cancel', 'edit-and-rerun'].includes(cause.action) ? 'retry' : cause.action,
      nextWords: cause.advice,
      nextPages,
    };
  }
  return { headline: HEADLINES[job.state] ?? job.state, detail: detailOf(job), ...nextOf(job) };
}

function headlineOf(job: SupportJobRecord, refused: number): string {
  if (job.state === 'failed') return 'Failed';
  return refused > 0
    ? `Waits for a person: ${refused} ${refused === 1 ? 'page' : 'pages'} refused`
    : 'Waits for a person';
}

const HEADLINES: Record<string, string> = {
  queued: 'In the queue',
  running: 'At work',
  paused: 'Paused',
  completed: 'Finished',
  'completed-with-skips': 'Finished, without some pages',
  canceled: 'Canceled',
};

/** Of the art pages; a page that is skipped is not finished. */
function pagesOf({ pages, total }: SupportJobRecord): string {
  const art = pages.filter(({ number }) => number > COVER_PAGE);
  const count = (of: string): number => art.filter(({ state }) => state === of).length;
  const skipped = count('skipped');
  return `${count('drawn')} of ${total || art.length} pages${skipped > 0 ? ` (${skipped} skipped)` : ''}`;
}

function detailOf(job: SupportJobRecord): string {
  const { state, step } = job;
  const pages = pagesOf(job);
  if (state === 'queued') return 'Accepted; it starts as soon as a worker is free.';
  if (state === 'running') return `It is at “${step}”, with ${pages} finished.`;
  if (state === 'paused') return `Somebody paused it with ${pages} finished.`;
  if (state === 'canceled') return `${pages} were finished; what was drawn was kept.`;
  return `${pages} are finished.`;
}

function nextOf({ state }: SupportJobRecord): Pick<Explanation, 'nextAct' | 'nextWords' | 'nextPages'> {
  if (state === 'paused') return { nextAct: 'resume', nextWords: 'Resume it when the author agrees.', nextPages: [] };
  return { nextAct: null, nextWords: null, nextPages: [] };
}
