import { type Component, defineAsyncComponent, onMounted } from 'vue';

/**
 * A dialog whose script is fetched when it is opened. Where no service worker keeps it, as over plain http, it is fetched once
 * the page stands: it could not be when the server is away. To be called in a component's setup.
 */
export function lazyDialog<T extends Component>(load: () => Promise<{ default: T }>): T {
  onMounted(() => void (navigator.serviceWorker ?? load().catch(() => undefined)));
  // oxlint-disable-next-line typescript/consistent-type-assertions -- it takes and emits what the loaded one does
  return defineAsyncComponent(load) as T;
}
