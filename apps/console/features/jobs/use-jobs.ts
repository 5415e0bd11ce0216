import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { JobState } from '#contracts/jobs.js';
import { listJobs } from '../../api/jobs.js';
import { accountLive as live, onAccountEvents } from '../../api/session/account-events.js';
import { throttled } from '../../ui/composables/throttled.js';

/** Jobs that the person may see, newest first, kept fresh by their events. */
export function useJobs(state: Ref<JobState | undefined>) {
  const client = useQueryClient();
  const jobs = useInfiniteQuery({
    queryKey: computed(() => ['jobs', 'list', state.value]),
    queryFn: ({ pageParam }) => listJobs({ state: state.value, cursor: pageParam || undefined, limit: 50 }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const refresh = throttled(() => void client.invalidateQueries({ queryKey: ['jobs', 'list'] }), 1_500);
  onAccountEvents(refresh);
  return { jobs, live, items: computed(() => jobs.data.value?.pages.flatMap(({ items }) => items) ?? []) };
}
