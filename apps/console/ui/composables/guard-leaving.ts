import { useEventListener } from '@vueuse/core';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { confirm, type Question } from './confirm.js';

/**
 * Asks before another page, a reload or a closed tab throws away what is nowhere else. `question` gives null when there is
 * nothing to lose. Inside a page of the router only.
 */
export function guardLeaving(question: () => Question | null): { mayLeave: () => Promise<boolean> } {
  const mayLeave = async (): Promise<boolean> => {
    const asked = question();
    return asked === null || confirm(asked);
  };
  onBeforeRouteLeave(mayLeave);
  onBeforeRouteUpdate(mayLeave);
  useEventListener(window, 'beforeunload', (event) => question() && event.preventDefault());
  return { mayLeave };
}
