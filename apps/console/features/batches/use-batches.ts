import { useQueryClient } from '@tanstack/vue-query';
import { onAccountEvents } from '../../api/session/account-events.js';
import { throttled } from '../../ui/composables/throttled.js';

export const batchesKey = ['batches'];
/** A list of a thousand books is ten requests. */
const ASK_EVERY_MS = 2_500;

/** Re-reads batches when they, or jobs of theirs, have gone on; gives a way to do so at once. */
export function useFreshBatches(): () => void {
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: batchesKey });
  const later = throttled(refresh, ASK_EVERY_MS);
  onAccountEvents((events) => {
    if (events.some(({ type }) => type === 'batch.progress' || type === 'job.state' || type === 'job.progress'))
      later();
  });
  return refresh;
}
