import type { JobView } from '#contracts/jobs.js';
import { distinctNotes } from '#contracts/notes.js';
import type { PageView } from '#contracts/books.js';
import type { LiveEvent } from '../../api/session/live.js';

/** The job after these events. Applying one twice changes nothing. */
export function jobAfter(job: JobView, events: LiveEvent[]): JobView {
  const next = { ...job, pages: [...job.pages], notes: [...job.notes] };
  for (const event of events) {
    if (event.type === 'job.state') next.state = event.state;
    else if (event.type === 'job.step') next.step = event.step;
    else if (event.type === 'job.progress') next.progress = { done: event.done, total: event.total };
    else if (event.type === 'job.note') next.notes = distinctNotes([...next.notes, event.message]);
    else if (event.type === 'page.state')
      next.pages = next.pages.map((page) =>
        page.number === event.number
          ? { ...page, state: event.state, version: event.version ?? page.version, ...reasonOf(event) }
          : page,
      );
  }
  return next;
}

/** The book's pages after these events: what is drawn shows at once, its text and prompt come with the next fetch. */
export function pagesAfter(pages: PageView[], events: LiveEvent[]): PageView[] {
  const latest = new Map(
    events.flatMap((event) => (event.type === 'page.state' ? [[event.number, event] as const] : [])),
  );
  return pages.map((page) => {
    const event = latest.get(page.number);
    if (!event) return page;
    const state = event.state === 'drawn' && page.locked ? 'locked' : event.state;
    return { ...page, state, current: event.version ?? page.current, ...reasonOf(event) };
  });
}

const reasonOf = ({ code, message }: { code?: string | undefined; message?: string | undefined }) => ({
  code: code ?? null,
  message: message ?? null,
});
