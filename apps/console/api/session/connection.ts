import { ref } from 'vue';

/**
 * Whether the server could not be reached when it was last asked. Not `navigator.onLine`: that knows of a cable, not of
 * a server. The stream of events asks every few seconds, so that it is known soon when the server is back.
 */
export const away = ref(!navigator.onLine);

window.addEventListener('offline', () => (away.value = true));
