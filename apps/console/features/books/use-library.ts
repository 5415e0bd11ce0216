import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { JobSummary } from '#contracts/jobs.js';
import { listBooks, searchBooks } from '../../api/books.js';
import { listJobs } from '../../api/jobs.js';
import { accountLive as live, onAccountEvents } from '../../api/session/account-events.js';
import { throttled } from '../../ui/composables/throttled.js';
import { bookWithWaiting } from '../../offline/book-edits.js';
import { makesBook } from './use-book.js';

/** Books with the newest job of each, or those with some words in them; fresh as long as the page is open. */
export function useLibrary(text: Ref<string>) {
  const client = useQueryClient();
  const books = useInfiniteQuery({
    queryKey: computed(() => (text.value ? ['books', 'with', text.value] : ['books'])),
    queryFn: ({ pageParam }) => {
      const cursor = pageParam || undefined;
      return text.value ? searchBooks(text.value, cursor) : listBooks(cursor);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const jobs = useQuery({ queryKey: ['jobs', 'mine'], queryFn: () => listJobs({ limit: 100 }) });
  const newest = computed(() => {
    const byBook = new Map<string, JobSummary>();
    for (const job of (jobs.data.value?.items ?? []).filter(makesBook))
      if (!byBook.has(job.bookId)) byBook.set(job.bookId, job);
    return byBook;
  });
  const refresh = throttled(() => {
    void client.invalidateQueries({ queryKey: ['jobs', 'mine'] });
    void client.invalidateQueries({ queryKey: ['books'] });
  }, 1_500);
  onAccountEvents(refresh);
  const items = computed(() => books.data.value?.pages.flatMap((page) => page.items.map(bookWithWaiting)) ?? []);
  return { books, newest, live, items };
}
