import { onScopeDispose } from 'vue';

/** How soon a refund, a repair or a changed plan shows. */
export const PAYMENT_DELAYS_MS = [1_200, 3_000, 7_000, 15_000];

/**
 * Reads after an action, and again after each of `delays` (milliseconds) while that is worth it: the action is finished by a
 * workflow in the next seconds, of which no event tells. Ends with the component.
 */
export function afterwards(delays: readonly number[], read: () => unknown, worthIt = (): boolean => true): () => void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const stop = (): void => timers.forEach(clearTimeout);
  onScopeDispose(stop);
  return () => {
    stop();
    read();
    timers = delays.map((ms) => setTimeout(() => worthIt() && read(), ms));
  };
}
