import { useQueryClient } from '@tanstack/vue-query';
import { type Ref, watch } from 'vue';
import { afterwards } from '../../../ui/composables/afterwards.js';
import { throttled } from '../../../ui/composables/throttled.js';
import { useSupportEvents } from '../jobs/support-events.js';

export const bulkKey = ['support', 'bulk'];
const ASK_EVERY_MS = 1_500;
/** A bulk action has no events of its own; its last step follows the last event of its jobs by some seconds. */
const DELAYS_MS = [2_500, 6_000, 12_000];

/** Re-reads bulk actions while one of them moves: when events of jobs arrive, and a few times after the last of them. */
export function useFreshBulk(moves: Ref<boolean>): () => void {
  const client = useQueryClient();
  const read = throttled(
    () => void client.invalidateQueries({ queryKey: bulkKey, predicate: ({ queryKey }) => queryKey[2] !== 'preview' }),
    ASK_EVERY_MS,
  );
  const refresh = afterwards(DELAYS_MS, read, () => moves.value);
  watch(moves, (now) => now && refresh(), { immediate: true });
  useSupportEvents(() => moves.value && refresh());
  return refresh;
}
