import { onScopeDispose } from 'vue';

/** Listens for as long as the component lives. */
export function useEventListener<T extends keyof WindowEventMap>(
  target: Window,
  type: T,
  act: (event: WindowEventMap[T]) => void,
): void {
  target.addEventListener(type, act);
  onScopeDispose(() => target.removeEventListener(type, act));
}
