import { inject, type InjectionKey, onScopeDispose, provide, ref, type Ref } from 'vue';
import { type LiveEvent, type LiveState, useLive } from '../../../api/session/live.js';

type Listener = (events: LiveEvent[]) => void;
interface DeskStream {
  listeners: Set<Listener>;
  live: Ref<LiveState>;
}
const STREAM: InjectionKey<DeskStream> = Symbol('the events of all jobs');

/** One stream for all pages of the desk: it stays open while people go from page to page, so nothing is missed. */
export function provideDeskEvents(): DeskStream {
  const listeners = new Set<Listener>();
  const live = useLive(ref('/api/events'), (events) => {
    for (const listen of listeners) listen(events);
  });
  const stream = { listeners, live };
  provide(STREAM, stream);
  return stream;
}

/** Listens for as long as the component lives; gives the state of the line. */
export function useDeskEvents(listen: Listener): Ref<LiveState> {
  const stream = inject(STREAM);
  if (!stream) throw new Error('This component belongs on a page of the desk.');
  stream.listeners.add(listen);
  onScopeDispose(() => stream.listeners.delete(listen));
  return stream.live;
}
