import { ref } from 'vue';
import { wordsOf } from '../api/problem.js';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'problem';
  /** Takes back what the words tell about. */
  undo?: () => void;
}

const SHOWN_MS = { done: 5_000, problem: 10_000 };
let next = 0;
export const toasts = ref<Toast[]>([]);

export const dismiss = (id: number): void => void (toasts.value = toasts.value.filter((toast) => toast.id !== id));

function show(text: string, kind: Toast['kind'], undo?: () => void): void {
  const id = (next += 1);
  toasts.value.push({ id, text, kind, ...(undo ? { undo } : {}) });
  setTimeout(() => dismiss(id), SHOWN_MS[kind]);
}

export const tell = (text: string, undo?: () => void): void => show(text, 'done', undo);
export const tellProblem = (error: unknown): void => show(wordsOf(error), 'problem');

/** A click on a toast is no click beside the dialog that is open. */
export function sparesToasts(event: Event): void {
  const { target } = (event as CustomEvent<{ originalEvent?: Event }>).detail?.originalEvent ?? event;
  if (target instanceof Element && target.closest('.toasts')) event.preventDefault();
}
