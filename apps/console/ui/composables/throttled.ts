import { useThrottleFn } from '@vueuse/core';
import { getCurrentScope } from 'vue';

/** Calls `act` at most once in `ms` milliseconds, and once more after the last call; never after the component is gone. */
export function throttled(act: () => unknown, ms: number): () => void {
  const scope = getCurrentScope();
  const run = useThrottleFn(() => (scope?.active === false ? undefined : act()), ms, true);
  return () => void run();
}
