import { ref } from 'vue';
import { isOverPlan, wordsOf } from '../../api/session/problem.js';
import { user } from '../../api/session/session.js';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'problem';
  /** Takes back what the words tell about. */
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

export const tell = (text: string, undo?: () => void): void => show(text, 'done', undo && { undo });
/** Tells what is true now of one thing that can change again soon: only the newest of these is shown. */
export const tellState = (about: string, text: string): void => show(text, 'done', { about });
export const tellProblem = (error: unknown): void =>
  show(
    wordsOf(error),
    'problem',
    isOverPlan(error) && user.value?.role === 'author' ? { to: { path: '/billing', words: 'See the plans' } } : {},
  );

/** A click on a toast is no click beside the dialog that is open. */
export function sparesToasts(event: Event): void {
  const { target } = (event as CustomEvent<{ originalEvent?: Event }>).detail?.originalEvent ?? event;
  if (target instanceof Element && target.closest('.toasts')) event.preventDefault();
}
