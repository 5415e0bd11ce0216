import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { ArtifactView, JobSummary, JobView } from '#contracts/jobs.js';
import type { PageView } from '#contracts/books.js';
import { getBook, getPreflight, listPages } from '../../api/books.js';
import { getJob, listArtifacts, listJobs } from '../../api/jobs.js';
import { onAccountEvents } from '../../api/session/account-events.js';
import { type LivePath, useLive } from '../../api/session/live.js';
import { throttled } from '../../ui/composables/throttled.js';
import { jobAfter, pagesAfter } from '../../ui/composables/apply-job-events.js';
import { bookWithWaiting } from '../../offline/book-edits.js';
import { withWaiting } from '../../offline/page-edits.js';
import { hasEnded } from '../../ui/labels/job-labels.js';

/** Texts, prompts and the estimate come by asking, but only when an event said that there is something new. */
const ASK_EVERY_MS = 1_200;

/** Drive syncs are jobs, too, but do not create the book. */
const MAKING: readonly string[] = ['generate-book', 'export-book'];
export const makesBook = ({ kind }: Pick<JobSummary, 'kind'>): boolean => MAKING.includes(kind);

/** A book with its pages and its newest job, kept live by the job's events. */
export function useBook(id: Ref<string>) {
  const client = useQueryClient();
  const keys = computed(() => ({
    book: ['book', id.value],
    pages: ['book', id.value, 'pages'],
    jobs: ['book', id.value, 'jobs'],
    files: ['book', id.value, 'files'],
  }));
  const book = useQuery({ queryKey: computed(() => keys.value.book), queryFn: () => getBook(id.value) });
  const pages = useQuery({ queryKey: computed(() => keys.value.pages), queryFn: () => listPages(id.value) });
  const jobs = useQuery({
    queryKey: computed(() => keys.value.jobs),
    queryFn: async () => (await listJobs({ bookId: id.value, limit: 100 })).items.filter(makesBook),
  });
  const jobId = computed(() => jobs.data.value?.[0]?.id ?? null);
  const jobKey = computed(() => ['job', jobId.value]);
  const job = useQuery({
    queryKey: jobKey,
    queryFn: () => getJob(jobId.value ?? ''),
    enabled: computed(() => jobId.value !== null),
  });
  const active = computed(
    () => job.data.value !== undefined && job.data.value.id === jobId.value && !hasEnded(job.data.value),
  );

  const refresh = throttled(() => {
    void client.invalidateQueries({ queryKey: keys.value.book });
    void client.invalidateQueries({ queryKey: jobKey.value });
  }, ASK_EVERY_MS);
  const live = useLive(
    computed<LivePath | null>(() => (active.value && jobId.value ? `/api/jobs/${jobId.value}/events` : null)),
    (events) => {
      client.setQueryData<JobView>(jobKey.value, (now) => now && jobAfter(now, events));
      client.setQueryData<PageView[]>(keys.value.pages, (now) => now && pagesAfter(now, events));
      refresh();
    },
  );

  /** A job of this book may begin elsewhere: in another tab, by a batch, by support. */
  const refreshJobs = throttled(() => void client.invalidateQueries({ queryKey: keys.value.jobs }), ASK_EVERY_MS);
  onAccountEvents((events) => {
    const isNew = events.some((event) => event.type === 'job.state' && event.state === 'queued');
    if (isNew) refreshJobs();
  });

  const printed = computed(() => (jobs.data.value ?? []).filter(hasEnded).map((each) => each.id));
  const files = useQuery({
    queryKey: computed(() => [...keys.value.files, job.data.value?.state, ...printed.value]),
    queryFn: () =>
      newestFiles(job.data.value && hasEnded(job.data.value) ? [job.data.value.id, ...printed.value] : printed.value),
    enabled: computed(() => jobs.data.value !== undefined),
  });
  const preflight = useQuery({
    queryKey: computed(() => [...keys.value.book, 'preflight', files.data.value?.[0]?.id]),
    queryFn: () => getPreflight(id.value),
    enabled: computed(() => (files.data.value?.length ?? 0) > 0),
  });

  /** After an action: a new job may have started, a page may have changed. */
  const changed = (now?: JobView): void => {
    if (now) client.setQueryData(['job', now.id], now);
    void client.invalidateQueries({ queryKey: keys.value.book });
    void client.invalidateQueries({ queryKey: jobKey.value });
  };
  const pageChanged = (page: PageView): void => {
    client.setQueryData<PageView[]>(keys.value.pages, (now) =>
      now?.map((each) => (each.number === page.number ? page : each)),
    );
    // whether the files are older than the book now, the server knows
    void client.invalidateQueries({ queryKey: keys.value.book, exact: true });
  };
  const shown = computed(() => pages.data.value && withWaiting(id.value, pages.data.value));
  const named = computed(() => book.data.value && bookWithWaiting(book.data.value));
  return {
    book: { ...book, data: named },
    pages: { ...pages, data: shown },
    job,
    active,
    live,
    files,
    preflight,
    changed,
    pageChanged,
  };
}

/** A job that stopped early printed nothing: then the files of the one before it still count. */
async function newestFiles(jobIds: string[]): Promise<ArtifactView[]> {
  for (const id of new Set(jobIds)) {
    const found = await listArtifacts(id);
    if (found.length > 0) return found;
  }
  return [];
}
