import { useThrottleFn } from '@vueuse/core';
import { getCurrentScope } from 'vue';

/** Calls `run` at most once in `ms` milliseconds, and once more after the last call; never after the component is gone. */
export function throttled(run: () => unknown, ms: number): () => void {
  const scope = getCurrentScope();
  const throttledRun = useThrottleFn(() => (scope?.active === false ? undefined : run()), ms, true);
  return () => void throttledRun();
}
