import type { Window } from './facts.js';

export const within = ({ from, to }: Window, at: Date): boolean => at >= from && at < to;
