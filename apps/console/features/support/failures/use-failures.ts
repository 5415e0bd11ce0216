import { useQueryClient } from '@tanstack/vue-query';
import { throttled } from '../../../ui/composables/throttled.js';
import { useSupportEvents } from '../jobs/support-events.js';

const ASK_EVERY_MS = 2_000;
export const failuresKey = ['support', 'failures'];

/** Refetches the groups after an event of a failure or of a job's state. */
export function useFreshFailures(): () => void {
  const client = useQueryClient();
  const refresh = throttled(() => void client.invalidateQueries({ queryKey: failuresKey }), ASK_EVERY_MS);
  useSupportEvents((events) => {
    if (events.some(({ type }) => type === 'job.state' || type === 'page.state')) refresh();
  });
  return refresh;
}
