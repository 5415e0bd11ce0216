import { COVER_PAGE } from '#contracts/jobs.js';
import type { SupportAction, SupportJob } from '#contracts/support.js';
import type { SupportJobRecord } from './support-job.js';

type Explanation = SupportJob['explanation'];

/** What each failure means, and what helps; the codes are those of libs/contracts/failures.ts. */
const CAUSES: Record<string, { words: string; act: SupportAction; advice: string }> = {
  'content-refused': {
    words: 'The image provider’s policy refused the words of a page.',
    act: 'edit-and-rerun',
    advice: 'Word the prompt in another way and draw it again, or skip the page.',
  },
  'quota-exhausted': {
    words: 'The provider’s account is out of credit.',
    act: 'retry',
    advice: 'Add credit at the provider first; then retry.',
  },
  'provider-unauthorized': {
    words: 'The provider does not accept our key.',
    act: 'retry',
    advice: 'Have an admin renew the key first; then retry.',
  },
  'provider-keeps-failing': {
    words: 'The provider failed again and again on the same work.',
    act: 'retry',
    advice: 'Look whether others fail as well. When the provider is well again, retry.',
  },
  'page-keeps-crashing': {
    words: 'A worker died each time that it drew this page.',
    act: 'edit-and-rerun',
    advice: 'Change the prompt, or skip the page.',
  },
  'bad-provider-answer': {
    words: 'The provider’s answers could not be read.',
    act: 'retry',
    advice: 'Retry; when it stays so, change the prompt.',
  },
  'prompt-not-drawable': {
    words: 'Nothing in the prompt of a page can be drawn.',
    act: 'edit-and-rerun',
    advice: 'Name things that can be seen, then draw the page again.',
  },
  'story-refused': {
    words: 'The storyteller cannot write this story.',
    act: 'cancel',
    advice: 'Ask the author for another theme; this job can only be cancelled, or tried again.',
  },
  'storage-refused': {
    words: 'The object store refuses our requests, and says so each time.',
    act: 'retry',
    advice: 'Have an admin correct the store or its settings first; then retry.',
  },
  'nothing-to-print': {
    words: 'No page was finished, so there is nothing to print.',
    act: 'retry-pages',
    advice: 'Draw at least one page.',
  },
};
const UNKNOWN = {
  words: 'The job ended with an unexpected error.',
  act: 'retry',
  advice: 'Retry once; then ask the developers, with the logs below.',
} as const;
const FROM_OUTSIDE = {
  words: 'The workflow was ended from outside.',
  act: 'retry',
  advice: 'Retry: everything that is drawn is re-used.',
} as const;

const byStaff = ({ name, reason }: EndedBy) =>
  ({ ...FROM_OUTSIDE, words: `${name} ended this job from the support desk: “${reason}”.` }) as const;

/** Who of support ended a job, and why, as the audit log has it. */
export interface EndedBy {
  name: string;
  reason: string;
}

/** What happened, in plain words, and the next safe act. */
export function explain(job: SupportJobRecord, endedBy: EndedBy | null = null): Explanation {
  const refused = job.pages.filter(({ state }) => state === 'refused');
  if (job.state === 'needs-attention' || job.state === 'failed') {
    const code = job.code === 'pages-refused' || job.code === null ? (refused[0]?.code ?? job.code ?? '') : job.code;
    const ended = endedBy && code === 'workflow-terminated';
    const cause = CAUSES[code] ?? (ended ? byStaff(endedBy) : code.startsWith('workflow-') ? FROM_OUTSIDE : UNKNOWN);
    const nextPages = cause.act === 'retry' ? [] : refused.map(({ number }) => number);
    return {
      headline: headlineOf(job, refused.length),
      detail: `${cause.words} ${pagesOf(job)} are finished and stay.`,
      nextAct: job.state === 'failed' && ['cancel', 'edit-and-rerun'].includes(cause.act) ? 'retry' : cause.act,
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
  canceled: 'Cancelled',
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
