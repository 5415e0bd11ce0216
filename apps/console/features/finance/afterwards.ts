import { onScopeDispose } from 'vue';

/** A refund or a repair is done by a workflow in the next seconds, and has no events that staff would see. */
const AFTERWARDS_MS = [1_200, 3_000, 7_000, 15_000];

/** Reads after an act, and again a few times while that is worth it; ends with the component. */
export function afterwards(read: () => unknown, worthIt: () => boolean = () => true): () => void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const stop = (): void => timers.forEach(clearTimeout);
  onScopeDispose(stop);
  return () => {
    stop();
    read();
    timers = AFTERWARDS_MS.map((ms) => setTimeout(() => worthIt() && read(), ms));
  };
}
