import type { SideEffects } from '#contracts/support.js';
import { pagesAre, pagesText } from '#contracts/page-names.js';
import type { Database } from '#database/database.js';
import type { ActionPlan } from './action-plan.js';
import type { SupportJobRecord } from '../jobs/support-job.js';

type Step = SideEffects['steps'][number];

/** What was made of the book before: only that can be made again. */
export interface FilesMade {
  interior: boolean;
  cover: boolean;
  /** Both files were checked. */
  check: boolean;
}

export async function filesMade(db: Database, bookId: string): Promise<FilesMade> {
  const [files, book] = await Promise.all([
    db.artifact.findMany({ where: { bookId }, distinct: ['kind'], select: { kind: true } }),
    db.book.findUnique({ where: { id: bookId }, select: { preflight: true } }),
  ]);
  const has = (wanted: string): boolean => files.some(({ kind }) => kind === wanted);
  return { interior: has('interior-pdf'), cover: has('cover-pdf'), check: Boolean(book?.preflight) };
}

export const writesStory = (job: SupportJobRecord): boolean => job.kind === 'generate-book' && !job.hasStory;

/** The steps of a support action, each with whether it is work, and whether it was done before. */
export function stepsOf(plan: ActionPlan, job: SupportJobRecord, pages: number[], made: FilesMade): Step[] {
  switch (plan.action) {
    case 'pause':
      return [reused('pages', 'Pages that are being drawn are finished; nothing new begins')];
    case 'cancel':
      return [
        reused('pages', 'Stops; what is finished is kept'),
        work('interior-pdf', 'What is finished is printed and delivered', made.interior),
      ];
    case 'terminate':
      return [reused(job.step, 'Ends at once: pages stay, no file is printed')];
    case 'skip-pages':
      return skipping(plan, job, made);
    default:
      return stepsThatFollow(job, pages, made);
  }
}

/** A job that stands still for its pages goes on when none waits for a person any more; until then no file is made. */
function skipping({ pages }: ActionPlan, job: SupportJobRecord, made: FilesMade): Step[] {
  const without = reused('pages', `The book is made without ${pagesText(pages)}`);
  const refused = job.pages.filter(({ state }) => state === 'refused').map(({ number }) => number);
  const others = refused.filter((number) => !pages.includes(number));
  if (job.step === 'story' || refused.length === 0) return [without];
  if (others.length === 0) return job.state === 'paused' ? [without] : [without, ...printing(made)];
  const [wait, they] = others.length === 1 ? ['page still waits', 'it is'] : ['pages still wait', 'they are'];
  const text = `${others.length} other ${wait} for a person (${pagesText(others)}): the book stands still until ${they} repaired or skipped`;
  return [without, reused('pages', text)];
}

/** The repaired step and all after it, to the finished files. */
function stepsThatFollow(job: SupportJobRecord, pages: number[], made: FilesMade): Step[] {
  if (job.kind === 'sync-drive') return [reused(job.step, 'Goes on where it stopped')];
  if (job.kind === 'export-book') return printing(made);
  const story = writesStory(job)
    ? work('story', 'The story is written', false)
    : reused('story', 'The story is re-used');
  return [story, ...drawing(job, pages), ...printing(made)];
}

function drawing(job: SupportJobRecord, pages: number[]): Step[] {
  const shown = new Set(job.pages.filter(({ current }) => current > 0).map(({ number }) => number));
  const again = pages.filter((number) => shown.has(number));
  const first = pages.filter((number) => !shown.has(number));
  const unchanged = job.pages.filter(({ number }) => shown.has(number) && !pages.includes(number));
  return [
    ...(first.length > 0 ? [work('pages', `${pagesAre(first)} drawn`, false)] : []),
    ...(again.length > 0 ? [work('pages', `${pagesAre(again)} drawn again`, true)] : []),
    ...(unchanged.length > 0
      ? [reused('pages', pages.length > 0 ? 'All other finished pages are re-used' : 'All finished pages are re-used')]
      : []),
  ];
}

const printing = ({ interior, cover, check }: FilesMade): Step[] => [
  work('interior-pdf', `Interior PDF is printed${again(interior)}`, interior),
  work('cover-pdf', `Cover PDF is printed${again(cover)}`, cover),
  work('preflight', `Both files are checked${again(check)}`, check),
];

const again = (before: boolean): string => (before ? ' again' : '');
const work = (step: string, words: string, doneBefore: boolean): Step => ({ step, words, repeats: true, doneBefore });
const reused = (step: string, words: string): Step => ({ step, words, repeats: false, doneBefore: true });
