import { useQueryClient } from '@tanstack/vue-query';
import { throttled } from '../../../ui/composables/throttled.js';
import { useDeskEvents } from '../jobs/support-events.js';

const ASK_EVERY_MS = 2_000;
export const failuresKey = ['support', 'failures'];

/** Asks for the groups again when an event tells of a failure, or of a job that goes on or stops. */
export function useFreshFailures(): () => void {
  const client = useQueryClient();
  const refresh = throttled(() => void client.invalidateQueries({ queryKey: failuresKey }), ASK_EVERY_MS);
  useDeskEvents((events) => {
    if (events.some(({ type }) => type === 'job.state' || type === 'page.state')) refresh();
  });
  return refresh;
}
