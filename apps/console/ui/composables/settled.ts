import { onScopeDispose, watch } from 'vue';

/** Calls `act` when `source` has stood still for `ms`. */
export function settled<T>(source: () => T, ms: number, act: (value: T) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(value), ms);
  });
  onScopeDispose(() => clearTimeout(timer));
}
