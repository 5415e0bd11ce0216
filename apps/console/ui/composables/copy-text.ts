import { t } from '../messages.js';

/**
 * Puts a text on the clipboard. Browsers have `navigator.clipboard` on https and localhost only; elsewhere the text is
 * copied from a field, which they still let a click do. Throws when the browser refuses.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('readonly', '');
  field.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0';
  // beside the button: an open dialog keeps the focus inside itself
  const before = document.activeElement;
  (before?.closest('[role=dialog]') ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error(t('copy.refused'));
}
