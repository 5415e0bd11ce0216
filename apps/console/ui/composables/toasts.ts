import { ref } from 'vue';
import { isOverPlan, problemText } from '../../api/session/problem.js';
import { user } from '../../api/session/session.js';
import { t } from '../messages.js';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'problem';
  /** Undoes what the text describes. */
  undo?: () => void;
  /** Where to go on: to the plans, when the plan holds no more. */
  to?: { path: string; words: string };
  /** What a later toast about the same takes the place of. */
  about?: string;
}

const SHOWN_MS = { done: 5_000, problem: 10_000 };
let next = 0;
export const toasts = ref<Toast[]>([]);

export const dismiss = (id: number): void => void (toasts.value = toasts.value.filter((toast) => toast.id !== id));

function show(text: string, kind: Toast['kind'], more: Pick<Toast, 'undo' | 'to' | 'about'> = {}): void {
  const id = (next += 1);
  const others = toasts.value.filter(({ about }) => !about || about !== more.about);
  toasts.value = [...others, { id, text, kind, ...more }];
  setTimeout(() => dismiss(id), SHOWN_MS[kind]);
}

export const notify = (text: string, undo?: () => void): void => show(text, 'done', undo && { undo });
/** Shows the current state of one thing; replaces an earlier toast about it. */
export const notifyState = (about: string, text: string): void => show(text, 'done', { about });
export const notifyProblem = (error: unknown): void =>
  show(
    problemText(error),
    'problem',
    isOverPlan(error) && user.value?.role === 'author' ? { to: { path: '/billing', words: t('toast.plans') } } : {},
  );

/** A click on a toast does not close the open dialog. */
export function sparesToasts(event: Event): void {
  const detail: { originalEvent?: Event } | null = event instanceof CustomEvent ? event.detail : null;
  const { target } = detail?.originalEvent ?? event;
  if (target instanceof Element && target.closest('.toasts')) event.preventDefault();
}
