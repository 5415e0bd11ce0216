import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { SupportJob } from '#contracts/support.js';
import { throttled } from '../../../ui/composables/throttled.js';
import { getSupportJob, getTimeline } from '../../../api/support.js';
import { useSupportEvents } from '../jobs/support-events.js';
import { jobAfter } from '../../../ui/composables/apply-job-events.js';

/** Explanation, acts and timeline come by asking, but only when an event said that there is something new. */
const ASK_EVERY_MS = 1_500;

export const jobKey = (id: string): string[] => ['support', 'job', id];

/** A job as support sees it, kept live by its events. */
export function useSupportJob(id: Ref<string>) {
  const client = useQueryClient();
  const job = useQuery({ queryKey: computed(() => jobKey(id.value)), queryFn: () => getSupportJob(id.value) });
  const timeline = useQuery({
    queryKey: computed(() => [...jobKey(id.value), 'timeline']),
    queryFn: () => getTimeline(id.value),
  });
  const refresh = throttled(
    () =>
      void client.invalidateQueries({
        queryKey: jobKey(id.value),
        predicate: ({ queryKey }) => queryKey[3] !== 'customer',
      }),
    ASK_EVERY_MS,
  );
  useSupportEvents((events) => {
    const own = events.filter(({ jobId }) => jobId === id.value);
    if (own.length === 0) return;
    client.setQueryData<SupportJob>(jobKey(id.value), (now) => now && { ...now, job: jobAfter(now.job, own) });
    refresh();
  });
  return { job, timeline, refresh };
}
