import { useTimeoutFn } from '@vueuse/core';
import { watch } from 'vue';

/**
 * Calls `run` when `source` has not changed for `ms` milliseconds. VueUse's `watchDebounced` would also call it after the
 * component is gone, where a filter would be written into the address of another page.
 */
export function debounced<T>(source: () => T, ms: number, run: (value: T) => void): void {
  const { start } = useTimeoutFn(run, ms, { immediate: false });
  watch(source, (value) => start(value));
}
