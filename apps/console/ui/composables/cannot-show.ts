import { computed, type ComputedRef, type Ref } from 'vue';
import { isAway } from '../../api/session/problem.js';

/**
 * Whether a query's error stands instead of what it gives: when nothing was loaded, or the server says that it is there no
 * more. What is on the screen stays when the server is only away: somebody may be writing in it.
 */
export const cannotShow = (query: { data: Ref<unknown>; error: Ref<Error | null> }): ComputedRef<boolean> =>
  computed(() => query.error.value !== null && (query.data.value === undefined || !isAway(query.error.value)));
