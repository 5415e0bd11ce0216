import type { JobState } from '#contracts/jobs.js';
import { keysOf } from '#contracts/known-values.js';
import type { Tone } from '../../ui/labels/job-labels.js';
import { t } from './messages.js';

const STATE_TONES: Record<JobState, Tone | 'work'> = {
  'needs-attention': 'warn',
  failed: 'bad',
  running: 'work',
  queued: '',
  paused: 'warn',
  completed: 'good',
  'completed-with-skips': 'good',
  canceled: '',
};
/** In the order of the tabs: what needs somebody comes first. */
export const SUPPORT_STATES: readonly JobState[] = keysOf(STATE_TONES);

/** A state in words for staff: shorter than those for authors, and about a job, not about “you”. */
export const supportState = (state: JobState): { name: string; tone: Tone | 'work' } => ({
  name: t(`state.${state}`),
  tone: STATE_TONES[state],
});
