import { computed, onScopeDispose, ref, watch } from 'vue';
import { useLive, type LiveEvent, type LiveState } from './live.js';
import { user } from './session.js';

type Listener = (events: LiveEvent[]) => void;
const listeners = new Set<Listener>();

/** One stream for all of the page: a browser opens only six lines to one server at a time. */
export const accountLive = ref<LiveState>('connecting');

/** Follows the account's events as long as somebody is signed in; once, at the root. */
export function followAccount(): void {
  const path = computed(() => (user.value ? '/api/events' : null));
  const state = useLive(path, (events) => {
    for (const listener of listeners) listener(events);
  });
  watch(state, (now) => (accountLive.value = now), { immediate: true });
}

/** Calls with each batch of the account's events, for as long as the component lives. */
export function onAccountEvents(listener: Listener): void {
  listeners.add(listener);
  onScopeDispose(() => listeners.delete(listener));
}
