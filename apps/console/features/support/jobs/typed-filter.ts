import { type Ref, ref, watch } from 'vue';
import type { JobFilter } from '#contracts/support.js';
import { debounced } from '../../../ui/composables/debounced.js';
import { changed } from './filter-query.js';

/** Typing waits for a pause before it becomes the filter. */
export const TYPING_MS = 250;

/**
 * What is typed into the filter's two fields. A field follows the filter only where the filter's own field changed: a tab
 * that is clicked before the pause is over changes the state, and leaves what is typed alone.
 */
export function typedFilter(filter: Ref<JobFilter>): { text: Ref<string>; owner: Ref<string>; clear: () => void } {
  const text = ref(filter.value.text ?? '');
  const owner = ref(filter.value.owner ?? '');
  watch(filter, (now, before) => {
    if (now.text !== before.text && (now.text ?? '') !== text.value.trim()) text.value = now.text ?? '';
    if (now.owner !== before.owner && (now.owner ?? '') !== owner.value.trim()) owner.value = now.owner ?? '';
  });
  debounced(
    () => [text.value, owner.value] as const,
    TYPING_MS,
    ([words, who]) => {
      const next = changed(changed(filter.value, 'text', words.trim()), 'owner', who.trim());
      if (next.text !== filter.value.text || next.owner !== filter.value.owner) filter.value = next;
    },
  );
  const clear = (): void => {
    text.value = owner.value = '';
    filter.value = {};
  };
  return { text, owner, clear };
}
