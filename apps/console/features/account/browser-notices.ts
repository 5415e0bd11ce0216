import { ref } from 'vue';
import { router } from '../../app/router.js';
import type { Notice } from './notice-labels.js';

/**
 * `unsupported` where a browser has no notifications, e.g. on a phone without the app installed; `needs-https` on a page of
 * plain http, where it neither asks nor shows any.
 */
export const permission = ref<NotificationPermission | 'unsupported' | 'needs-https'>(
  !window.isSecureContext ? 'needs-https' : 'Notification' in window ? Notification.permission : 'unsupported',
);

/** Only ever on a click: a browser refuses a page that asks by itself. */
export async function askPermission(): Promise<void> {
  permission.value = await Notification.requestPermission();
}

/** Tells who looks elsewhere; who looks at this page sees it here. A click leads to what it is about. */
export function notifyOutside({ key, text, to }: Notice): void {
  if (permission.value !== 'granted' || document.hasFocus()) return;
  const shown = new Notification('ColorBook', { body: text, tag: key });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
    void router.push(to);
  });
}
