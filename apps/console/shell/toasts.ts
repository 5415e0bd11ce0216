import { ref } from 'vue';
import { wordsOf } from '../api/problem.js';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'problem';
}

const SHOWN_MS = { done: 5_000, problem: 10_000 };
let next = 0;
export const toasts = ref<Toast[]>([]);

export const dismiss = (id: number): void => void (toasts.value = toasts.value.filter((toast) => toast.id !== id));

function show(text: string, kind: Toast['kind']): void {
  const id = (next += 1);
  toasts.value.push({ id, text, kind });
  setTimeout(() => dismiss(id), SHOWN_MS[kind]);
}

export const tell = (text: string): void => show(text, 'done');
export const tellProblem = (error: unknown): void => show(wordsOf(error), 'problem');
