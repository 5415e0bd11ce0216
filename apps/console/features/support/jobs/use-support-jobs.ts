import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref, ref, watch } from 'vue';
import type { Listing } from '#contracts/pagination.js';
import type { JobFilter, SupportJobSummary } from '#contracts/support.js';
import { throttled } from '../../../ui/composables/throttled.js';
import { countJobs, listSupportJobs } from '../../../api/support.js';
import { useSupportEvents } from './support-events.js';
import { changed, queryOf } from './filter-query.js';
import { newBefore } from './rows-after.js';

/** Newer jobs are looked up at most this often, and only after an event of a job that is not in the list. */
const ASK_EVERY_MS = 2_000;

/** The jobs under a filter, slice by slice; events change rows in place (SupportFrame), and new jobs are only counted. */
export function useSupportJobs(filter: Ref<JobFilter>) {
  const client = useQueryClient();
  const listKey = computed(() => ['support', 'jobs', queryOf(filter.value)]);
  const countFilter = computed(() => changed(filter.value, 'state', undefined));
  const fresh = ref(0);

  const jobs = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam }) => listSupportJobs(filter.value, pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // A hundred slices are not loaded again because somebody came back; events keep them fresh meanwhile.
    staleTime: Infinity,
  });
  const counts = useQuery({
    queryKey: computed(() => ['support', 'counts', queryOf(countFilter.value)]),
    queryFn: () => countJobs(countFilter.value),
    placeholderData: keepPreviousData,
  });
  const items = computed(() => jobs.data.value?.pages.flatMap((page) => page.items) ?? []);
  const known = computed(() => new Set(items.value.map(({ id }) => id)));
  watch(listKey, () => (fresh.value = 0));

  const recount = throttled(() => void client.invalidateQueries({ queryKey: ['support', 'counts'] }), ASK_EVERY_MS);
  const countNew = throttled(() => {
    void listSupportJobs(filter.value, undefined, 100)
      .then(({ items: newest }) => (fresh.value = newBefore(newest, items.value)))
      .catch(() => undefined); // the next event asks again
  }, ASK_EVERY_MS);
  const live = useSupportEvents((events) => {
    if (events.some(({ type }) => type === 'job.state')) recount();
    // Ids rise with time (UUIDv7): an unknown job that is older than the first row is just not loaded yet.
    const first = items.value[0]?.id ?? '';
    if (jobs.isSuccess.value && events.some(({ jobId }) => !known.value.has(jobId) && jobId > first)) countNew();
  });

  /** From the top again, with what is new. */
  async function showNew(): Promise<void> {
    const first = await listSupportJobs(filter.value);
    client.setQueryData<InfiniteData<Listing<SupportJobSummary>, string>>(listKey.value, {
      pages: [first],
      pageParams: [''],
    });
    fresh.value = 0;
  }
  return { jobs, counts, items, live, fresh, showNew };
}
