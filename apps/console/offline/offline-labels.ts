import { COVER_PAGE } from '#contracts/cover-page.js';
import type { PendingEdit } from '../api/offline/device-store.js';
import type { Question } from '../ui/composables/confirm.js';
import { notify } from '../ui/composables/toasts.js';
import type { Outcome } from './submit-edit.js';
import { t } from './messages.js';

/** The name of a field that can be edited offline; a field of an earlier version is called as it was stored. */
export function fieldLabel(field: string): string {
  const key = `field.${field}`;
  return t.has(key) ? t(key) : field;
}

/** "Owls on tour, page 3" */
export const placeOf = ({ title, page }: Pick<PendingEdit, 'title' | 'page'>): string =>
  page === null
    ? title
    : page === COVER_PAGE
      ? t('place.cover', { book: title })
      : t('place.page', { book: title, page });

/** A value as a person says it. */
export function valueText(field: string, value: unknown): string {
  if (field === 'locked') return t(value ? 'value.locked' : 'value.unlocked');
  if (field === 'current') return value === 0 ? t('value.noDrawing') : t('value.drawing', { number: String(value) });
  return value === '' ? t('value.empty') : String(value);
}

export const isText = (field: string): boolean => field !== 'locked' && field !== 'current';

export const notifyOutcome = (outcome: Outcome): void => notify(t(`outcome.${outcome}`));

/** What the chip in the header says; empty when there is nothing to say. */
export function chipText(away: boolean, waiting: number, toChoose: number): string {
  return [
    away ? t('chip.offline') : '',
    waiting > 0 ? t(away ? 'chip.waiting' : 'chip.sending', { count: waiting }) : '',
    toChoose > 0 ? t('chip.toLookAt', { count: toChoose }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is asked before somebody signs out; null when nothing is only in this browser. */
export function leavingQuestion(edits: number, drafts: number): Question | null {
  if (edits + drafts === 0) return null;
  return {
    title: t(edits > 0 ? 'leave.edits.title' : 'leave.drafts.title'),
    body: t(edits === 0 ? 'leave.drafts' : drafts === 0 ? 'leave.edits' : 'leave.both', { edits, drafts }),
    confirmLabel: t('leave.confirm'),
    cancelLabel: t('leave.cancel'),
  };
}
