import type { JobView } from '#contracts/jobs.js';

const STEPS: Record<JobView['step'], string> = {
  queued: 'waiting for a worker',
  story: 'writing the story',
  pages: 'drawing',
  'interior-pdf': 'setting the interior',
  'cover-pdf': 'setting the cover',
  preflight: 'checking for print',
  drive: 'carrying to Drive',
  done: 'done',
};

/** One cell per page: █ drawn, ▓ in work, × refused, – skipped, ░ to come. Wide books share cells. */
export function pageBar(pages: JobView['pages'], widest = 40): string {
  const art = pages.filter(({ number }) => number > 0).sort((a, b) => a.number - b.number);
  const cells = Math.min(widest, art.length);
  return Array.from({ length: cells }, (_, cell) => {
    const from = Math.floor((cell * art.length) / cells);
    const share = art.slice(from, Math.floor(((cell + 1) * art.length) / cells)).map(({ state }) => state);
    if (share.includes('refused')) return '×';
    if (share.includes('drawing')) return '▓';
    if (share.includes('pending')) return '░';
    return share.every((state) => state === 'skipped') ? '–' : '█';
  }).join('');
}

/** `ddddd  12/24  about 8–14 s left  drawing` */
export function progressLine(job: JobView): string {
  const { done, total } = job.progress;
  const count = total > 0 ? `${done}/${total}` : '';
  return [pageBar(job.pages), count, stepText(job), job.state === 'running' ? remaining(job.eta) : '']
    .filter((part) => part !== '')
    .join('  ');
}

/** The current step, or what it waits for. */
export function stepText({ state, step }: JobView): string {
  if (state === 'paused') return 'paused';
  return state === 'needs-attention' ? 'needs attention' : STEPS[step];
}

/** `8–14 s left`; nothing where it is not known. */
export function remaining(eta: JobView['eta']): string {
  if (!eta) return '';
  const low = duration(Math.ceil(eta.lowSeconds));
  const high = duration(Math.ceil(eta.highSeconds));
  if (low === high) return `about ${low} left`;
  const sameUnit = low.replace(/^\d+/, '') === high.replace(/^\d+/, '');
  return `${sameUnit ? Number.parseInt(low, 10) : low}–${high} left`;
}

/** `48 s`, `3 min`, `2 h 5 min` */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
