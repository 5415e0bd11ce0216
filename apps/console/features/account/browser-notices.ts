import { ref } from 'vue';
import type { Notice } from './notice-labels.js';
import { t } from './shell/messages.js';

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

/** Notifies a person who looks elsewhere; on this page they see it. A click opens what it is about, by `open`. */
export function notifyOutside({ key, text, to }: Notice, open: (to: Notice['to']) => unknown): void {
  if (permission.value !== 'granted' || document.hasFocus()) return;
  const shown = new Notification(t('outside.title'), { body: text, tag: key });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
    open(to);
  });
}
