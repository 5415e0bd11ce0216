import { inject, type InjectionKey, onScopeDispose, provide, ref, type Ref } from 'vue';
import { type LiveEvent, type LiveState, useLive } from '../../../api/session/live.js';

type Listener = (events: LiveEvent[]) => void;
interface SupportStream {
  listeners: Set<Listener>;
  live: Ref<LiveState>;
}
const STREAM: InjectionKey<SupportStream> = Symbol('the events of all jobs');

/** One stream for all support pages: it stays open during navigation, so no event is missed. */
export function provideSupportEvents(): SupportStream {
  const listeners = new Set<Listener>();
  const live = useLive(ref('/api/events'), (events) => {
    for (const listen of listeners) listen(events);
  });
  const stream = { listeners, live };
  provide(STREAM, stream);
  return stream;
}

/** Listens until the component is unmounted; returns the state of the stream. */
export function useSupportEvents(listen: Listener): Ref<LiveState> {
  const stream = inject(STREAM);
  if (!stream) throw new Error('This component needs a support page around it.');
  stream.listeners.add(listen);
  onScopeDispose(() => stream.listeners.delete(listen));
  return stream.live;
}
