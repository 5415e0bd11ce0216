import { keysOf } from '#contracts/known-values.js';
import type { JobState } from '#contracts/jobs.js';

/** The one table of legal moves; everything else is a 409. */
const MOVES: Record<JobState, readonly JobState[]> = {
  queued: ['running', 'canceled', 'failed'],
  running: ['paused', 'needs-attention', 'completed', 'completed-with-skips', 'failed', 'canceled'],
  paused: ['running', 'needs-attention', 'failed', 'canceled'],
  'needs-attention': ['running', 'paused', 'completed-with-skips', 'completed', 'failed', 'canceled'],
  completed: [],
  'completed-with-skips': [],
  failed: [],
  canceled: [],
};

export const ACTIVE_STATES: readonly JobState[] = ['queued', 'running', 'paused', 'needs-attention'];

export const isTerminal = (state: JobState): boolean => MOVES[state].length === 0;
export const mayMove = (from: JobState, to: JobState): boolean => MOVES[from].includes(to);

/** States from which `to` can be reached, for a conditional update. */
export const statesBefore = (to: JobState): JobState[] => keysOf(MOVES).filter((from) => mayMove(from, to));
